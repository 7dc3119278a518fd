"""Who does it and who checks it: another owner, sponsor, unit or verifier; everything of a person at once."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.rectification.guards import Given
from duizhao_web.apps.rectification.knowledge import Knowledge
from duizhao_web.apps.rectification.lifecycle import CHANGEABLE, Command
from duizhao_web.apps.rectification.models import Item
from duizhao_web.apps.rectification.services.drafting import own
from duizhao_web.apps.rectification.services.moving import moving
from duizhao_web.apps.rectification.standing import was_chief
from duizhao_web.apps.rectification.words import ActionState
from duizhao_web.apps.units.models import Person, Unit


@service
def item_reassign(
    *,
    actor: Actor,
    item: Item,
    expected_version: int,
    reason: str,
    owner: Person | None = None,
    sponsor: Person | None = None,
    lead_unit: Unit | None = None,
) -> Item:
    """Give the item to another owner, sponsor or unit; who had it before is kept, with the reason.

    The open actions of the former owner go along. A verifier who becomes the owner has to be replaced first.
    """
    with moving(actor, item, Command.REASSIGN, expected_version, Given(reason=reason)) as move:
        _given_to(move.item, owner, sponsor, reason)
        move.item.lead_unit = lead_unit or move.item.lead_unit
    return move.item


@service
def item_succeed(
    *,
    actor: Actor,
    item: Item,
    expected_version: int,
    person: Person,
    reason: str,
    owner: Person | None = None,
    sponsor: Person | None = None,
) -> Item:
    """Give what a chief had who has left to another, as coordinator, while the unit has no chief."""
    with moving(actor, item, Command.SUCCEED, expected_version, Given(reason=reason)) as move:
        refuse_unless_former_chief(move.item, person)
        _given_to(move.item, owner, sponsor, reason)
    return move.item


def refuse_unless_former_chief(item: Item, person: Person) -> None:
    """Refuse to hand over what anybody else had: that waits for the next chief."""
    if not was_chief(person.pk, item.unit_path, clock.today()):
        raise AppError(
            AppErrorCode.NOT_READY,
            detail=_("%(name)s 不是本单位离任的主要负责人；他的事项由主要负责人移交") % {"name": person.name},
        )


def _given_to(item: Item, owner: Person | None, sponsor: Person | None, reason: str) -> None:
    if owner is not None and owner.pk == item.verifier_id:
        raise AppError(AppErrorCode.NOT_READY, detail=_("新责任人现为核验人，须先另行指定核验人"))
    if owner is not None and owner.pk != item.owner_id:
        item.actions.filter(owner_id=item.owner_id, state=ActionState.OPEN).update(owner=owner)
        item.owner = owner
        own(item, reason)
    item.sponsor = sponsor or item.sponsor


@service
def items_hand_over(*, actor: Actor, items: Iterable[Item], to: Person, reason: str) -> list[Item]:
    """Give several items to another owner at once, or none of them."""
    return [
        item_reassign(actor=actor, item=item, expected_version=item.version, owner=to, reason=reason)
        for item in items
    ]


@service
def verifier_name(
    *, actor: Actor, item: Item, expected_version: int, verifier: Person, reason: str = ""
) -> Item:
    """Name who checks the item: nobody who ever worked on it."""
    with moving(actor, item, Command.NAME_VERIFIER, expected_version, Given(reason=reason)) as move:
        if verifier.pk in Knowledge(move.item).workers:
            raise AppError(
                AppErrorCode.NOT_READY,
                detail=_("%(name)s 办理、报告过这一事项，不能作为核验人") % {"name": verifier.name},
            )
        move.item.verifier = verifier
    return move.item


def open_items_of(person: Person) -> Iterable[Item]:
    """Return the items a person owns that can be handed over."""
    states = [state.value for state in CHANGEABLE]
    return Item.objects.filter(owner=person, personal=False, state__in=states).order_by("pk")
