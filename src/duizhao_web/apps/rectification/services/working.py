"""Doing and reporting: begin, report progress, keep actions."""

from __future__ import annotations

from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.rectification.lifecycle import Command, State
from duizhao_web.apps.rectification.models import Action, Item, Progress
from duizhao_web.apps.rectification.services.moving import Move, keep, moving
from duizhao_web.apps.rectification.words import ActionState
from duizhao_web.apps.units.models import Person, Unit


@service
def item_start(*, actor: Actor, item: Item, expected_version: int) -> Item:
    """Begin a planned item, or take up one that was returned."""
    with moving(actor, item, Command.START, expected_version) as move:
        begun(move)
    return move.item


@service
def item_start_at_once(*, actor: Actor, item: Item, expected_version: int) -> Item:
    """Begin before the plan is approved what is rectified at once (即知即改)."""
    with moving(actor, item, Command.START_AT_ONCE, expected_version) as move:
        begun(move)
    return move.item


@service
def progress_report(
    *,
    actor: Actor,
    item: Item,
    on: date,
    done: str,
    next_step: str = "",
    effect: str = "",
    voice: str = "",
) -> Progress:
    """Report what was done by a day, what comes next, and, apart from it, what effect it has had."""
    with moving(actor, item, Command.PROGRESS, None) as move:
        begun(move)
        made = Progress(
            item=move.item,
            round=move.item.round,
            by_id=actor.person_id,
            by_name=actor.name,
            at=clock.now(),
            on=past(on),
            done=done.strip(),
            next_step=next_step.strip(),
            effect=effect.strip(),
            voice=voice.strip(),
        )
        keep(made)
        reported(move.item, on)
    return made


@service
def action_add(
    *,
    actor: Actor,
    item: Item,
    expected_version: int,
    text: str,
    due: date | None = None,
    owner: Person | None = None,
    unit: Unit | None = None,
    standard: str = "",
) -> Action:
    """Add a step to be done."""
    with moving(actor, item, Command.ACTION, expected_version) as move:
        begun(move)
        last = move.item.actions.aggregate(last=Max("number"))["last"] or 0
        made = Action(
            item=move.item,
            number=last + 1,
            text=text.strip(),
            due=due,
            owner=owner,
            unit=unit,
            standard=standard.strip(),
            round=move.item.round,
        )
        keep(made)
    return made


@service
def action_edit(
    *,
    actor: Actor,
    action: Action,
    expected_version: int,
    text: str,
    due: date | None,
    owner: Person | None = None,
    unit: Unit | None = None,
    standard: str = "",
) -> Action:
    """Change an open step; once the item is approved its date moves only by an extension of the item."""
    with moving(actor, action.item, Command.ACTION, expected_version) as move:
        found = _open(move.item, action)
        approved = move.item.approved_at is not None
        if approved and found.due is not None and (due is None or due > found.due):
            raise AppError(AppErrorCode.NOT_READY, detail=_("事项已审定，任务时限只能随事项延期调整"))
        begun(move)
        found.text, found.due, found.owner, found.unit = text.strip(), due, owner, unit
        found.standard = standard.strip()
        keep(found)
    return found


@service
def action_done(*, actor: Actor, action: Action, expected_version: int, on: date, note: str = "") -> Action:
    """Say that a step is done, and since when."""
    with moving(actor, action.item, Command.ACTION, expected_version) as move:
        found = _open(move.item, action)
        begun(move)
        found.state, found.done_on, found.note = ActionState.DONE, past(on), note.strip()
        keep(found)
        reported(move.item, on)
    return found


@service
def action_drop(*, actor: Actor, action: Action, expected_version: int, reason: str) -> Action:
    """Say that a step is not done any more, and why."""
    if not reason.strip():
        raise AppError(AppErrorCode.NOT_READY, detail=_("须写明理由"))
    with moving(actor, action.item, Command.ACTION, expected_version) as move:
        found = _open(move.item, action)
        begun(move)
        found.state, found.note = ActionState.DROPPED, reason.strip()
        keep(found)
    return found


def begun(move: Move) -> None:
    """Set the day a round began, where the command begins it."""
    if move.row.target == State.IN_PROGRESS and move.item.started_on is None:
        move.item.started_on = clock.today()


def reported(item: Item, on: date) -> None:
    """Set when anybody last reported."""
    item.reported_on = max(item.reported_on or on, on)


def past(day: date) -> date:
    """Return a day that has been; nobody reports what is yet to come."""
    if day > clock.today():
        raise AppError(AppErrorCode.INVALID, detail=_("日期不能晚于今天"))
    return day


def _open(item: Item, action: Action) -> Action:
    found = Action.objects.get(pk=action.pk, item=item)
    if found.state != ActionState.OPEN:
        raise AppError(AppErrorCode.WRONG_STATE)
    return found
