"""How the evidence for a pair becomes one score, and from which score on it is an answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

import numpy as np

from duizhao.data import DATA
from duizhao.linking.evidence import FEATURES, lead
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
# What a second look at all scores of a paper goes by.
SECOND_LOOK: Final = (
    "own",  # the score of the first look, in logits
    "free",  # how little the target is taken by its best other problem
    "ahead",  # the score before the second best target of the same problem
    "beside",  # the score of the problem next in order with the same target
)
_LEAST: Final = 1e-4  # keeps logits finite


@dataclass(frozen=True, slots=True)
class Scorer:
    """A calibrated logistic: ``weights`` in the order of the features; ``threshold`` parts answers from none.

    ``second`` and ``second_intercept`` weigh what ``SECOND_LOOK`` names. Figures come from
    ``benchmarks/linking/calibrate.py`` on the development papers.
    """

    weights: Floats
    intercept: float
    second: Floats
    second_intercept: float
    threshold: float

    def score(self, features: Floats) -> Floats:
        """Return scores in (0, 1) for a (problems, targets, features) array."""
        return _logistic(features @ self.weights + self.intercept)

    def settled(self, scores: Floats, arrangement: Layout) -> Floats:
        """Return the scores in the light of one another; what the arrangement decides stays decided."""
        found = _logistic(second_look(scores) @ self.second + self.second_intercept)
        settled: Floats = np.where(arrangement.strength >= DECISIVE, np.maximum(found, scores), found)
        return np.where(arrangement.allowed, settled, 0).astype(np.float32)


def second_look(scores: Floats) -> Floats:
    """Return the (problems, targets, ``SECOND_LOOK``) figures of the scores of a paper."""
    sure = np.clip(scores, _LEAST, 1 - _LEAST)
    rest = np.zeros((1, scores.shape[1]), scores.dtype)
    beside = np.maximum(np.vstack((rest, scores[:-1])), np.vstack((scores[1:], rest)))
    figures: Floats = np.stack(
        (np.log(sure / (1 - sure)), 1 - _best_other(scores), lead(scores), beside), axis=-1
    )
    return figures


def _best_other(scores: Floats) -> Floats:
    """Return the best score that another problem has with the same target, 0 where there is none."""
    if len(scores) < 2:
        return np.zeros_like(scores)
    second, first = np.partition(scores, -2, axis=0)[-2:]
    best: Floats = np.where(scores == first, second, first)
    return best


def _logistic(inner: Floats) -> Floats:
    scores: Floats = (1 / (1 + np.exp(-np.clip(inner, -30, 30)))).astype(np.float32)
    return scores


@cache
def scorer(kind: LinkKind, model: Model = "core") -> Scorer:
    """Return the scorer for causes or measures; "semantic" takes the features of meaning as well."""
    rows = [line.split("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines()[1:]]
    found = {name: float(value) for of, which, name, value in rows if (of, which) == (kind, model)}
    names = FEATURES if model == "core" else (*FEATURES, *MEANING_FEATURES)
    weights = [found[name] for name in names]
    second = np.array([found[name] for name in SECOND_LOOK], np.float32)
    return Scorer(
        np.array(weights, np.float32),
        found["intercept"],
        second,
        found["second_intercept"],
        found["threshold"],
    )


def arranged(scores: Floats, arrangement: Layout) -> Floats:
    """Return the scores after the paper's own arrangement has had its say."""
    strength = arrangement.strength
    given = 1 - (1 - scores) * (1 - _GIVEN * strength)
    odds = scores / np.maximum(1 - scores, 1e-6) * np.exp(_HINT * strength)
    decisive = strength >= DECISIVE
    rivals = odds / (1 + odds) * np.where(decisive.any(axis=1, keepdims=True), 1 - _RIVAL, 1)
    return np.where(arrangement.allowed, np.where(decisive, given, rivals), 0).astype(np.float32)
