"""How often characters and words follow one another in Chinese text: what typing slips are weighed by.

The tables are packaged ready to load and are made by ``tools/count_words.py``, which names their sources. A
character is a number: 0 stands for whatever is no Chinese character, 1 for a rare one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from duizhao.data import DATA
from duizhao.lexicons.squares import BITS, SIZE, Cells, Sets, packed, sets, square, turned, unpacked

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Keys = NDArray[np.uint64]

BUCKETS: Final = 18  # bits that choose the bucket of a run
SLOTS: Final = 10  # runs a bucket holds
RARE: Final = 1
NEIGHBOURS: Final = 24  # best ones of a character that are kept
_KNOWN: Final = 38  # stored count of a pair that is common enough to point at a reading
_STEP: Final = 16  # a stored count is 16 · ln(1 + 4 · count), in one byte
_LEVELS: Final = 2.5  # and of a run 2.5 · ln(1 + 4 · count), in five bits
_FACTORS: Final = np.array(  # odd ones, drawn at random; written out, since numpy.random is slow to import
    [
        4386982434248474965,
        1350735596985523209,
        6590904161178655011,
        5273527978041039747,
        15502323993279375301,
    ],
    np.uint64,
)
_WORD: Final = _FACTORS[4] * np.arange(5, dtype=np.uint64)  # what tells words of each size from runs
_LEVEL_BITS: Final = 5  # of a slot; the rest is the mark


def key_of(columns: Sequence[Ints], *, word: bool) -> Keys:
    """Return the key of a run of characters, or of a word."""
    key = np.multiply(columns[0].astype(np.uint64), _FACTORS[0])
    for column, factor in zip(columns[1:], _FACTORS[1:], strict=False):
        key = key + column.astype(np.uint64) * factor
    if word:
        key = key + _WORD[len(columns)]
    key ^= key >> np.uint64(29)
    mixed: Keys = key * _FACTORS[1]
    return mixed


def stored_of(counts: Floats) -> NDArray[np.uint8]:
    """Return counts as they are stored."""
    stored: NDArray[np.uint8] = np.minimum(255, np.rint(_STEP * np.log1p(4 * counts))).astype(np.uint8)
    return stored


def level_of(counts: Floats) -> NDArray[np.uint16]:
    """Return counts of runs as they are stored."""
    return np.clip(np.rint(_LEVELS * np.log1p(4 * counts)), 1, 31).astype(np.uint16)


@dataclass(frozen=True)
class Remnants:
    """What is left of words of three characters that lost one.

    ``keys`` are the two that are left, ascending; ``lost`` is the third, and ``step`` tells how far behind
    the first of the two it belongs.
    """

    keys: Ints
    lost: Ints
    step: Ints


@dataclass(frozen=True)
class Counts:
    """The tables. ``pairs`` is a square of stored counts, ``couples`` one of the levels of words of two.

    ``grams`` holds runs of three and longer words, each a mark of its key and a level, in its key's bucket;
    ``single`` is how often a character is a word.
    """

    letters: str
    number: Ints
    pairs: NDArray[np.uint8]
    couples: NDArray[np.uint8]
    grams: NDArray[np.uint16]
    single: Floats
    share: Floats
    count: Floats
    kinds: Floats
    total: Floats
    often: Floats
    often_all: float
    alone: Floats
    alone_share: Floats
    known_after: Sets
    known_before: Sets
    best_after: Sets
    best_before: Sets
    remnants: Remnants

    def read(self, text: str) -> Ints:
        """Return the numbers of a text's characters."""
        points = np.frombuffer(text.encode("utf-32-le"), np.uint32)
        return self.number[np.minimum(points, 0xFFFF)]

    def pair(self, first: Ints, second: Ints) -> NDArray[np.uint8]:
        """Return the stored counts of pairs."""
        return self.pairs.take(first << BITS | second)

    def triple(self, first: Ints, second: Ints, third: Ints) -> Ints:
        """Return the levels of runs of three."""
        return self._level(key_of((first, second, third), word=False))

    def word(self, columns: Sequence[Ints]) -> Ints:
        """Return the levels of words of two to four characters, 0 where a run is no word."""
        if len(columns) == 2:
            return self.couple(columns[0], columns[1])
        return self._level(key_of(columns, word=True))

    def couple(self, first: Ints, second: Ints) -> Ints:
        """Return the levels of words of two characters."""
        return self.couples.take(first << BITS | second).astype(np.int64)

    def tie(self, first: Ints, second: Ints) -> Floats:
        """Return how much likelier characters are behind others than alone (log)."""
        seen = _LOG_SEEN.take(self.pair(first, second))
        return seen - self.often.take(first) - self.often.take(second) + self.often_all

    def chance_after(self, first: Ints, second: Ints) -> Floats:
        """Return the probability of a character behind another one (Witten-Bell)."""
        kinds = self.kinds.take(first)
        seen = DECODED.take(self.pair(first, second))
        return (seen + kinds * self.share.take(second)) / self.total.take(first)

    def log_after(self, first: Ints, second: Ints) -> Floats:
        """Return the log probability of a character behind another one."""
        logs: Floats = np.log(self.chance_after(first, second))
        return logs

    def chance(self, first: Ints, second: Ints, third: Ints) -> Floats:
        """Return the log probability of characters behind two others; behind a gap only the gap counts."""
        seen = DECODED_LEVEL.take(self.triple(first, second, third))
        before = DECODED.take(self.pair(first, second))
        weight = 2 + np.minimum(before / 10, 60)
        shorter = self.chance_after(second, third)
        chances: Floats = np.log((seen + weight * shorter) / (np.maximum(before, seen) + weight))
        return np.where(second == 0, np.where(third == 0, 0, np.log(shorter)), chances)

    def _level(self, key: Keys) -> Ints:
        # A bucket has its best known first: read backwards, the best of equal marks is written last. ``take``
        # and this are six times as fast as indexing and a maximum over short rows were.
        slots = self.grams.take((key.ravel() >> np.uint64(64 - BUCKETS)).view(np.int64), axis=0).ravel()
        slots ^= ((key.ravel() >> np.uint64(30)).astype(np.uint16) << np.uint16(_LEVEL_BITS)).repeat(SLOTS)
        known = np.flatnonzero(slots < 1 << _LEVEL_BITS)[::-1]
        level = np.zeros(key.shape, np.int64)
        level.ravel()[known // SLOTS] = slots[known]
        return level


DECODED: Final[Floats] = (np.exp(np.arange(256) / _STEP) - 1) / 4  # the count that a stored one stands for
_LOG_SEEN: Final[Floats] = np.log(DECODED + 0.05)
DECODED_LEVEL: Final[Floats] = (np.exp(np.arange(32) / _LEVELS) - 1) / 4


@cache
def counts() -> Counts:
    """Return the packaged tables, read once a process."""
    return counts_from(DATA / "lexicons" / "counts.npz")


def counts_from(path: Path) -> Counts:
    """Return the tables of a file."""
    with np.load(path) as stored:
        letters = str(stored["letters"])
        single = DECODED[stored["single"]]
        count, kinds = (stored[name].astype(np.float64) for name in ("count", "kinds"))
        pairs, times = unpacked("pairs", stored), stored["pairs"]
        known = pairs[times >= _KNOWN]
        return Counts(
            letters,
            _numbers(letters),
            square(pairs, times),
            square(unpacked("couples", stored), stored["couples"]),
            stored["grams"],
            single,
            stored["share"].astype(np.float64),
            count,
            kinds,
            count + kinds,
            np.log(count + 1),
            float(np.log(count.sum())),
            np.log(single + 0.1),
            np.log((single + 0.1) / (count + 1)),
            sets(known),
            sets(turned(known)),
            sets(unpacked("best_after", stored)),
            sets(unpacked("best_before", stored)),
            _remnants(stored["longer"].astype(np.int64)),
        )


def stored_from(
    pairs: NDArray[np.uint8], couples: NDArray[np.uint8], after: Ints, before: Ints
) -> dict[str, NDArray[np.generic]]:
    """Return the squares as they are stored, with what is derived from them for quick loading.

    ``after`` and ``before`` are the best neighbours of every character. For each it is told how often it
    stands before another, how many follow it, and its share of all.
    """
    seen = DECODED[pairs.reshape(SIZE, SIZE)]
    share = seen.sum(0) + 0.05
    stored: dict[str, NDArray[np.generic]] = {
        "count": seen.sum(1),
        "kinds": np.minimum((seen > 0).sum(1), 400) + 1.0,
        "share": share / share.sum(),
    }
    for name, values in (("pairs", pairs), ("couples", couples)):
        cells = np.flatnonzero(values)
        stored |= {**packed(name, cells), name: values[cells]}
    for name, best in (("best_after", after), ("best_before", before)):
        stored |= packed(name, _listed(best))
    return stored


def _listed(members: Ints) -> Cells:
    """Return the cells of a list of members for every character; 0 stands for none."""
    cells = np.arange(SIZE).repeat(members.shape[1]) << BITS | members.ravel()
    return np.unique(cells[members.ravel() > 0])


def _numbers(letters: str) -> Ints:
    numbers = np.zeros(0x10000, np.int64)
    numbers[0x4E00:0xA000] = RARE
    numbers[0x3400:0x4DC0] = RARE
    numbers[np.frombuffer(letters.encode("utf-16-le"), np.uint16)] = np.arange(2, len(letters) + 2)
    return numbers


def _remnants(words: Ints) -> Remnants:
    first, second, third = words.T
    key = np.concatenate((second << BITS | third, first << BITS | third, first << BITS | second))
    lost = np.concatenate((first, second, third))
    order = np.argsort(key, kind="stable")
    return Remnants(key[order], lost[order], np.arange(3).repeat(len(words))[order])
