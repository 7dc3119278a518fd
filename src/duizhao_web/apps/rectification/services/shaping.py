"""Several items become one, one becomes several; numbers, reasons and places in papers are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.rectification.finding import put_words
from duizhao_web.apps.rectification.guards import Given
from duizhao_web.apps.rectification.lifecycle import CHANGEABLE, Command
from duizhao_web.apps.rectification.models import Action, Item, Source, StandardPoint
from duizhao_web.apps.rectification.services.drafting import number_item, own
from duizhao_web.apps.rectification.services.moving import keep_item, locked_item, moving, step
from duizhao_web.apps.rectification.services.plans import amend
from duizhao_web.apps.rectification.subjects import authorise_with
from duizhao_web.apps.rectification.words import ActionState, PlanState
from duizhao_web.apps.units.models import Person


@dataclass(frozen=True, slots=True)
class Part:
    """What is split off: its own title, standard and actions of the item, by their numbers."""

    title: str
    points: Sequence[str] = ()
    actions: Sequence[int] = ()
    owner: Person | None = None


@service
def item_merge(*, actor: Actor, item: Item, expected_version: int, into: Item, reason: str) -> Item:
    """Merge an item into another of the same unit, or list: that one takes its sources and open actions."""
    target = locked_item(into)
    authorise_with(actor, target, Command.MERGE)
    if target.pk == item.pk or _bearer(target) != _bearer(item):
        raise AppError(AppErrorCode.NOT_READY, detail=_("只能并入同一单位或者同一人的另一事项"))
    with moving(actor, item, Command.MERGE, expected_version, Given(reason=reason)) as move:
        found = move.item
        found.merged_into = target
        Source.objects.filter(item=found).update(item=target)
        last = _last(target)
        for number, action in enumerate(found.actions.filter(state=ActionState.OPEN), last + 1):
            action.item, action.number, action.round = target, number, target.round
            action.save(update_fields=["item", "number", "round"])
        found.requests.filter(granted__isnull=True).delete()
        found.blocks.filter(lifted_at__isnull=True).update(lifted_at=clock.now(), lifted_note=reason)
        if found.plan is not None and found.plan.state == PlanState.FROZEN:
            amend(found, actor, _("并入 %(code)s") % {"code": target.code}, reason)
    target.version += 1
    target.changed_at = clock.now()
    target.save(update_fields=["version", "changed_at"])
    note = _("%(code)s 并入本事项：%(reason)s") % {"code": item.code, "reason": reason.strip()}
    step(target, Command.MERGE, actor, source=target.state, note=note)
    return move.item


@service
def item_split(
    *, actor: Actor, item: Item, expected_version: int, parts: Sequence[Part], reason: str
) -> list[Item]:
    """Split parts off an item: each is an item of its own, in the state and with the dates of the whole."""
    if not parts:
        raise AppError(AppErrorCode.INVALID, detail=_("须写明拆出的部分"))
    with moving(actor, item, Command.SPLIT, expected_version, Given(reason=reason)) as move:
        made = [_split_off(move.item, part, actor, reason) for part in parts]
        if move.item.plan is not None and move.item.plan.state == PlanState.FROZEN:
            codes = "、".join(one.code for one in made)
            amend(move.item, actor, _("拆出 %(codes)s") % {"codes": codes}, reason)
    return made


def _split_off(whole: Item, part: Part, actor: Actor, reason: str) -> Item:
    made = Item.objects.get(pk=whole.pk)
    made.pk, made.id, made._state.adding = None, None, True
    made.title, made.split_from, made.version = part.title.strip(), whole, 1
    made.owner = part.owner if part.owner is not None and not whole.personal else whole.owner
    made.problem_id, made.created_at, made.created_by_name = whole.problem_id, clock.now(), actor.name
    made.submission, made.changed_at = 0, clock.now()
    made.numbered_in = whole.unit
    number_item(made)
    keep_item(made)
    own(made, reason)
    for number, text in enumerate((text.strip() for text in part.points if text.strip()), 1):
        StandardPoint.objects.create(item=made, number=number, text=text)
    put_words(made)
    moved = Action.objects.filter(item=whole, number__in=part.actions, state=ActionState.OPEN)
    for number, action in enumerate(moved.order_by("number"), 1):
        action.item, action.number = made, number
        action.save(update_fields=["item", "number"])
    for source in whole.sources.all():
        Source.objects.create(
            item=made,
            kind=source.kind,
            text=source.text,
            document=source.document,
            given_on=source.given_on,
            earlier=source.earlier,
        )
    note = _("由 %(code)s 拆出：%(reason)s") % {"code": whole.code, "reason": reason.strip()}
    step(made, Command.SPLIT, actor, source="new", note=note)
    return made


def _bearer(item: Item) -> tuple[int, int | None]:
    return item.unit_id, item.person_id


def _last(item: Item) -> int:
    last = item.actions.order_by("-number").values_list("number", flat=True).first()
    return last or 0


def mergeable(item: Item) -> list[Item]:
    """Return the items another may be merged into."""
    rows = Item.objects.filter(unit_id=item.unit_id, person=item.person, personal=item.personal)
    rows = rows.filter(state__in=[state.value for state in CHANGEABLE]).exclude(pk=item.pk)
    return list(rows.order_by("year", "serial"))
