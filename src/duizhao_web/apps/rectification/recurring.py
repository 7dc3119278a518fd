"""The same concrete matter named again: problems of a paper held against the items of earlier years.

Said only of items the actor may read, and as a question: a matter that was closed may have come back, or two
texts may merely speak of one place. A theme alone says nothing about an item and is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from duizhao.record import Material, Problem, Span
from duizhao.record import Source as Origin
from duizhao_web.apps.accounts.visibility import Holding, Right, Thing, rights
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.materials.models import Paper, PaperKind
from duizhao_web.apps.rectification.lifecycle import State
from duizhao_web.apps.rectification.models import Item, Source

# The latest of them: what was named ten years ago is another story.
_MOST: Final = 120
_YEARS: Final = 3


@dataclass(frozen=True, slots=True)
class NamedBefore:
    """The item of an earlier year that a problem names again, and what both have in common."""

    item: Item
    why: tuple[str, ...]

    @property
    def closed(self) -> bool:
        """Return whether it was closed: then the question is whether it held."""
        return self.item.state == State.CLOSED


def named_before(actor: Actor, paper: Paper, problems: Sequence[Problem]) -> dict[str, NamedBefore]:
    """Return, by problem, the item of earlier years that is about the same concrete matter."""
    person = paper.person_id if paper.kind == PaperKind.INDIVIDUAL else None
    holding = Holding.TEAM_ITEMS if person is None else Holding.PERSONAL_ITEMS
    if Right.READ not in rights(actor, Thing(holding, paper.unit_path, person)):
        # A reviewer, say: reads the paper, and no items. Nothing is asked for.
        return {}
    rows = Item.objects.visible_to(actor).filter(
        unit=paper.unit_id, person=person, year__lt=paper.year, year__gte=paper.year - _YEARS
    )
    rows = rows.exclude(state__in=[State.MERGED.value, State.WITHDRAWN.value])
    items = {str(item.pk): item for item in rows.select_related("unit").order_by("-year", "-pk")[:_MOST]}
    if not items or not problems:
        return {}
    from duizhao.linking import recur  # brings numpy, which a server need not wait for when it starts

    last = _material([Problem(pk, None, one.title, one.text, Span(0, 0)) for pk, one in items.items()])
    returned = recur(last, _material(problems)).returned
    return {
        one.this: NamedBefore(items[one.last], tuple(one.why)) for one in returned if one.kind == "matter"
    }


def _material(problems: Sequence[Problem]) -> Material:
    origin = Origin(path="", sha256="", media_type="text/plain", characters=0)
    return Material(source=origin, title=None, kind="ledger", problems=tuple(problems))


@dataclass(frozen=True, slots=True)
class Years:
    """The items of other years about an item's matter: named before, named again."""

    before: tuple[Item, ...]
    again: tuple[Item, ...]


def other_years(actor: Actor, item: Item) -> Years:
    """Return the items of other years about the same matter that the actor may read; most have none."""
    if not getattr(item, "is_linked", True):
        return Years((), ())
    # What somebody said is not the same matter is no question any more.
    linked = Source.objects.filter(earlier__isnull=False).exclude(matter__same=False)
    links = linked.filter(item=item) | linked.filter(earlier=item)
    pairs = list(links.values_list("item_id", "earlier_id"))
    wanted = {pk for pair in pairs for pk in pair} - {item.pk}
    if not wanted:
        return Years((), ())
    seen = Item.objects.visible_to(actor).select_related("unit").in_bulk(sorted(wanted))
    before = {earlier for one, earlier in pairs if one == item.pk}
    again = {one for one, earlier in pairs if earlier == item.pk}
    return Years(
        tuple(seen[pk] for pk in sorted(before) if pk in seen),
        tuple(seen[pk] for pk in sorted(again) if pk in seen),
    )
