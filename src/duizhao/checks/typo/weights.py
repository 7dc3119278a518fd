"""How sure a reading is, from its figures: trees whose answers add up to log odds.

They are made by ``benchmarks/checks/calibrate_typo.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

import numpy as np
from numpy.typing import NDArray

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
        trees = np.arange(len(self.figure))
        node = np.zeros((len(figures), len(trees)), np.int64)
        rows = np.arange(len(figures))[:, None]
        for _ in range(self.depth):
            goes_left = figures[rows, self.figure[trees, node]] <= self.most[trees, node]
            node = np.where(goes_left, self.left[trees, node], self.right[trees, node])
        total: Floats = self.value[trees, node].sum(1) + self.start
        return total


@cache
def trees() -> Trees:
    """Return the packaged trees, read once a process."""
    source = resources.files("duizhao") / "data" / "lexicons" / "typo_weights.npz"
    with resources.as_file(source) as path, np.load(path) as stored:
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
