"""What waits for an actor in reporting periods: of the own unit to fill in, to check, to confirm, to hand in;
as whoever asked to examine, to answer, to remind, to issue.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from django.db.models import Count, Q, QuerySet

from duizhao_web.apps.kernel.actor import Actor, Role
from duizhao_web.apps.reporting.filing import WITH_THE_UNIT, PeriodStage, Stage
from duizhao_web.apps.reporting.models import Period, Report
from duizhao_web.apps.reporting.standing import MISSING, overdue, wanted
from duizhao_web.apps.reporting.there import filled_by, held
from duizhao_web.apps.units.models import PostKind

_LOOKED_AT: Final = 100
_SHOWN: Final = 5
_WITH_THE_UNIT: Final = [stage.value for stage in WITH_THE_UNIT]
_OPEN: Final = Q(period__stage=PeriodStage.OPEN.value)
_TO_EXAMINE: Final = Q(stage=Stage.HANDED_IN.value)
_TO_ANSWER: Final = Q(stage=Stage.LOCKED.value, reply="") & ~Q(request="")


class Next(StrEnum):
    """What is to be done next with a report."""

    MEND = "mend"
    """Returned by whoever asked."""
    FILL = "fill"
    CHECK = "check"
    """The chief filled it in: whoever else fills in looks it through, so that the chief may confirm."""
    STUCK = "stuck"
    """Filled in, and the unit has nobody who could confirm it."""
    CONFIRM = "confirm"
    HAND_IN = "hand_in"
    EXAMINE = "examine"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Reports that wait for one thing to be done: the first of them, how many they are."""

    reports: list[Report]
    count: int


def own_waiting(actor: Actor) -> dict[Next, Waiting]:
    """Return the reports of the actor's own unit that wait for the actor, in one query."""
    found: dict[Next, list[Report]] = defaultdict(list)
    if not actor.holds(Role.CHIEF, Role.COORDINATOR):
        return {}
    for report in _own(actor):
        what = _next_of(actor, report)
        if what is not None:
            found[what].append(report)
    return {what: Waiting(rows, len(rows)) for what, rows in found.items()}


@dataclass(frozen=True, slots=True)
class Lacking:
    """A period that still lacks reports: how many are late, and of how many units nobody is there."""

    period: Period
    late: int
    abandoned: int


@dataclass(frozen=True, slots=True)
class Asking:
    """What waits for whoever asked: reports to examine and to answer, periods that lack reports."""

    reports: dict[Next, Waiting]
    lacking: list[Lacking]


class _Counts(NamedTuple):
    """How many reports of a period wait for what."""

    examine: int
    reply: int
    missing: int
    overdue: int


def asking_waits(actor: Actor) -> Asking:
    """Return what waits for the actor as one of a unit that asked: one query where nothing does."""
    paths = _paths(actor, Role.CHIEF, Role.COORDINATOR)
    if not paths:
        return Asking({}, [])
    rows = Report.objects.filter(period__unit_path__in=paths, latest=True).order_by()
    here = Report.visibility(actor)
    counted = rows.filter(_TO_EXAMINE | _TO_ANSWER | _OPEN & MISSING).values("period_id")
    sums = counted.annotate(
        examine=Count("pk", filter=_TO_EXAMINE & here),
        reply=Count("pk", filter=_TO_ANSWER & here),
        missing=Count("pk", filter=_OPEN & MISSING),
        overdue=Count("pk", filter=_OPEN & MISSING & overdue()),
    )
    counts = {pk: _Counts(*numbers) for pk, *numbers in sums.values_list("period_id", *_Counts._fields)}
    reports = {}
    for what, waiting in ((Next.EXAMINE, _TO_EXAMINE), (Next.REPLY, _TO_ANSWER)):
        count = sum(row.examine if what == Next.EXAMINE else row.reply for row in counts.values())
        if count:
            first = rows.filter(here, waiting).select_related("period", "unit")
            reports[what] = Waiting(list(first.order_by("period__due_on", "unit_path")[:_SHOWN]), count)
    return Asking(reports, _lacking(rows, counts))


def _lacking(rows: QuerySet[Report], counts: Mapping[int, _Counts]) -> list[Lacking]:
    missing = [pk for pk, row in counts.items() if row.missing]
    if not missing:
        return []
    lost = rows.filter(_OPEN, wanted("abandoned"), period__in=missing).values("period_id")
    alone = dict(lost.annotate(count=Count("pk")).values_list("period_id", "count"))
    found = [
        Lacking(period, counts[period.pk].overdue, alone.get(period.pk, 0))
        for period in Period.objects.filter(pk__in=missing).order_by("due_on", "pk")[:_LOOKED_AT]
    ]
    return [one for one in found if one.late or one.abandoned]


def periods_to_issue(actor: Actor) -> list[Period]:
    """Return the periods that are closed and wait for the actor, as chief, to issue them."""
    led = _paths(actor, Role.CHIEF)
    if not led:
        return []
    rows = Period.objects.visible_to(actor).filter(unit_path__in=led, stage=PeriodStage.CLOSED.value)
    return list(rows.select_related("unit").order_by("until", "pk")[:_LOOKED_AT])


def _own(actor: Actor) -> list[Report]:
    rows = Report.objects.visible_to(actor).filter(
        Q(edition__gt=1) | Q(period__stage=PeriodStage.OPEN.value),
        unit_path__in=_paths(actor, Role.CHIEF, Role.COORDINATOR),
        latest=True,
        stage__in=_WITH_THE_UNIT,
    )
    rows = rows.annotate(
        chief_there=held(PostKind.CHIEF),
        coordinator_there=held(PostKind.COORDINATOR),
        by_chief=filled_by(PostKind.CHIEF),
    )
    return list(rows.select_related("period", "unit").order_by("period__due_on", "pk")[:_LOOKED_AT])


def _next_of(actor: Actor, report: Report) -> Next | None:
    """Return what of a report is the actor's to do, as one of its unit."""
    fills = report.unit_path in _paths(actor, Role.COORDINATOR)
    leads = report.unit_path in _paths(actor, Role.CHIEF)
    coordinator, chief = report.coordinator_there, report.chief_there  # type: ignore[attr-defined]
    if report.stage == Stage.CONFIRMED:
        return Next.HAND_IN
    complete = bool(report.progress) and report.counted_on == report.period.until
    if not (report.stage == Stage.FILLING and complete):
        if fills or not coordinator:
            return Next.MEND if report.stage == Stage.RETURNED else Next.FILL
        return None
    if leads and (report.filled_by_id != actor.person_id or not coordinator):
        return Next.CONFIRM
    if fills and not chief:
        return Next.STUCK
    return Next.CHECK if fills and report.by_chief else None  # type: ignore[attr-defined]


def _paths(actor: Actor, *roles: Role) -> list[str]:
    return sorted({seat.unit_path for seat in actor.seats if seat.role in roles})
