"""Taking over what a unit that was merged away has left: its items, meetings, plans, assignments and notices
go on with the unit it went into, with numbers, dates and history.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from duizhao_web.apps.cycles.models import Cycle
from duizhao_web.apps.cycles.services.following import cycle_follow
from duizhao_web.apps.kernel.actor import Actor, Subject
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.rectification import events, merged
from duizhao_web.apps.rectification.guards import Given
from duizhao_web.apps.rectification.lifecycle import Command
from duizhao_web.apps.rectification.merged import may_take_over
from duizhao_web.apps.rectification.models import Assignment, Item, Plan
from duizhao_web.apps.rectification.policy import UNIT_TAKE_OVER
from duizhao_web.apps.rectification.services.assigning import assignments_follow
from duizhao_web.apps.rectification.services.moving import keep, moving
from duizhao_web.apps.rectification.services.plans import amend
from duizhao_web.apps.rectification.words import PlanKind, PlanState
from duizhao_web.apps.units.models import Unit

MERGED = "merged"


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What went on with the successor."""

    items: list[Item]
    cycles: list[Cycle]
    plans: list[Plan]
    assignments: list[Assignment]
    notices: int

    @property
    def nothing(self) -> bool:
        """Return whether there was nothing."""
        return not (self.items or self.cycles or self.plans or self.assignments or self.notices)


@service
def unit_take_over(*, actor: Actor, unit: Unit, reason: str) -> TakenOver:
    """Take over everything a unit has left that was merged into the actor's own."""
    into: Unit | None = unit.merged_into
    if into is None:
        raise AppError(AppErrorCode.WRONG_STATE)
    authorise(actor, UNIT_TAKE_OVER, Subject(MERGED, unit.path))
    if not may_take_over(actor, unit):
        raise AppError(AppErrorCode.FORBIDDEN)
    if not reason.strip():
        raise AppError(AppErrorCode.NOT_READY, detail=_("须写明理由"))
    plans = _plans(unit, into)
    items = _items(actor, unit, into, reason)
    taken = TakenOver(
        items=items,
        cycles=_cycles(actor, unit, into, reason),
        plans=plans,
        assignments=assignments_follow(actor, unit, into, reason),
        notices=_notices(unit, into),
    )
    if taken.nothing:
        raise AppError(AppErrorCode.NOT_FOUND)
    record(
        events.UNIT_TAKEN_OVER,
        actor=actor,
        about=unit,
        unit_path=into.path,
        unit=unit.name,
        into=into.name,
        items=len(items),
        cycles=len(taken.cycles),
        plans=len(plans),
        assignments=len(taken.assignments),
        reason=reason.strip(),
    )
    return taken


def _plans(unit: Unit, into: Unit) -> list[Plan]:
    """Move the team's plans of the years of which the successor has none."""
    moved = []
    for plan in merged.plans().select_for_update(of=("self",)).filter(unit=unit).order_by("year"):
        plan.unit, plan.unit_path, plan.version = into, into.path, plan.version + 1
        keep(plan)
        moved.append(plan)
    return moved


def _items(actor: Actor, unit: Unit, into: Unit, reason: str) -> list[Item]:
    taken = []
    plans = {plan.year: plan for plan in Plan.objects.filter(unit=into, kind=PlanKind.TEAM)}
    for item in merged.items().filter(unit=unit).order_by("pk"):
        with moving(actor, item, Command.TAKE_OVER, None, Given(reason=reason)) as move:
            found, before = move.item, move.item.plan_id
            found.unit, found.unit_path, found.plan = into, into.path, plans.get(item.year)
            if found.lead_unit_id == unit.pk:
                found.lead_unit = into
            if found.plan is not None and found.plan_id != before and found.plan.state == PlanState.FROZEN:
                amend(found, actor, _("接收“%(unit)s”并入的事项") % {"unit": unit.name}, reason)
        taken.append(move.item)
    return taken


def _cycles(actor: Actor, unit: Unit, into: Unit, reason: str) -> list[Cycle]:
    """Move the meetings that are not closed: whoever prepares or closes them is there."""
    rows = merged.cycles().filter(unit=unit).order_by("year", "pk")
    return [cycle_follow(actor=actor, cycle=one, into=into, reason=reason) for one in rows]


def _notices(unit: Unit, into: Unit) -> int:
    """Let the successor answer what the unit was asked, and settle what the unit issued."""
    issued = merged.notices().filter(issuing_unit=unit).exclude(unit=unit).update(issuing_unit=into)
    merged.notices().filter(unit=unit, issuing_unit=unit).update(issuing_unit=into)
    return issued + merged.notices().filter(unit=unit).update(unit=into, unit_path=into.path)
