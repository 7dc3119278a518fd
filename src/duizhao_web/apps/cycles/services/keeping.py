"""What is done with a meeting once it is opened: dates, steps noted, held, closed, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from duizhao_web.apps.cycles import events
from duizhao_web.apps.cycles.models import Cycle, CycleState, StepDone
from duizhao_web.apps.cycles.policy import (
    CYCLE_CLOSE,
    CYCLE_EDIT,
    CYCLE_HOLD,
    CYCLE_READ,
    CYCLE_REOPEN,
    CYCLE_WITHDRAW,
    STEP_NOTE,
)
from duizhao_web.apps.cycles.subjects import of_cycle
from duizhao_web.apps.kernel import clock, files
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.audit.entry import Value
from duizhao_web.apps.kernel.audit.event import Event
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service


@service
def cycle_edit(
    *, actor: Actor, cycle: Cycle, version: int, title: str, meeting_on: date, leads: Mapping[str, int]
) -> Cycle:
    """Put title, day and lead times right while the meeting is being prepared."""
    cycle = _locked(cycle, version)
    authorise(actor, CYCLE_EDIT, of_cycle(cycle))
    cycle.title, cycle.meeting_on, cycle.leads = title, meeting_on, dict(leads)
    _save(cycle)
    _record(events.EDITED, actor, cycle, meeting=meeting_on.isoformat())
    return cycle


@service
def cycle_withdraw(*, actor: Actor, cycle: Cycle, reason: str) -> None:
    """Take back a meeting that was opened by mistake, as long as nothing hangs on it; the log keeps it."""
    cycle = _locked(cycle)
    authorise(actor, CYCLE_WITHDRAW, of_cycle(cycle))
    _record(events.WITHDRAWN, actor, cycle, reason=reason)
    notice = cycle.notice
    try:
        cycle.delete()
    except ProtectedError as error:
        raise AppError(AppErrorCode.NOT_EMPTY, detail=_("已有材料归入本次民主生活会")) from error
    if not notice.cycles.exists():
        notice.delete()


@service
def step_note(*, actor: Actor, cycle: Cycle, step: str, on: date) -> StepDone:
    """Note that a step was done on a day; noted again it has another day."""
    cycle = _locked(cycle)
    authorise(actor, STEP_NOTE, of_cycle(cycle))
    if on > clock.today():
        raise AppError(AppErrorCode.INVALID, detail=_("完成日期不能晚于今天"))
    done = StepDone.objects.filter(cycle=cycle, step=step).first() or StepDone(cycle=cycle, step=step)
    done.on, done.by_name, done.at = on, actor.name, clock.now()
    done.full_clean()
    done.save()
    _record(events.STEP_DONE, actor, cycle, kind=step, on=on.isoformat())
    return done


@service
def step_unnote(*, actor: Actor, cycle: Cycle, step: str) -> None:
    """Take back what was noted of a step."""
    cycle = _locked(cycle)
    authorise(actor, STEP_NOTE, of_cycle(cycle))
    gone, _rows = StepDone.objects.filter(cycle=cycle, step=step).delete()
    if not gone:
        raise AppError(AppErrorCode.NOT_FOUND)
    _record(events.STEP_UNDONE, actor, cycle, kind=step)


@service
def cycle_hold(*, actor: Actor, cycle: Cycle, version: int, on: date, expected: int, present: int) -> Cycle:
    """Write down that the meeting was held: when, how many should attend, how many did.

    Too few for the quorum is a question the page asks; it refuses nothing, for it is what happened.
    """
    cycle = _locked(cycle, version)
    authorise(actor, CYCLE_HOLD, of_cycle(cycle))
    if on > clock.today():
        raise AppError(AppErrorCode.INVALID, detail=_("召开日期不能晚于今天"))
    if not 0 < present <= expected:
        raise AppError(AppErrorCode.INVALID, detail=_("实到人数须大于零，且不多于应到人数"))
    cycle.state, cycle.held_on = CycleState.HELD, on
    cycle.expected, cycle.present = expected, present
    _save(cycle)
    _record(events.HELD, actor, cycle, on=on.isoformat(), expected=expected, present=present)
    return cycle


@service
def cycle_close(*, actor: Actor, cycle: Cycle, version: int) -> Cycle:
    """Close a meeting that was held, once what follows it is done."""
    cycle = _locked(cycle, version)
    authorise(actor, CYCLE_CLOSE, of_cycle(cycle))
    cycle.state, cycle.closed_on = CycleState.CLOSED, clock.today()
    _save(cycle)
    _record(events.CLOSED, actor, cycle)
    return cycle


@service
def cycle_reopen(*, actor: Actor, cycle: Cycle, version: int, reason: str) -> Cycle:
    """Undo the closing of a meeting, with the reason: it counts as held again."""
    cycle = _locked(cycle, version)
    authorise(actor, CYCLE_REOPEN, of_cycle(cycle))
    if not reason.strip():
        raise AppError(AppErrorCode.NOT_READY, detail=_("须写明理由"))
    cycle.state, cycle.closed_on = CycleState.HELD, None
    _save(cycle)
    _record(events.REOPENED, actor, cycle, reason=reason.strip())
    return cycle


@service
def notice_download(*, actor: Actor, cycle: Cycle) -> bytes:
    """Return the notice's file as it was handed in; every download leaves a trace."""
    authorise(actor, CYCLE_READ, of_cycle(cycle))
    if not cycle.notice.sha256:
        raise AppError(AppErrorCode.NOT_FOUND)
    _record(events.NOTICE_DOWNLOADED, actor, cycle)
    return files.load(cycle.notice.sha256)


def _locked(cycle: Cycle, version: int | None = None) -> Cycle:
    """Return the row as it is now; raise where somebody changed it since it was shown."""
    rows = Cycle.objects.select_for_update(of=("self",)).select_related("unit", "notice")
    found = rows.filter(pk=cycle.pk).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    if version is not None and found.version != version:
        raise AppError(AppErrorCode.CONFLICT)
    return found


def _save(cycle: Cycle) -> None:
    cycle.version += 1
    cycle.full_clean()
    cycle.save()


def _record(event: Event, actor: Actor, cycle: Cycle, **params: Value) -> None:
    record(
        event,
        actor=actor,
        about=cycle,
        unit_path=cycle.unit_path,
        unit=cycle.unit.name,
        title=cycle.title,
        **params,
    )
