"""What is not covered: problems without item, items that lack something, measures that answer nothing.

Said of papers the actor may read and items the actor sees; nothing is told of others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models import F as Field

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.pairs import PairIn
from duizhao_web.apps.kernel.paths import NOTHING
from duizhao_web.apps.materials.models import Paper, PaperState, Version
from duizhao_web.apps.materials.selectors import corrected
from duizhao_web.apps.rectification.lifecycle import OPEN
from duizhao_web.apps.rectification.models import Action, Item, Source, StandardPoint
from duizhao_web.apps.rectification.problems import Found, idle_measures, problems_of
from duizhao_web.apps.rectification.recurring import NamedBefore, named_before
from duizhao_web.apps.rectification.standing import is_subordinate, left, places, under
from duizhao_web.apps.units.models import Person, Unit


class Lack(StrEnum):
    """What an open item may lack."""

    ACTION = "action"
    DATE = "date"
    OWNER = "owner"
    VERIFIER = "verifier"
    STANDARD = "standard"
    FIT_VERIFIER = "fit_verifier"
    """The verifier has left, or has become the owner's subordinate."""


_OPEN: Final = [state.value for state in OPEN]


@dataclass(frozen=True, slots=True)
class Uncovered:
    """What of one paper has no item or answers nothing."""

    paper: Paper
    problems: tuple[Found, ...]
    measures: tuple[str, ...]
    before: Mapping[str, NamedBefore]
    """By problem, the item of an earlier year about the same concrete matter."""

    @property
    def rows(self) -> list[tuple[Found, NamedBefore | None]]:
        """Return the problems, each with the item that was about it before."""
        return [(one, self.before.get(one.problem_id)) for one in self.problems]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is not covered in a unit and year."""

    papers: tuple[Uncovered, ...]
    lacking: dict[Lack, tuple[Item, ...]]

    @property
    def complete(self) -> bool:
        """Return whether nothing is left."""
        return not any(one.problems or one.measures for one in self.papers) and not any(self.lacking.values())


def lacking(what: Lack) -> Q:
    """Return the condition that an item lacks something, for a list or a count of open items."""
    match what:
        case Lack.ACTION:
            return ~Q(Exists(Action.objects.filter(item=OuterRef("pk")).exclude(state="dropped")))
        case Lack.DATE:
            without = Q(deadline_kind="") | ~Q(deadline_kind="standing") & Q(deadline__isnull=True)
            return without | Q(deadline_kind="standing", review_on__isnull=True)
        case Lack.OWNER:
            return Q(owner__isnull=True)
        case Lack.VERIFIER:
            return Q(verifier__isnull=True)
        case Lack.FIT_VERIFIER:
            return Q(verifier__isnull=False) & (left("verifier") | under("verifier", "owner"))
        case Lack.STANDARD:
            return ~Q(Exists(StandardPoint.objects.filter(item=OuterRef("pk"))))


def lacking_widely(what: Lack, among: QuerySet[Any, Any] | None = None) -> Q:
    """Return the same condition for lists over many units: how two people stand is asked once a pair of
    owner and verifier, not once an item; only of items ``among`` these ids, where the list holds no others.
    """
    if what == Lack.DATE and among is None:
        return Q(pk__in=_undated())
    if what != Lack.FIT_VERIFIER:
        return lacking(what)
    still = Item.objects.filter(owner__isnull=False, verifier__isnull=False)
    # Few are all looked at, open or not: asked for their state as well, a database would begin with that.
    still = still.filter(state__in=_OPEN) if among is None else still.filter(pk__in=among)
    pairs = set(still.order_by().values_list("owner_id", "verifier_id").distinct())
    known = places({person for pair in pairs for person in pair if person is not None}, clock.today())
    found = {
        (owner, verifier)
        for owner, verifier in pairs
        if owner is not None and verifier is not None and is_subordinate(known[verifier], known[owner])
    }
    below = Q(PairIn("owner_id", "verifier_id", found)) if found else NOTHING
    return Q(verifier__isnull=False) & (left("verifier") | below)


def _undated() -> QuerySet[Any, Any]:
    """Return the ids of the items without a date, each way to have none by an index."""
    ways = (
        Q(deadline_kind=""),
        Q(deadline_kind__in=("immediate", "by_date"), deadline__isnull=True),
        Q(deadline_kind="standing", review_on__isnull=True),
    )
    ids = [Item.objects.filter(way).order_by().values("pk") for way in ways]
    return ids[0].union(*ids[1:])


def coverage(actor: Actor, unit: Unit, year: int, person: Person | None = None) -> Coverage:
    """Return what is not covered of a team, or of a person's own paper and list, in ten queries."""
    items = Item.objects.visible_to(actor).filter(unit=unit, year=year, person=person, state__in=_OPEN)
    return Coverage(
        tuple(_uncovered(actor, _versions(actor, unit, year).filter(paper__person=person))),
        {what: tuple(items.filter(lacking(what)).order_by("serial")) for what in Lack},
    )


def uncovered(actor: Actor, unit: Unit, year: int) -> list[Uncovered]:
    """Return the papers of a unit and year with what of each has no item or answers nothing."""
    return list(_uncovered(actor, _versions(actor, unit, year)))


def _versions(actor: Actor, unit: Unit, year: int) -> QuerySet[Version]:
    papers = Paper.objects.visible_to(actor).filter(unit=unit, year=year, state=PaperState.PASSED)
    rows = Version.objects.filter(paper__in=papers, number=Field("paper__latest"))
    return rows.select_related("paper__person", "paper__unit").prefetch_related("decisions")


def _uncovered(actor: Actor, versions: Iterable[Version]) -> Iterable[Uncovered]:
    found = list(versions)
    known: dict[int, set[str]] = {}
    sources = Source.objects.filter(paper__in=[version.paper_id for version in found])
    for paper_id, problem_id in sources.values_list("paper_id", "problem_id"):
        known.setdefault(paper_id or 0, set()).add(problem_id)
    for version in found:
        record = corrected(version, version.decisions.all())
        covered = known.get(version.paper_id, set())
        problems = tuple(one for one in problems_of(record) if one.problem_id not in covered)
        measures = tuple(words for words, _id in idle_measures(record))
        if problems or measures:
            left = {one.problem_id for one in problems}
            again = named_before(actor, version.paper, [one for one in record.problems if one.id in left])
            yield Uncovered(version.paper, problems, measures, again)
