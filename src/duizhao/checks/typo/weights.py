"""How sure a reading is, from its figures: trees whose answers add up to log odds.

They are made by ``benchmarks/checks/calibrate_typo.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from duizhao.data import DATA
from duizhao.lexicons.counts import Floats, Ints

# By slip, found on the clean development papers: sounds, near sounds, shapes, any other character, doubled, missing,
# swapped ones.
MORE: Final = np.array([0.0, -0.5, 0.3, 0.6, -0.7, -0.7, 0.0])


@dataclass(frozen=True)
class Trees:
    """Trees side by side, a row each; a leaf leads to itself. ``screen`` is a first weighing, for what is worth
    the trees: a weight a figure and last a constant."""

    figure: Ints
    most: Floats
    left: Ints
    right: Ints
    value: Floats
    start: float
    depth: int
    screen: Floats
    least: float

    def odds(self, figures: Floats) -> Floats:
        """Return the log odds of rows of figures; of what the first weighing leaves out, minus infinity.

        What a slip must have more to be as seldom wrong as the others is taken off.
        """
        odds: Floats = np.full(len(figures), -np.inf)
        worth = np.flatnonzero(figures @ self.screen[:-1] + self.screen[-1] >= self.least)
        if len(worth):
            odds[worth] = self._sum(figures[worth]) - figures[worth, : len(MORE)] @ MORE
        return odds

    def _sum(self, figures: Floats) -> Floats:
        # The tables are read flat: ``take`` is several times as fast as indexing by row and column.
        root = np.arange(0, self.figure.size, self.figure.shape[1])
        node = np.tile(root, (len(figures), 1))
        row = np.arange(0, figures.size, figures.shape[1])[:, None]
        for _ in range(self.depth):
            goes_left = figures.take(row + self.figure.take(node)) <= self.most.take(node)
            node = root + np.where(goes_left, self.left.take(node), self.right.take(node))
        total: Floats = self.value.take(node).sum(1) + self.start
        return total


@cache
def trees() -> Trees:
    """Return the packaged trees, read once a process."""
    source = DATA / "lexicons" / "typo_weights.npz"
    with np.load(source) as stored:
        return Trees(
            _whole(stored["figure"]),
            stored["most"].astype(np.float64),
            _whole(stored["left"]),
            _whole(stored["right"]),
            stored["value"].astype(np.float64),
            float(stored["start"]),
            int(stored["depth"]),
            stored["screen"].astype(np.float64),
            float(stored["least"]),
        )


def _whole(numbers: NDArray[np.generic]) -> Ints:
    return numbers.astype(np.int64)
