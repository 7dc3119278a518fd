"""Who stands where below: units with their meeting and how many papers are handed in, in the tree's order.

Never ordered by how many problems anybody named, nor by anything else but the tree.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef, QuerySet

from duizhao_web.apps.accounts.visibility import Columns, Holding, Right, where
from duizhao_web.apps.cycles.models import Cycle, CycleState
from duizhao_web.apps.cycles.schedule import Due, Step
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.paging import Page, page_of
from duizhao_web.apps.kernel.paths import STEP, below
from duizhao_web.apps.materials.handing import Handed, call_of, handed_in, units_short
from duizhao_web.apps.units.models import Unit


class Only(StrEnum):
    """Which units are shown."""

    ALL = ""
    WITHOUT = "without"
    """Those that have not opened the meeting."""
    SHORT = "short"
    """Those in which a paper is missing."""
    AHEAD = "ahead"
    """Those that have not held it yet."""
    HELD = "held"


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit, its meeting where it has one, its figures, and the next step that is due."""

    unit: Unit
    depth: int
    cycle: Cycle | None
    handed: Handed
    next: Due | None
    late: bool

    @property
    def indent(self) -> int:
        """Return how far the row stands in, on a page: the first level not at all."""
        return min(self.depth - 1, 3)


def units_below(actor: Actor, cycle: Cycle, only: Only = Only.ALL) -> QuerySet[Unit]:
    """Return the open units below that of the meeting, as far as the actor sees their meetings."""
    call = call_of(cycle)
    seen = where(actor, Holding.CYCLE, Right.READ, Columns(unit_path="path"))
    rows: QuerySet[Unit] = Unit.objects.filter(below(cycle.unit_path, "path"), seen, until__isnull=True)
    meeting = call.cycles.filter(unit=OuterRef("pk"))
    match only:
        case Only.WITHOUT:
            return rows.filter(~Exists(meeting))
        case Only.SHORT:
            return rows.filter(pk__in=units_short(actor, call).values("pk"))
        case Only.AHEAD:
            return rows.filter(Exists(meeting.filter(state=CycleState.PREPARING)))
        case Only.HELD:
            return rows.filter(Exists(meeting.exclude(state=CycleState.PREPARING)))
        case _:
            return rows


def progress(
    actor: Actor, cycle: Cycle, *, only: Only = Only.ALL, cursor: str = ""
) -> tuple[list[UnitRow], Page[Unit]]:
    """Return a page of the units below, in four queries whatever their number."""
    page = page_of(units_below(actor, cycle, only), order=("path",), cursor=cursor)
    call = call_of(cycle)
    units = list(page.rows)
    cycles = {one.unit_id: one for one in call.cycles.filter(unit__in=units)}
    handed = handed_in(actor, call, units)
    rows = [_row(cycle, unit, cycles.get(unit.pk), handed[unit.pk]) for unit in units]
    return rows, page


def _row(top: Cycle, unit: Unit, cycle: Cycle | None, handed: Handed) -> UnitRow:
    depth = (len(unit.path) - len(top.unit_path)) // STEP
    due = _next(cycle, handed) if cycle else None
    return UnitRow(unit, depth, cycle, handed, due, due is not None and due.day < clock.today())


def _next(cycle: Cycle, handed: Handed) -> Due | None:
    """Return the next of the steps the server sees by itself."""
    if cycle.state != CycleState.PREPARING:
        return None
    left = [Step.MEETING]
    if handed.passed < handed.asked:
        left.append(Step.REVIEW)
    if handed.missing:
        left.append(Step.PAPERS)
    return next((due for due in cycle.steps if due.step in left), None)
