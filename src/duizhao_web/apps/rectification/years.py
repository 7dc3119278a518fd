"""From one year to the next: what is still open, what was carried over, what became of last year's items."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Exists, OuterRef, Q

from duizhao_web.apps.cycles.models import Cycle, CycleKind, CycleState
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.scope import ScopedQuerySet
from duizhao_web.apps.rectification.lifecycle import OPEN, State
from duizhao_web.apps.rectification.models import Carried, Item, Recheck
from duizhao_web.apps.units.models import Person, Unit

_OPEN = [state.value for state in OPEN]


def to_carry(unit: Unit, year: int) -> Q:
    """Return the condition that an item of a unit goes on when a year is closed."""
    known = Carried.objects.filter(item=OuterRef("pk"), year=year + 1)
    return Q(unit=unit, year__lte=year, state__in=_OPEN) & ~Q(Exists(known))


class Carry(StrEnum):
    """Whether a list of a year tells of what was carried over into it; without a word it does not."""

    WITH = "with"
    ONLY = "only"


def in_year(year: int | None, carry: Carry | None = None) -> Q:
    """Return the condition that an item is of a year: by its origin, or carried over into it as well.

    An item counts in the year it was found in; what was carried over is told beside it, never twice.
    """
    of = {} if year is None else {"year": year}
    carried = Q(pk__in=Carried.objects.filter(**of).order_by().values("item_id"))
    if carry is Carry.ONLY:
        return carried
    if year is None:
        return Q()
    return Q(year=year) | carried if carry is Carry.WITH else Q(year=year)


@dataclass(frozen=True, slots=True)
class Closing:
    """What becomes of the items when a meeting is closed, as far as the actor may read them."""

    carried: tuple[Item, ...]
    closed: int
    rechecks: int


def closing(actor: Actor, cycle: Cycle) -> Closing:
    """Return what would happen to the items if the meeting were closed now."""
    if cycle.kind != CycleKind.ANNUAL:
        return Closing((), 0, 0)
    seen = Item.objects.visible_to(actor)
    rows = seen.filter(to_carry(cycle.unit, cycle.year)).select_related("owner", "person", "unit")
    ended = seen.filter(unit=cycle.unit, year__lte=cycle.year, state=State.CLOSED.value)
    waiting = Recheck.objects.filter(item__in=ended.order_by().values("pk"), held__isnull=True)
    return Closing(tuple(rows.order_by("year", "serial", "pk")), ended.count(), waiting.count())


def carried_into(actor: Actor, unit: Unit, year: int, person: Person | None = None) -> list[Carried]:
    """Return what was carried over into a year, as far as the actor may read it."""
    seen = Item.objects.visible_to(actor).filter(unit=unit, person=person, personal=person is not None)
    rows = Carried.objects.filter(year=year, item__in=seen.order_by().values("pk"))
    return list(rows.select_related("item__owner", "item__unit").order_by("item__year", "item__serial", "pk"))


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the items of a year, in figures that are facts."""

    year: int
    all: int
    closed: int
    open: int
    blocked: int
    failed: int
    again: int
    ended: int


def account_items(actor: Actor, unit: Unit, year: int) -> ScopedQuerySet[Item]:
    """Return the team's items a year's account is about: those of the year and those carried into it."""
    rows = Item.objects.visible_to(actor).filter(unit=unit, personal=False)
    return rows.filter(in_year(year, Carry.WITH)).select_related("owner", "unit")


def account(actor: Actor, unit: Unit, year: int) -> Account | None:
    """Return what became of a year's items, ``None`` where there are none the actor may read."""
    failed = Exists(Recheck.objects.filter(item=OuterRef("pk"), held=False))
    found = (
        account_items(actor, unit, year)
        .order_by()
        .aggregate(
            all=Count("pk"),
            closed=Count("pk", filter=Q(state=State.CLOSED.value)),
            open=Count("pk", filter=Q(state__in=_OPEN)),
            blocked=Count("pk", filter=Q(state=State.BLOCKED.value)),
            failed=Count("pk", filter=Q(failed)),
            again=Count("pk", filter=Q(round__gt=1)),
            ended=Count("pk", filter=Q(state__in=[State.MERGED.value, State.WITHDRAWN.value])),
        )
    )
    return Account(year, **found) if found["all"] else None


def failed_among(items: Iterable[Item]) -> set[int]:
    """Return the numbers of the items that did not hold when they were looked at again."""
    rows = Recheck.objects.filter(item__in=[item.pk for item in items], held=False)
    return set(rows.values_list("item_id", flat=True))


def closed_year(unit: Unit, year: int) -> bool:
    """Return whether the year's meeting of the unit was closed: its list of items is over."""
    return Cycle.objects.filter(unit=unit, year=year, kind=CycleKind.ANNUAL, state=CycleState.CLOSED).exists()
