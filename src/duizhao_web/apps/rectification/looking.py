"""Looking again at what was closed (回头看): which rechecks there are, what may be planned, past draws."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import GROUP, Actor, Role
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.paths import at_or_below
from duizhao_web.apps.kernel.scope import ScopedQuerySet
from duizhao_web.apps.rectification.drawing import Numbered, lot_of, lots_drawn
from duizhao_web.apps.rectification.finding import Search
from duizhao_web.apps.rectification.lifecycle import Command, State
from duizhao_web.apps.rectification.models import Item, Recheck, RecheckDraw
from duizhao_web.apps.rectification.subjects import may_with
from duizhao_web.apps.units.models import Person, Unit


class Whose(StrEnum):
    """Whose the rechecks are."""

    MINE = "mine"
    """Named for it, or of a supervision group whose it is."""


class Stands(StrEnum):
    """Where a recheck stands."""

    OPEN = "open"
    LATE = "late"
    HELD = "held"
    FAILED = "failed"
    UNANSWERED = "unanswered"
    """Failed, and nobody has begun another round."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list of rechecks is narrowed to."""

    mine: bool = False
    stands: Stands | None = None
    year: int | None = None
    unit: Unit | None = None
    words: str = ""


UNANSWERED: Final = Q(held=False, item__state=State.CLOSED.value, round=F("item__round"))


def recheck_list(actor: Actor, asked: Asked) -> QuerySet[Recheck]:
    """Return the rechecks of items the actor may read."""
    seen = Item.objects.visible_to(actor)
    if asked.unit is not None:
        seen = seen.filter(at_or_below(asked.unit.path))
    if asked.year is not None:
        seen = seen.filter(year=asked.year)
    if asked.words.strip():
        seen = seen.filter(Search(asked.words).anywhere)
    rows = Recheck.objects.filter(item__in=seen.order_by().values("pk"))
    if asked.mine:
        rows = rows.filter(mine(actor))
    if asked.stands is not None:
        rows = rows.filter(_standing(asked.stands))
    return rows.select_related("item__unit", "item__owner", "checker", "draw")


def mine(actor: Actor) -> Q:
    """Return the condition that it is for the actor to look: by name, or as the supervision group."""
    paths = sorted({duty.unit_path for duty in actor.duties if duty.role in GROUP})
    found = Q(checker__isnull=True, item__unit_path__in=paths, item__personal=False)
    return found if actor.person_id is None else found | Q(checker_id=actor.person_id)


def _standing(stands: Stands) -> Q:
    match stands:
        case Stands.OPEN:
            return Q(held__isnull=True)
        case Stands.LATE:
            return Q(held__isnull=True, due_on__lt=clock.today())
        case Stands.HELD:
            return Q(held=True)
        case Stands.FAILED:
            return Q(held=False)
        case Stands.UNANSWERED:
            return UNANSWERED


@dataclass(frozen=True, slots=True)
class RecheckRow:
    """A recheck with what the actor may do with it."""

    recheck: Recheck
    may_record: bool
    may_reopen: bool
    late: int


def recheck_rows(actor: Actor, rechecks: Sequence[Recheck]) -> list[RecheckRow]:
    """Return what a page of the list shows, in two more queries."""
    from django.db.models import prefetch_related_objects

    prefetch_related_objects(list(rechecks), "item__actions", "item__rechecks")
    today = clock.today()
    return [
        RecheckRow(
            one,
            one.held is None and may_with(actor, one.item, Command.RECHECK),
            _unanswered(one) and may_with(actor, one.item, Command.REOPEN),
            (today - one.due_on).days if one.held is None else 0,
        )
        for one in rechecks
    ]


def _unanswered(one: Recheck) -> bool:
    return one.held is False and one.item.state == State.CLOSED and one.item.round == one.round


def recheck_get(actor: Actor, pk: int) -> Recheck:
    """Return a recheck of an item the actor may read."""
    found = recheck_list(actor, Asked()).filter(pk=pk).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


def units_to_plan_for(actor: Actor) -> list[Unit]:
    """Return the units of whose closed items the actor may plan rechecks, in the order of the tree."""
    paths = {seat.unit_path for seat in actor.seats if seat.role == Role.CHIEF}
    paths |= {duty.unit_path for duty in actor.duties if duty.role in GROUP}
    return list(Unit.objects.filter(path__in=sorted(paths), until__isnull=True)) if paths else []


@dataclass(frozen=True, slots=True)
class Pool:
    """Among which closed items of a unit is chosen: the team's, or its members' own."""

    unit: Unit
    year: int | None = None
    source: str = ""
    personal: bool = False
    """Members' own items instead, for the chief, who alone reads them."""
    since: date | None = None
    until: date | None = None


def pool(actor: Actor, wanted: Pool) -> ScopedQuerySet[Item]:
    """Return the unit's closed items for which no recheck waits."""
    waiting = Recheck.objects.filter(item=OuterRef("pk"), round=OuterRef("round"), held__isnull=True)
    rows = Item.objects.visible_to(actor).filter(
        unit=wanted.unit, personal=wanted.personal, state=State.CLOSED.value
    )
    narrowed = {
        "year": wanted.year,
        "closed_on__gte": wanted.since,
        "closed_on__lte": wanted.until,
        "sources__kind": wanted.source or None,
    }
    rows = rows.filter(**{name: value for name, value in narrowed.items() if value is not None})
    return rows.exclude(Exists(waiting)).select_related("owner", "verifier", "person").distinct()


def unfit(item: Item, checker: Person | None) -> bool:
    """Return whether the checker did it or checked it."""
    return checker is not None and checker.pk in (item.owner_id, item.verifier_id)


def draw_get(actor: Actor, pk: int) -> RecheckDraw:
    """Return a draw the actor may see."""
    found = RecheckDraw.objects.visible_to(actor).select_related("unit").filter(pk=pk).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


@dataclass(frozen=True, slots=True)
class Lot:
    """One item of a draw: its lot, whether it was drawn, and what may be said of it."""

    number: int
    code: str
    lot: str
    drawn: bool
    title: str


@dataclass(frozen=True, slots=True)
class Repeated:
    """A draw done once more: every lot in its order, and whether it gives what was planned then."""

    lots: tuple[Lot, ...]
    same: bool


def repeat(actor: Actor, draw: RecheckDraw) -> Repeated:
    """Draw once more with the same seed from the same list."""
    numbered: list[Numbered] = [(int(number), str(code)) for number, code in draw.pool]
    chosen = lots_drawn(numbered, seed=draw.seed, share=draw.share)
    planned: Collection[int] = set(draw.rechecks.values_list("item_id", flat=True))
    seen = Item.objects.visible_to(actor).filter(pk__in=[number for number, _code in numbered])
    titles = dict(seen.values_list("pk", "title"))
    lots = [
        Lot(number, code, lot_of(draw.seed, (number, code)), number in chosen, titles.get(number, ""))
        for number, code in numbered
    ]
    return Repeated(tuple(sorted(lots, key=lambda one: one.lot)), planned == chosen)
