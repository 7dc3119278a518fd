"""Which member claims which problem of the team, in the papers' own words, of papers the actor may see."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from django.db.models import F, Q

from duizhao.record import Author, Claim, Material, Problem
from duizhao.reports.trace_view import Claims
from duizhao.reports.trace_view import claims as claims_among
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor, Relation, Role, standings
from duizhao_web.apps.materials.models import Paper, PaperKind, Version
from duizhao_web.apps.materials.selectors import corrected
from duizhao_web.apps.units.models import Tenure, in_force


@dataclass(frozen=True, slots=True)
class Row:
    """A problem of the team with what each member says of it; ``None`` where a member says nothing."""

    number: int
    problem: Problem
    cells: tuple[Claim | None, ...]

    @property
    def in_bulk(self) -> bool:
        """Return whether nobody names this problem, though somebody claims all of them at once."""
        made = [one for one in self.cells if one is not None]
        return bool(made) and all(one.scope == "all" for one in made)


@dataclass(frozen=True, slots=True)
class Claimed:
    """The team's problems × those of its members whose papers the actor may see, in the team's own order.

    ``said`` are each member's own claims, as they stand in the paper. ``whole`` is whether the actor may see
    the paper of every member: only then "nobody" is nobody.
    """

    members: tuple[Version, ...]
    said: tuple[tuple[Claim, ...], ...]
    rows: tuple[Row, ...]
    beyond: tuple[tuple[str, tuple[int, ...]], ...]
    whole: bool

    @property
    def unclaimed(self) -> tuple[Row, ...]:
        """Return the problems none of the members claims."""
        return tuple(row for row in self.rows if not any(row.cells))


def claimed(actor: Actor, team: Version) -> Claimed:
    """Return who claims which problem of the team's paper, in at most four queries."""
    members = _members(actor, team)
    record = dataclasses.replace(corrected(team, team.decisions.all()), kind="team")
    records = [_as_member(one) for one in members]
    whole = (Role.CHIEF, Relation.OWN_UNIT) in standings(actor, team.paper.thing.subject)
    found = claims_among([record, *records])
    if not found:
        rows = tuple(Row(number, problem, ()) for number, problem in enumerate(record.problems, 1))
        return Claimed((), (), rows, (), whole)
    beyond = tuple((taken.who, numbers) for taken, numbers in found[0].beyond)
    said = tuple(one.claims for one in records)
    return Claimed(tuple(members), said, tuple(_rows(found[0], records)), beyond, whole)


def _rows(found: Claims, records: list[Material]) -> list[Row]:
    made = []
    for one in found.problems:
        by_path: dict[str, Claim] = {}
        for taken in one.taken:
            # Who names the problem says more of it than who claims all of them.
            if taken.path not in by_path or taken.claim.scope == "listed":
                by_path[taken.path] = taken.claim
        cells = tuple(by_path.get(record.source.path) for record in records)
        made.append(Row(one.number, one.problem, cells))
    return made


def _members(actor: Actor, team: Version) -> list[Version]:
    paper = team.paper
    papers = Paper.objects.visible_to(actor).filter(
        Q(cycle=paper.cycle_id), kind=PaperKind.INDIVIDUAL, unit_id=paper.unit_id, year=paper.year
    )
    rows = Version.objects.filter(paper__in=papers, number=F("paper__latest"))
    order = _order(paper)
    found = rows.select_related("paper__unit", "paper__person").prefetch_related("decisions")
    return sorted(found, key=lambda one: (order.get(one.paper.person_id or 0, len(order)), one.pk))


def _order(paper: Paper) -> dict[int, int]:
    held = Tenure.objects.filter(
        in_force(paper.cycle.asked_on if paper.cycle else clock.today()),
        post__unit_id=paper.unit_id,
        post__team__isnull=False,
    ).order_by("post__team_id", "post__position", "post_id")
    people = dict.fromkeys(held.values_list("person_id", flat=True))
    return {person: place for place, person in enumerate(people)}


def _as_member(version: Version) -> Material:
    """Return the record under the name the server knows its author by; of the unit it was handed in for."""
    record = corrected(version, version.decisions.all())
    name = version.paper.person.name if version.paper.person else ""
    source = dataclasses.replace(record.source, path=str(version.paper_id))
    return dataclasses.replace(
        record, kind="individual", author=Author(name=name), unit=None, year=None, source=source
    )
