"""Year on year (同比): the same part of the tree, this year's matters beside last year's.

Beside how last year stands now, it tells how far last year was on the same day a year ago: what is half done
is not held against what had twice the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from duizhao_web.apps.insight.overview import IN_TIME, ONCE_CLOSED, Scope, counts
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.rectification.models import Carried, Item, Round

_COUNTED: Final = ("items", "closed", "open", "overdue", "blocked", "extended", "reopened")
_FINISHED: Final = ("all", "kept", "then")


@dataclass(frozen=True, slots=True)
class Year:
    """What became of the matters of one year."""

    year: int
    items: int
    carried: int
    """Items of earlier years that were carried over into it; they count in their own year."""
    closed: int
    closed_by_then: int
    """Closed by this day of the year in which it is compared: for last year's, by the same day a year ago."""
    open: int
    overdue: int
    blocked: int
    extended: int
    reopened: int
    in_time: float | None
    """The share of the rounds that were closed by the first date."""


def years(actor: Actor, scope: Scope) -> list[Year]:
    """Return the year that was asked for, or the latest there is, and the year before it, in three queries.

    Nothing where there is no item; a year without any stands there with noughts.
    """
    everything = Scope(scope.unit)
    rows = everything.rows(actor).order_by()
    if scope.year is not None:
        rows = rows.filter(year__in=[scope.year, scope.year - 1])
    asked = rows.values("year").annotate(**counts(clock.today(), _COUNTED))
    counted = _by_year(asked.values_list("year", *_COUNTED), _COUNTED)
    if not counted:
        return []
    this = scope.year or max(counted)
    both = [this, this - 1]
    finished = _finished(actor, everything, this)
    into = _carried(everything.rows(actor), both)
    return [_year(year, counted.get(year, {}), finished.get(year, {}), into.get(year, 0)) for year in both]


def _carried(rows: QuerySet[Item], both: Sequence[int]) -> dict[int, int]:
    """Return how many items were carried over into each of the years."""
    found = Carried.objects.filter(Exists(rows.filter(pk=OuterRef("item"))), year__in=both).order_by()
    return dict(found.values_list("year").annotate(count=Count("pk")))


def _finished(actor: Actor, scope: Scope, this: int) -> dict[int, dict[str, int]]:
    """Return the finished rounds of both years, and how many items were closed by the day compared."""
    today = clock.today()
    by_then = Q(item__year=this, closed_on__lte=today) | Q(item__year=this - 1, closed_on__lte=_before(today))
    items = scope.rows(actor).filter(ONCE_CLOSED, year__in=[this, this - 1])
    rows = Round.objects.filter(item__in=items).order_by().annotate(year=F("item__year")).values("year")
    found = rows.annotate(
        all=Count("pk"), kept=Count("pk", filter=IN_TIME), then=Count("item", filter=by_then, distinct=True)
    )
    return _by_year(found.values_list("year", *_FINISHED), _FINISHED)


def _by_year(rows: Iterable[tuple[int, ...]], names: Sequence[str]) -> dict[int, dict[str, int]]:
    return {year: dict(zip(names, counted, strict=True)) for year, *counted in rows}


def _year(year: int, counted: dict[str, int], finished: dict[str, int], carried: int) -> Year:
    ended = finished.get("all", 0)
    return Year(
        year,
        **{name: counted.get(name, 0) for name in _COUNTED},
        carried=carried,
        closed_by_then=finished.get("then", 0),
        in_time=finished["kept"] / ended if ended else None,
    )


def _before(day: date) -> date:
    """Return the same day a year before; of a leap day, the last of its month."""
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28) if leap_day else day.replace(year=day.year - 1)
