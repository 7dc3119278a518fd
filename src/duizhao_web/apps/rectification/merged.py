"""What units that were merged away have left, for those who take it over and for whoever keeps the server.

Members' own lists stay with the unit: they are the members'. So do meetings that were closed, and the plan of
a year of which the successor has one: it is what was endorsed there, and its items join the successor's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Exists, IntegerField, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce

from duizhao_web.apps.cycles.models import Cycle, CycleState
from duizhao_web.apps.kernel.actor import Actor, Role
from duizhao_web.apps.rectification import assigning
from duizhao_web.apps.rectification.following_words import NoticeState
from duizhao_web.apps.rectification.models import Assignment, Item, Plan, SupervisionNotice
from duizhao_web.apps.rectification.words import PlanKind
from duizhao_web.apps.units.models import Unit

_LOOKED_AT: Final = 100
_ON_A_DESK: Final = [stage.value for stage in assigning.OPEN]
_TAKING: Final = (Role.CHIEF, Role.COORDINATOR)


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A unit merged into another, and how much of what it left nobody has taken over yet."""

    unit: Unit
    items: int
    cycles: int
    plans: int
    assignments: int
    notices: int


@dataclass(frozen=True, slots=True)
class Left:
    """The same, row by row, as the page shows it."""

    items: list[Item]
    cycles: list[Cycle]
    plans: list[Plan]
    assignments: list[Assignment]
    notices: list[SupervisionNotice]

    @property
    def nothing(self) -> bool:
        """Return whether nothing is left."""
        return not (self.items or self.cycles or self.plans or self.assignments or self.notices)


def merged_waiting(actor: Actor) -> list[LeftBehind]:
    """Return the units merged into the actor's own that have something left, in at most two queries."""
    paths = sorted({seat.unit_path for seat in actor.seats if seat.role in _TAKING})
    if not paths:
        return []
    merged = list(Unit.objects.filter(merged_into__path__in=paths).values_list("pk", flat=True))
    # Hardly ever is there one, and the counts are long to ask for.
    return _counted(Unit.objects.filter(pk__in=merged)) if merged else []


def units_left() -> list[LeftBehind]:
    """Return all units merged away that have something left."""
    return _counted(Unit.objects.filter(merged_into__isnull=False))


def left_behind(actor: Actor, unit: Unit) -> Left:
    """Return what the actor may take over of a unit that was merged into their own.

    Not what the actor may read: a coordinator takes over what nobody of the closed unit reads any more.
    """
    if not may_take_over(actor, unit):
        return Left([], [], [], [], [])
    mine = items().filter(unit=unit).select_related("unit", "owner", "verifier")
    given = assignments().filter(Q(unit=unit) | Q(giving_unit=unit)).select_related("item", "unit")
    asked = notices().filter(Q(unit=unit) | Q(issuing_unit=unit)).select_related("item")
    return Left(
        list(mine.order_by("pk")),
        list(cycles().filter(unit=unit).order_by("year", "pk")),
        list(plans().filter(unit=unit).order_by("year")),
        list(given.order_by("due", "pk")),
        list(asked.order_by("pk")),
    )


def may_take_over(actor: Actor, unit: Unit) -> bool:
    """Return whether the unit was merged into one of which the actor is chief or coordinator."""
    into = unit.merged_into
    return into is not None and any(
        seat.unit_path == into.path and seat.role in _TAKING for seat in actor.seats
    )


def items() -> QuerySet[Item]:
    """Return the items that do not stay behind: the teams'."""
    return Item.objects.filter(personal=False)


def cycles() -> QuerySet[Cycle]:
    """Return the meetings somebody still prepares or closes."""
    return Cycle.objects.exclude(state=CycleState.CLOSED)


def plans() -> QuerySet[Plan]:
    """Return the team's plans of years of which the successor has none."""
    theirs = Plan.objects.filter(
        kind=PlanKind.TEAM, unit=OuterRef("unit__merged_into"), year=OuterRef("year")
    )
    return Plan.objects.filter(~Exists(theirs), kind=PlanKind.TEAM)


def assignments() -> QuerySet[Assignment]:
    """Return the assignments that lie on a desk: of who received or who gave them."""
    return Assignment.objects.filter(stage__in=_ON_A_DESK)


def notices() -> QuerySet[SupervisionNotice]:
    """Return the notices to be answered or settled: by who received or who issued them."""
    return SupervisionNotice.objects.exclude(state=NoticeState.SETTLED)


def _counted(units: QuerySet[Unit]) -> list[LeftBehind]:
    rows = units.select_related("merged_into").annotate(
        left_items=_count(items()),
        left_cycles=_count(cycles()),
        left_plans=_count(plans()),
        left_assignments=_both_ends(assignments(), "giving_unit"),
        left_notices=_both_ends(notices(), "issuing_unit"),
    )
    found = [
        LeftBehind(
            one, one.left_items, one.left_cycles, one.left_plans, one.left_assignments, one.left_notices
        )
        for one in rows.order_by("path")[:_LOOKED_AT]
    ]
    return [one for one in found if one.items or one.cycles or one.plans or one.assignments or one.notices]


def _both_ends(rows: QuerySet[Model], giving: str) -> CombinedExpression:
    """Return how many came to a unit or went out from it, each once."""
    return _count(rows) + _count(rows.exclude(unit=OuterRef("pk")), giving)


def _count(rows: QuerySet[Model], of: str = "unit") -> Coalesce:
    counted = rows.filter(**{of: OuterRef("pk")}).order_by().values(of).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
