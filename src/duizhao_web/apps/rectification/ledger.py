"""The ledger (整改台账): which items are asked for, in which order, in which groups, and what each row tells.

Everything starts from what the actor may read: counts, groups and searches know no more than the list.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property, reduce
from operator import or_
from typing import Any, Final

from django.db import connection
from django.db.models import BooleanField, Case, Count, Q, QuerySet, When

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.paging import COUNTED, Page, count_of, page_of, shown_count
from duizhao_web.apps.kernel.paths import NOTHING, at_or_below
from duizhao_web.apps.kernel.scope import ScopedQuerySet
from duizhao_web.apps.rectification.coverage import Lack, lacking_widely
from duizhao_web.apps.rectification.derived import Condition, condition
from duizhao_web.apps.rectification.finding import Search
from duizhao_web.apps.rectification.lifecycle import OPEN
from duizhao_web.apps.rectification.models import Item, Source
from duizhao_web.apps.rectification.models.item import NAMED_IN
from duizhao_web.apps.rectification.years import Carry, in_year
from duizhao_web.apps.units.models import Person, Unit
from duizhao_web.apps.units.scope import tops

OPEN_STATES: Final = [state.value for state in OPEN]
ANY_OPEN: Final = "open"
"""Beside the states there is to ask for: all that are not over."""
_FEW: Final = 3_000
_RELATED: Final = ("unit", "owner", "sponsor", "verifier", "person", "lead_unit")
# Each order ends in a unique field, so that pages go on by key; each has an index.
ORDERS: Final = {
    "": ("unit_path", "-year", "serial", "id"),
    "due": ("deadline", "id"),
    "changed": ("-changed_at", "-id"),
    "quiet": ("reported_on", "id"),
}


class Group(StrEnum):
    """What rows can be put together by."""

    UNIT = "unit"
    ASPECT = "aspect"
    OWNER = "owner"
    MONTH = "month"


_GROUPED: Final = {
    Group.UNIT: ORDERS[""],
    Group.ASPECT: ("aspect_no", "aspect", "id"),
    Group.OWNER: ("owner_id", "id"),
    Group.MONTH: ORDERS["due"],
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to; what is not said narrows nothing."""

    words: str = ""
    year: int | None = None
    carry: Carry | None = None
    state: str = ""
    says: Condition | None = None
    kind: str = ""
    source: str = ""
    aspect: str = ""
    unit: Unit | None = None
    owner: Person | int | None = None
    verifier: Person | int | None = None
    month: date | None = None
    lack: Lack | None = None
    personal: bool | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a row tells beside the item's own columns."""

    actions: int = 0
    settled: int = 0
    action: str = ""
    progress: str = ""
    evidence: int = 0
    points: int = 0
    point: str = ""
    source: str = ""
    carried: int = 0
    """The latest year it was carried over into."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a group: what its rows share, how many there are in all."""

    key: Any
    count: str


# Written out, because building it anew for every page would cost more than running it.
_FACTS: Final = """
    SELECT i.id,
      (SELECT count(*) FROM rectification_action a WHERE a.item_id = i.id),
      (SELECT count(*) FROM rectification_action a WHERE a.item_id = i.id AND a.state <> 'open'),
      (SELECT a.text FROM rectification_action a WHERE a.item_id = i.id AND a.state <> 'dropped'
       ORDER BY a.number LIMIT 1),
      (SELECT p.done FROM rectification_progress p WHERE p.item_id = i.id
       ORDER BY p."on" DESC, p.id DESC LIMIT 1),
      (SELECT count(*) FROM rectification_evidence e WHERE e.item_id = i.id AND e.withdrawn_at IS NULL),
      (SELECT count(*) FROM rectification_standardpoint s WHERE s.item_id = i.id),
      (SELECT s.text FROM rectification_standardpoint s WHERE s.item_id = i.id ORDER BY s.number LIMIT 1),
      (SELECT o.kind FROM rectification_source o WHERE o.item_id = i.id ORDER BY o.id LIMIT 1),
      (SELECT coalesce(max(c.year), 0) FROM rectification_carried c WHERE c.item_id = i.id)
    FROM rectification_item i WHERE i.id IN (%s)"""


def ledger(actor: Actor, wanted: Wanted) -> ScopedQuerySet[Item]:
    """Return the items of the ledger the actor may read, as far as they are asked for."""
    return Ledger(actor, wanted).rows()


class Ledger:
    """What an actor asks of the ledger, found by the way that is short for them.

    Whoever can see few items at all has them found by index and looked through; whoever can see many gets
    the first in order. Either way what is asked for is wrapped, so that the database does not begin with it.
    """

    def __init__(self, actor: Actor, wanted: Wanted) -> None:
        self.actor, self.wanted = actor, wanted
        self.search = Search(wanted.words)

    @cached_property
    def narrowed(self) -> Q:
        """Return the condition for all that is asked for beside words."""
        return _narrowed(self.wanted, self.few)

    @cached_property
    def few(self) -> QuerySet[Any, Any] | None:
        """Return the ids of all the actor can possibly see, where these are few; else None.

        What the actor may read is asked beside it in any case: this only spares looking at everybody's.
        """
        return _within_reach(self.actor)

    def rows(self, also: Q | None = None) -> ScopedQuerySet[Item]:
        """Return the rows, those for which something else holds, too."""
        readable = Item.objects.visible_to(self.actor).select_related(*_RELATED)
        asked = self.narrowed & also if also is not None else self.narrowed
        if self.few is None:
            return readable.filter(
                asked & (self.search.of_each if self.search.common else self.search.anywhere)
            )
        return _wrapped(readable.filter(pk__in=self.few), asked & self.search.of_each)

    def page(self, *, order: Sequence[str], cursor: str, size: int) -> tuple[Page[Item], str]:
        """Return a page, and how many rows there are on all, or 1000+."""
        readable = Item.objects.visible_to(self.actor)
        many = (
            self.rows() if self.few is not None else _wrapped(readable, self.narrowed & self.search.of_each)
        )
        # Where many items say what is looked for, the first page is found while they are counted.
        at_once = self.few is None and self.search.common and not cursor
        counted = many.order_by(*order) if at_once else self.rows().order_by()
        ids = list(counted.values_list("pk", flat=True)[: COUNTED + 1])
        known = Item.objects.filter(pk__in=ids[: size + 1] if at_once and len(ids) > COUNTED else ids)
        rows = known if at_once or len(ids) <= COUNTED else many
        page = page_of(rows.select_related(*_RELATED), order=order, cursor=cursor, size=size)
        return page, str(len(ids)) if len(ids) <= COUNTED else f"{COUNTED}+"

    def heads(self, page: Page[Item], group: Group) -> dict[Any, Head]:
        """Return the heads of the groups on a page, with how many items each has on all pages.

        Only the last can go on behind the page, so only that one is asked for. One that began on the page
        before was counted there and is not counted again: "".
        """
        counts: dict[Any, int] = {}
        for item in page.rows:
            key = key_of(item, group)
            counts[key] = counts.get(key, 0) + 1
        found = {key: Head(key, str(count)) for key, count in counts.items()}
        keys = list(counts)
        if keys and page.after:
            found[keys[-1]] = Head(keys[-1], count_of(self.rows(_sharing(keys[-1], group))))
        if keys and page.before:
            found[keys[0]] = Head(keys[0], "")
        return found


def _wrapped(rows: ScopedQuerySet[Item], asked: Q) -> ScopedQuerySet[Item]:
    if not asked:
        return rows
    answer = Case(When(asked, then=True), default=False, output_field=BooleanField())
    return rows.alias(asked_for=answer).filter(asked_for=True)


def _within_reach(actor: Actor) -> QuerySet[Any, Any] | None:
    """Return the ids of all an actor can possibly see, each kind by an index, where these are few."""
    begins = tops(actor)
    if begins is None:
        return None
    single = sorted({duty.unit_path for duty in actor.duties})
    reach = [at_or_below(top) for top in begins] + ([Q(unit_path__in=single)] if single else [])
    in_tree = Item.objects.filter(reduce(or_, reach, NOTHING))
    if in_tree.order_by()[: _FEW + 1].count() > _FEW:
        return None
    named = [
        Q(person_id=actor.person_id),
        *(named_in(actor.person_id or 0) for named_in in NAMED_IN.values()),
    ]
    parts = [Item.objects.filter(one).order_by().values("pk") for one in (*reach, *named)]
    return parts[0].union(*parts[1:])


def order_of(sort: str, group: Group | None) -> tuple[str, ...]:
    """Return the order of the rows: groups come before what they are sorted by."""
    return _GROUPED[group] if group else ORDERS.get(sort, ORDERS[""])


def _narrowed(wanted: Wanted, few: QuerySet[Any, Any] | None) -> Q:
    found = in_year(wanted.year, wanted.carry)
    for value, name in ((wanted.kind, "deadline_kind"), (wanted.aspect, "aspect")):
        found &= Q(**{name: value}) if value else Q()
    for person, name in ((wanted.owner, "owner"), (wanted.verifier, "verifier")):
        found &= Q(**{name: person}) if person else Q()
    if wanted.state:
        found &= _looked_at(Q(state__in=OPEN_STATES)) if wanted.state == ANY_OPEN else Q(state=wanted.state)
    if wanted.says:
        found &= condition(wanted.says, clock.today())
    if wanted.source:
        found &= Q(pk__in=Source.objects.filter(kind=wanted.source).values("item_id"))
    if wanted.unit:
        found &= at_or_below(wanted.unit.path)
    if wanted.month:
        found &= _in_month(wanted.month)
    if wanted.lack:
        found &= _looked_at(Q(state__in=OPEN_STATES)) & lacking_widely(wanted.lack, few)
    if wanted.personal is not None:
        found &= Q(personal=wanted.personal)
    return found


def _looked_at(asked: Q) -> Q:
    """Return a condition most rows meet, so put that the database looks at each row instead of beginning
    there: by an index it would open nearly all, in an order in which they do not lie.
    """
    return Q(Case(When(asked, then=True), default=False, output_field=BooleanField()))


def _in_month(first: date) -> Q:
    # By its own last day: a mistyped year may have no month that follows.
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return Q(deadline__gte=first.replace(day=1), deadline__lte=last)


def facts(items: Sequence[Item]) -> dict[int, Facts]:
    """Return what the rows of a page tell beside their columns, in one query."""
    if not items:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_FACTS % ",".join(["%s"] * len(items)), [item.pk for item in items])
        return {row[0]: Facts(*(_plain(value) for value in row[1:])) for row in cursor.fetchall()}


def _plain(value: Any) -> Any:
    return "" if value is None else value


def key_of(item: Item, group: Group) -> Any:
    """Return what the items of a group share."""
    match group:
        case Group.UNIT:
            return item.unit_path
        case Group.ASPECT:
            return item.aspect_no, item.aspect
        case Group.OWNER:
            return item.owner_id
        case Group.MONTH:
            return item.deadline.replace(day=1) if item.deadline else None


def _sharing(key: Any, group: Group) -> Q:
    match group:
        case Group.UNIT:
            return Q(unit_path=key)
        case Group.ASPECT:
            number, name = key
            return Q(aspect=name) & (Q(aspect_no__isnull=True) if number is None else Q(aspect_no=number))
        case Group.OWNER:
            return Q(owner_id__isnull=True) if key is None else Q(owner_id=key)
        case Group.MONTH:
            return Q(deadline__isnull=True) if key is None else _in_month(key)


def lack_counts(actor: Actor, wanted: Wanted) -> dict[Lack, str]:
    """Return how many of the open items asked for lack what."""
    asked = Ledger(actor, wanted)
    lacks = {what: lacking_widely(what, asked.few) for what in Lack}
    if asked.few is None:
        still = asked.rows().filter(state__in=OPEN_STATES)
        return {what: count_of(still.filter(lacks[what])) for what in Lack}
    # Few are looked through once for all.
    each = {f"lacks_{what}": Count("pk", filter=lacks[what]) for what in Lack}
    found = asked.rows(Q(state__in=OPEN_STATES)).order_by().aggregate(**each)
    return {what: shown_count(found[f"lacks_{what}"]) for what in Lack}
