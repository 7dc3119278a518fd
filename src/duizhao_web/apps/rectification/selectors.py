"""What pages ask for: items and plans an actor may see, one item with everything about it, who is counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from duizhao_web.apps.accounts.visibility import Columns, Holding, Right, where
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.scope import ScopedQuerySet
from duizhao_web.apps.rectification.lifecycle import OPEN
from duizhao_web.apps.rectification.models import Action, Evidence, Item, Plan, Proof, Source
from duizhao_web.apps.rectification.models.item import NAMED_IN
from duizhao_web.apps.rectification.words import PlanKind, PlanState
from duizhao_web.apps.units.models import Person, Unit

_OFFERED: Final = 200


def item_list(
    actor: Actor, *, year: int | None = None, state: str = "", personal: bool | None = None
) -> ScopedQuerySet[Item]:
    """Return the items the actor may read."""
    rows = Item.objects.visible_to(actor).select_related("unit", "owner", "sponsor", "verifier", "person")
    wanted = {"year": year, "state": state or None, "personal": personal}
    return rows.filter(**{name: value for name, value in wanted.items() if value is not None})


def item_get(actor: Actor, pk: int) -> Item:
    """Return one item; one the actor may not read does not exist for them."""
    rows = Item.objects.visible_to(actor).select_related(
        "unit", "owner", "sponsor", "verifier", "person", "lead_unit", "plan", "paper", "merged_into"
    )
    linked = Source.objects.filter(Q(item=OuterRef("pk"), earlier__isnull=False) | Q(earlier=OuterRef("pk")))
    found = with_parts(rows).annotate(is_linked=Exists(linked)).filter(pk=pk).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


def evidence_get(actor: Actor, item_pk: int, pk: int) -> tuple[Item, Evidence]:
    """Return a piece of evidence of an item the actor may read."""
    item = item_get(actor, item_pk)
    used = Q(item=item) | Q(pk__in=Proof.objects.filter(point__item=item).values("evidence_id"))
    found = Evidence.objects.filter(used, pk=pk).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return item, found


def reusable(actor: Actor, item: Item) -> list[Evidence]:
    """Return the evidence of the unit that may prove something of this item, too, the latest first."""
    seen = Item.objects.visible_to(actor).filter(unit_id=item.unit_id, personal=False)
    rows = Evidence.objects.filter(Q(item__in=seen) | Q(item=item), withdrawn_at__isnull=True)
    return list(rows.select_related("item").order_by("-at", "-pk")[:_OFFERED])


def plan_get(actor: Actor, pk: int) -> Plan:
    """Return one plan the actor may read."""
    found = Plan.objects.visible_to(actor).select_related("unit", "person", "sponsor").filter(pk=pk).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


def plan_of(actor: Actor, unit: Unit, year: int, person: Person | None) -> Plan | None:
    """Return the team's plan of a year, or a person's own list, where there is one the actor may read."""
    rows = Plan.objects.visible_to(actor).filter(unit=unit, year=year, person=person)
    return rows.select_related("unit", "person", "sponsor", "signed_by", "endorsed_by").first()


def plan_list(actor: Actor, *, year: int | None = None) -> ScopedQuerySet[Plan]:
    """Return the plans the actor may read."""
    rows = Plan.objects.visible_to(actor).select_related("unit", "person")
    return rows.filter(year=year) if year is not None else rows


@dataclass(frozen=True, slots=True)
class PersonalCount:
    """How many personal items a unit's members have, for those who may know no more."""

    unit_id: int
    year: int
    items: int
    open: int


def personal_counts(actor: Actor, *, year: int | None = None) -> list[PersonalCount]:
    """Return the counts of personal items by unit and year, of units whose items the actor may count."""
    columns = Columns(parts=NAMED_IN)
    may = where(actor, Holding.PERSONAL_ITEMS, Right.COUNTS, columns)
    may |= where(actor, Holding.PERSONAL_ITEMS, Right.READ, Columns())
    rows = Item.objects.filter(may, personal=True)
    if year is not None:
        rows = rows.filter(year=year)
    states = Q(state__in=[state.value for state in OPEN])
    counted = rows.values("unit_id", "year").annotate(items=Count("pk"), open=Count("pk", filter=states))
    return [PersonalCount(**row) for row in counted.order_by("unit_id", "year")]


def lists_handed_in(actor: Actor, *, year: int) -> ScopedQuerySet[Plan]:
    """Return whose own lists were handed in, for those who may know that and nothing of what is in them."""
    may = where(actor, Holding.PERSONAL_ITEMS, Right.HANDED_IN) | where(
        actor, Holding.PERSONAL_ITEMS, Right.READ
    )
    rows = Plan.objects.filter(may, kind=PlanKind.PERSONAL, year=year).exclude(state=PlanState.DRAFTING)
    return rows.select_related("unit", "person").only(
        "unit__name", "unit__path", "person__name", "year", "state", "kind", "unit_path"
    )


def with_parts(rows: ScopedQuerySet[Item]) -> ScopedQuerySet[Item]:
    """Return the items with what the policy needs to know of each, in one more query for all."""
    actions = Action.objects.order_by("number").select_related("owner")
    return rows.prefetch_related(Prefetch("actions", actions))
