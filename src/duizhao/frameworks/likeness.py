"""How like a title as a unit wrote it and a criterion are, and in which words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from duizhao.frameworks.framework import Criterion, Framework
from duizhao.frameworks.titles import core, pieces

# A keyword inside a title is nearly as good as the title itself.
_KEYWORD: Final = 0.9
# A title made of two-character words that all stand in the criterion (党性作风: 增强党性、…、砥砺作风).
_PUT_TOGETHER: Final = 0.7
# Two characters alone (政治, 作风) say little, four (凝心铸魂) say nearly everything.
_ENOUGH: Final = 3.0


@dataclass(frozen=True, slots=True)
class Words:
    """A wording as it is compared: without marks, its pairs of neighbouring characters, how much they say."""

    bare: str
    grams: frozenset[str]
    weight: float


@dataclass(frozen=True, slots=True)
class Profile:
    """A criterion as it is compared: its title and aliases, and its keywords without marks."""

    criterion: Criterion
    forms: tuple[Words, ...]
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """How much a pair of neighbouring characters says: the fewer criteria sets have it, the more."""

    weights: Mapping[str, float]

    def words(self, written: str) -> Words:
        """Return a wording ready to be compared."""
        parts = pieces(written)
        grams = _grams(parts)
        return Words("".join(parts), grams, self.of(grams))

    def of(self, grams: Iterable[str]) -> float:
        """Return the weight of a set of pairs."""
        return sum(self.weights.get(gram, 1.0) for gram in grams)


def scale_of(frameworks: Sequence[Framework]) -> Scale:
    """Return the weights learnt from the criteria of these sets, each set counted once."""
    counts: Counter[str] = Counter()
    for framework in frameworks:
        counts.update(
            {gram for one in framework.criteria for form in _forms(one) for gram in _grams(pieces(form))}
        )
    weights = {gram: 1 / (1 + math.log(count)) for gram, count in counts.items()}
    return Scale(weights)


def profile(criterion: Criterion, scale: Scale) -> Profile:
    """Return a criterion ready to be compared."""
    forms = tuple(scale.words(form) for form in _forms(criterion))
    return Profile(criterion, forms, tuple(core(word) for word in criterion.keywords))


def likeness(title: Words, criterion: Profile, scale: Scale) -> float:
    """Return how like a title is to a criterion, 0 to 1."""
    by_word = _KEYWORD if any(word in title.bare for word in criterion.keywords) else 0.0
    return max(by_word, *(_contained(title, form, scale) for form in criterion.forms))


def shared_words(title: str, criterion: Profile) -> tuple[str, ...]:
    """Return the words a title (without marks) shares with a criterion: at most three, the longest first."""
    runs = {run for form in _forms(criterion.criterion) for run in _common_runs(title, core(form))}
    words = {word for word in criterion.keywords if word in title}
    found: list[str] = []
    for run in sorted(runs | words, key=lambda one: (-len(one), one)):
        if not any(run in longer for longer in found):
            found.append(run)
    return tuple(found[:3])


def _forms(criterion: Criterion) -> tuple[str, ...]:
    return criterion.title.zh, *criterion.aliases


def _grams(parts: Sequence[str]) -> frozenset[str]:
    """Return the pairs of neighbouring characters inside the parts."""
    return frozenset(part[i : i + 2] for part in parts for i in range(len(part) - 1))


def _contained(one: Words, other: Words, scale: Scale) -> float:
    """Return how much of the smaller is in the larger, less where the smaller is too short to say much."""
    if one.bare == other.bare:
        return 1.0
    smaller = one if one.weight <= other.weight else other
    common = one.grams & other.grams
    if not common:
        return 0.0
    share = scale.of(common) / smaller.weight * min(1.0, (len(smaller.grams) + 0.5) / _ENOUGH)
    return max(share, _PUT_TOGETHER) if _put_together(one.bare, other.bare) else share


def _put_together(title: str, form: str) -> bool:
    """Tell whether a title of four or six characters is made of words of the form, two characters each."""
    return len(title) in (4, 6) and all(title[i : i + 2] in form for i in range(0, len(title), 2))


def _common_runs(one: str, other: str) -> set[str]:
    """Return the common substrings of two characters and more that cannot be made longer to the right."""
    runs: set[str] = set()
    before = [0] * (len(other) + 1)
    for i, character in enumerate((*one, "")):
        row = [0] * (len(other) + 1)
        for j, opposite in enumerate(other):
            if character == opposite:
                row[j + 1] = before[j] + 1
        for j, length in enumerate(before):
            if length >= 2 and (j == len(other) or row[j + 1] == 0):
                runs.add(one[i - length : i])
        before = row
    return runs
