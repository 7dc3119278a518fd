"""Two versions of a text held against one another: where a passage of the old one stands in the new one.

Lines that stand once in both texts are found first, in order; what lies between them is compared by clauses
in the same way, and what is left by characters. Only short stretches are compared by characters, so the time
grows with the length of the texts.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from rapidfuzz.distance import Indel

from duizhao.record import Span

_MOST_CELLS: Final = 4_000_000
_CLAUSE: Final = re.compile(r"[^。；！？，：\n]*[。；！？，：\n]*")


class Block(NamedTuple):
    """``length`` equal characters at ``old`` and at ``new``."""

    old: int
    new: int
    length: int


class Alignment:
    """What two versions of a text have in common, in the order of both."""

    def __init__(self, old: str, new: str) -> None:
        self._blocks = list(_joined(_aligned(old, new)))
        self._old = [block.old for block in self._blocks]
        self._new = [block.new for block in self._blocks]

    def place_of(self, span: Span) -> Span | None:
        """Return the passage of the new text that holds what is left of an old one; ``None`` for nothing."""
        first = max(0, bisect_right(self._old, span.start) - 1)
        start, end = None, None
        for block in self._blocks[first : bisect_left(self._old, span.end)]:
            a, b = max(block.old, span.start), min(block.old + block.length, span.end)
            if a < b:
                shift = block.new - block.old
                start = a + shift if start is None else start
                end = b + shift
        return None if start is None or end is None else Span(start, end)

    def comes_whole(self, span: Span) -> bool:
        """Say whether a passage of the new text is as a whole one of the old, at the place it had."""
        block = self._blocks[max(0, bisect_right(self._new, span.start) - 1)] if self._blocks else None
        return block is not None and block.new <= span.start and span.end <= block.new + block.length


def _joined(blocks: Iterator[Block]) -> Iterator[Block]:
    last: Block | None = None
    for block in blocks:
        if last and last.old + last.length == block.old and last.new + last.length == block.new:
            last = Block(last.old, last.new, last.length + block.length)
            continue
        if last:
            yield last
        last = block
    if last:
        yield last


def _aligned(old: str, new: str) -> Iterator[Block]:
    yield from _by_units(old, new, 0, 0, (_lines, _clauses))


Cut = Callable[[str], list[str]]


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _clauses(text: str) -> list[str]:
    return [found for found in _CLAUSE.findall(text) if found]


def _by_units(old: str, new: str, at_old: int, at_new: int, cuts: Sequence[Cut]) -> Iterator[Block]:
    """Yield what two stretches have in common; ``at_old`` and ``at_new`` are where they begin.

    Whole units are compared first: else the end of a line that is gone would be found in its neighbour.
    """
    if not old or not new:
        return
    if not cuts:
        yield from _by_characters(old, new, at_old, at_new)
        return
    units_old, units_new = cuts[0](old), cuts[0](new)
    starts_old, starts_new = _starts(units_old), _starts(units_new)
    done_old, done_new = 0, 0
    for i, j in [*_matched(units_old, units_new), (len(units_old), len(units_new))]:
        gap_old, gap_new = old[done_old : starts_old[i]], new[done_new : starts_new[j]]
        yield from _by_units(gap_old, gap_new, at_old + done_old, at_new + done_new, cuts[1:])
        if i < len(units_old):
            yield Block(at_old + starts_old[i], at_new + starts_new[j], len(units_old[i]))
            done_old, done_new = starts_old[i + 1], starts_new[j + 1]


def _matched(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the units two rows have in common: at both ends, then those that stand once in both."""
    most = min(len(old), len(new))
    head = next((n for n in range(most) if old[n] != new[n]), most)
    tail = next((n for n in range(most - head) if old[-1 - n] != new[-1 - n]), most - head)
    inner = _once_in_both(old[head : len(old) - tail], new[head : len(new) - tail])
    return [
        *((n, n) for n in range(head)),
        *((head + i, head + j) for i, j in inner),
        *((len(old) - n, len(new) - n) for n in range(tail, 0, -1)),
    ]


def _by_characters(old: str, new: str, at_old: int, at_new: int) -> Iterator[Block]:
    if len(old) * len(new) > _MOST_CELLS:
        return
    for one in Indel.opcodes(old, new):
        if one.tag == "equal":
            yield Block(at_old + one.src_start, at_new + one.dest_start, one.src_end - one.src_start)


def _once_in_both(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the longest row of units that stand once in both, in the order of both."""
    counts_old, counts_new = Counter(old), Counter(new)
    where = {unit: j for j, unit in enumerate(new) if counts_new[unit] == 1 and unit.strip()}
    pairs = [(i, where[unit]) for i, unit in enumerate(old) if unit in where and counts_old[unit] == 1]
    ends: list[int] = []  # the last new place of the best row of each length ...
    rows: list[int] = []  # ... and which pair it is
    before: list[int] = []
    for number, (_i, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        before.append(rows[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        rows[length : length + 1] = [number]
    found, number = [], rows[-1] if rows else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _starts(units: Sequence[str]) -> list[int]:
    starts = [0]
    for unit in units:
        starts.append(starts[-1] + len(unit))
    return starts
