"""Which subjects a text speaks of, whatever words it uses for them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from duizhao.data import DATA
from duizhao.linking.background import background
from duizhao.linking.grams import Floats, Ints, Letters, WordRuns, word_runs

_FOLDER = DATA / "linking"
_SIEVE: Final = 1 << 16
DIMENSION_TITLE: Final = 14  # a longer title speaks for itself
DIMENSION_WEIGHT: Final = 0.3
_LONGEST: Final = 4  # longer expressions are looked for by their first four characters


@dataclass(frozen=True, slots=True)
class Concept:
    """One subject of the genre: ``kind`` is "matter" (a field of work), "spirit" (an attitude) or "way"
    (how work is done); ``expressions`` are the words that betray it; the examples each hold one of them."""

    id: str
    name: str
    kind: str
    group: str
    expressions: tuple[str, ...]
    problem: str
    measure: str


@dataclass(frozen=True, slots=True)
class Hits:
    """Expressions found: for each, the text and its place among ``Concepts.words``; unique, ascending."""

    text: Ints
    word: Ints


@dataclass(frozen=True, slots=True)
class _Starts:
    """Beginnings of expressions, ascending: ``keys[i]`` begins ``words[first[i] : first[i + 1]]``."""

    length: int
    keys: Ints
    first: Ints
    words: Ints
    sieve: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Concepts:
    """The table, ready for finding. ``words`` holds each expression once for each concept it speaks of;
    ``weights`` (0 to 1) is low for common words and for words of many concepts; ``dimensions`` leads from
    words of short titles to places in the table."""

    table: tuple[Concept, ...]
    words: tuple[str, ...]
    lengths: Ints
    concept_of: Ints
    weights: Floats
    starts: tuple[_Starts, ...]
    dimensions: tuple[tuple[str, Ints], ...]

    def find(self, numbered: Letters) -> Hits:
        """Return the expressions that stand in each text, save those that are part of a longer one."""
        runs = numbered.runs(_LONGEST)
        found = [_find(numbered, runs[starts.length - 1], starts, self.words) for starts in self.starts]
        place, word = (np.concatenate(column) for column in zip(*found, strict=True))
        kept = _outermost(place, place + self.lengths[word])
        size = len(self.words)
        both = np.unique(numbered.owner[place[kept]] * size + word[kept])
        return Hits(both // size, both % size)

    def strength(self, hits: Hits, texts: int) -> Floats:
        """Return the (texts, concepts) matrix of how strongly each text speaks of each concept."""
        size = len(self.table)
        place = hits.text * size + self.concept_of[hits.word]
        flat = np.bincount(place, self.weights[hits.word], texts * size)
        return flat.reshape(texts, size).astype(np.float32)


@cache
def concepts() -> Concepts:
    """Return the shipped table, read once a process."""
    lines = (_FOLDER / "concepts.tsv").read_text(encoding="utf-8").splitlines()[1:]
    table = tuple(_concept(line) for line in lines)
    words = [word for concept in table for word in concept.expressions]
    concept_of = np.repeat(np.arange(len(table)), [len(concept.expressions) for concept in table])
    runs = word_runs(words, _LONGEST)
    lengths = np.array([len(word) for word in words])
    known = np.minimum(lengths, _LONGEST)
    starts = tuple(_starts(runs, np.flatnonzero(known == length), length) for length in (2, 3, 4))
    return Concepts(
        table, tuple(words), lengths, concept_of, _weights(words, runs), starts, _dimensions(table)
    )


def _dimensions(table: tuple[Concept, ...]) -> tuple[tuple[str, Ints], ...]:
    """Return the words of short titles (在思想方面) with the places of the concepts they stand for."""
    place = {concept.id: number for number, concept in enumerate(table)}
    lines = (_FOLDER / "dimensions.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    return tuple((word, np.array([place[name] for name in names.split()])) for word, names in rows)


def _concept(line: str) -> Concept:
    identifier, name, kind, group, words, problem, measure = line.split("\t")
    return Concept(identifier, name, kind, group, tuple(words.split("、")), problem, measure)


def _weights(words: list[str], runs: WordRuns) -> Floats:
    """A word weighs as much as its rarest pair of characters, less where it speaks of several concepts."""
    known = background()
    pairs = [runs.at(place, 2) for place in range(3)]
    rarest = np.max([np.where(pair > 0, known.weigh(pair), 0) for pair in pairs], axis=0)
    count = Counter(words)
    weights: Floats = (rarest / known.rare / np.sqrt([count[word] for word in words])).astype(np.float32)
    return weights


def _starts(all_runs: WordRuns, chosen: Ints, length: int) -> _Starts:
    runs = all_runs.at(0, length)[chosen]
    order = np.argsort(runs, kind="stable")
    keys, first = np.unique(runs[order], return_index=True)
    sieve = np.zeros(_SIEVE, np.bool_)
    sieve[_bucket(keys)] = True
    sieve[0] = False  # marks are number 0
    return _Starts(length, keys, np.append(first, len(order)), chosen[order], sieve)


def _find(numbered: Letters, runs: Ints, starts: _Starts, words: tuple[str, ...]) -> tuple[Ints, Ints]:
    places = np.flatnonzero(starts.sieve.take(_bucket(runs)))
    key = np.minimum(np.searchsorted(starts.keys, runs[places]), len(starts.keys) - 1)
    met = starts.keys[key] == runs[places]
    places, key = places[met], key[met]
    many = starts.first[key + 1] - starts.first[key]
    within = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    found = starts.words[np.repeat(starts.first[key], many) + within]
    place = np.repeat(places, many)
    if starts.length == _LONGEST:
        whole = [
            len(words[word]) == _LONGEST or numbered.joined.startswith(words[word], begin)
            for word, begin in zip(found.tolist(), place.tolist(), strict=True)
        ]
        found, place = found[whole], place[whole]
    return place, found


def _outermost(start: Ints, end: Ints) -> NDArray[np.bool_]:
    """Tell which ranges lie inside no longer one; equal ranges stand side by side."""
    order = np.lexsort((-end, start))
    start, end = start[order], end[order]
    reach = np.maximum.accumulate(end)
    before = np.append(-1, reach[:-1])
    same = np.append(False, (start[1:] == start[:-1]) & (end[1:] == end[:-1]))
    inside = (end <= before) & ~same
    first = np.maximum.accumulate(np.where(same, 0, np.arange(len(order))))
    kept = np.empty(len(order), np.bool_)
    kept[order] = ~inside[first]
    return kept


def _bucket(runs: Ints) -> Ints:
    mixed: Ints = (runs * 40_503 ^ runs >> 17) & (_SIEVE - 1)
    return mixed
