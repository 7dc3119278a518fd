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
COMMON_AT_MOST: Final = 64  # and so is one in more than these, however many papers there are
TOGETHER: Final = 128  # papers to look up in one go
MEETINGS_PER_PAPER: Final = 2_000  # how many meetings with stored papers are looked at, rarest hashes first
ALONE: Final = 24  # characters of a passage that stands alone; more than in a batch, for no text is at hand
LEAST: Final = 12  # and of one in a pair that clearly shares text
CLEARLY: Final = 48
ALIKE: Final = 0.4  # the part of a passage that must lie under equal hashes; small edits hide some of them

_REACH: Final = 64  # characters from one hash to the next of a passage
_DRIFT: Final = 8
_BAND: Final = 4  # hits are first gathered by distance in bands of 2 ** 4
_FEWEST: Final = 3  # hits without which no passage can stand alone


@dataclass(frozen=True, slots=True)
class Query:
    """Every hash of some papers at hand: of each its paper, its place in the text, and its counting place.

    Sorted by paper and place. Stored are only chosen ones, so all that are equal are met.
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
    """Yield the passages of the papers at hand that the index knows."""
    hashes, back, times = np.unique(query.hashes, return_inverse=True, return_counts=True)
    ranges = [_range(segment, hashes) for segment in index.segments]
    count = sum((counts for _first, counts in ranges), np.zeros(hashes.size, dtype=np.int64))
    rare = _rare(count, times, sum(len(segment.entries) for segment in index.segments))
    for number, (segment, (first, counts)) in enumerate(zip(index.segments, ranges, strict=True)):
        met = np.where(rare, counts, 0)[back]
        at = np.flatnonzero(met)
        if at.size:
            yield from _passages(query, at, first[back], met, number, segment)


def _range(segment: Segment, hashes: NDArray[np.uint32]) -> tuple[Places, Places]:
    """Return where each hash first stands in a segment, and how often; damage may have spoilt the order."""
    first = np.searchsorted(segment.hashes, hashes)
    return first, np.maximum(np.searchsorted(segment.hashes, hashes, "right") - first, 0)


def _rare(count: Places, times: Places, stored: int) -> NDArray[np.bool_]:
    """Say which hashes are followed; ``count`` is how often each is stored, ``times`` how often at hand."""
    limit = min(COMMON_AT_MOST, max(COMMON_AT_LEAST, round(COMMON_SHARE * stored)))
    order = np.argsort(count, kind="stable")
    rare = np.zeros(count.size, dtype=np.bool_)
    rare[order] = np.cumsum((count * times)[order]) <= MEETINGS_PER_PAPER * TOGETHER
    return rare & (count <= limit)


def _passages(
    query: Query, at: Places, first: Places, counts: Places, number: int, segment: Segment
) -> Iterator[Found]:
    times = counts[at]
    mine = np.repeat(at, times)
    within = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
    places = np.asarray(segment.places[np.repeat(first[at], times) + within]).astype(np.int64)
    begins = np.asarray(segment.begins).astype(np.int64)
    paper = np.searchsorted(begins, places, "right") - 1
    places -= begins[paper]
    kept = segment.live[paper]
    mine, paper, places = mine[kept], paper[kept], places[kept]
    pair = query.papers[mine].astype(np.int64) * len(segment.entries) + paper
    company = _in_company(query, pair, mine, places, 0) | _in_company(
        query, pair, mine, places, 1 << (_BAND - 1)
    )
    _pairs, of_pair, hits_of_pair = np.unique(pair[company], return_inverse=True, return_counts=True)
    company[company] = (hits_of_pair >= _FEWEST)[of_pair]
    hits = np.stack((query.papers[mine], paper, mine, places), axis=1)[company]
    hits = hits[np.lexsort((hits[:, 2], hits[:, 1], hits[:, 0]))]
    for (mine_paper, stored), group in groupby(hits.tolist(), key=lambda hit: (hit[0], hit[1])):
        chains = _chains(query, [(hit[2], hit[3]) for hit in group])
        yield from _kept(query, mine_paper, number, stored, chains)


def _in_company(query: Query, pair: Places, mine: Places, places: Places, shift: int) -> NDArray[np.bool_]:
    """Say which hits have another one near them in both papers; most are alone and by chance."""
    band = (places - query.texts[mine] + (1 << 30) + shift) >> _BAND
    order = np.lexsort((mine, band, pair))
    pair, band, place = pair[order], band[order], query.texts[mine[order]]
    near = (pair[1:] == pair[:-1]) & (band[1:] == band[:-1]) & (place[1:] - place[:-1] <= _REACH)
    kept = np.zeros(order.size, dtype=np.bool_)
    kept[order[1:]] = near
    kept[order[:-1]] |= near
    return kept


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
    measured = [each for each in measured if each[0] >= ALIKE * _extent(query, each[1])]
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
            whole=len(drift) == 1 and covered == _extent(query, chain),
        )


def _extent(query: Query, chain: Sequence[tuple[int, int]]) -> int:
    return int(query.counting[chain[-1][0]] - query.counting[chain[0][0]]) + SEED_SIZE


def _covered(query: Query, chain: Sequence[tuple[int, int]]) -> int:
    """Return how many counting characters lie under the hashes of a chain."""
    covered, end = 0, -1
    for mine, _stored in chain:
        start = int(query.counting[mine])
        covered += start + SEED_SIZE - max(start, end)
        end = start + SEED_SIZE
    return covered
