"""Somebody changes post: everything they had to do or to check in items goes to others, seen first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor, Role
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.rectification import assigning
from duizhao_web.apps.rectification.guards import Given
from duizhao_web.apps.rectification.lifecycle import OPEN, Command, State
from duizhao_web.apps.rectification.looking import unfit
from duizhao_web.apps.rectification.models import Action, Assignment, Item, Recheck
from duizhao_web.apps.rectification.services.assigning import assignment_hand_over
from duizhao_web.apps.rectification.services.handing import (
    item_reassign,
    item_succeed,
    refuse_unless_former_chief,
    verifier_name,
)
from duizhao_web.apps.rectification.services.moving import moving
from duizhao_web.apps.rectification.standing import has_chief
from duizhao_web.apps.rectification.subjects import may_with
from duizhao_web.apps.rectification.words import ActionState
from duizhao_web.apps.units.models import Person

_OPEN = [state.value for state in OPEN]
MOST = 300
"""So much one person can hand over at once; who has more hands over twice."""


class Share(StrEnum):
    """In which part somebody is named."""

    OWNER = "owner"
    SPONSOR = "sponsor"
    ACTIONS = "actions"
    VERIFIER = "verifier"
    RECHECK = "recheck"
    ASSIGNMENT = "assignment"


_CHECKING = (Share.VERIFIER, Share.RECHECK)


@dataclass(frozen=True, slots=True)
class Succession:
    """Who goes, who does from now on what they did, who checks what they checked, and why."""

    person: Person
    doer: Person | None
    checker: Person | None
    reason: str


@dataclass(frozen=True, slots=True)
class Passed:
    """One thing of theirs: what became of it, or would, or why not."""

    item: Item
    share: Share
    to: Person | None
    error: AppError | None = None


def succession_try(actor: Actor, succession: Succession) -> list[Passed]:
    """Return what would become of everything; nothing is changed."""
    with transaction.atomic():
        found = list(_passed(actor, succession))
        transaction.set_rollback(True)
    return found


def succession_make(actor: Actor, succession: Succession) -> list[Passed]:
    """Hand over everything, each by itself: one that is refused keeps no other from being handed over."""
    if not succession.reason.strip():
        raise AppError(AppErrorCode.NOT_READY, detail=_("须写明理由"))
    return list(_passed(actor, succession))


def _passed(actor: Actor, wanted: Succession) -> Iterator[Passed]:
    things = list(_things(actor, wanted.person))
    if len(things) > MOST:
        raise AppError(AppErrorCode.INVALID, detail=_("一次最多移交 %(most)s 处") % {"most": MOST})
    for item, share, do in things:
        to = wanted.checker if share in _CHECKING else wanted.doer
        if to is None:
            continue
        try:
            with transaction.atomic():
                do(to, wanted.reason.strip() or "—")
        except AppError as error:
            yield Passed(item, share, to, error)
        else:
            yield Passed(item, share, to)


_Do = Callable[[Person, str], object]


def _things(actor: Actor, person: Person) -> Iterator[tuple[Item, Share, _Do]]:
    """Yield everything open that a person has in the team items the actor may read."""
    seen = Item.objects.visible_to(actor).filter(personal=False).select_related("unit").order_by("pk")
    still = seen.filter(state__in=_OPEN)
    for item in still.filter(owner=person)[: MOST + 1]:
        yield item, Share.OWNER, _reassigning(actor, item, person, "owner")
    for item in still.filter(sponsor=person)[: MOST + 1]:
        yield item, Share.SPONSOR, _reassigning(actor, item, person, "sponsor")
    others = still.filter(Q(actions__owner=person, actions__state=ActionState.OPEN)).exclude(owner=person)
    for item in others.distinct()[: MOST + 1]:
        yield item, Share.ACTIONS, _actions(actor, item, person)
    for item in still.filter(verifier=person)[: MOST + 1]:
        yield item, Share.VERIFIER, _verifying(actor, item)
    waiting = Recheck.objects.filter(checker=person, held__isnull=True, item__in=seen.values("pk").order_by())
    for one in waiting.filter(item__state=State.CLOSED.value).select_related("item__unit")[: MOST + 1]:
        yield one.item, Share.RECHECK, _rechecking(actor, one)
    handed = Assignment.objects.visible_to(actor).filter(
        receiver=person, stage__in=[stage.value for stage in assigning.ON_THE_RECEIVER]
    )
    for given in handed.select_related("item__unit").order_by("pk")[: MOST + 1]:
        yield given.item, Share.ASSIGNMENT, _receiving(actor, given)


def may_hand_over(actor: Actor) -> bool:
    """Return whether the actor hands over what others had: chiefs, and coordinators of units without one."""
    if actor.holds(Role.CHIEF):
        return True
    units = {seat.unit_path for seat in actor.seats if seat.role == Role.COORDINATOR}
    return any(not has_chief(path, clock.today()) for path in units)


def _reassigning(actor: Actor, item: Item, person: Person, part: str) -> _Do:
    def do(to: Person, reason: str) -> object:
        now = Item.objects.get(pk=item.pk)
        if not may_with(actor, now, Command.REASSIGN) and may_with(actor, now, Command.SUCCEED):
            return item_succeed(
                actor=actor,
                item=now,
                expected_version=now.version,
                person=person,
                reason=reason,
                **{part: to},
            )
        return item_reassign(
            actor=actor,
            item=now,
            expected_version=now.version,
            reason=reason,
            **{part: to},  # type: ignore[arg-type]
        )

    return do


def _actions(actor: Actor, item: Item, person: Person) -> _Do:
    return lambda to, reason: actions_hand_over(actor=actor, item=item, person=person, to=to, reason=reason)


def _verifying(actor: Actor, item: Item) -> _Do:
    def do(to: Person, reason: str) -> object:
        now = Item.objects.get(pk=item.pk)
        return verifier_name(actor=actor, item=now, expected_version=now.version, verifier=to, reason=reason)

    return do


def _rechecking(actor: Actor, recheck: Recheck) -> _Do:
    return lambda to, reason: recheck_hand_over(actor=actor, recheck=recheck, to=to, reason=reason)


def _receiving(actor: Actor, given: Assignment) -> _Do:
    return lambda to, reason: assignment_hand_over(
        actor=actor, assignment=given, expected_version=given.version, receiver=to, text=reason
    )


@service
def actions_hand_over(*, actor: Actor, item: Item, person: Person, to: Person, reason: str) -> Item:
    """Give the open actions a person has in somebody else's item to another."""
    chiefs = may_with(actor, item, Command.REASSIGN) or not may_with(actor, item, Command.SUCCEED)
    command = Command.REASSIGN if chiefs else Command.SUCCEED
    with moving(actor, item, command, None, Given(reason=reason)) as move:
        if command is Command.SUCCEED:
            refuse_unless_former_chief(move.item, person)
        Action.objects.filter(item=move.item, owner=person, state=ActionState.OPEN).update(owner=to)
    return move.item


@service
def recheck_hand_over(*, actor: Actor, recheck: Recheck, to: Person, reason: str) -> Recheck:
    """Let somebody else look at a closed item again."""
    with moving(actor, recheck.item, Command.PLAN_RECHECK, None, Given(reason=reason)) as move:
        row = Recheck.objects.filter(pk=recheck.pk, item=move.item, held__isnull=True).first()
        if row is None:
            raise AppError(AppErrorCode.WRONG_STATE)
        if unfit(move.item, to):
            detail = _("%(code)s：回头看须由责任人、核验人以外的人去看") % {"code": move.item.code}
            raise AppError(AppErrorCode.NOT_READY, detail=detail)
        row.checker = to
        row.save(update_fields=["checker"])
    return row
