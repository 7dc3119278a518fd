"""Which passages of the papers at hand stand in papers of an index, which has hashes and places only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from duizhao.overlap.index import Index, Segment
from duizhao.overlap.shingles import SEED_SIZE

Places = NDArray[np.int64]

COMMON_SHARE: Final = 0.05  # a hash in more than this part of the stored papers is a formula ...
COMMON_AT_LEAST: Final = 4  # ... if it is in more papers than these
COMMON_AT_MOST: Final = 256  # and so is one in more than these, however many papers there are
ALONE: Final = 20  # characters of a passage that stands alone
LEAST: Final = 12  # and of one in a pair that clearly shares text
CLEARLY: Final = 48

_REACH: Final = 48  # characters from one hash to the next of a passage
_DRIFT: Final = 8
_BLOCK: Final = 2_000_000  # hashes looked up in one go


@dataclass(frozen=True, slots=True)
class Query:
    """The hashes of the papers at hand: of each its paper, its place in the text, and its counting place.

    Sorted by paper and place.
    """

    hashes: NDArray[np.uint32]
    papers: NDArray[np.int32]
    texts: Places
    counting: Places


@dataclass(frozen=True, slots=True)
class Found:
    """A passage: ``[start, end)`` in counting characters of paper ``paper``, and about where it is stored.

    ``stored_start`` is the code point of the stored paper's text at which it begins, ``stored_last`` the one
    at which its last eight characters begin.
    """

    paper: int
    segment: int
    place: int
    start: int
    end: int
    stored_start: int
    stored_last: int
    whole: bool


def look_up(query: Query, index: Index) -> Iterator[Found]:
    """Yield the passages of the papers at hand that the index knows, by paper and stored paper."""
    for begin in range(0, query.hashes.size, _BLOCK):
        yield from _look_up(query, slice(begin, begin + _BLOCK), index)


def _look_up(query: Query, part: slice, index: Index) -> Iterator[Found]:
    hashes, back = np.unique(query.hashes[part], return_inverse=True)
    ranges = [
        (np.searchsorted(segment.hashes, hashes), np.searchsorted(segment.hashes, hashes, "right"))
        for segment in index.segments
    ]
    stored = sum(len(segment.entries) for segment in index.segments)
    limit = min(COMMON_AT_MOST, max(COMMON_AT_LEAST, round(COMMON_SHARE * stored)))
    count = sum((last - first for first, last in ranges), np.zeros(hashes.size, dtype=np.int64))
    for number, (segment, (first, last)) in enumerate(zip(index.segments, ranges, strict=True)):
        rare = np.where(count <= limit, last - first, 0)[back]
        at = np.flatnonzero(rare)
        if at.size:
            yield from _passages(query, part.start, at, first[back], rare, number, segment)


def _passages(
    query: Query, start: int, at: Places, first: Places, counts: Places, number: int, segment: Segment
) -> Iterator[Found]:
    times = counts[at]
    mine = np.repeat(at, times) + start
    within = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
    places = np.asarray(segment.places[np.repeat(first[at], times) + within]).astype(np.int64)
    begins = np.asarray(segment.begins).astype(np.int64)
    paper = np.searchsorted(begins, places, "right") - 1
    places -= begins[paper]
    kept = segment.live[paper]
    hits = np.stack((query.papers[mine], paper, mine, places), axis=1)[kept]
    hits = hits[np.lexsort((hits[:, 2], hits[:, 1], hits[:, 0]))]
    for (mine_paper, stored), group in groupby(hits.tolist(), key=lambda hit: (hit[0], hit[1])):
        chains = _chains(query, [(hit[2], hit[3]) for hit in group])
        yield from _kept(query, mine_paper, number, stored, chains)


def _chains(query: Query, hits: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Join hits that follow one another in both papers at nearly one distance."""
    done: list[list[tuple[int, int]]] = []
    running: list[list[tuple[int, int]]] = []
    for mine, stored in hits:
        place = query.texts[mine]
        fitting: list[tuple[int, int]] | None = None
        still: list[list[tuple[int, int]]] = []
        for chain in running:
            last, last_stored = chain[-1]
            gap = place - query.texts[last]
            if gap > _REACH:
                done.append(chain)
                continue
            still.append(chain)
            if gap > 0 and abs(stored - last_stored - gap) <= _DRIFT and stored > last_stored:
                fitting = chain
        running = still
        if fitting is None:
            running.append([(mine, stored)])
        else:
            fitting.append((mine, stored))
    return done + running


def _kept(
    query: Query, paper: int, number: int, stored: int, chains: list[list[tuple[int, int]]]
) -> Iterator[Found]:
    measured = [(_covered(query, chain), chain) for chain in chains]
    clearly = sum(covered for covered, _chain in measured if covered >= ALONE) >= CLEARLY
    least = LEAST if clearly else ALONE
    for covered, chain in sorted(measured, key=lambda each: each[1][0]):
        if covered < least:
            continue
        (first, stored_first), (last, stored_last) = chain[0], chain[-1]
        drift = {place - int(query.texts[mine]) for mine, place in chain}
        yield Found(
            paper=paper,
            segment=number,
            place=stored,
            start=int(query.counting[first]),
            end=int(query.counting[last]) + SEED_SIZE,
            stored_start=stored_first,
            stored_last=stored_last,
            whole=len(drift) == 1 and len(chain) == last - first + 1,
        )


def _covered(query: Query, chain: Sequence[tuple[int, int]]) -> int:
    """Return how many counting characters lie under the hashes of a chain."""
    covered, end = 0, -1
    for mine, _stored in chain:
        start = int(query.counting[mine])
        covered += start + SEED_SIZE - max(start, end)
        end = start + SEED_SIZE
    return covered
