"""How much of a shared wording counts: none of a standing one, little of a common one, all of a paper's own.

A wording that stands in many papers of different units is a formula. But where one paper was copied by many,
its text stands in many papers too. Two things tell them apart: formulas are short and stand alone, and two
papers that both use formulas share about as many of them as chance would have it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from duizhao.overlap.batch import Batch
from duizhao.overlap.shingles import SEED_SIZE, Hashes, run_hashes

FEWEST_UNITS: Final = 8  # in a smaller batch nothing is called common: there is too little to count
COMMON_UNITS: Final = 4  # a wording is common from so many units of the sample on
SAMPLE: Final = 1_000  # units in which wordings are counted; so many tell how common one is
PER_BIT: Final = (
    1.5  # a wording that half the units use counts as so many characters, a quarter twice as many
)
NEARLY_ALL: Final = 0.25  # from this part of the units on a wording does not count
FORMULA: Final = 30  # characters of a formula, for reckoning how many two papers share
LONG: Final = 120  # equal common characters in a row that are no formula, unless most papers have them ...
MOST: Final = 0.6
VERY_LONG: Final = 300  # ... and no formula even then
FULL: Final = 255  # the worth of a character that counts as one

_HIGH: Final = np.uint64(32)
_SHELF_SHIFT: Final = np.uint32(6)
_SLICE: Final = 1 << 22
_STEPS: Final = 8  # levels per doubling


@dataclass(frozen=True, slots=True)
class Commonness:
    """``levels[i]`` says how many units use the wording at code i of the batch, 0 for few; ``worth[i]`` how
    much of a character it counts as, in 255ths.

    ``expected[p]`` is how much common wording paper p shares with another one by chance, what more than
    NEARLY_ALL use left aside. Units are counted in a sample of the papers; ``shelf`` has the level of every
    hash, by its first bits.
    """

    levels: NDArray[np.uint8]
    worth: NDArray[np.uint8]
    expected: NDArray[np.float64]
    shelf: NDArray[np.uint8]
    sampled: int

    @staticmethod
    def of(batch: Batch, units: NDArray[np.int32]) -> Commonness:
        """Count the wordings of a batch; ``units[p]`` is the unit of paper p, papers of a unit together.

        Levels and worth are blank until ``note`` and ``weigh`` were called.
        """
        number, firsts = np.unique(units, return_index=True)
        shelf = np.zeros(1, dtype=np.uint8)
        stride = max(1, -(-number.size // SAMPLE))
        taken = number[::stride]
        if number.size >= FEWEST_UNITS:
            shelf = _shelf(batch, np.append(firsts, units.size), np.arange(0, number.size, stride))
        return Commonness(
            levels=np.zeros(batch.codes.size, dtype=np.uint8),
            worth=np.full(batch.codes.size, FULL, dtype=np.uint8),
            expected=np.zeros(batch.starts.size),
            shelf=shelf,
            sampled=int(taken.size),
        )

    def note(self, start: int, hashes: Hashes) -> None:
        """Note the levels of the codes from ``start`` on, whose seeds have these hashes."""
        if self.shelf.size == 1:
            return
        levels = np.zeros(hashes.size + SEED_SIZE - 1, dtype=np.uint8)
        levels[: hashes.size] = self.shelf[hashes >> _SHELF_SHIFT]
        width = 1
        while width < SEED_SIZE:  # each code has the highest level of the seeds over it
            levels[width:] = np.maximum(levels[width:], levels[:-width])
            width *= 2
        self.levels[start : start + levels.size] = levels

    def weigh(self, batch: Batch) -> None:
        """Work out what every code is worth, the batch's flags and the levels being known."""
        self.levels[batch.flags != 0] = 0
        self.worth[batch.flags != 0] = 0
        table = self.shares()
        table[table >= NEARLY_ALL] = 0.0
        for paper in range(batch.starts.size if self.shelf.size > 1 else 0):
            self.expected[paper] = table[self.levels[batch.range(paper)]].sum()
        for start in range(0, self.levels.size, _SLICE):
            self._weigh(slice(start, start + _SLICE))

    def shares(self) -> NDArray[np.float32]:
        """Return which part of the other units uses a wording of each level, 0 for rare ones."""
        level = np.arange(256)
        units = COMMON_UNITS * 2.0 ** ((level - 1) / _STEPS)
        shares = np.where(level == 0, 0.0, np.minimum(1.0, (units - 1) / max(1, self.sampled - 1)))
        return shares.astype(np.float32)

    @property
    def free_level(self) -> int:
        """The level from which on a wording does not count."""
        return int(np.searchsorted(self.shares(), NEARLY_ALL))

    @property
    def most_level(self) -> int:
        """The level from which on most units use a wording."""
        return int(np.searchsorted(self.shares(), MOST))

    def _weigh(self, part: slice) -> None:
        # A common wording is worth as much as its rarest part is surprising, whatever its length.
        levels = self.levels[part]
        at = np.flatnonzero(levels)
        if not at.size:
            return
        begins = np.flatnonzero(np.diff(at, prepend=-2) > 1)
        length = np.diff(begins, append=at.size)
        share = self.shares()[np.minimum.reduceat(levels[at], begins)]
        worth = np.where(share < NEARLY_ALL, PER_BIT * -np.log2(np.maximum(share, 1e-9)) / length, 0.0)
        self.worth[part][at] = np.repeat((np.minimum(1.0, worth) * FULL).astype(np.uint8), length)


def _shelf(batch: Batch, borders: NDArray[np.int64], units: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Return the level of every hash by its first bits, counted in some units; a unit counts once."""
    parts: list[NDArray[np.uint64]] = []
    for unit in units.tolist():
        papers = range(int(borders[unit]), int(borders[unit + 1]))
        hashes = np.concatenate([run_hashes(batch.of(paper), SEED_SIZE) for paper in papers])
        parts.append(
            (np.unique(hashes) if len(papers) > 1 else hashes).astype(np.uint64) << _HIGH | np.uint64(unit)
        )
    keys = np.concatenate(parts)
    keys.sort()
    fresh = np.ones(keys.size, dtype=np.bool_)
    fresh[1:] = keys[1:] != keys[:-1]  # a wording counts once in a unit
    hashes = (keys[fresh] >> _HIGH).astype(np.uint32)
    begins = np.flatnonzero(np.diff(hashes, prepend=np.uint32(~hashes[0])) != 0)
    count = np.diff(begins, append=hashes.size)
    common = count >= COMMON_UNITS
    levels = np.minimum(np.log2(count[common] / COMMON_UNITS) * _STEPS + 1, 255).astype(np.uint8)
    shelf = np.zeros(1 << (32 - int(_SHELF_SHIFT)), dtype=np.uint8)
    places = hashes[begins[common]] >> _SHELF_SHIFT
    order = np.argsort(levels, kind="stable")
    shelf[places[order]] = levels[order]
    return shelf


def is_too_long(common: NDArray[np.int64], by_most: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say which stretches with so many equal common characters are too long for a formula.

    ``by_most`` is the part of them that most units use.
    """
    return (common - by_most >= LONG) | (common >= VERY_LONG)


def is_beyond_chance(
    shared: NDArray[np.int64], expected: NDArray[np.float64], *, deviations: float = 3
) -> NDArray[np.bool_]:
    """Say where two papers share far more common wording (``shared`` characters) than chance explains.

    What more than NEARLY_ALL use is left out of both counts.
    """
    # Formulas come like rare events, so their number has its own mean as its variance.
    count = expected / FORMULA
    return shared / FORMULA >= count + deviations * (np.sqrt(count) + 1)
