"""Which papers of a batch may share passages, and which wording so many share that it is a formula.

An inverted index as flat arrays: the chosen hashes of all papers, sorted. Equal hashes lead from place to
place; rare ones first, so that the work grows with the papers and not with the wordings they all use.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from duizhao.overlap.batch import Batch
from duizhao.overlap.commonness import FULL, Commonness, is_beyond_chance, is_too_long
from duizhao.overlap.shingles import SEED_SIZE, WINDOW

Places = NDArray[np.int64]
Small = NDArray[np.uint32]
Keys = NDArray[np.uint64]

EVERY_PAIR: Final = 64  # a hash of up to this many papers leads to each pair of them, a commoner one to a few
MEETINGS_PER_PAPER: Final = 400  # how many meetings of two papers in a hash are counted, rarest hashes first
LATE_PER_PAPER: Final = 100  # and how many in hashes that more than EVERY_PAIR papers have
NEAR_PER_PAPER: Final = 1.0  # how many pairs are looked into, those first that meet most in rare hashes ...
NEAR_AT_LEAST: Final = 5_000  # ... but at least these

LEAST: Final = 10  # the shortest chain of runs that counts at all
LONE: Final = 18  # a run of this length, small gaps bridged, makes a pair worth a closer look
TOGETHER: Final = 48  # or several chains with this much of the papers' own words
STRONG: Final = 100  # with this much in common a pair is looked at, however many there are
WEAK_PER_PAPER: Final = 0.2  # of the other pairs the best ones are looked at: so many ...
WEAK_AT_LEAST: Final = 5_000  # ... but at least these

_HIGH: Final = np.uint64(32)
_LOW: Final = np.uint64(0xFFFFFFFF)
_SLICE: Final = 1 << 20
_BRIDGE: Final = 12  # characters between two runs of one chain
_WEIGHT_BITS: Final = np.uint64(6)
_ORDER_BITS: Final = 22
_ORDER: Final = np.uint64((1 << _ORDER_BITS) - 1)
_PAIRS_AT_ONCE: Final = 1 << 9
_FAN: Final = 4


@dataclass(frozen=True, slots=True)
class Candidates:
    """``pairs`` (n, 2) of papers, and ``repeating`` papers, that may share passages; both sorted."""

    pairs: NDArray[np.int32]
    repeating: NDArray[np.int32]


def candidates(batch: Batch, seeds: Keys, common: Commonness) -> Candidates:
    """Return the candidates of a batch.

    ``seeds`` are the chosen hashes of the batch with their places, in the order of the places.
    """
    groups = _Groups.of(_shared(np.sort(seeds)), batch)
    repeating = _repeating(batch, groups, common)
    members, begins = groups.papers, groups.begins
    del groups
    near = _near(members, begins, batch.starts.size)
    del members, begins
    return Candidates(pairs=_pairs(batch, seeds, near, common), repeating=repeating)


@dataclass(frozen=True, slots=True)
class _Groups:
    """Places with equal hashes stand together; group g is ``[begins[g], begins[g + 1])``."""

    places: Small
    papers: NDArray[np.int32]
    begins: Places

    @staticmethod
    def of(keys: Keys, batch: Batch) -> _Groups:
        places = (keys & _LOW).astype(np.uint32)
        begins = np.flatnonzero(_changes((keys >> _HIGH).astype(np.uint32)))
        return _Groups(places, batch.papers(places), np.append(begins, keys.size))


def _shared(keys: Keys) -> Keys:
    """Return the keys whose hash occurs more than once."""
    hashes = (keys >> _HIGH).astype(np.uint32)
    equal = hashes[1:] == hashes[:-1]
    keep = np.zeros(keys.size, dtype=np.bool_)
    keep[1:] = equal
    keep[:-1] |= equal
    return keys[keep]


def _changes(values: NDArray[np.generic]) -> NDArray[np.bool_]:
    fresh = np.ones(values.size, dtype=np.bool_)
    fresh[1:] = values[1:] != values[:-1]
    return fresh


def _near(of_place: NDArray[np.int32], groups: Places, papers: int) -> NDArray[np.int64]:
    """Return the pairs of papers (``first * papers + second``) that meet most in rare hashes.

    ``of_place`` are the papers of the places; ``groups`` is where each group of equal hashes begins.
    """
    if not of_place.size:
        return np.zeros(0, dtype=np.int64)
    # A paper counts once in every group.
    once = _changes(of_place)
    once[groups[:-1]] = True
    members = of_place[once]
    sizes = np.add.reduceat(once, groups[:-1], dtype=np.int64)
    begins = np.cumsum(sizes) - sizes
    met = [*_every_pair(members, begins, sizes, papers)]
    met += _with_first(members, begins, sizes, papers)
    keys = np.concatenate(met) if met else np.zeros(0, dtype=np.uint64)
    met.clear()
    keys.sort()
    return _heaviest(keys, int(max(NEAR_AT_LEAST, NEAR_PER_PAPER * papers)))


def _heaviest(keys: Keys, room: int) -> NDArray[np.int64]:
    if not keys.size:
        return np.zeros(0, dtype=np.int64)
    weights = (keys & np.uint64((1 << 6) - 1)).astype(np.uint8)
    keys >>= _WEIGHT_BITS
    begins = np.flatnonzero(_changes(keys))
    weight = np.add.reduceat(weights, begins, dtype=np.int64)
    pairs = keys[begins].astype(np.int64)
    if pairs.size > room:
        pairs = pairs[np.sort(np.argpartition(weight, pairs.size - room)[pairs.size - room :])]
    return pairs


def _every_pair(members: NDArray[np.int32], begins: Places, sizes: Places, papers: int) -> Iterator[Keys]:
    room = MEETINGS_PER_PAPER * papers
    for size in range(2, EVERY_PAIR + 1):
        each = size * (size - 1) // 2
        of_size = begins[sizes == size][: max(0, room // each)]
        room -= of_size.size * each
        left, right = np.triu_indices(size, 1)
        step = max(1, _SLICE // each)
        for at in range(0, of_size.size, step):
            table = members[of_size[at : at + step, None] + np.arange(size)]
            yield _meetings(table[:, left].ravel(), table[:, right].ravel(), papers, size)


def _with_first(members: NDArray[np.int32], begins: Places, sizes: Places, papers: int) -> Iterator[Keys]:
    """Bring every paper of a large group together with the group's first paper and with the one before."""
    large = np.flatnonzero(sizes > EVERY_PAIR)
    large = large[np.argsort(sizes[large], kind="stable")]
    large = large[np.cumsum(sizes[large]) * 2 <= LATE_PER_PAPER * papers]
    if not large.size:
        return
    counts = sizes[large] - 1
    within = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    first = np.repeat(begins[large], counts)
    later = members[first + within + 1]
    yield _meetings(members[first], later, papers, EVERY_PAIR)
    yield _meetings(members[first + within], later, papers, EVERY_PAIR)


def _meetings(first: NDArray[np.int32], second: NDArray[np.int32], papers: int, size: int) -> Keys:
    # A meeting weighs more the rarer the hash is.
    weight = min(63, max(1, round(4 * math.log2(max(2.0, papers / size)))))
    pair = first.astype(np.uint64) * np.uint64(papers) + second.astype(np.uint64)
    return pair << _WEIGHT_BITS | np.uint64(weight)


@dataclass(frozen=True, slots=True)
class _Chains:
    """Exact runs with one distance and small gaps between them: the first place and how much is equal.

    ``worth`` is what counts of it, in characters; ``common`` characters are in many papers; parts of
    these are ``lesser`` ones, in no more than a quarter, and ``by_most``.
    """

    first: Places
    second: Places
    worth: Places
    common: Places
    lesser: Places
    by_most: Places

    @staticmethod
    def joined(parts: list[_Chains]) -> _Chains:
        return _Chains(
            *(np.concatenate([getattr(part, name) for part in parts]) for name in _Chains.__slots__)
        )


def _chains(batch: Batch, met: Keys, common: Commonness, least: int) -> _Chains:
    """Return the chains through sorted meetings that match at least ``least`` characters."""
    parts = [_chains_of(batch, met[:0], common, least)]
    at = 0
    while at < met.size:
        end = min(met.size, at + _SLICE)
        if end < met.size:  # a chain has one distance: no slice ends within it
            end = int(np.searchsorted(met, ((met[end] >> _HIGH) + np.uint64(1)) << _HIGH))
        parts.append(_chains_of(batch, met[at:end], common, least))
        at = end
    return _Chains.joined(parts)


def _chains_of(batch: Batch, met: Keys, common: Commonness, least: int) -> _Chains:
    first, distance, length = _runs(batch, met)
    if not first.size:
        return _Chains(first, distance, length, length, length, length)
    begins = np.flatnonzero(_chain_begins(first, distance, length))
    of_run = np.cumsum(length) - length
    codes = np.repeat(first - of_run, length) + np.arange(int(length.sum()))
    level = common.levels[codes]
    worth = np.add.reduceat(common.worth[codes], of_run[begins], dtype=np.int64) // FULL
    often = np.add.reduceat(level > 0, of_run[begins], dtype=np.int64)
    lesser = np.add.reduceat((level > 0) & (level < common.free_level), of_run[begins], dtype=np.int64)
    by_most = np.add.reduceat(level >= common.most_level, of_run[begins], dtype=np.int64)
    long = worth + often >= least
    place, distance = first[begins[long]], distance[begins[long]]
    return _Chains(place, place + distance, worth[long], often[long], lesser[long], by_most[long])


def _chain_begins(first: Places, distance: Places, length: Places) -> NDArray[np.bool_]:
    gap = np.zeros(first.size, dtype=np.int64)
    gap[1:] = first[1:] - first[:-1] - length[:-1]
    bridged = np.full(first.size, False)
    bridged[1:] = gap[1:] <= np.minimum(_BRIDGE, np.minimum(length[1:], length[:-1]))
    fresh: NDArray[np.bool_] = _changes(distance) | ~bridged
    return fresh


def _runs(batch: Batch, met: Keys) -> tuple[Places, Places, Places]:
    """Return the maximal exact runs through the meetings: first place, distance, length."""
    distance = (met >> _HIGH).astype(np.int64)
    place = (met & _LOW).astype(np.int64)
    if not met.size:
        return place, distance, place
    fresh = _changes(distance)
    fresh[1:] |= place[1:] - place[:-1] > SEED_SIZE
    begins = np.flatnonzero(fresh)
    ends = np.append(begins[1:], met.size) - 1
    start, end = place[begins], place[ends] + (SEED_SIZE - 1)
    distance = distance[begins]
    codes = batch.codes
    # A hash of 32 bits meets another one by chance now and then.
    true = (codes[start] == codes[start + distance]) & (codes[end] == codes[end + distance])
    start, end, distance = start[true], end[true], distance[true]
    _extend(codes, start, distance, -1)
    _extend(codes, end, distance, 1)
    return start, distance, end + 1 - start


def _extend(codes: NDArray[np.uint16], at: Places, distance: Places, step: int) -> None:
    """Move each place of ``at`` on by ``step`` while both texts go on alike; few steps, seeds being dense."""
    active = np.arange(at.size)
    for _ in range(WINDOW + SEED_SIZE):
        there = at[active] + step
        inside = (there >= 0) & (there + distance[active] < codes.size)
        active, there = active[inside], there[inside]
        here = codes[there]
        alike = (here == codes[there + distance[active]]) & (here != 0)
        active = active[alike]
        if not active.size:
            return
        at[active] += step


def _pairs(batch: Batch, seeds: Keys, near: NDArray[np.int64], common: Commonness) -> NDArray[np.int32]:
    """Join the seeds of each near pair and return the pairs that are worth aligning."""
    papers = batch.starts.size
    of_paper = np.searchsorted(seeds & _LOW, np.append(batch.starts, batch.codes.size).astype(np.uint64))
    parts = [_chains(batch, seeds[:0], common, LEAST)]
    for at in range(0, near.size, _PAIRS_AT_ONCE):
        some = near[at : at + _PAIRS_AT_ONCE]
        parts.append(_chains(batch, _joined(seeds, of_paper, some // papers, some % papers), common, LEAST))
    return _worth(batch, _Chains.joined(parts), common)


def _joined(seeds: Keys, of_paper: Places, first: Places, second: Places) -> Keys:
    """Return where the seeds of some pairs of papers meet, as ``distance << 32 | first place``, sorted."""
    parts: list[Keys] = []
    for papers, side in ((first, 0), (second, 1 << _ORDER_BITS)):
        counts = of_paper[papers + 1] - of_paper[papers]
        within = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
        hashes = seeds[np.repeat(of_paper[papers], counts) + within] >> _HIGH
        pair = np.repeat(np.arange(papers.size, dtype=np.uint64) << np.uint64(55), counts)
        parts.append(pair | hashes << np.uint64(_ORDER_BITS + 1) | np.uint64(side) | within.astype(np.uint64))
    keys = np.concatenate(parts)
    keys.sort()
    hashes = keys >> np.uint64(_ORDER_BITS + 1)  # with the number of the pair in front
    in_second = keys & np.uint64(1 << _ORDER_BITS) != 0
    met: list[Keys] = []
    for step in range(1, _FAN + 1):
        at = np.flatnonzero((hashes[step:] == hashes[:-step]) & in_second[step:] & ~in_second[:-step])
        pair = (keys[at] >> np.uint64(55)).astype(np.int64)
        order, other = (keys[at] & _ORDER).astype(np.int64), (keys[at + step] & _ORDER).astype(np.int64)
        place = seeds[of_paper[first[pair]] + order] & _LOW
        met.append((seeds[of_paper[second[pair]] + other] & _LOW) - place << _HIGH | place)
    joined = np.concatenate(met)
    joined.sort()
    return joined


def _worth(batch: Batch, chains: _Chains, common: Commonness) -> NDArray[np.int32]:
    papers = batch.starts.size
    pair = batch.papers(chains.first).astype(np.int64) * papers + batch.papers(chains.second)
    order = np.argsort(pair, kind="stable")
    pair = pair[order]
    begins = np.flatnonzero(_changes(pair))
    if not begins.size:
        return np.zeros((0, 2), dtype=np.int32)
    first, second = pair[begins] // papers, pair[begins] % papers
    formulas = np.add.reduceat(chains.lesser[order], begins)
    expected = np.minimum(common.expected[first], common.expected[second])
    copied = is_beyond_chance(formulas, expected, deviations=2)
    copied |= np.logical_or.reduceat(is_too_long(chains.common, chains.by_most)[order], begins)
    worth = chains.worth[order]
    together = np.add.reduceat(np.where(worth >= LEAST, worth, 0), begins)
    promising = (np.maximum.reduceat(worth, begins) >= LONE) | (together >= TOGETHER) | copied
    chosen = _best(together + np.where(copied, formulas, 0), promising, papers)
    return np.stack((first[chosen], second[chosen]), axis=1).astype(np.int32)


def _best(score: Places, worth: NDArray[np.bool_], papers: int) -> Places:
    """Return which pairs to look at closely: all strong ones, and the best of the others."""
    chosen = np.flatnonzero(worth)
    weak = chosen[score[chosen] < STRONG]
    room = int(max(WEAK_AT_LEAST, WEAK_PER_PAPER * papers))
    if weak.size <= room:
        return chosen
    gone = weak[np.argsort(score[weak], kind="stable")[: weak.size - room]]
    return np.setdiff1d(chosen, gone, assume_unique=True)


def _repeating(batch: Batch, groups: _Groups, common: Commonness) -> NDArray[np.int32]:
    """Return the papers in which a run stands twice."""
    same = ~_changes(groups.papers)
    same[groups.begins[:-1]] = False
    at = np.flatnonzero(same)
    first, second = groups.places[at - 1].astype(np.uint64), groups.places[at].astype(np.uint64)
    met = (second - first) << _HIGH | first
    met.sort()
    chains = _chains(batch, met, common, LONE - 4)
    return np.unique(batch.papers(chains.first[chains.worth >= LONE - 4]))
