"""Changes of the tree that let others see: proposed by one, confirmed by the security administrator."""

from __future__ import annotations

from datetime import date

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.alone import Shared, alone
from duizhao_web.apps.kernel.audit.event import Event
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.units import events
from duizhao_web.apps.units.models import ChangeKind, TreeChange, Unit
from duizhao_web.apps.units.policy import CHANGE_CONFIRM, CHANGE_PROPOSE, CHANGE_REFUSE, CHANGE_WITHDRAW
from duizhao_web.apps.units.services.tree import led, merged, moved, refuse_place
from duizhao_web.apps.units.subjects import of_change, of_unit


@service
def change_propose(
    *, actor: Actor, kind: ChangeKind, unit: Unit, superior: Unit, on: date, reason: str = ""
) -> TreeChange:
    """Propose that a unit stands elsewhere from a day on; until it is confirmed nobody sees more or less."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    authorise(actor, CHANGE_PROPOSE, of_unit(unit))
    refuse_place(kind, unit, superior)
    waiting = unit.changes.filter(kind=kind, confirmed_at__isnull=True).select_related("superior").first()
    if waiting is not None:
        raise AppError(
            AppErrorCode.NAME_TAKEN, detail=f"{waiting.get_kind_display()} {waiting.superior.name}"
        )
    change = TreeChange(
        unit=unit,
        kind=kind,
        superior=superior,
        on=on,
        reason=reason,
        proposed_by_id=actor.user_id,
        proposed_at=clock.now(),
    )
    change.full_clean()
    change.save()
    _record(events.CHANGE_PROPOSED, actor, change, on=on.isoformat(), reason=reason)
    return change


@service
def change_confirm(*, actor: Actor, change: TreeChange) -> TreeChange:
    """Confirm a change, which is done at once; what became impossible meanwhile goes on waiting."""
    alone(Shared.TREE)
    change = _locked(change)
    authorise(actor, CHANGE_CONFIRM, of_change(change))
    if actor.user_id is not None and actor.user_id == change.proposed_by_id:
        raise AppError(AppErrorCode.OWN_REQUEST)
    change.confirmed_at, change.confirmed_by_id = clock.now(), actor.user_id
    change.save(update_fields=["confirmed_at", "confirmed_by_id"])
    _record(events.CHANGE_CONFIRMED, actor, change)
    _done(actor, change)
    return change


@service
def change_refuse(*, actor: Actor, change: TreeChange, reason: str) -> None:
    """Refuse what was proposed; it never held, so the row goes and the log keeps it."""
    change = _locked(change)
    authorise(actor, CHANGE_REFUSE, of_change(change))
    _record(events.CHANGE_REFUSED, actor, change, reason=reason)
    change.delete()


@service
def change_withdraw(*, actor: Actor, change: TreeChange) -> None:
    """Take back what was proposed and nobody has confirmed yet."""
    change = _locked(change)
    authorise(actor, CHANGE_WITHDRAW, of_change(change))
    _record(events.CHANGE_WITHDRAWN, actor, change)
    change.delete()


def _done(actor: Actor, change: TreeChange) -> None:
    unit, superior = change.unit, change.superior
    match change.kind:
        case ChangeKind.MOVE:
            moved(actor=actor, unit=unit, superior=superior, on=change.on, reason=change.reason)
        case ChangeKind.MERGE:
            merged(actor=actor, unit=unit, into=superior, on=change.on, reason=change.reason)
        case ChangeKind.LEAD:
            led(actor=actor, unit=unit, superior=superior, since=change.on)


def _locked(change: TreeChange) -> TreeChange:
    rows = TreeChange.objects.select_for_update(of=("self",)).select_related("unit", "superior")
    found = rows.filter(pk=change.pk).first()
    if found is None:
        # Taken back or refused between the page and the answer.
        raise AppError(AppErrorCode.CONFLICT)
    return found


def _record(event: Event, actor: Actor, change: TreeChange, **more: str) -> None:
    record(
        event,
        actor=actor,
        about=change,
        unit_path=change.unit.path,
        kind=change.kind,
        unit=change.unit.name,
        superior=change.superior.name,
        **more,
    )
