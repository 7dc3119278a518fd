"""Which words belong to one case alone (places, projects, things, quantities) and stand in two problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from duizhao.linking.background import background, stock
from duizhao.linking.concepts import concepts
from duizhao.linking.grams import Floats, word_runs
from duizhao.record import Material, Problem
from duizhao.text.regex import regex

# In nats. A pair of characters in one of 60 items is a word of the genre and says nothing of a case.
_COMMON: Final = 4.1
_COMMON_LETTER: Final = 3.5  # a lone character has more senses, and the list of them is complete
# Words of a field of work (泵站, 档案) name the kind of case, not the case.
_OF_THE_FIELD: Final = 0.35
# Two characters may meet by chance; a longer run does not.
_BY_CHANCE: Final = 0.6
_MOST_SHARE: Final = 0.5  # what more than half a paper's problems name is the unit's daily work
_FEW: Final = 4  # problems, below which such a share says nothing
_SHOWN: Final = 4
_LARGE, _SMALL = 5.0, 1.5  # nats of a shared quantity of three digits or more, and of two
_QUOTED: Final = 4.0

_HAN: Final = regex(r"[\u4e00-\u9fff]+")
_LETTER: Final = regex(r"[\u4e00-\u9fff]")
_QUANTITY: Final = regex(r"(?<![\d.])(\d[\d,]*(?:\.\d+)?)\s*([%％]|[万亿]?[\u4e00-\u9fff])?")
_CALENDAR: Final = frozenset("年月日")
_QUOTE: Final = regex(r"[“「《]([^”」》]{2,16})[”」》]")
# Joints of sentences that a list of the genre's words does not hold.
_JOINTS: Final = regex(
    "[的了着过在还又也都就才只再不没有是这那我你他们个为把被让从向到去来等与和及而但因所以之其年月日元万亿个次名天两几一二三四五六七八九十]"
)


@dataclass(frozen=True, slots=True)
class Specifics:
    """What the shared specific words of each (last, this) pair are worth, in nats.

    ``best`` is the weightiest of them, often a place; ``rest`` all others together: what happens there.
    """

    best: Floats
    rest: Floats
    found: dict[tuple[int, int], tuple[str, ...]]

    def words(self, row: int, column: int) -> tuple[str, ...]:
        """Return the shared words of a pair, the weightiest first."""
        return self.found.get((row, column), ())


def specifics(last: Material, this: Material) -> Specifics:
    """Return the specific words that each problem of ``last`` shares with each one of ``this``."""
    own = sorted(_own_names(last) | _own_names(this))
    before, now = [_of(one, own) for one in last.problems], [_of(one, own) for one in this.problems]
    worth = _worth(before, now)
    best, rest = np.zeros((2, len(before), len(now)), np.float32)
    found = {}
    for row, ours in enumerate(before):
        for column, theirs in enumerate(now):
            shared = _shared(ours, theirs, worth)
            if shared:
                best[row, column] = max(shared.values())
                rest[row, column] = sum(shared.values()) - best[row, column]
                found[row, column] = tuple(
                    sorted(shared, key=lambda one: (len(one) == 1, -shared[one], one))[:_SHOWN]
                )
    return Specifics(best, rest, found)


@dataclass(frozen=True, slots=True)
class _Problem:
    """A problem's words as they are compared: runs of characters, quantities, quoted names."""

    text: str
    pairs: frozenset[str]
    letters: frozenset[str]
    quantities: frozenset[str]
    quoted: frozenset[str]


def _of(problem: Problem, own: Sequence[str]) -> _Problem:
    text = f"{problem.title or ''}\n{problem.text}"
    for name in own:
        text = text.replace(name, "\n")
    quantities = (
        number.replace(",", "") + (unit or "")
        for number, unit in _QUANTITY.findall(text)
        if unit not in _CALENDAR
    )
    quoted = {name for name in _QUOTE.findall(text) if name not in stock() and f"“{name}”" not in stock()}
    return _Problem(
        text,
        frozenset(_pairs([text])),
        frozenset(_LETTER.findall(text)),
        frozenset(quantities),
        frozenset(quoted),
    )


def _worth(before: Sequence[_Problem], now: Sequence[_Problem]) -> dict[str, float]:
    """Return what each pair of characters is worth in these two papers, 0 for what names no case."""
    seen = frozenset[str]().union(*(one.pairs for one in before)) & frozenset[str]().union(
        *(one.pairs for one in now)
    )
    daily = _daily(before) | _daily(now) | _formulas()
    names = [pair for pair in sorted(seen - daily) if not _JOINTS.search(pair)]
    if not names:
        return {}
    weights = background().weigh(word_runs(names, 2).at(0, 2)) - _COMMON
    field = _field()
    worth = {
        name: float(weight) * (_OF_THE_FIELD if name in field else 1)
        for name, weight in zip(names, weights, strict=True)
        if weight > 0
    }
    return worth | _of_letters(before, now)


def _of_letters(before: Sequence[_Problem], now: Sequence[_Problem]) -> dict[str, float]:
    """Return what a lone character (塔, 砖) is worth that the other year names in other words around it."""
    counts = Counter(letter for one in (*before, *now) for letter in one.letters)
    rare = [
        letter
        for letter, count in sorted(counts.items())
        if count > 1 and count <= _MOST_SHARE * max(len(before), len(now), _FEW) and not _JOINTS.match(letter)
    ]
    if not rare:
        return {}
    weights = background().weigh(word_runs(rare, 1).at(0, 1)) - _COMMON_LETTER
    return {letter: float(weight) for letter, weight in zip(rare, weights, strict=True) if weight > 0}


def _shared(ours: _Problem, theirs: _Problem, worth: dict[str, float]) -> dict[str, float]:
    shared: dict[str, float] = {}
    for run in sorted(_runs(theirs.text, ours.text, theirs.pairs & ours.pairs & worth.keys())):
        value = sum(worth.get(run[at : at + 2], 0) for at in range(len(run) - 1))
        shared[run] = value * (_BY_CHANCE if len(run) == 2 else 1)
    covered = set("".join(shared))
    for letter in sorted((ours.letters & theirs.letters & worth.keys()) - covered):
        shared[letter] = worth[letter]
    for quantity in sorted(ours.quantities & theirs.quantities):
        digits = sum(character.isdigit() for character in quantity)
        if digits > 1:
            large = digits > 2 or "万" in quantity or "亿" in quantity
            shared[quantity] = _LARGE if large else _SMALL
    for name in sorted(ours.quoted & theirs.quoted):
        shared[f"“{name}”"] = _QUOTED
    return shared


def _runs(text: str, other: str, pairs: frozenset[str]) -> set[str]:
    """Return the longest runs of ``text`` that stand in ``other`` too and are made of ``pairs``."""
    runs, at = set(), 0
    while at < len(text) - 1:
        end = at
        while text[end : end + 2] in pairs and text[at : end + 2] in other:
            end += 1
        if end > at:
            runs.add(text[at : end + 1])
        at = max(end, at + 1)
    return {run for run in runs if not any(run != longer and run in longer for longer in runs)}


def _daily(problems: Sequence[_Problem]) -> frozenset[str]:
    if len(problems) < _FEW:
        return frozenset()
    counts = Counter(pair for one in problems for pair in one.pairs)
    return frozenset(pair for pair, count in counts.items() if count > _MOST_SHARE * len(problems))


def _own_names(material: Material) -> frozenset[str]:
    """Return the unit's and the author's names by pairs of characters: they stand in papers of any matter."""
    author = material.author
    known = (material.unit, author and author.name, author and author.post)
    return frozenset(_pairs(name for name in known if name))


@cache
def _formulas() -> frozenset[str]:
    return frozenset(_pairs(word for word in stock() if len(word) <= 4))


@cache
def _field() -> frozenset[str]:
    return frozenset(_pairs(word for word in concepts().words if len(word) <= 4))


def _pairs(texts: Iterable[str]) -> set[str]:
    return {run[at : at + 2] for text in texts for run in _HAN.findall(text) for at in range(len(run) - 1)}
