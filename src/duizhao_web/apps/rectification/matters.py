"""Matters named again (同一具体事项再现): pairs of items of two years, and whether they are one matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet, prefetch_related_objects

from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.paths import at_or_below
from duizhao_web.apps.rectification.finding import Search
from duizhao_web.apps.rectification.lifecycle import Command, State
from duizhao_web.apps.rectification.models import Item, SameMatter, Source
from duizhao_web.apps.rectification.subjects import may_with
from duizhao_web.apps.units.models import Unit


class Answered(StrEnum):
    """What was answered to the question whether it is one matter."""

    OPEN = "open"
    SAME = "same"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed to; ``closed`` says whether the earlier item was closed."""

    unit: Unit | None = None
    year: int | None = None
    aspect: str = ""
    answered: Answered | None = None
    closed: bool | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class MatterRow:
    """A pair, what was answered, and whether the actor may answer."""

    source: Source
    matter: SameMatter | None
    may_judge: bool

    @property
    def item(self) -> Item:
        """Return the item of the later year."""
        return self.source.item

    @property
    def earlier(self) -> Item:
        """Return the item of the earlier year."""
        assert self.source.earlier is not None
        return self.source.earlier


def matter_list(actor: Actor, asked: Asked) -> QuerySet[Source]:
    """Return the sources that name an item of an earlier year, where the actor may read both items."""
    seen = Item.objects.visible_to(actor)
    later = seen
    if asked.unit is not None:
        later = later.filter(at_or_below(asked.unit.path))
    if asked.year is not None:
        later = later.filter(year=asked.year)
    if asked.aspect:
        later = later.filter(aspect=asked.aspect)
    if asked.words.strip():
        later = later.filter(Search(asked.words).anywhere)
    later = later.exclude(state__in=[State.MERGED.value, State.WITHDRAWN.value])
    # Begun with the few sources that name an earlier item: each of the two is then looked up by its number.
    both = Q(Exists(later.filter(pk=OuterRef("item_id")))) & Q(Exists(seen.filter(pk=OuterRef("earlier_id"))))
    rows = Source.objects.filter(both & _narrowed(asked), earlier__isnull=False)
    return rows.select_related("item__unit", "earlier__unit", "matter")


def matter_get(actor: Actor, pk: int) -> MatterRow:
    """Return a pair of which the actor may read both items."""
    found = matter_list(actor, Asked()).filter(pk=pk).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return matter_rows(actor, [found])[0]


def matter_rows(actor: Actor, sources: Sequence[Source]) -> list[MatterRow]:
    """Return what a page of the list shows, in two more queries."""
    prefetch_related_objects(list(sources), "item__actions", "item__rechecks")
    return [
        MatterRow(one, getattr(one, "matter", None), may_with(actor, one.item, Command.MATCH))
        for one in sources
    ]


def _narrowed(asked: Asked) -> Q:
    found = Q()
    match asked.answered:
        case Answered.OPEN:
            found &= Q(matter__isnull=True)
        case Answered.SAME:
            found &= Q(matter__same=True)
        case Answered.OTHER:
            found &= Q(matter__same=False)
    if asked.closed is not None:
        closed = Q(earlier__state=State.CLOSED.value)
        found &= closed if asked.closed else ~closed
    return found
