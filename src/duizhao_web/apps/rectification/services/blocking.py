"""What cannot be rectified now (暂无法整改): with the document that asks the superior and a review date."""

from __future__ import annotations

from datetime import date

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.rectification.guards import Given
from duizhao_web.apps.rectification.lifecycle import Command
from duizhao_web.apps.rectification.models import Block, Item
from duizhao_web.apps.rectification.services.moving import Move, keep, moving


@service
def item_block(
    *,
    actor: Actor,
    item: Item,
    expected_version: int,
    reason: str,
    document: str,
    interim: str,
    review_on: date,
) -> Block:
    """Say why an item cannot be rectified now, by which document the superior was asked, what is done
    meanwhile, and when it is looked at again.
    """
    given = Given(reason=reason, document=document, interim=interim, review_on=review_on)
    with moving(actor, item, Command.BLOCK, expected_version, given) as move:
        return _put(move, given)


@service
def block_review(
    *,
    actor: Actor,
    item: Item,
    expected_version: int,
    reason: str,
    review_on: date,
    document: str = "",
    interim: str = "",
) -> Block:
    """Look again and find it still cannot be: what was said is kept, a new day is set."""
    open_one = item.blocks.filter(lifted_at__isnull=True).get()
    given = Given(
        reason=reason,
        document=document or open_one.document,
        interim=interim or open_one.interim,
        review_on=review_on,
    )
    with moving(actor, item, Command.REVIEW, expected_version, given) as move:
        _lift(move)
        return _put(move, given)


@service
def item_unblock(*, actor: Actor, item: Item, expected_version: int, reason: str) -> Item:
    """Go on, and say what has changed."""
    with moving(actor, item, Command.UNBLOCK, expected_version, Given(reason=reason)) as move:
        _lift(move)
        move.item.started_on = move.item.started_on or clock.today()
    return move.item


def _put(move: Move, given: Given) -> Block:
    assert given.review_on is not None
    made = Block(
        item=move.item,
        round=move.item.round,
        reason=given.reason.strip(),
        document=given.document.strip(),
        interim=given.interim.strip(),
        review_on=given.review_on,
        by_id=move.actor.person_id,
        by_name=move.actor.name,
        at=clock.now(),
    )
    keep(made)
    return made


def _lift(move: Move) -> None:
    move.item.blocks.filter(lifted_at__isnull=True).update(lifted_at=clock.now(), lifted_note=move.note)
