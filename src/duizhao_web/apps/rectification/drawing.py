"""Which closed items are looked at again: a draw anybody can repeat, and rules.

The lot of an item is the SHA-256 of one line of text, ``line_of``; the smallest are drawn. Who has the seed
and the list repeats it with ``sha256sum``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from functools import reduce
from math import ceil
from operator import or_
from types import MappingProxyType
from typing import Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from duizhao_web.apps.kernel.paths import NOTHING
from duizhao_web.apps.rectification.models import Item, Round
from duizhao_web.apps.rectification.words import DeadlineKind, RecheckRule

Numbered = tuple[int, str]
"""An item as a draw knows it: its number in the program and its code."""


def line_of(seed: str, numbered: Numbered) -> str:
    """Return the text whose digest is the item's lot."""
    number, code = numbered
    return f"{seed} {code} {number}"


def lot_of(seed: str, numbered: Numbered) -> str:
    """Return the lot of an item."""
    return hashlib.sha256(line_of(seed, numbered).encode()).hexdigest()


def count_drawn(count: int, share: int) -> int:
    """Return how many a share (in hundredths) of so many is, rounded up."""
    return ceil(count * share / 100)


def lots_drawn(pool: Sequence[Numbered], *, seed: str, share: int) -> frozenset[int]:
    """Return the numbers of the items drawn; seed, codes and numbers decide, nothing else does."""
    ordered = sorted(pool, key=lambda one: lot_of(seed, one))
    return frozenset(number for number, _code in ordered[: count_drawn(len(pool), share)])


def drawn(items: Sequence[Item], *, seed: str, share: int) -> list[Item]:
    """Return a share (in hundredths, rounded up) of the items, in the order of their numbers."""
    chosen = lots_drawn([(item.pk, item.code) for item in items], seed=seed, share=share)
    return sorted((item for item in items if item.pk in chosen), key=lambda item: item.pk)


def _in_round(**condition: object) -> Q:
    """Return the condition on the round that was closed last."""
    rounds = Round.objects.filter(item=OuterRef("pk"), number=OuterRef("round"))
    return Q(Exists(rounds.filter(**condition)))


_RULES: Final = MappingProxyType(
    {
        RecheckRule.ALL: Q(),
        RecheckRule.LATE: Q(
            Exists(
                Round.objects.filter(
                    item=OuterRef("pk"), number=OuterRef("round"), closed_on__gt=F("first_deadline")
                )
            )
        ),
        RecheckRule.EXTENDED: _in_round(extensions__gte=1),
        RecheckRule.EXTENDED_TWICE: _in_round(extensions__gte=2),
        RecheckRule.RETURNED: _in_round(returns__gte=1),
        RecheckRule.AGAIN: Q(round__gt=1),
        RecheckRule.STANDING: Q(deadline_kind=DeadlineKind.STANDING),
    }
)


def by_rule(items: QuerySet[Item], rules: Collection[RecheckRule]) -> QuerySet[Item]:
    """Return the closed items that any of the rules names."""
    if RecheckRule.ALL in rules:
        return items
    return items.filter(reduce(or_, (_RULES[rule] for rule in rules), NOTHING))
