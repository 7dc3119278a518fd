"""What waits for an actor in reporting periods: of the own unit to fill in, to check, to confirm, to hand in;
as whoever asked to examine, to answer, to remind, to issue.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.db.models import Count, Q

from duizhao_web.apps.kernel.actor import Actor, Role
from duizhao_web.apps.reporting.filing import WITH_THE_UNIT, PeriodStage, Stage
from duizhao_web.apps.reporting.models import Period, Report
from duizhao_web.apps.reporting.standing import wanted
from duizhao_web.apps.reporting.there import filled_by, held
from duizhao_web.apps.units.models import PostKind

_LOOKED_AT: Final = 100
_SHOWN: Final = 5
_WITH_THE_UNIT: Final = [stage.value for stage in WITH_THE_UNIT]
_UNANSWERED: Final = ~Q(request="") & Q(reply="")


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


def reports_waiting(actor: Actor) -> dict[Next, Waiting]:
    """Return the reports that wait for the actor, by what is to be done."""
    found: dict[Next, list[Report]] = defaultdict(list)
    if not actor.holds(Role.CHIEF, Role.COORDINATOR):
        return {}
    for report in _own(actor):
        what = _next_of(actor, report)
        if what is not None:
            found[what].append(report)
    return {what: Waiting(rows, len(rows)) for what, rows in found.items()} | _asked_for(actor)


@dataclass(frozen=True, slots=True)
class Lacking:
    """A period that still lacks reports: how many are late, and of how many units nobody is there."""

    period: Period
    late: int
    abandoned: int


def periods_lacking(actor: Actor) -> list[Lacking]:
    """Return the periods the actor's unit asked for that lack reports one has to see to, in three queries."""
    paths = _paths(actor, Role.CHIEF, Role.COORDINATOR)
    if not paths:
        return []
    asked = Q(period__unit_path__in=paths, period__stage=PeriodStage.OPEN.value, latest=True)
    rows = Report.objects.filter(asked).order_by().values("period_id")
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for kind, what in enumerate(("overdue", "abandoned")):
        found = rows.filter(wanted(what)).annotate(count=Count("pk"))
        for pk, count in found.values_list("period_id", "count"):
            counts[pk][kind] = count
    periods = Period.objects.filter(pk__in=counts).order_by("due_on", "pk")[:_LOOKED_AT] if counts else []
    return [Lacking(period, *counts[period.pk]) for period in periods]


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


def _asked_for(actor: Actor) -> dict[Next, Waiting]:
    """Return what was handed in to the actor's unit and not examined, and what was asked and not answered."""
    asking = Q(period__unit_path__in=_paths(actor, Role.CHIEF, Role.COORDINATOR), latest=True)
    found = {}
    for what, waiting in (
        (Next.EXAMINE, Q(stage=Stage.HANDED_IN.value)),
        (Next.REPLY, Q(stage=Stage.LOCKED.value) & _UNANSWERED),
    ):
        rows = Report.objects.visible_to(actor).filter(asking, waiting).select_related("period", "unit")
        first = list(rows.order_by("period__due_on", "unit_path")[: _SHOWN + 1])
        if first:
            found[what] = Waiting(first[:_SHOWN], rows.count() if len(first) > _SHOWN else len(first))
    return found


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
