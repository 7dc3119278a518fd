"""How many planted passages a comparison finds, and how many it reports where nothing was planted."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.overlap.papers import Corpus, Planted

from duizhao.overlap import Index, Text, add_to_index, compare
from duizhao.record import Pair

FOUND = 0.6  # a planted passage is found where this part of it, in both papers, lies in reported ones


@dataclass(frozen=True, slots=True)
class Result:
    """``passages`` planted and ``found``; ``covered`` of what was planted; ``false`` passages reported."""

    passages: int
    found: int
    covered: float
    false: int
    false_pairs: int

    @property
    def recall(self) -> float:
        """The part of the planted passages that was found."""
        return self.found / self.passages if self.passages else 1.0


def measure(corpus: Corpus) -> Result:
    """Compare the papers of a corpus and count."""
    papers = [Text(paper.name, paper.text) for paper in corpus.papers]
    return judge(corpus, compare(papers).pairs)


def measure_stored(corpus: Corpus) -> Result:
    """Store the papers that nothing was put into, compare the others against the index, and count."""
    receivers = {each.b for each in corpus.planted} or set(range(len(corpus.papers) // 2))
    texts = [Text(paper.name, paper.text) for paper in corpus.papers]
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        add_to_index(index, [text for at, text in enumerate(texts) if at not in receivers])
        found = compare([texts[at] for at in sorted(receivers)], against=[Index(index)]).pairs
    number = {text.path: at for at, text in enumerate(texts)}
    # ``judge`` names the paper with the smaller number first.
    pairs = [_turned(pair) if number[pair.a] > number[pair.b] else pair for pair in found if pair.stored]
    return judge(corpus, pairs)


def judge(corpus: Corpus, pairs: Sequence[Pair]) -> Result:
    """Count what ``pairs`` found of what was planted; ``false`` counts pairs in which nothing was planted."""
    number = {paper.name: at for at, paper in enumerate(corpus.papers)}
    reported: dict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
    for pair in pairs:
        a, b = number[pair.a], number[pair.b]
        for passage in pair.passages:
            reported[a, b].add((a, passage.a.start))
            for paper, span in ((a, passage.a), (b, passage.b)):
                reported[a, b] |= {(paper, at) for at in range(*span)}
    found, covered, planted = 0, 0, 0
    for each in corpus.planted:
        part = min(_part(each, reported, each.a, each.span_a), _part(each, reported, each.b, each.span_b))
        found += part >= FOUND
        covered += part * (each.span_b[1] - each.span_b[0])
        planted += each.span_b[1] - each.span_b[0]
    sources = defaultdict(set)
    for each in corpus.planted:
        sources[each.a].add(each.b)
    related = {frozenset((each.a, each.b)) for each in corpus.planted}
    for source, receivers in sources.items():
        related |= {frozenset((a, b)) for a in receivers | {source} for b in receivers | {source}}
    false = [pair for pair in pairs if frozenset((number[pair.a], number[pair.b])) not in related]
    return Result(
        passages=len(corpus.planted),
        found=found,
        covered=covered / planted if planted else 1.0,
        false=sum(len(pair.passages) for pair in false),
        false_pairs=len(false),
    )


def _turned(pair: Pair) -> Pair:
    passages = tuple(replace(each, a=each.b, b=each.a) for each in pair.passages)
    return replace(pair, a=pair.b, b=pair.a, share_a=pair.share_b, share_b=pair.share_a, passages=passages)


def _part(
    each: Planted, reported: dict[tuple[int, int], set[tuple[int, int]]], paper: int, span: tuple[int, int]
) -> float:
    places = reported[min(each.a, each.b), max(each.a, each.b)]
    return sum((paper, at) in places for at in range(*span)) / (span[1] - span[0])
