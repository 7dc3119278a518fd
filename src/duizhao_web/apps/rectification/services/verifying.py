"""Submission, the verifier's answers point by point, return, both levels of verification, closing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.rectification.guards import Given
from duizhao_web.apps.rectification.lifecycle import Command
from duizhao_web.apps.rectification.models import Answer, Evidence, Item, Proof, Round, Step
from duizhao_web.apps.rectification.services.moving import moving


@dataclass(frozen=True, slots=True)
class Said:
    """What the verifier says of one point."""

    met: bool
    note: str = ""


@service
def item_submit(*, actor: Actor, item: Item, expected_version: int, note: str = "") -> Item:
    """Ask for the item to be closed; from now on it is the verifier's turn."""
    with moving(actor, item, Command.SUBMIT, expected_version, Given(reason=note)) as move:
        move.item.submission += 1
        move.item.submitted_on = clock.today()
    return move.item


@service
def item_recall(*, actor: Actor, item: Item, expected_version: int) -> Item:
    """Take the request to close back before it is answered."""
    with moving(actor, item, Command.RECALL, expected_version) as move:
        move.item.submitted_on = None
    return move.item


@service
def points_answer(*, actor: Actor, item: Item, expected_version: int, answers: Mapping[int, Said]) -> Item:
    """Answer points of the standard (by their number) as verifier; each may be changed until the decision."""
    with moving(actor, item, Command.ANSWER, expected_version) as move:
        assert actor.person_id is not None
        points = {point.number: point for point in move.item.points.all()}
        for number, said in answers.items():
            if number not in points:
                raise AppError(AppErrorCode.NOT_FOUND)
            if not said.met and not said.note.strip():
                raise AppError(AppErrorCode.NOT_READY, detail=_("没有达到的标准须写明差在哪里"))
            Answer.objects.update_or_create(
                point=points[number],
                submission=move.item.submission,
                defaults={
                    "met": said.met,
                    "note": said.note.strip(),
                    "by_id": actor.person_id,
                    "by_name": actor.name,
                    "at": clock.now(),
                },
            )
    return move.item


class Verdict(StrEnum):
    """What the verifier does with the answers."""

    SAVE = "save"
    PASS = "pass"
    RETURN = "return"


@service
def item_judge(
    *,
    actor: Actor,
    item: Item,
    expected_version: int,
    answers: Mapping[int, Said],
    verdict: Verdict,
    reason: str = "",
) -> Item:
    """Answer the points and, in the same breath, pass the item or send it back; all of it or nothing."""
    found = item
    if answers or verdict == Verdict.SAVE:
        found = points_answer(actor=actor, item=item, expected_version=expected_version, answers=answers)
        expected_version = found.version
    if verdict == Verdict.RETURN:
        return item_return(actor=actor, item=found, expected_version=expected_version, reason=reason)
    if verdict == Verdict.PASS:
        judge = item_verify if item.two_levels else item_close
        return judge(actor=actor, item=found, expected_version=expected_version)
    return found


@service
def item_return(*, actor: Actor, item: Item, expected_version: int, reason: str) -> Item:
    """Send the item back to its owner as verifier."""
    return _returned(actor, item, Command.RETURN, expected_version, reason)


@service
def item_send_back(*, actor: Actor, item: Item, expected_version: int, reason: str) -> Item:
    """Send the item back at the second level."""
    return _returned(actor, item, Command.SEND_BACK, expected_version, reason)


@service
def item_verify(*, actor: Actor, item: Item, expected_version: int) -> Item:
    """Pass the item at the first of two levels."""
    with moving(actor, item, Command.VERIFY, expected_version) as move:
        move.item.checked_by_id = actor.person_id
    return move.item


@service
def item_close(*, actor: Actor, item: Item, expected_version: int) -> Item:
    """Close the item as its verifier, where one level is asked for."""
    with moving(actor, item, Command.CLOSE, expected_version) as move:
        move.item.checked_by_id = actor.person_id
        _closed(actor, move.item)
    return move.item


@service
def item_confirm(*, actor: Actor, item: Item, expected_version: int) -> Item:
    """Close the item at the second level."""
    with moving(actor, item, Command.CONFIRM, expected_version) as move:
        _closed(actor, move.item)
    return move.item


def _returned(actor: Actor, item: Item, command: Command, expected_version: int, reason: str) -> Item:
    with moving(actor, item, command, expected_version, Given(reason=reason)) as move:
        move.item.submitted_on = None
        move.item.checked_by = None
    return move.item


def _closed(actor: Actor, item: Item) -> None:
    """Put the closing into the item and freeze the round."""
    item.closed_by_id, item.closed_on = actor.person_id, clock.today()
    assert item.owner is not None
    assert item.verifier is not None
    assert item.approved_at is not None
    assert item.submitted_on is not None
    Round.objects.create(
        item=item,
        number=item.round,
        deadline_kind=item.deadline_kind,
        first_deadline=item.first_deadline,
        deadline=item.deadline,
        approved_on=clock.day_of(item.approved_at),
        started_on=item.started_on,
        submitted_on=item.submitted_on,
        closed_on=item.closed_on,
        owner_name=item.owner.name,
        verifier_name=item.verifier.name,
        closed_by_name=actor.name,
        **_counts(item),
    )


def _counts(item: Item) -> dict[str, int]:
    returned = [Command.RETURN.value, Command.SEND_BACK.value]
    return {
        "returns": Step.objects.filter(item=item, round=item.round, command__in=returned).count(),
        "extensions": item.requests.filter(round=item.round, kind="extension", granted=True).count(),
        "blocked_days": _blocked_days(item),
        "evidence": _proving(item).count(),
    }


def _blocked_days(item: Item) -> int:
    blocks = item.blocks.filter(round=item.round)
    return sum(((block.lifted_at or clock.now()) - block.at).days for block in blocks)


def _proving(item: Item) -> QuerySet[Evidence]:
    ids = Proof.objects.filter(point__item=item, round=item.round).values("evidence_id")
    return Evidence.objects.filter(pk__in=ids, withdrawn_at__isnull=True)
