"""What waits for an actor in reporting periods: to fill in, to confirm, to hand in, to examine, to answer."""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from typing import Final

from django.db.models import F, Q

from duizhao_web.apps.kernel.actor import Actor, Role
from duizhao_web.apps.reporting.filing import PeriodStage, Stage
from duizhao_web.apps.reporting.models import Period, Report

_LOOKED_AT: Final = 100
_UNANSWERED: Final = ~Q(request="") & Q(reply="")


class Next(StrEnum):
    """What is to be done next with a report."""

    MEND = "mend"
    """Returned by whoever asked."""
    FILL = "fill"
    CONFIRM = "confirm"
    HAND_IN = "hand_in"
    EXAMINE = "examine"
    REPLY = "reply"


def reports_waiting(actor: Actor) -> dict[Next, list[Report]]:
    """Return the reports that wait for the actor, by what is to be done, in two queries."""
    found: dict[Next, list[Report]] = defaultdict(list)
    if not actor.holds(Role.CHIEF, Role.COORDINATOR):
        return found
    for report in _own(actor):
        what = _next_of(actor, report)
        if what is not None:
            found[what].append(report)
    for report in _asked_for(actor):
        found[Next.EXAMINE if report.stage == Stage.HANDED_IN else Next.REPLY].append(report)
    return found


def periods_to_issue(actor: Actor) -> list[Period]:
    """Return the periods that are closed and wait for the actor, as chief, to issue them."""
    led = _paths(actor, Role.CHIEF)
    if not led:
        return []
    rows = Period.objects.visible_to(actor).filter(unit_path__in=led, stage=PeriodStage.CLOSED.value)
    return list(rows.select_related("unit").order_by("until", "pk")[:_LOOKED_AT])


def _own(actor: Actor) -> list[Report]:
    stages = [Stage.ASKED, Stage.FILLING, Stage.CONFIRMED, Stage.RETURNED]
    rows = Report.objects.visible_to(actor).filter(
        Q(edition__gt=1) | Q(period__stage=PeriodStage.OPEN.value),
        unit_path__in=_paths(actor, Role.CHIEF, Role.COORDINATOR),
        latest=True,
        stage__in=[stage.value for stage in stages],
    )
    return list(rows.select_related("period", "unit").order_by("period__due_on", "pk")[:_LOOKED_AT])


def _asked_for(actor: Actor) -> list[Report]:
    """Return what was handed in to the actor's unit and not examined, or asked and not answered."""
    asking = Q(period__unit_path__in=_paths(actor, Role.CHIEF, Role.COORDINATOR), latest=True)
    waiting = Q(stage=Stage.HANDED_IN.value) | Q(stage=Stage.LOCKED.value) & _UNANSWERED
    rows = Report.objects.visible_to(actor).filter(asking, waiting)
    return list(rows.select_related("period", "unit").order_by("period__due_on", F("unit_path"))[:_LOOKED_AT])


def _next_of(actor: Actor, report: Report) -> Next | None:
    """Return whose step it is: the coordinator fills in and hands in, the chief confirms what another filled
    in.
    """
    fills = report.unit_path in _paths(actor, Role.COORDINATOR)
    leads = report.unit_path in _paths(actor, Role.CHIEF)
    if report.stage == Stage.CONFIRMED:
        return Next.HAND_IN
    complete = bool(report.progress) and report.counted_on == report.period.until
    if leads and report.stage == Stage.FILLING and complete and report.filled_by_id != actor.person_id:
        return Next.CONFIRM
    if fills and not (report.stage == Stage.FILLING and complete):
        return Next.MEND if report.stage == Stage.RETURNED else Next.FILL
    return None


def _paths(actor: Actor, *roles: Role) -> list[str]:
    return sorted({seat.unit_path for seat in actor.seats if seat.role in roles})
