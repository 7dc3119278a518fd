"""How the evidence for a pair becomes one score, and from which score on it is an answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

import numpy as np

from duizhao.data import DATA
from duizhao.linking.evidence import FEATURES
from duizhao.linking.grams import Floats
from duizhao.linking.layout import DECISIVE, Layout
from duizhao.linking.meaning import FEATURES as MEANING_FEATURES
from duizhao.record import LinkKind

Model = Literal["core", "semantic"]

_TABLE = DATA / "linking" / "weights.tsv"
# A decisive arrangement gives a pair at least this score, and its rivals in the same row stand back;
# a hint is so much more evidence (in logits).
_GIVEN: Final = 0.9
_RIVAL: Final = 0.6
_HINT: Final = 3.0


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
def scorer(kind: LinkKind, model: Model = "core") -> Scorer:
    """Return the scorer for causes or measures; "semantic" takes the features of meaning as well."""
    rows = [line.split("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines()[1:]]
    found = {name: float(value) for of, which, name, value in rows if (of, which) == (kind, model)}
    names = FEATURES if model == "core" else (*FEATURES, *MEANING_FEATURES)
    weights = [found[name] for name in names]
    return Scorer(np.array(weights, np.float32), found["intercept"], found["threshold"])


def arranged(scores: Floats, arrangement: Layout) -> Floats:
    """Return the scores after the paper's own arrangement has had its say."""
    strength = arrangement.strength
    given = 1 - (1 - scores) * (1 - _GIVEN * strength)
    odds = scores / np.maximum(1 - scores, 1e-6) * np.exp(_HINT * strength)
    decisive = strength >= DECISIVE
    rivals = odds / (1 + odds) * np.where(decisive.any(axis=1, keepdims=True), 1 - _RIVAL, 1)
    return np.where(arrangement.allowed, np.where(decisive, given, rivals), 0).astype(np.float32)
