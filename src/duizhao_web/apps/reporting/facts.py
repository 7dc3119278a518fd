"""What a unit's items and assignments come to on a day: counted from what is on record, each figure with ids.

The state on the day is that of the last step before its end, the date that of the day, so that a report
filled in late tells what a report filled in on time would have told. Only the team's items are counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from duizhao_web.apps.rectification import assigning
from duizhao_web.apps.rectification.lifecycle import OPEN, Command, State
from duizhao_web.apps.rectification.models import (
    Assignment,
    AssignmentStep,
    Item,
    Recheck,
    Request,
    Round,
    Step,
)
from duizhao_web.apps.rectification.words import RequestKind
from duizhao_web.apps.reporting.words import FigureKind
from duizhao_web.apps.units.models import Unit

_OPEN: Final = frozenset(state.value for state in OPEN)
_GONE: Final = frozenset({State.MERGED.value, State.WITHDRAWN.value})
_BACK: Final = (Command.RETURN.value, Command.SEND_BACK.value)
_HANDED: Final = frozenset(stage.value for stage in assigning.OPEN)

Counted = Mapping[FigureKind, tuple[int, ...]]
"""For each figure what it counts: items, or assignments."""


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day to the last, both counted."""

    since: date
    until: date

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """Return when it begins and the first moment after it, where the server's people are."""
        begin, end = (
            timezone.make_aware(datetime.combine(day, time.min))
            for day in (self.since, self.until + timedelta(days=1))
        )
        return begin, end


@dataclass(frozen=True, slots=True)
class _Stood:
    """How an item stood at the end."""

    pk: int
    unit: int
    state: str
    deadline: date | None
    new: bool


def counted(unit: Unit, span: Span) -> Counted:
    """Return the figures of a unit, in nine queries however many items it has."""
    return counted_of([unit], span)[unit.pk]


def counted_of(units: Sequence[Unit], span: Span) -> dict[int, Counted]:
    """Return the figures of each of the units, in nine queries however many they are."""
    begin, end = span.moments
    stood = list(_stood(units, begin, end))
    there = {one.pk for one in stood if one.state not in _GONE}
    still = [one for one in stood if one.state in _OPEN]
    dated = [one for one in still if one.state != State.DRAFTED.value and one.deadline is not None]
    found: dict[FigureKind, Iterable[int]] = {
        FigureKind.ALL: there,
        FigureKind.NEW: {one.pk for one in stood if one.new} & there,
        FigureKind.CLOSED: _stepped(units, span, target=State.CLOSED.value) & there,
        FigureKind.OPEN: (one.pk for one in still),
        FigureKind.OVERDUE: (one.pk for one in dated if one.deadline and one.deadline < span.until),
        FigureKind.RETURNED: _stepped(units, span, command__in=_BACK) & there,
        FigureKind.EXTENDED: _extended(units, begin, end) & there,
        FigureKind.BLOCKED: (one.pk for one in still if one.state == State.BLOCKED.value),
        FigureKind.RECHECK_FAILED: _failed(units, span) & there,
        FigureKind.REOPENED: _stepped(units, span, command=Command.REOPEN.value) & there,
    }
    whose = {one.pk: one.unit for one in stood}
    by_unit: dict[int, dict[FigureKind, list[int]]] = {
        unit.pk: {kind: [] for kind in FigureKind} for unit in units
    }
    for kind, ids in found.items():
        for pk in sorted(ids):
            by_unit[whose[pk]][kind].append(pk)
    for unit, kind, pk in _assigned(units, span):
        by_unit[unit][kind].append(pk)
    return {unit: {kind: tuple(ids) for kind, ids in kinds.items()} for unit, kinds in by_unit.items()}


def _items(units: Sequence[Unit]) -> QuerySet[Item]:
    rows: QuerySet[Item] = Item.objects.filter(unit__in=units, personal=False)
    return rows


def _stood(units: Sequence[Unit], begin: datetime, end: datetime) -> Iterator[_Stood]:
    """Yield each item that was there by the end, with the state and deadline it had then."""
    mine = _items(units).filter(created_at__lt=end)
    steps = Step.objects.filter(item__in=mine.values("pk"), at__lt=end).order_by("pk")
    last = dict(steps.values_list("item_id", "target"))
    moved = _moved_since(mine, end)
    for item in mine.only("unit", "state", "deadline", "review_on", "created_at").order_by("pk"):
        deadline = moved.get(item.pk, item.deadline)
        state = last.get(item.pk, item.state)
        yield _Stood(item.pk, item.unit_id, state, deadline or item.review_on, item.created_at >= begin)


def _moved_since(items: QuerySet[Item], end: datetime) -> dict[int, date | None]:
    """Return the deadline that items had whose deadline was moved later: by an extension, by another round.

    The first change after the end says what it was before.
    """
    changes: list[tuple[datetime, int, date | None]] = []
    rounds = Round.objects.filter(item__in=items.values("pk"), closed_on__gte=timezone.localtime(end).date())
    for item, closed_on, deadline in rounds.values_list("item_id", "closed_on", "deadline"):
        # At the end of its day: an extension on that day was granted before it was closed.
        changes.append((timezone.make_aware(datetime.combine(closed_on, time.max)), item, deadline))
    granted = Request.objects.filter(
        item__in=items.values("pk"), kind=RequestKind.EXTENSION, granted=True, decided_at__gte=end
    )
    for item, at, before in granted.values_list("item_id", "decided_at", "before"):
        if at is not None:
            changes.append((at, item, before))
    found: dict[int, date | None] = {}
    for _at, item, deadline in sorted(changes, key=lambda one: (one[0], one[1])):
        found.setdefault(item, deadline)
    return found


def _stepped(units: Sequence[Unit], span: Span, **which: object) -> set[int]:
    begin, end = span.moments
    rows = Step.objects.filter(item__in=_items(units).values("pk"), at__gte=begin, at__lt=end, **which)
    if "target" in which:
        rows = rows.exclude(source=which["target"])
    return set(rows.values_list("item_id", flat=True))


def _extended(units: Sequence[Unit], begin: datetime, end: datetime) -> set[int]:
    rows = Request.objects.filter(
        item__in=_items(units).values("pk"), kind=RequestKind.EXTENSION, granted=True
    )
    return set(rows.filter(decided_at__gte=begin, decided_at__lt=end).values_list("item_id", flat=True))


def _failed(units: Sequence[Unit], span: Span) -> set[int]:
    rows = Recheck.objects.filter(item__in=_items(units).values("pk"), held=False)
    return set(
        rows.filter(done_on__gte=span.since, done_on__lte=span.until).values_list("item_id", flat=True)
    )


def _assigned(units: Sequence[Unit], span: Span) -> Iterator[tuple[int, FigureKind, int]]:
    """Yield what was handed to a unit and not confirmed by the end, and what of it was late."""
    _begin, end = span.moments
    rows = Assignment.objects.filter(unit__in=units, item__personal=False, given_at__lt=end).order_by("pk")
    steps = AssignmentStep.objects.filter(assignment__in=rows.order_by().values("pk"), at__lt=end)
    last = dict(steps.order_by("pk").values_list("assignment_id", "stage"))
    for unit, pk, due in rows.values_list("unit_id", "pk", "due"):
        if last.get(pk) in _HANDED:
            yield unit, FigureKind.HANDED_DOWN, pk
            if due < span.until:
                yield unit, FigureKind.HANDED_DOWN_LATE, pk
