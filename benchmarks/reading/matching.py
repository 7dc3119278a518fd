"""Which extracted item is which labelled one: by place in the text, or by the same words."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Any

Item = dict[str, Any]
Place = tuple[int, int]
OVERLAP = 0.8  # of the union of two spans, for the same item
HALF = 0.5  # for statements whose borders are a matter of taste

_BLANK = re.compile(r"\s+")
_EDGE = "。．.;；,，:：、 "
_MARK = re.compile(r"\W+")


def norm(text: str | None) -> str:
    """Return a text without blanks and without marks at its ends, full and half width alike."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text or "")).strip(_EDGE)


def bare(text: str) -> str:
    """Return a text without blanks."""
    return _BLANK.sub("", text)


def placer(text: str) -> Callable[[Sequence[int]], Place]:
    """Return the function that turns a span of ``text`` into one that does not count blanks."""
    before = [0, *accumulate(0 if char.isspace() else 1 for char in text)]
    last = len(text)
    return lambda span: (before[min(span[0], last)], before[min(span[1], last)])


def aligned(gold: str, answered: str) -> Callable[[Sequence[int]], Place]:
    """Return the function that turns a span of ``answered`` into a place in ``gold``, blanks not counted.

    The two texts may differ in blanks only; where they differ in more, equal runs are aligned.
    """
    place = placer(answered)
    if bare(gold) == bare(answered):
        return place
    blocks = SequenceMatcher(None, bare(answered), bare(gold), autojunk=False).get_matching_blocks()
    starts = [block.a for block in blocks]

    def moved(at: int) -> int:
        block = blocks[max(0, bisect_left(starts, at + 1) - 1)]
        return block.b + min(at - block.a, block.size)

    return lambda span: (moved(place(span)[0]), moved(place(span)[1]))


def overlap(a: Place, b: Place) -> float:
    """Return the part of the union of two places that they share."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / (max(a[1], b[1]) - min(a[0], b[0])) if shared > 0 else 0.0


def words(item: Item) -> str:
    """Return what an item says: its title and its text, without marks."""
    return _MARK.sub("", norm(item.get("title")) + norm(item.get("text")))


def pairs(
    gold: Sequence[Item],
    answered: Sequence[Item],
    same: Callable[[Item, Item], float],
) -> list[tuple[int, int]]:
    """Return the indices of labelled and extracted items that are the same, each used once, best first."""
    candidates = [
        (degree, -at, -to)
        for at, one in enumerate(gold)
        for to, other in enumerate(answered)
        if (degree := same(one, other)) > 0
    ]
    taken: dict[int, int] = {}
    for _, at, to in sorted(candidates, reverse=True):
        if -at not in taken and -to not in taken.values():
            taken[-at] = -to
    return sorted(taken.items())


def same_item(one: Item, other: Item, *, least: float = OVERLAP) -> float:
    """Return how much two items are the same, by overlap or, after that, by words; 0 where they are not."""
    degree = overlap(one["place"], other["place"])
    if degree >= least:
        return 1 + degree
    said = words(one)
    return HALF + degree if said and said == words(other) else 0.0
