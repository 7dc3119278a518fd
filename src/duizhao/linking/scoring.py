"""How the evidence for a pair becomes one score, and from which score on it is an answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

import numpy as np

from duizhao.linking.evidence import FEATURES
from duizhao.linking.grams import Floats
from duizhao.linking.layout import Layout
from duizhao.record import LinkKind

_TABLE = resources.files("duizhao") / "data" / "linking" / "weights.tsv"
# A pair that the arrangement gives has at least this score; its rivals in the same row stand back.
_GIVEN: Final = 0.9
_RIVAL: Final = 0.6


@dataclass(frozen=True, slots=True)
class Scorer:
    """A calibrated logistic: ``weights`` in the order of the features; ``threshold`` parts answers from none.

    Figures come from ``benchmarks/linking/calibrate.py`` on the development papers.
    """

    weights: Floats
    intercept: float
    threshold: float

    def score(self, features: Floats) -> Floats:
        """Return scores in (0, 1) for a (problems, targets, features) array."""
        inner = features @ self.weights + self.intercept
        scores: Floats = (1 / (1 + np.exp(-np.clip(inner, -30, 30)))).astype(np.float32)
        return scores


@cache
def scorer(kind: LinkKind, model: str = "core") -> Scorer:
    """Return the scorer for causes or measures; ``model`` is "core" or "semantic"."""
    rows = [line.split("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines()[1:]]
    found = {name: float(value) for of, which, name, value in rows if (of, which) == (kind, model)}
    weights = [found[name] for name in (*FEATURES, *(SEMANTIC if model == "semantic" else ()))]
    return Scorer(np.array(weights, np.float32), found["intercept"], found["threshold"])


SEMANTIC: Final = ("meaning", "meaning_lead", "meaning_best")


def arranged(scores: Floats, arrangement: Layout) -> Floats:
    """Return the scores after the paper's own arrangement has had its say."""
    strength = arrangement.strength
    given = 1 - (1 - scores) * (1 - _GIVEN * strength)
    rivals = scores * (1 - _RIVAL * strength.max(axis=1, keepdims=True))
    both = np.where(strength > 0, given, rivals)
    return np.where(arrangement.allowed, both, 0).astype(np.float32)
