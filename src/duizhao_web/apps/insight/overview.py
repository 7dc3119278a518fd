"""The overview (总览): where rectification stands in a part of the tree, by aggregates of the database alone.

Units are shown by what is unresolved, overdue, returned or failed at the recheck, never by how many problems
they found, and they stand in their own order. Only the team's items are counted; of personal ones superiors
know the number alone, which stands in the ledger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    FloatField,
    Func,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models import Sum as Added

from duizhao_web.apps.accounts.visibility import Holding, Right, Thing, rights, where
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.paths import STEP, at_or_below
from duizhao_web.apps.rectification.derived import SILENT, SOON, Condition, condition
from duizhao_web.apps.rectification.lifecycle import Command, State
from duizhao_web.apps.rectification.models import Item, Recheck, Round, Step
from duizhao_web.apps.rectification.years import Carry, in_year
from duizhao_web.apps.units.models import Unit

MONTHS: Final = 12
CALLS: Final = 10
"""How many items need a call today: a page, not a list."""
_GONE: Final = [State.MERGED.value, State.WITHDRAWN.value]
# By the first date it was given: an extension does not make a late closing an early one.
IN_TIME: Final = Q(first_deadline__isnull=True) | Q(closed_on__lte=F("first_deadline"))


# Only what was closed once has finished rounds and rechecks.
ONCE_CLOSED: Final = Q(state=State.CLOSED.value) | Q(round__gt=1)
_FEW: Final = 3_000


class Days(Func):
    """The days from the second date to the first, by the database itself."""

    output_field = FloatField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Return the difference of two days in their continuous count."""
        template = "(julianday(%(expressions)s))"
        return self.as_sql(compiler, connection, template=template, arg_joiner=") - julianday(", **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Return the difference of two dates, which is a number of days."""
        return self.as_sql(compiler, connection, template="(%(expressions)s)", arg_joiner=" - ", **extra)


@dataclass(frozen=True, slots=True)
class Scope:
    """What an overview is about: a unit with what is below it, one year or all; ``carried`` counts what was
    carried over into the year as well.
    """

    unit: Unit
    year: int | None = None
    carried: bool = False

    def rows(self, actor: Actor) -> QuerySet[Item]:
        """Return the team's items in the scope of which the actor may know figures."""
        may = where(actor, Holding.FIGURES, Right.READ)
        found = Item.objects.filter(may, at_or_below(self.unit.path), personal=False)
        found = found.exclude(state__in=_GONE)
        return found if self.year is None else found.filter(self.of_year)

    @property
    def of_year(self) -> Q:
        """Return the condition that an item is of the year that is asked for."""
        return in_year(self.year, Carry.WITH if self.carried else None)


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted of items, in one part of the tree or in all of it."""

    items: int
    closed: int
    open: int
    overdue: int
    blocked: int
    not_started: int
    stalled: int
    extended: int
    reopened: int
    closed_this_month: int
    closed_last_month: int


@dataclass(frozen=True, slots=True)
class Sum(Counted):
    """What was counted in one part of the tree and one aspect."""

    submitted: int
    begun: int
    place: str
    aspect: str


@dataclass(frozen=True, slots=True)
class Figures(Counted):
    """One line of figures; shares are of what could have been, ``None`` where nothing was."""

    in_time: float | None
    returned: float | None
    failed: float | None
    days: int | None
    """Days from the start of a round to its closing, on average."""


_LINE: Final = tuple(one.name for one in fields(Counted))
_COUNTED: Final = (*_LINE, "submitted", "begun")


class Worry(StrEnum):
    """Why an item needs a call today."""

    SILENT = "silent"
    EXPIRING = "expiring"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Call:
    """An item that needs a call today, and why: days without a word, days left, times returned."""

    item: Item
    why: Worry
    number: int


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the heat map: a unit with everything below it; open and overdue by aspect."""

    unit: Unit
    cells: Mapping[str, tuple[int, int]]
    open: int
    overdue: int
    started: bool


@dataclass(frozen=True, slots=True)
class HeatMap:
    """What is unresolved and overdue, by unit and aspect."""

    aspects: Sequence[str]
    places: Sequence[Place]

    @property
    def most(self) -> int:
        """Return the largest number of unresolved items in a cell."""
        return max((cell[0] for place in self.places for cell in place.cells.values()), default=0)


@dataclass(frozen=True, slots=True)
class Month:
    """One month: how many items were closed, and how many of these in time."""

    first: date
    closed: int
    in_time: int


@dataclass(frozen=True, slots=True)
class Again:
    """A matter that was closed and is named again."""

    item: Item
    earlier: Item


def scopes(actor: Actor) -> list[Unit]:
    """Return the units an overview can begin at for the actor: those of their posts, then their duties."""
    paths = dict.fromkeys(
        [*(seat.unit_path for seat in actor.seats), *(one.unit_path for one in actor.duties)]
    )
    units = {unit.path: unit for unit in Unit.objects.filter(path__in=paths)}
    return [units[path] for path in paths if path in units and _may(actor, units[path])]


def scope_of(actor: Actor, unit: int | None, year: int | None, *, carried: bool = False) -> Scope:
    """Return the scope that was asked for, or the actor's own.

    Raises ``AppError`` (``not_found``) for a unit of which they may not know figures.
    """
    if unit is None:
        own = scopes(actor)
        if not own:
            raise AppError(AppErrorCode.NOT_FOUND)
        return Scope(own[0], year, carried)
    found = Unit.objects.filter(pk=unit).first()
    if found is None or not _may(actor, found):
        raise AppError(AppErrorCode.NOT_FOUND)
    return Scope(found, year, carried)


def may_open_lists(actor: Actor, scope: Scope) -> bool:
    """Return whether the actor may see the items behind the figures, too."""
    return Right.READ in rights(actor, Thing(Holding.TEAM_ITEMS, scope.unit.path))


def sums(actor: Actor, scope: Scope) -> list[Sum]:
    """Return what line and heat map are made of, by the units directly below and by aspect, in one query.

    The inner half follows an index that holds all it asks for, unit by unit; the outer adds these few up.
    """
    rows = scope.rows(actor).order_by().values("unit_path", "aspect").annotate(**counts(clock.today()))
    try:
        inner, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    added = ", ".join(f"SUM({name})" for name in _COUNTED)
    sql = f"SELECT SUBSTR(unit_path, 1, %s), aspect, {added} FROM ({inner}) AS units GROUP BY 1, 2"
    with connection.cursor() as cursor:
        cursor.execute(sql, [len(scope.unit.path) + STEP, *params])
        rows_found = cursor.fetchall()
    return [
        Sum(**dict(zip(_COUNTED, map(int, row), strict=True)), place=place, aspect=aspect or "")
        for place, aspect, *row in rows_found
    ]


def counts(today: date, wanted: Sequence[str] = _COUNTED) -> dict[str, Count]:
    """Return how the figures of items are counted, by name."""
    before, month = _firsts(today)[-2:]
    asked: dict[str, Q | None] = {
        "items": None,
        "closed": Q(state=State.CLOSED.value),
        # What is gone is not counted at all, so all that is not closed is open.
        "open": ~Q(state=State.CLOSED.value),
        "overdue": condition(Condition.OVERDUE, today),
        "blocked": Q(state=State.BLOCKED.value),
        "not_started": condition(Condition.NOT_STARTED, today),
        "stalled": condition(Condition.STALLED, today),
        "extended": Q(deadline__gt=F("first_deadline")),
        "reopened": Q(round__gt=1),
        "closed_this_month": Q(closed_on__gte=month),
        "closed_last_month": Q(closed_on__gte=before, closed_on__lt=month),
        "submitted": Q(submission__gt=0),
        "begun": Q(started_on__isnull=False),
    }
    # Not of the number of each: that stands in no index beside what is asked for.
    return {name: Count(Value(1), filter=asked[name]) for name in wanted}


class Finished(NamedTuple):
    """The rounds that were finished on a day; ``days`` is what those with a first day took together."""

    closed_on: date
    all: int
    kept: int
    returned: int
    timed: int
    days: float | None


def finished(actor: Actor, scope: Scope) -> list[Finished]:
    """Return the finished rounds by day, in one query: months are made of days without the database."""
    once_closed = scope.rows(actor).filter(ONCE_CLOSED)
    rows = Round.objects.filter(item__in=once_closed).order_by().values("closed_on")
    counted = rows.annotate(
        all=Count("pk"),
        kept=Count("pk", filter=IN_TIME),
        returned=Count("pk", filter=Q(returns__gt=0)),
        timed=Count("started_on"),
        days=Added(Days(F("closed_on"), F("started_on"))),
    )
    return [Finished(*row) for row in counted.values_list(*Finished._fields)]


def figures(
    actor: Actor,
    scope: Scope,
    counted: Sequence[Sum] | None = None,
    rounds: Sequence[Finished] | None = None,
) -> Figures:
    """Return the line of figures, in two queries beside what was counted and finished."""
    counted = sums(actor, scope) if counted is None else counted
    rounds = finished(actor, scope) if rounds is None else rounds
    total = {name: sum(getattr(one, name) for one in counted) for name in _LINE}
    submitted = sum(one.submitted for one in counted)
    rows = scope.rows(actor)
    once_closed = rows.filter(ONCE_CLOSED)
    done, timed = sum(one.all for one in rounds), sum(one.timed for one in rounds)
    returned = sum(one.returned for one in rounds)
    # There are far fewer rechecks than items: each asks for its own.
    inside = Exists(once_closed.filter(pk=OuterRef("item")))
    rechecks = Recheck.objects.filter(inside, held__isnull=False).aggregate(
        all=Count("pk"), failed=Count("pk", filter=Q(held=False))
    )
    # What was never submitted was never returned either.
    returned_now = Step.objects.filter(
        item__in=rows.filter(submission__gt=0).exclude(state=State.CLOSED.value),
        command__in=[Command.RETURN.value, Command.SEND_BACK.value],
        round=F("item__round"),
    ).aggregate(items=Count("item", distinct=True))
    tried = submitted or done
    return Figures(
        **total,
        in_time=_share(sum(one.kept for one in rounds), done),
        returned=_share(returned + returned_now["items"], max(tried, done)),
        failed=_share(rechecks["failed"], rechecks["all"]),
        days=round(sum(one.days or 0 for one in rounds) / timed) if timed else None,
    )


def heat_map(actor: Actor, scope: Scope, counted: Sequence[Sum] | None = None) -> HeatMap:
    """Return what is unresolved by the units directly below and by aspect, in a query beside what was
    counted.
    """
    by_place: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    begun: dict[str, bool] = defaultdict(bool)
    weight: dict[str, int] = defaultdict(int)
    for one in sums(actor, scope) if counted is None else counted:
        by_place[one.place][one.aspect] = (one.open, one.overdue)
        begun[one.place] |= one.begun > 0
        weight[one.aspect] += one.open
    heaviest = sorted((name for name in weight if weight[name]), key=lambda name: (-weight[name], name))[:12]
    # What stands under no aspect comes last, however much it is.
    aspects = sorted(heaviest, key=lambda name: not name)
    units = Unit.objects.filter(path__in=list(by_place)).order_by("position", "path")
    places = [
        Place(
            unit,
            {name: by_place[unit.path][name] for name in aspects if name in by_place[unit.path]},
            sum(cell[0] for cell in by_place[unit.path].values()),
            sum(cell[1] for cell in by_place[unit.path].values()),
            begun[unit.path],
        )
        for unit in units
    ]
    return HeatMap(aspects, places)


def months(actor: Actor, scope: Scope, rounds: Sequence[Finished] | None = None) -> list[Month]:
    """Return the last twelve months, the earliest first, with what was closed in each."""
    closed: dict[date, int] = defaultdict(int)
    kept: dict[date, int] = defaultdict(int)
    for one in finished(actor, scope) if rounds is None else rounds:
        closed[one.closed_on.replace(day=1)] += one.all
        kept[one.closed_on.replace(day=1)] += one.kept
    return [Month(first, closed[first], kept[first]) for first in _firsts(clock.today())]


def calls(actor: Actor, scope: Scope) -> list[Call]:
    """Return ten items that need a call today, of those the actor may see: returned twice, next to expire,
    longest without a word.
    """
    today = clock.today()
    soon, since = today + timedelta(days=SOON), today - timedelta(days=SILENT)
    first = _first_of(actor, scope)
    stalled = condition(Condition.STALLED, today)
    again = first(Q(state=State.RETURNED.value, submission__gte=2), Q(), "-submission")
    times = _times_returned(again)
    expiring = first(
        Q(deadline__gte=today, deadline__lte=soon), condition(Condition.DUE_SOON, today), "deadline"
    )
    heard = first(Q(reported_on__lt=since), stalled, "reported_on")
    never = first(Q(reported_on__isnull=True, started_on__lt=since), stalled, "started_on")
    silent = sorted([*heard, *never], key=lambda item: item.reported_on or item.started_on or today)
    some = [
        *(Call(one, Worry.RETURNED, times[one.pk]) for one in again if times.get(one.pk, 0) >= 2),
        *(Call(one, Worry.EXPIRING, ((one.deadline or today) - today).days) for one in expiring),
        *(
            Call(one, Worry.SILENT, (today - (one.reported_on or one.started_on or today)).days)
            for one in silent
        ),
    ]
    found: dict[int, Call] = {}
    for call in some:
        found.setdefault(call.item.pk, call)
    return list(found.values())[:CALLS]


def _first_of(actor: Actor, scope: Scope) -> Callable[[Q, Q, str], list[Item]]:
    """Return how the first of a kind are found: of many by the index of what they are sorted by, until there
    are enough; of few by looking through all of the part of the tree.
    """
    inside = at_or_below(scope.unit.path) & Q(personal=False)
    if scope.year is not None:
        inside &= scope.of_year
    many = Item.objects.filter(inside).order_by()[: _FEW + 1].count() > _FEW
    seen = Item.objects.visible_to(actor).select_related("unit", "owner")

    def first(by: Q, also: Q, order: str) -> list[Item]:
        leading, rest = (by, inside & also) if many else (inside, by & also)
        answer = Case(When(rest, then=True), default=False, output_field=BooleanField())
        rows = seen.filter(leading).alias(asked_for=answer).filter(asked_for=True)
        return list(rows.order_by(order)[:CALLS])

    return first


def _times_returned(items: Sequence[Item]) -> dict[int, int]:
    back = [Command.RETURN.value, Command.SEND_BACK.value]
    rows = Step.objects.filter(item__in=items, command__in=back).values_list("item")
    return dict(rows.annotate(times=Count("pk")).order_by())


def named_again(actor: Actor, scope: Scope) -> list[Again]:
    """Return open items whose matter was closed before, of those the actor may see, in one query."""
    inside = at_or_below(scope.unit.path) & scope.of_year
    seen = Item.objects.visible_to(actor).filter(inside, personal=False)
    asked = Q(sources__matter__isnull=True) | Q(sources__matter__same=True)
    rows = seen.filter(asked, sources__earlier__state=State.CLOSED.value).annotate(
        earlier=Max("sources__earlier")
    )
    found = list(rows.select_related("unit").order_by("unit_path", "code")[:50])
    earlier = Item.objects.visible_to(actor).in_bulk([item.earlier for item in found])
    return [Again(item, earlier[item.earlier]) for item in found if item.earlier in earlier]


def _may(actor: Actor, unit: Unit) -> bool:
    return Right.READ in rights(actor, Thing(Holding.FIGURES, unit.path))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _firsts(today: date) -> list[date]:
    months_since_0 = today.year * 12 + today.month - 1
    numbers = range(months_since_0 - MONTHS + 1, months_since_0 + 1)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]
