"""The two products: the team's plan and a member's own list, from the first draft until after the meeting."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.audit.event import Event
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.rectification import events, policy
from duizhao_web.apps.rectification.lifecycle import Command, State
from duizhao_web.apps.rectification.models import Amendment, Carried, Item, Plan
from duizhao_web.apps.rectification.services.moving import keep, moving
from duizhao_web.apps.rectification.words import PlanKind, PlanState
from duizhao_web.apps.units.models import Person, Unit

_COMMANDS = {
    PlanKind.TEAM: {
        "write": policy.PLAN_WRITE,
        "sign": policy.PLAN_SIGN,
        "endorse": policy.PLAN_ENDORSE,
        "freeze": policy.PLAN_FREEZE,
    },
    PlanKind.PERSONAL: {
        "write": policy.LIST_WRITE,
        "sign": policy.LIST_HAND_IN,
        "endorse": policy.LIST_ENDORSE,
        "freeze": policy.LIST_FREEZE,
    },
}


def command_of(plan: Plan, verb: str) -> str:
    """Return what the policy calls a verb (``write``, ``sign``, ``endorse``, ``freeze``) for this plan."""
    return _COMMANDS[PlanKind(plan.kind)][verb]


@service
def plan_begin(
    *, actor: Actor, unit: Unit, year: int, person: Person | None = None, sponsor: Person | None = None
) -> Plan:
    """Begin the team's plan of a year, or a member's own list, and take in the items there are."""
    kind = PlanKind.PERSONAL if person else PlanKind.TEAM
    plan = Plan(unit=unit, unit_path=unit.path, kind=kind, person=person, year=year, sponsor=sponsor)
    authorise(actor, command_of(plan, "write"), plan.subject)
    if kind == PlanKind.TEAM and sponsor is None:
        raise AppError(AppErrorCode.INVALID, detail=_("须先确定方案的责任领导"))
    if Plan.objects.filter(unit=unit, year=year, person=person, kind=kind).exists():
        raise AppError(AppErrorCode.NAME_TAKEN, detail=f"{_whose(plan)} {year}")
    keep(plan)
    # Items of their own unit: those of a plan are named by it from now on.
    Item.objects.filter(unit=unit, year=year, person=person, personal=person is not None).update(plan=plan)
    _told(events.PLAN_WRITTEN, actor, plan)
    return plan


@service
def plan_discuss(*, actor: Actor, plan: Plan, expected_version: int, on: date) -> Plan:
    """Write down on which day the team discussed its plan."""
    plan = _locked(actor, plan, "write", expected_version)
    _not_later(on)
    plan.discussed_on = on
    _stored(plan)
    _told(events.PLAN_DISCUSSED, actor, plan, on=on.isoformat())
    return plan


@service
def plan_sign(*, actor: Actor, plan: Plan, expected_version: int) -> Plan:
    """Sign: the team's plan by its sponsor, an own list by the member who hands it in."""
    plan = _locked(actor, plan, "sign", expected_version)
    carried = Carried.objects.filter(year=plan.year, item__unit=plan.unit, item__person=plan.person)
    if not plan.items.exists() and not carried.filter(planned_at__isnull=False).exists():
        raise AppError(AppErrorCode.NOT_READY, detail=_("方案中还没有整改事项"))
    plan.state, plan.signed_by_id, plan.signed_at = PlanState.SIGNED, actor.person_id, clock.now()
    _stored(plan)
    _told(events.PLAN_SIGNED, actor, plan)
    return plan


@service
def plan_endorse(*, actor: Actor, plan: Plan, expected_version: int) -> Plan:
    """Endorse the plan as chief: every drafted item in it is approved with it, or none."""
    plan = _locked(actor, plan, "endorse", expected_version)
    if plan.kind == PlanKind.TEAM and plan.discussed_on is None:
        raise AppError(AppErrorCode.NOT_READY, detail=_("须先写明集体研究的日期"))
    refused = []
    for item in plan.items.filter(approved_at__isnull=True, state__in=[State.DRAFTED, State.IN_PROGRESS]):
        try:
            item_approve(actor=actor, item=item, expected_version=item.version)
        except AppError as error:
            if error.code != AppErrorCode.NOT_READY:
                raise
            refused.append(f"{item.code} {error.params['detail']}")
    if refused:
        raise AppError(AppErrorCode.NOT_READY, detail="\n".join(refused))
    plan.state, plan.endorsed_by_id, plan.endorsed_at = PlanState.ENDORSED, actor.person_id, clock.now()
    _stored(plan)
    _told(events.PLAN_ENDORSED, actor, plan)
    return plan


@service
def plan_freeze(
    *, actor: Actor, plan: Plan, expected_version: int, meeting_on: date, meeting_note: str = ""
) -> Plan:
    """Freeze the plan after the meeting, with what was said there; changed from now on only with reasons."""
    plan = _locked(actor, plan, "freeze", expected_version)
    _not_later(meeting_on)
    plan.state, plan.frozen_at = PlanState.FROZEN, clock.now()
    plan.meeting_on, plan.meeting_note = meeting_on, meeting_note.strip()
    _stored(plan)
    _told(events.PLAN_FROZEN, actor, plan)
    return plan


@service
def item_sign(*, actor: Actor, item: Item, expected_version: int) -> Item:
    """Sign one item as its sponsor, before the chief approves it."""
    with moving(actor, item, Command.SIGN, expected_version) as move:
        move.item.signed_by_id, move.item.signed_at = actor.person_id, clock.now()
    return move.item


@service
def item_approve(*, actor: Actor, item: Item, expected_version: int, reason: str = "") -> Item:
    """Approve one item as chief; into a plan that is frozen it goes only with a reason."""
    with moving(actor, item, Command.APPROVE, expected_version) as move:
        found = move.item
        if found.deadline is not None and found.deadline < clock.today():
            raise AppError(AppErrorCode.NOT_READY, detail=_("完成时限早于今天，须先改定时限"))
        found.approved_at, found.first_deadline = clock.now(), found.deadline
        if found.plan is not None and found.plan.state == PlanState.FROZEN:
            amend(found, actor, _("增列事项"), reason)
    return move.item


def amend(item: Item, actor: Actor, what: str, reason: str) -> None:
    """Write down a change of a frozen plan; without a reason there is none."""
    if not reason.strip():
        raise AppError(AppErrorCode.NOT_READY, detail=_("方案已定稿，调整须写明理由"))
    assert item.plan is not None
    Amendment.objects.create(
        plan=item.plan,
        item_code=item.code,
        what=what[:200],
        reason=reason.strip(),
        by_name=actor.name,
        at=clock.now(),
    )


def _locked(actor: Actor, plan: Plan, verb: str, expected_version: int) -> Plan:
    found = Plan.objects.select_for_update(of=("self",)).select_related("unit", "person").get(pk=plan.pk)
    authorise(actor, command_of(found, verb), found.subject)
    if found.version != expected_version:
        raise AppError(AppErrorCode.CONFLICT)
    return found


def _stored(plan: Plan) -> None:
    plan.version += 1
    keep(plan)


def _not_later(day: date) -> None:
    if day > clock.today():
        raise AppError(AppErrorCode.INVALID, detail=_("日期不能晚于今天"))


def _whose(plan: Plan) -> str:
    return plan.person.name if plan.person else plan.unit.name


def _told(event: Event, actor: Actor, plan: Plan, **params: str) -> None:
    record(
        event,
        actor=actor,
        about=plan,
        unit_path=plan.unit_path,
        whose=_whose(plan),
        year=plan.year,
        **params,
    )
