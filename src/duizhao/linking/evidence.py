"""How much of each problem a cause or a measure takes up: the figures that the score is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from duizhao.linking.background import background
from duizhao.linking.concepts import DIMENSION_TITLE, DIMENSION_WEIGHT, Concepts, Hits, concepts
from duizhao.linking.grams import PAIRS, Floats, Ints, Letters, letters
from duizhao.record import Cause, Measure, Problem

Target = Cause | Measure

FEATURES: Final = (
    "words",  # root of the share of the problem's own characters and pairs that the target repeats
    "likeness",  # root of the cosine of the two texts
    "title_subjects",  # share of the concepts of the problem's title that the target speaks of
    "aspect_subjects",  # share of the concepts of the aspect's title that the target speaks of
    "best_of_target",  # words, likeness and concepts together, against the best problem of the same target
    "lead",  # the same, before the second best target of the same problem
    "place",  # both at the same height of their lists, as far as the texts of the paper keep that order
)

# A title says what the item is about; a lone character says less than a pair.
# Chosen on the development papers.
_TITLE_WEIGHT, _SINGLE_WEIGHT, _SINGLE_COVER = 1.5, 0.8, 0.3
_CLEAR: Final = 0.5  # a concept of this strength is spoken of beyond doubt
_FIELDS: Final = 2  # title and text
_LITTLE: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Reading:
    """The items of a paper, counted: problems first, then targets.

    ``grams`` and ``subjects`` are (items, …) of length 1, so that their products are cosines; ``present``
    (items, grams) and ``spoken`` (items, concepts) tell from 0 to 1 whether an item has it. The rows of
    ``shares`` (problems, grams), ``title_subjects`` and ``aspects`` (problems, concepts) add up to 1.
    Grams are those that two items share.
    ``hits`` are numbered by text: title, text, title, text, …
    """

    problems: int
    grams: Floats
    present: Floats
    shares: Floats
    subjects: Floats
    spoken: Floats
    title_subjects: Floats
    aspects: Floats
    hits: Hits


def read(problems: Sequence[Problem], targets: Sequence[Target]) -> Reading:
    """Count what the evidence needs; one pass over all texts."""
    items: list[Problem | Target] = [*problems, *targets]
    texts = [words for item in items for words in (item.title or "", item.text)]
    aspects = list(dict.fromkeys(_aspect(problem) for problem in problems))
    numbered, known = letters(texts + aspects), concepts()
    hits = known.find(numbered)
    strength = known.strength(hits, numbered.texts)
    fields = strength[: len(texts)].reshape(len(items), _FIELDS, -1)
    fields[len(problems) :, 0] += _dimensions(known, targets)
    subjects = np.log1p(_TITLE_WEIGHT * fields[:, 0] + fields[:, 1])
    which = [len(texts) + aspects.index(_aspect(problem)) for problem in problems]
    grams, present, shares = _grams(numbered, len(items), len(problems))
    return Reading(
        problems=len(problems),
        grams=grams,
        present=present,
        shares=shares,
        subjects=_unit(subjects),
        spoken=np.minimum(subjects / _CLEAR, 1),
        title_subjects=_whole(fields[: len(problems), 0]),
        aspects=_whole(strength[which]),
        hits=hits,
    )


@dataclass(frozen=True, slots=True)
class Evidence:
    """(problems, targets, features) figures, and the (problems, targets) sum of words, likeness, concepts."""

    features: Floats
    together: Floats


def evidence(reading: Reading, columns: slice) -> Evidence:
    """Return what speaks for a link of each problem with the targets of ``columns``."""
    rows = slice(0, reading.problems)
    words = reading.shares @ reading.present[columns].T
    likeness = reading.grams[rows] @ reading.grams[columns].T
    subjects = reading.subjects[rows] @ reading.subjects[columns].T
    spoken = reading.spoken[columns].T
    together = words + likeness + subjects
    found = {
        "words": np.sqrt(words),
        "likeness": np.sqrt(likeness),
        "title_subjects": reading.title_subjects @ spoken,
        "aspect_subjects": reading.aspects @ spoken,
        "best_of_target": together / np.maximum(together.max(axis=0, keepdims=True), _LITTLE),
        "lead": lead(together),
        "place": _place(words + subjects),
    }
    return Evidence(np.stack([found[name] for name in FEATURES], axis=-1), together)


def lead(figures: Floats) -> Floats:
    """Return by how much each figure leads the best other one of its row; one alone leads by all it has."""
    if figures.shape[1] < 2:
        return figures
    second, first = np.partition(figures, -2, axis=1)[:, -2:].T
    ahead: Floats = figures - np.where(figures == first[:, None], second[:, None], first[:, None])
    return ahead


def _grams(numbered: Letters, items: int, problems: int) -> tuple[Floats, Floats, Floats]:
    """Return vectors, presence and shares (see Reading) of the characters and pairs of the items.

    Grams weigh more when rare in papers of this kind and not in every item of this one.
    """
    cells = _cells(numbered, items)
    spread = np.bincount(cells.column)
    local = np.log((1 + items) / spread) / np.log(1 + items)
    pair = cells.names > PAIRS
    weight = background().weigh(cells.names) * np.where(pair, 1, _SINGLE_WEIGHT) * local
    vector = np.log1p(cells.count) * weight.take(cells.column)
    share = vector * np.where(pair, 1, _SINGLE_COVER / _SINGLE_WEIGHT).take(cells.column)
    length = np.sqrt(np.bincount(cells.row, vector**2, items)) + _LITTLE
    whole = np.bincount(cells.row, share, items) + _LITTLE
    shared = spread > 1
    kept, place = np.flatnonzero(shared.take(cells.column)), np.cumsum(shared) - 1
    row, width = cells.row.take(kept), int(shared.sum())
    cell = row * width + place.take(cells.column.take(kept))
    dense = np.zeros((3, items * width), np.float32)
    dense[0, cell] = vector.take(kept) / length.take(row)
    dense[1, cell] = 1
    dense[2, cell] = share.take(kept) / whole.take(row)
    vectors, present, shares = dense.reshape(3, items, width)
    return vectors, present, shares[:problems]


@dataclass(frozen=True, slots=True)
class _Cells:
    """The grams of the items, ascending, and where each stands: how often ``column`` occurs in ``row``."""

    names: Ints
    row: Ints
    column: Ints
    count: Floats


def _cells(numbered: Letters, items: int) -> _Cells:
    """Count grams by item, titles counting for more; one sort does it all."""
    end = int(np.searchsorted(numbered.owner, items * _FIELDS))
    singles, pairs = (runs[:end] for runs in numbered.runs(2))
    bits = (items * _FIELDS).bit_length()  # of a text's number; the last bit tells title and text apart
    single, pair = np.flatnonzero(singles), np.flatnonzero(pairs)
    text = numbered.owner
    codes = np.concatenate((singles[single] << bits | text[single], pairs[pair] << bits | text[pair]))
    codes.sort()
    begin = _changes(codes)
    count = np.diff(np.append(begin, len(codes)))
    codes = codes[begin]
    count = count * np.where(codes & 1 == 0, _TITLE_WEIGHT, 1)
    cells = codes >> 1
    first = _changes(cells)
    cells = cells[first]
    gram = cells >> bits - 1
    new = _changes(gram)
    column = np.repeat(np.arange(len(new)), np.diff(np.append(new, len(gram))))
    count = np.add.reduceat(count, first) if len(first) else count
    return _Cells(gram[new], cells & (1 << bits - 1) - 1, column, count.astype(np.float32))


def _changes(ordered: Ints) -> Ints:
    """Return the places where a new value begins."""
    if not len(ordered):
        return np.zeros(0, np.int64)
    return np.append(0, np.flatnonzero(ordered[1:] != ordered[:-1]) + 1)


def _dimensions(known: Concepts, targets: Sequence[Target]) -> Floats:
    """Return the concepts that a short title such as 在思想方面 stands for, (targets, concepts)."""
    found = np.zeros((len(targets), len(known.table)), np.float32)
    for row, target in enumerate(targets):
        if target.title and len(target.title) <= DIMENSION_TITLE:
            for word, numbers in known.dimensions:
                if word in target.title:
                    found[row, numbers] += DIMENSION_WEIGHT
    return found


def _place(together: Floats) -> Floats:
    """Return how near the heights of problem and target are, times how well the paper keeps to that order."""
    rows, columns = together.shape
    if rows < 3 or columns < 2:
        return np.zeros_like(together)
    heights = (np.arange(rows)[:, None] + 0.5) / rows - (np.arange(columns)[None] + 0.5) / columns
    nearness = _centred(1 - np.abs(heights))
    texts = _centred(together)
    scale = np.sqrt((nearness**2).sum() * (texts**2).sum()) + 1e-9
    placed: Floats = nearness * np.float32(max(0.0, (nearness * texts).sum() / scale))
    return placed


def _centred(figures: Floats) -> Floats:
    centred: Floats = figures - figures.mean(axis=1, keepdims=True)
    return centred


def _unit(rows: Floats) -> Floats:
    """Return rows of length 1 (rows of zeros stay)."""
    unit: Floats = rows / np.maximum(np.sqrt((rows * rows).sum(axis=1, keepdims=True)), _LITTLE)
    return unit


def _whole(strength: Floats) -> Floats:
    """Return rows of damped strengths that add up to 1 (rows of zeros stay)."""
    damped = np.log1p(strength)
    whole: Floats = damped / np.maximum(damped.sum(axis=1, keepdims=True), _LITTLE)
    return whole


def _aspect(problem: Problem) -> str:
    return problem.aspect.title if problem.aspect else ""
