"""What waits for an actor in items: to do, to verify, to confirm, to decide, to look at again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Exists, F, OuterRef, Q

from duizhao_web.apps.cycles.models import Cycle
from duizhao_web.apps.kernel.actor import GROUP, LEADERS, Actor, Role
from duizhao_web.apps.kernel.paths import directly_below
from duizhao_web.apps.kernel.policy import may
from duizhao_web.apps.rectification.coverage import Lack, lacking
from duizhao_web.apps.rectification.lifecycle import CHANGEABLE, Command, State
from duizhao_web.apps.rectification.looking import UNANSWERED, mine
from duizhao_web.apps.rectification.models import Item, Plan, Recheck, Request
from duizhao_web.apps.rectification.services.plans import command_of
from duizhao_web.apps.rectification.subjects import may_with
from duizhao_web.apps.rectification.words import PlanState

# A first page shows a few of each; nobody reads more.
_LOOKED_AT: Final = 100
_STEPS: Final = {
    PlanState.DRAFTING: "sign",
    PlanState.SIGNED: "endorse",
    PlanState.ENDORSED: "freeze",
}


class Next(StrEnum):
    """What is to be done next."""

    MEND = "mend"
    """Returned to its owner."""
    WORK = "work"
    SIGN = "sign"
    APPROVE = "approve"
    VERIFY = "verify"
    NAME = "name"
    """Its verifier has left or become the owner's subordinate."""
    CONFIRM = "confirm"
    """The second level."""
    DECIDE = "decide"
    """A request for more time, a change or withdrawal."""
    COUNTERSIGN = "countersign"
    """A request its sponsor signs before anybody decides on it."""
    RECHECK = "recheck"
    REOPEN = "reopen"
    """Looked at again, did not hold, and nobody has begun another round."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item that waits, and the day it should be done by, where it has one."""

    item: Item
    due: date | None


def items_waiting(actor: Actor) -> dict[Next, list[Waiting]]:
    """Return the items that wait for the actor, by what is to be done, the earliest due first.

    At most seven queries, of which most people need two.
    """
    if actor.person_id is None or actor.administrator:
        return {}
    found: dict[Next, list[Waiting]] = defaultdict(list)
    for item in _named(actor):
        found[_next_of(item, actor.person_id)].append(Waiting(item, _due(item)))
    for one in _rechecks(actor):
        found[Next.RECHECK].append(Waiting(one.item, one.due_on))
    if actor.holds(Role.CHIEF):
        found[Next.APPROVE] = _allowed(actor, Command.APPROVE, [State.DRAFTED], Q(signed_at__isnull=False))
        found[Next.NAME] = _allowed(
            actor,
            Command.NAME_VERIFIER,
            [*CHANGEABLE, State.SUBMITTED],
            Q(personal=False, unit_path__in=_led(actor)) & lacking(Lack.FIT_VERIFIER),
        )
    if actor.holds(*LEADERS, *GROUP):
        found[Next.CONFIRM] = _allowed(actor, Command.CONFIRM, [State.VERIFIED], Q())
        found |= _requested(actor)
        found[Next.REOPEN] = _failed(actor)
    return {what: sorted(rows, key=_urgency) for what, rows in found.items() if rows}


def _named(actor: Actor) -> list[Item]:
    """Return the open items of which the actor is owner, sponsor or verifier and has the next step."""
    doing = [State.PLANNED.value, State.IN_PROGRESS.value, State.RETURNED.value]
    mine = Q(owner_id=actor.person_id, state__in=doing) | Q(
        verifier_id=actor.person_id, state=State.SUBMITTED.value
    )
    mine |= Q(sponsor_id=actor.person_id, state=State.DRAFTED.value, signed_at__isnull=True)
    rows = Item.objects.visible_to(actor).filter(mine).select_related("unit")
    return list(rows.order_by("deadline", "pk")[:_LOOKED_AT])


def _next_of(item: Item, person_id: int) -> Next:
    if item.state == State.SUBMITTED:
        return Next.VERIFY
    if item.state == State.DRAFTED:
        return Next.SIGN
    return Next.MEND if item.state == State.RETURNED and item.owner_id == person_id else Next.WORK


def _rechecks(actor: Actor) -> list[Recheck]:
    rows = Recheck.objects.filter(mine(actor), held__isnull=True)
    seen = rows.filter(item__in=Item.objects.visible_to(actor).values("pk"))
    return list(seen.select_related("item__unit").order_by("due_on", "pk")[:_LOOKED_AT])


def _allowed(actor: Actor, command: Command, states: list[State], more: Q) -> list[Waiting]:
    """Return the items in some states with which the policy lets the actor do something."""
    rows = Item.objects.visible_to(actor).filter(more, state__in=[state.value for state in states])
    rows = rows.select_related("unit").prefetch_related("actions", "rechecks").order_by("deadline", "pk")
    return [Waiting(one, _due(one)) for one in rows[:_LOOKED_AT] if may_with(actor, one, command)]


def _requested(actor: Actor) -> dict[Next, list[Waiting]]:
    """Return the items with a request: to sign as their sponsor, or to decide once the sponsor has signed."""
    seen = Item.objects.visible_to(actor).values("pk")
    rows = Request.objects.filter(granted__isnull=True, item__in=seen).exclude(by_id=actor.person_id)
    signed = Q(item__sponsor__isnull=True) | Q(signed_at__isnull=False) | Q(by=F("item__sponsor"))
    rows = rows.filter(signed | Q(item__sponsor_id=actor.person_id)).select_related("item__unit")
    rows = rows.prefetch_related("item__actions", "item__rechecks")
    found: dict[Next, dict[int, Waiting]] = {Next.DECIDE: {}, Next.COUNTERSIGN: {}}
    for one in rows.order_by("pk")[:_LOOKED_AT]:
        command = Command.DECIDE if one.level == 1 else Command.DECIDE_AGAIN
        if may_with(actor, one.item, command):
            found[Next.DECIDE][one.item_id] = Waiting(one.item, _due(one.item))
        elif one.signed_at is None and may_with(actor, one.item, Command.SIGN_REQUEST):
            found[Next.COUNTERSIGN][one.item_id] = Waiting(one.item, _due(one.item))
    return {what: list(items.values()) for what, items in found.items()}


def _led(actor: Actor) -> list[str]:
    """Return the units whose chief the actor is."""
    return sorted({seat.unit_path for seat in actor.seats if seat.role == Role.CHIEF})


def _failed(actor: Actor) -> list[Waiting]:
    """Return the items that did not hold and may be opened again by the actor."""
    path = "item__unit_path"
    near = [directly_below(seat.unit_path, path) for seat in actor.seats if seat.role in LEADERS]
    near += [Q(**{f"{path}__in": seat.also_below}) for seat in actor.seats if seat.role in LEADERS]
    near += [Q(**{f"{path}__in": _led(actor)}), Q(item__verifier_id=actor.person_id)]
    near += [Q(**{f"{path}__in": sorted({duty.unit_path for duty in actor.duties})})]
    rows = Recheck.objects.filter(UNANSWERED, reduce(or_, near)).select_related("item__unit")
    rows = rows.prefetch_related("item__actions", "item__rechecks").order_by("done_on", "pk")
    found = {one.item_id: one.item for one in rows[:_LOOKED_AT] if may_with(actor, one.item, Command.REOPEN)}
    return [Waiting(item, None) for item in found.values()]


def _due(item: Item) -> date | None:
    return item.deadline or item.review_on


def _urgency(one: Waiting) -> tuple[bool, date, int]:
    return one.due is None, one.due or date.max, one.item.pk


def plans_waiting(actor: Actor) -> list[tuple[str, Plan]]:
    """Return the plans whose next step is the actor's, each with its verb of the policy.

    A plan is signed once there is something in it, and frozen once its meeting was held.
    """
    if actor.person_id is None or actor.administrator:
        return []
    held = Cycle.objects.filter(unit=OuterRef("unit"), year=OuterRef("year"), held_on__isnull=False)
    items = Item.objects.filter(plan=OuterRef("pk"))
    ready = Q(Exists(items), state=PlanState.DRAFTING) | Q(state=PlanState.SIGNED)
    ready |= Q(Exists(held), state=PlanState.ENDORSED)
    rows = Plan.objects.visible_to(actor).filter(ready).select_related("unit", "person")
    found = []
    for plan in rows.order_by("year", "kind", "pk")[:_LOOKED_AT]:
        verb = _STEPS[PlanState(plan.state)]
        if may(actor, command_of(plan, verb), plan.subject):
            found.append((verb, plan))
    return found
