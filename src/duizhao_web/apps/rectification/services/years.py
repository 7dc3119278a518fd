"""Closing a year and beginning the next: open items go on, what they are and how they stood is kept."""

from __future__ import annotations

from django.utils.translation import gettext as _

from duizhao_web.apps.cycles.models import Cycle, CycleKind, CycleState
from duizhao_web.apps.cycles.services.keeping import cycle_close, cycle_reopen
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.rectification import events
from duizhao_web.apps.rectification.guards import Given
from duizhao_web.apps.rectification.lifecycle import Command
from duizhao_web.apps.rectification.models import Carried, Item, Plan, Source
from duizhao_web.apps.rectification.services.moving import keep, moving, step
from duizhao_web.apps.rectification.services.plans import command_of
from duizhao_web.apps.rectification.words import PlanState, SourceKind
from duizhao_web.apps.rectification.years import to_carry


@service
def year_close(*, actor: Actor, cycle: Cycle, version: int) -> list[Carried]:
    """Close a meeting; what is still open in the unit goes on into the next year."""
    closed = cycle_close(actor=actor, cycle=cycle, version=version)
    if closed.kind != CycleKind.ANNUAL:
        return []
    rows = Item.objects.filter(to_carry(closed.unit, closed.year)).order_by("pk")
    return [_carry(actor, item, closed.year) for item in rows]


def _carry(actor: Actor, item: Item, year: int) -> Carried:
    words = _("%(year)s 年度办结时尚未销号，结转到 %(next)s 年度") % {"year": year, "next": year + 1}
    with moving(actor, item, Command.CARRY, None, Given(reason=words)) as move:
        made = Carried(
            item=move.item,
            year=year + 1,
            out_of=year,
            state=move.item.state,
            deadline=move.item.deadline,
            by_name=actor.name,
            at=clock.now(),
        )
        keep(made)
    return made


@service
def year_reopen(*, actor: Actor, cycle: Cycle, version: int, reason: str) -> Cycle:
    """Undo a closing: what was carried over is so no longer.

    Not once the next year's meeting was held, nor once something carried over stands in its plan.
    """
    found = cycle_reopen(actor=actor, cycle=cycle, version=version, reason=reason)
    if found.kind != CycleKind.ANNUAL:
        return found
    later = Cycle.objects.filter(unit=found.unit, year=found.year + 1, kind=CycleKind.ANNUAL)
    if later.exclude(state=CycleState.PREPARING).exists():
        raise AppError(AppErrorCode.NOT_READY, detail=_("下一年度的会议已经召开，不能再撤销办结"))
    rows = Carried.objects.filter(item__unit=found.unit, year=found.year + 1, out_of=found.year)
    if rows.filter(planned_at__isnull=False).exists():
        raise AppError(AppErrorCode.NOT_READY, detail=_("结转的事项已列入下一年度方案，不能再撤销办结"))
    for one in rows.select_related("item"):
        note = _("撤销办结，结转一并撤销：%(reason)s") % {"reason": reason.strip()}
        step(one.item, Command.CARRY, actor, source=one.item.state, note=note)
    rows.delete()
    return found


@service
def carried_plan(*, actor: Actor, plan: Plan) -> list[Carried]:
    """Take what was carried over into this year's plan: each has 上年未改 as one more source."""
    found = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
    authorise(actor, command_of(found, "write"), found.subject)
    if found.state == PlanState.FROZEN:
        raise AppError(AppErrorCode.WRONG_STATE)
    rows = Carried.objects.select_for_update().filter(
        year=found.year,
        item__unit=found.unit,
        item__person=found.person,
        planned_at__isnull=True,
    )
    made = list(rows.select_related("item"))
    if not made:
        raise AppError(AppErrorCode.NOT_FOUND)
    for one in made:
        one.planned_at, one.planned_by_name = clock.now(), actor.name
        keep(one)
        text = _("%(year)s 年度未改完，列入 %(next)s 年度方案") % {"year": one.out_of, "next": one.year}
        Source.objects.create(item=one.item, kind=SourceKind.LAST_YEAR, text=text)
    record(
        events.CARRIED_PLANNED,
        actor=actor,
        about=found,
        unit_path=found.unit_path,
        whose=found.person.name if found.person else found.unit.name,
        year=found.year,
        count=len(made),
    )
    return made
