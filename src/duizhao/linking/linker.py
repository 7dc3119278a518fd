"""Which cause explains each problem, which measure answers it, and why we think so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from duizhao.linking.grams import Floats, grams
from duizhao.linking.layout import Layout, Target, layout
from duizhao.linking.reasons import shared_words
from duizhao.record import Link, LinkKind, Material, Problem

_TITLE_WEIGHT = 2.0
_THRESHOLD = 0.5
_BEST = 3


def link(material: Material) -> tuple[Link, ...]:
    """Return the links of a paper: for each problem its causes, then its measures, best first.

    A problem that nothing answers has no link. ``Link.score`` lies in (0, 1].
    """
    if not material.problems:
        return ()
    kinds: list[tuple[LinkKind, Sequence[Target]]] = []
    kinds += [("cause", material.causes), ("measure", material.measures)]
    found = [one for kind, targets in kinds if targets for one in _links(material, kind, targets)]
    order = {problem.id: place for place, problem in enumerate(material.problems)}
    return tuple(sorted(found, key=lambda one: (order[one.problem], one.kind, -one.score)))


def _links(material: Material, kind: LinkKind, targets: Sequence[Target]) -> Iterator[Link]:
    likeness = _likeness(material.problems, targets)
    arrangement = layout(material, targets, likeness)
    scores = _scores(likeness, arrangement)
    for row, problem in enumerate(material.problems):
        best = np.argsort(-scores[row], kind="stable")[:_BEST]
        for column in best[scores[row, best] >= _THRESHOLD]:
            target = targets[column]
            why = [arrangement.reason[row, column]] if (row, column) in arrangement.reason else []
            why += shared_words(_words(problem), _words(target))
            yield Link(problem.id, kind, target.id, round(float(scores[row, column]), 3), tuple(why))


def _scores(likeness: Floats, arrangement: Layout) -> Floats:
    text = likeness / (likeness + 0.08)
    both = 1 - (1 - text) * (1 - 0.9 * arrangement.strength)
    return np.where(arrangement.allowed, both, 0).astype(np.float32)


def _likeness(problems: Sequence[Problem], targets: Sequence[Target]) -> Floats:
    items: list[Problem | Target] = [*problems, *targets]
    texts = [words for item in items for words in (item.title or "", item.text)]
    counted = grams(texts)
    weight = np.tile(np.array([_TITLE_WEIGHT, 1.0], np.float32), len(items))
    counts = counted.counts(weight).reshape(len(items), 2, -1).sum(axis=1)
    spread = (counts > 0).sum(axis=0)
    vectors = np.log1p(counts) * np.log((1 + len(items)) / spread).astype(np.float32)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    product: Floats = vectors[: len(problems)] @ vectors[len(problems) :].T
    return product


def _words(item: Problem | Target) -> str:
    return f"{item.title or ''}\n{item.text}"
