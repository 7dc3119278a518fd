"""谁还没交: units and people whose paper of a year is not handed in, as far as the actor may know it.

Nothing of a paper's content is told, nor whether it was returned, to who may only know that it was handed in.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from duizhao_web.apps.accounts.visibility import Columns, Holding, Right, rights, where
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.materials.models import Paper, PaperKind, PaperState
from duizhao_web.apps.units.models import PostKind, Team, Tenure, Unit, in_force

_HANDED_IN = (PaperState.IN_REVIEW, PaperState.PASSED)


@dataclass(frozen=True, slots=True)
class Missing:
    """A paper that is not handed in: the team's, or a person's; ``state`` only for who may read it."""

    name: str
    is_team: bool
    state: str


@dataclass(frozen=True, slots=True)
class UnitMissing:
    """A unit with what it lacks, the team's paper first, people in the team's own order."""

    unit: Unit
    papers: tuple[Missing, ...]

    @property
    def lacks_team(self) -> bool:
        """Return whether the team's paper is among them."""
        return any(one.is_team for one in self.papers)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the people."""
        return tuple(one.name for one in self.papers if not one.is_team)


def units_missing(actor: Actor, year: int) -> QuerySet[Unit]:
    """Return the units in which a paper is missing that the actor may know of."""
    teams = _teams(actor, year).filter(unit=OuterRef("pk"))
    people = _people(actor, year).filter(post__unit=OuterRef("pk"))
    rows: QuerySet[Unit] = Unit.objects.filter(until__isnull=True)
    return rows.filter(Exists(teams) | Exists(people))


def missing_in(actor: Actor, year: int, units: list[Unit]) -> list[UnitMissing]:
    """Return what is missing in these units, in three queries."""
    known = list(Paper.objects.filter(unit__in=units, year=year).select_related("unit"))
    papers = {(one.unit_id, one.person_id): one for one in known}
    lacking = set(_teams(actor, year).filter(unit__in=units).values_list("unit_id", flat=True))
    people: dict[int, dict[int, str]] = defaultdict(dict)
    held = _people(actor, year).filter(post__unit__in=units)
    for unit_id, person_id, name in held.order_by("post__team_id", "post__position", "post_id").values_list(
        "post__unit_id", "person_id", "person__name"
    ):
        people[unit_id].setdefault(person_id, name)
    return [
        UnitMissing(
            unit,
            (
                *([_missing(actor, papers.get((unit.pk, None)), "")] if unit.pk in lacking else []),
                *(
                    _missing(actor, papers.get((unit.pk, person)), name)
                    for person, name in people[unit.pk].items()
                ),
            ),
        )
        for unit in units
    ]


def _missing(actor: Actor, paper: Paper | None, name: str) -> Missing:
    shown = paper is not None and Right.READ in rights(actor, paper.thing)
    return Missing(name, not name, str(paper.get_state_display()) if paper and shown else "")


def _teams(actor: Actor, year: int) -> QuerySet[Team]:
    may_know = where(actor, Holding.TEAM_PAPER, Right.READ) | where(
        actor, Holding.TEAM_PAPER, Right.HANDED_IN
    )
    handed = Paper.objects.filter(unit=OuterRef("unit"), year=year, kind=PaperKind.TEAM, state__in=_HANDED_IN)
    return Team.objects.filter(may_know, ~Exists(handed), until__isnull=True)


def _people(actor: Actor, year: int) -> QuerySet[Tenure]:
    columns = Columns(of_chief="is_chief")
    may_know = where(actor, Holding.PAPER, Right.READ, columns) | where(
        actor, Holding.PAPER, Right.HANDED_IN, columns
    )
    handed = Paper.objects.filter(
        unit=OuterRef("post__unit"), person=OuterRef("person"), year=year, state__in=_HANDED_IN
    )
    chief = ExpressionWrapper(Q(post__kind=PostKind.CHIEF), output_field=BooleanField())
    held = Tenure.objects.annotate(is_chief=chief).filter(
        in_force(clock.today()),
        confirmed_at__isnull=False,
        post__team__isnull=False,
        post__kind__in=(PostKind.CHIEF, PostKind.MEMBER),
    )
    return held.filter(may_know, ~Exists(handed))
