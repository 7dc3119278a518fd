"""Requests: more time, another content, withdrawal; signed by the sponsor, decided by another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.rectification.guards import Given
from duizhao_web.apps.rectification.knowledge import Knowledge
from duizhao_web.apps.rectification.lifecycle import Command
from duizhao_web.apps.rectification.models import Item, Request, StandardPoint
from duizhao_web.apps.rectification.services.moving import Move, keep, moving
from duizhao_web.apps.rectification.services.plans import amend
from duizhao_web.apps.rectification.words import PlanState, RequestKind
from duizhao_web.apps.units.models import PostKind, Tenure, in_force

AMENDABLE: Final = ("title", "goal", "cause", "points")
"""What an approved item may be asked to say otherwise; dates and people have commands of their own."""
FIRST: Final = 1
AGAIN: Final = 2


@service
def extension_ask(*, actor: Actor, item: Item, expected_version: int, until: date, reason: str) -> Request:
    """Ask for a later date; the first one is kept whatever is decided."""
    with moving(actor, item, Command.ASK, expected_version, Given(reason=reason)) as move:
        if move.item.deadline is None:
            raise AppError(AppErrorCode.NOT_READY, detail=_("长期坚持的事项没有完成时限，可改复查日期"))
        if until <= max(move.item.deadline, clock.today()):
            raise AppError(AppErrorCode.INVALID, detail=_("新的时限须晚于现在的时限和今天"))
        return _asked(move, RequestKind.EXTENSION, until=until, before=move.item.deadline)


@service
def withdrawal_ask(*, actor: Actor, item: Item, expected_version: int, reason: str) -> Request:
    """Ask for the item to be withdrawn."""
    with moving(actor, item, Command.ASK, expected_version, Given(reason=reason)) as move:
        return _asked(move, RequestKind.WITHDRAWAL)


@service
def amendment_ask(
    *, actor: Actor, item: Item, expected_version: int, reason: str, change: Mapping[str, object]
) -> Request:
    """Ask for the approved item to say something else (``AMENDABLE``)."""
    with moving(actor, item, Command.ASK, expected_version, Given(reason=reason)) as move:
        return _asked(move, RequestKind.AMENDMENT, change=_as_asked(change))


@service
def request_sign(*, actor: Actor, request: Request, expected_version: int) -> Request:
    """Sign a request as the item's sponsor, before it is decided."""
    given = Given(request=RequestKind(request.kind))
    with moving(actor, request.item, Command.SIGN_REQUEST, expected_version, given) as move:
        found = _open(move, request)
        found.signed_by_id, found.signed_at = actor.person_id, clock.now()
        found.save(update_fields=["signed_by", "signed_at"])
    return found


@service
def request_decide(
    *, actor: Actor, request: Request, expected_version: int, grant: bool, note: str = ""
) -> Request:
    """Decide as chief: the first extension, and what is to be changed."""
    return _decided(actor, request, Command.DECIDE, expected_version, grant, note)


@service
def request_decide_again(
    *, actor: Actor, request: Request, expected_version: int, grant: bool, note: str = ""
) -> Request:
    """Decide as superior or supervision group: a second extension, and what the chief has a part in."""
    return _decided(actor, request, Command.DECIDE_AGAIN, expected_version, grant, note)


@service
def item_withdraw(*, actor: Actor, item: Item, expected_version: int, reason: str) -> Item:
    """End an item without rectification: a draft at once, any other on a request that was signed."""
    given = Given(reason=reason, request=RequestKind.WITHDRAWAL)
    with moving(actor, item, Command.WITHDRAW, expected_version, given) as move:
        for found in move.item.requests.filter(granted__isnull=True):
            _settle(found, actor, granted=found.kind == RequestKind.WITHDRAWAL, note=reason)
        if move.item.plan is not None and move.item.plan.state == PlanState.FROZEN:
            amend(move.item, actor, _("撤销事项"), reason)
        move.item.blocks.filter(lifted_at__isnull=True).update(lifted_at=clock.now(), lifted_note=reason)
    return move.item


def _asked(
    move: Move,
    kind: RequestKind,
    *,
    until: date | None = None,
    before: date | None = None,
    change: dict[str, object] | None = None,
) -> Request:
    if move.item.requests.filter(kind=kind, granted__isnull=True).exists():
        raise AppError(AppErrorCode.NOT_READY, detail=_("同类申请尚未审批"))
    made = Request(
        item=move.item,
        kind=kind,
        round=move.item.round,
        reason=move.note,
        until=until,
        before=before,
        change=change or {},
        level=_level(move.item, kind, move.actor),
        by_id=move.actor.person_id,
        by_name=move.actor.name,
        at=clock.now(),
    )
    keep(made)
    return made


def _level(item: Item, kind: RequestKind, asker: Actor) -> int:
    """Return who decides: the chief, or the superior on a second extension and in the chief's own matters."""
    again = item.requests.filter(round=item.round, kind=RequestKind.EXTENSION, granted=True).exists()
    if kind == RequestKind.EXTENSION and again:
        return AGAIN
    chiefs = Tenure.objects.filter(
        in_force(clock.today()),
        unit_path=item.unit_path,
        post__kind=PostKind.CHIEF,
        confirmed_at__isnull=False,
    ).values_list("person_id", flat=True)
    workers = Knowledge(item).workers
    own = any(chief == asker.person_id or chief in workers for chief in chiefs)
    return AGAIN if own else FIRST


def _decided(
    actor: Actor, request: Request, command: Command, expected_version: int, grant: bool, note: str
) -> Request:
    given = Given(request=RequestKind(request.kind), reason=note)
    with moving(actor, request.item, command, expected_version, given) as move:
        found = _open(move, request)
        if command == Command.DECIDE and found.level > FIRST:
            raise AppError(AppErrorCode.NOT_READY, detail=_("再次延期或者涉及主要负责人的申请，须由上级审批"))
        if found.by_id is not None and found.by_id == actor.person_id:
            raise AppError(AppErrorCode.OWN_REQUEST)
        if grant and found.kind == RequestKind.WITHDRAWAL:
            raise AppError(AppErrorCode.NOT_READY, detail=_("同意撤销的，请办理“撤销事项”"))
        if not grant and not note.strip():
            raise AppError(AppErrorCode.NOT_READY, detail=_("不同意须写明理由"))
        _settle(found, actor, granted=grant, note=note)
        if grant:
            _carried_out(move, found, actor)
    return found


def _settle(request: Request, actor: Actor, *, granted: bool, note: str) -> None:
    request.granted, request.note = granted, note.strip()
    request.decided_by_id, request.decided_by_name = actor.person_id, actor.name
    request.decided_at = clock.now()
    keep(request)


def _carried_out(move: Move, request: Request, actor: Actor) -> None:
    item = move.item
    if request.kind == RequestKind.EXTENSION:
        item.deadline = request.until
        return
    for name, value in request.change.items():
        if name == "points":
            _points(item, value)
        else:
            setattr(item, name, value)
    if item.plan is not None and item.plan.state == PlanState.FROZEN:
        amend(item, actor, "、".join(request.change), request.reason)


def _as_asked(change: Mapping[str, object]) -> dict[str, object]:
    known = {name: value for name, value in change.items() if name in AMENDABLE}
    if not known or len(known) != len(change):
        raise AppError(AppErrorCode.INVALID, detail=_("没有写明要调整的内容"))
    return known


def _points(item: Item, texts: list[str]) -> None:
    """Put the points asked for in place of those there are; a point something speaks of keeps its place."""
    kept = list(item.points.all())
    for number, text in enumerate((text.strip() for text in texts if text.strip()), 1):
        point = kept[number - 1] if number <= len(kept) else StandardPoint(item=item, number=number)
        point.text = text
        keep(point)
    beyond = [point for point in kept if point.number > len([text for text in texts if text.strip()])]
    if any(point.proofs.exists() or point.answers.exists() for point in beyond):
        raise AppError(AppErrorCode.NOT_READY, detail=_("已有佐证材料的标准不能删去"))
    for point in beyond:
        point.delete()


def _open(move: Move, request: Request) -> Request:
    found = Request.objects.filter(pk=request.pk, item=move.item).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    if found.granted is not None:
        raise AppError(AppErrorCode.WRONG_STATE)
    return found
