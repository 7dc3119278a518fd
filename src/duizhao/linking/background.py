"""How common each character and character pair is in papers of this kind."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from duizhao.data import DATA
from duizhao.linking.grams import Floats, Ints, word_runs

_FOLDER = DATA / "linking"


@dataclass(frozen=True, slots=True)
class Background:
    """Weights of grams (natural logarithms of 1 / share of items): ``names`` ascend; the rest is ``rare``."""

    names: Ints
    weights: Floats
    rare: float

    def weigh(self, names: Ints) -> Floats:
        """Return the weight of each gram, high for the rare ones."""
        place = np.minimum(np.searchsorted(self.names, names), len(self.names) - 1)
        known = self.names.take(place) == names
        return np.where(known, self.weights.take(place), self.rare).astype(np.float32)


@cache
def background() -> Background:
    """Return the shipped table, read once a process."""
    words = (_FOLDER / "background.tsv").read_text(encoding="utf-8").split()[2:]
    grams = words[::2]
    runs = word_runs(grams, 2)
    names = np.where(runs.at(0, 2) > 0, runs.at(0, 2), runs.at(0, 1))
    weights = np.array(words[1::2], np.float32)
    order = np.argsort(names)
    return Background(names[order], weights[order], float(weights.max()) + 0.3)


@cache
def stock() -> frozenset[str]:
    """Return the stock words and standing formulas: they stand in every paper and explain nothing."""
    lines = (_FOLDER / "formulas.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return frozenset(line.split("\t")[1] for line in lines)
