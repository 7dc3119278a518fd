"""Looking for items by words: of what they say, of who is named in them, of their units.

What an item says changes until it is approved, and the index cannot forget. So each wording is indexed once
under a number of its own, and only the current one of an item counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, reduce
from operator import and_, or_
from typing import Any, Final

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from duizhao_web.apps.kernel.paths import NOTHING
from duizhao_web.apps.kernel.search import SearchTable, pieces, terms
from duizhao_web.apps.rectification.models import Item, Wording
from duizhao_web.apps.units.models import Person, Unit

WORDS: Final = SearchTable("rectification_words")
_NAMED: Final = ("owner", "sponsor", "verifier", "person")
_UNITS: Final = ("unit", "lead_unit")
_FEW: Final = 500
_MANY: Final = 3_000


def put_words(item: Item) -> None:
    """Index what a stored item says now, where it says something else than it did."""
    text = words_of(item, item.points.values_list("text", flat=True))
    digest = digest_of(text)
    known = Wording.objects.filter(item=item, current=True)
    if known.filter(digest=digest).exists():
        return
    known.update(current=False)
    made = Wording.objects.create(item=item, digest=digest)
    WORDS.put(made.pk, pieces(text))


def words_of(item: Item, points: Iterable[str]) -> str:
    """Return what an item is found by, one thing a line: nothing is found across two of them."""
    said = (item.code, item.title, item.text, item.cause, item.goal, item.aspect)
    return "\n".join([*said, *points])


def digest_of(text: str) -> str:
    """Return what tells one wording from another."""
    return hashlib.sha256(text.encode()).hexdigest()


class Search:
    """The terms somebody typed, all of which an item has: in its words, or in a name of a person or unit.

    The names are looked up once, when first needed; there are few in which a term stands.
    """

    def __init__(self, query: str) -> None:
        self.terms = terms(query)

    @cached_property
    def anywhere(self) -> Q:
        """Return the condition for a database that finds the items with a term, each kind by its index."""
        return reduce(and_, [Q(pk__in=self._with(number)) for number in range(len(self.terms))], Q())

    @cached_property
    def of_each(self) -> Q:
        """Return the condition for a database that goes from item to item and asks each: where few are
        looked through, or where enough have the terms that they are soon met.
        """
        return reduce(and_, [self._has(number) for number in range(len(self.terms))], Q())

    @cached_property
    def common(self) -> bool:
        """Return whether so many items say one of the terms that it is shorter to ask each item."""
        return bool(self.terms) and any(count > _MANY for *_names, (count,) in self._met)

    @cached_property
    def _met(self) -> list[tuple[list[int], list[int], list[int]]]:
        """Return for each term the ids of people, of units, and how many wordings have it, in one query."""
        parts = [part for term in self.terms for part in _meeting(term)]
        with connection.cursor() as cursor:
            cursor.execute(
                " UNION ALL ".join(
                    f"SELECT {at}, met.* FROM ({sql}) AS met" for at, (sql, _) in enumerate(parts)
                ),
                [value for _sql, values in parts for value in values],
            )
            found: list[list[int]] = [[] for _part in parts]
            for at, value in cursor.fetchall():
                found[at].append(value)
        return list(zip(found[::3], found[1::3], found[2::3], strict=True))

    def _conditions(self, number: int) -> list[Q]:
        people, units, _count = self._met[number]
        found: list[Q] = []
        for rows, ids, fields in ((_people, people, _NAMED), (_units, units, _UNITS)):
            # Too many to be named one by one are found by the database again.
            wanted = ids if len(ids) <= _FEW else rows(self.terms[number])
            found += [Q(**{f"{field}__in": wanted}) for field in fields] if ids else []
        return found

    def _has(self, number: int) -> Q:
        asked = self._conditions(number)
        found = WORDS.matching(self.terms[number])
        if found is not None:
            # A sum is no key: so the words are looked up once, and not once for each item.
            of_item = Wording.objects.filter(item=OuterRef("pk"), current=True).alias(number=F("pk") + 0)
            asked.append(Q(Exists(of_item.filter(number__in=found))))
        return reduce(or_, asked, NOTHING)

    def _with(self, number: int) -> QuerySet[Any, Any]:
        ids: list[QuerySet[Any, Any]] = [
            Item.objects.filter(one).order_by().values("pk") for one in self._conditions(number)
        ]
        found = WORDS.matching(self.terms[number])
        if found is not None:
            ids.append(Wording.objects.filter(pk__in=found, current=True).order_by().values("item_id"))
        return ids[0].union(*ids[1:]) if ids else Item.objects.none().values("pk")


def _meeting(term: str) -> Iterator[tuple[str, Sequence[Any]]]:
    for rows in (_people(term), _units(term)):
        yield rows.query.sql_with_params()
    counted = WORDS.counting(term, _MANY + 1)
    yield counted.sql, counted.params


def _people(term: str) -> QuerySet[Any, Any]:
    return Person.objects.filter(name__icontains=term).order_by().values("pk")


def _units(term: str) -> QuerySet[Any, Any]:
    found: QuerySet[Any, Any] = Unit.objects.filter(name__icontains=term).order_by().values("pk")
    return found
