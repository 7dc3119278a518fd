"""Assignments to units: reviewers and supervision groups, with dates, names and recusal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from duizhao_web.apps.accounts import events
from duizhao_web.apps.accounts.models import Duty, DutyKind, SupervisionGroup
from duizhao_web.apps.accounts.policy import (
    DUTY_CONFIRM,
    DUTY_END,
    DUTY_PROPOSE,
    DUTY_RECUSE,
    DUTY_REFUSE,
    GROUP_CREATE,
)
from duizhao_web.apps.accounts.subjects import of_duty
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.audit.entry import Value
from duizhao_web.apps.kernel.audit.event import Event
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.units.models import Person, Tenure, Unit
from duizhao_web.apps.units.subjects import of_unit


@service
def group_create(*, actor: Actor, unit: Unit, name: str) -> SupervisionGroup:
    """Found a supervision group of a unit's; its people are assigned afterwards."""
    authorise(actor, GROUP_CREATE, of_unit(unit))
    group = SupervisionGroup(name=name)
    group.full_clean()
    group.save()
    record(events.GROUP_CREATED, actor=actor, about=group, unit_path=unit.path, group=name)
    return group


@service
def duty_propose(
    *,
    actor: Actor,
    person: Person,
    unit: Unit,
    kind: DutyKind,
    since: date,
    until: date,
    named: Sequence[Person] = (),
    group: SupervisionGroup | None = None,
) -> Duty:
    """Assign somebody to a unit until a day; it gives rights once it is confirmed.

    Nobody is assigned to the unit they belong to or hold a post in, nor where they were taken out for good.
    Whose papers may be read is named here and cannot grow later: more is another assignment, confirmed anew.
    """
    authorise(actor, DUTY_PROPOSE, of_unit(unit))
    if belongs(person, unit) or any(each.pk == person.pk for each in named):
        raise AppError(AppErrorCode.OWN_REQUEST)
    if Duty.objects.filter(person=person, unit=unit, recused_on__isnull=False).exists():
        said = {"person": person.name, "unit": unit.name}
        raise AppError(AppErrorCode.NOT_READY, detail=_("%(person)s已对“%(unit)s”回避，不能再指派") % said)
    duty = Duty(
        person=person,
        unit=unit,
        unit_path=unit.path,
        kind=kind,
        group=group,
        since=since,
        until=until,
        proposed_at=clock.now(),
        proposed_by_id=actor.user_id,
    )
    if until < since:
        raise AppError(AppErrorCode.DATES_REVERSED)
    duty.full_clean()
    duty.save()
    duty.named.set(named)
    _record(events.DUTY_PROPOSED, actor, duty, until=until.isoformat(), named=[each.name for each in named])
    return duty


def belongs(person: Person, unit: Unit) -> bool:
    """Return whether the person is kept in the unit or holds a post there, now or later."""
    held = Tenure.objects.filter(Q(until__isnull=True) | Q(until__gte=clock.today()), person=person)
    return person.unit_id == unit.pk or held.filter(post__unit=unit).exists()


@service
def duty_confirm(*, actor: Actor, duty: Duty) -> Duty:
    """Confirm an assignment: from now on it gives its rights."""
    duty = _locked(duty)
    authorise(actor, DUTY_CONFIRM, of_duty(duty))
    if actor.user_id is not None and actor.user_id == duty.proposed_by_id:
        raise AppError(AppErrorCode.OWN_REQUEST)
    duty.confirmed_at, duty.confirmed_by_id = clock.now(), actor.user_id
    duty.save(update_fields=["confirmed_at", "confirmed_by_id"])
    _record(events.DUTY_CONFIRMED, actor, duty)
    return duty


@service
def duty_refuse(*, actor: Actor, duty: Duty, reason: str) -> None:
    """Refuse what was proposed; it never held, so the row goes and the log keeps it."""
    duty = _locked(duty)
    authorise(actor, DUTY_REFUSE, of_duty(duty))
    _record(events.DUTY_REFUSED, actor, duty, reason=reason)
    duty.delete()


@service
def duty_end(*, actor: Actor, duty: Duty, on: date) -> Duty:
    """Let an assignment end earlier than it was meant to."""
    duty = _locked(duty)
    authorise(actor, DUTY_END, of_duty(duty))
    if not duty.since <= on <= duty.until:
        raise AppError(AppErrorCode.DATES_REVERSED)
    duty.until = on
    duty.save(update_fields=["until"])
    _record(events.DUTY_ENDED, actor, duty, until=on.isoformat())
    return duty


@service
def duty_recuse(*, actor: Actor, duty: Duty, reason: str) -> Duty:
    """Take the person out for good (回避): said by the person or by who assigned them, it holds at once."""
    duty = _locked(duty)
    authorise(actor, DUTY_RECUSE, of_duty(duty))
    duty.recused_on, duty.recusal_reason = clock.today(), reason
    duty.save(update_fields=["recused_on", "recusal_reason"])
    _record(events.DUTY_RECUSED, actor, duty, reason=reason)
    return duty


def _locked(duty: Duty) -> Duty:
    return Duty.objects.select_for_update(of=("self",)).select_related("person", "unit").get(pk=duty.pk)


def _record(event: Event, actor: Actor, duty: Duty, **params: Value) -> None:
    record(
        event,
        actor=actor,
        about=duty,
        unit_path=duty.unit_path,
        person=duty.person.name,
        unit=duty.unit.name,
        kind=duty.kind,
        **params,
    )
