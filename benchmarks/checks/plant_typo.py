"""Slips of typing: one character of an everyday word written wrong, left out, doubled or swapped.

A slip is planted only where a careful reader would catch it: in a word that is no name and stands in no quotation,
so that neither the word nor a pair with its neighbours is a word again.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache
from typing import Final

import numpy as np
import rjieba
from benchmarks.checks.planted import Planted, Planter

from duizhao.lexicons.counts import counts
from duizhao.lexicons.looks import Likeness, looks

_HAN: Final = re.compile("[\u4e00-\u9fff]{2,4}")
_CLOSED: Final = re.compile("“[^”\n]*”|《[^》\n]*》|〔[^〕\n]*〕|[\u4e00-\u9fff]{2,3}同志")
_USED: Final = 14  # level from which a word is an everyday one
_COMMON: Final = 1500  # characters that a wrong one is taken from
_TRIES: Final = 60

Change = Callable[[random.Random, str], str | None]


def _is_word(text: str) -> bool:
    return _level(text) > 0


@cache
def _level(text: str) -> int:
    table = counts()
    return int(table.word([np.array([one]) for one in table.read(text)])[0]) if 2 <= len(text) <= 4 else 0


def _words(text: str) -> list[tuple[int, str]]:
    """Return the everyday words of a text outside quotations and names, and where they stand."""
    closed = [found.span() for found in _CLOSED.finditer(text)]
    at, found = 0, []
    for word in rjieba.cut(text):
        if _HAN.fullmatch(word) and _level(word) >= _USED and not any(a <= at < b for a, b in closed):
            found.append((at, word))
        at += len(word)
    return found


def _planter(change: Change) -> Callable[[random.Random, str], Planted | None]:
    def plant(chance: random.Random, text: str) -> Planted | None:
        words = _words(text)
        for _ in range(_TRIES if words else 0):
            at, word = chance.choice(words)
            wrong = change(chance, word)
            if wrong is None or wrong == word or _is_word(wrong):
                continue
            planted = Planted(text[:at] + wrong + text[at + len(word) :], at, at + len(wrong))
            if not _reads_well(planted, wrong):
                return planted
        return None

    return plant


def _reads_well(planted: Planted, wrong: str) -> bool:
    """Tell whether the characters of a wrong word make words with one another or with their neighbours, so that
    a reader may take no offence."""
    start, end, text = planted.start, planted.end, planted.text
    left, right = _is_word(text[max(start - 1, 0) : start + 1]), _is_word(text[end - 1 : end + 1])
    inside = any(_is_word(wrong[at : at + 2]) for at in range(len(wrong) - 1)) if len(wrong) < 4 else False
    return inside or (left and right)


def _another(likeness: Likeness | None) -> Change:
    def change(chance: random.Random, word: str) -> str | None:
        at = chance.randrange(len(word))
        table, number = counts(), int(counts().read(word[at])[0])
        if likeness is None:
            others = np.arange(2, _COMMON)
        else:
            first, last = looks().first[number], looks().first[number + 1]
            others = looks().other[first:last][looks().likeness[first:last] == likeness]
            others = others[others < 2 * _COMMON]
        if not len(others):
            return None
        return word[:at] + table.letters[int(chance.choice(others.tolist())) - 2] + word[at + 1 :]

    return change


def _missing(chance: random.Random, word: str) -> str | None:
    at = chance.randrange(len(word))
    return word[:at] + word[at + 1 :] if len(word) > 2 else None


def _doubled(chance: random.Random, word: str) -> str:
    at = chance.randrange(len(word))
    return word[: at + 1] + word[at:]


def _swapped(chance: random.Random, word: str) -> str:
    at = chance.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _rewritten(pattern: str, *changes: tuple[str, str]) -> Callable[[random.Random, str], Planted | None]:
    """Return a planter that puts something else where a pattern matches."""
    compiled = re.compile(pattern)

    def plant(chance: random.Random, text: str) -> Planted | None:
        places = list(compiled.finditer(text))
        if not places:
            return None
        found = chance.choice(places)
        wrong = found[0]
        for right, other in changes:
            wrong = wrong.replace(right, other)
        return Planted(
            text[: found.start()] + wrong + text[found.end() :], found.start(), found.start() + len(wrong)
        )

    return plant


PLANTERS = (
    Planter("homophone", "typo", _planter(_another(Likeness.SOUND))),
    Planter("near-homophone", "typo", _planter(_another(Likeness.NEAR_SOUND))),
    Planter("look-alike", "typo", _planter(_another(Likeness.SHAPE))),
    Planter("another-character", "typo", _planter(_another(None))),
    Planter("missing-character", "typo", _planter(_missing)),
    Planter("doubled-character", "typo", _planter(_doubled)),
    Planter("swapped-characters", "typo", _planter(_swapped)),
    Planter(
        "de-behind-verb",
        "typo",
        _rewritten(
            "(?:做|抓|管|学|想|看|走|讲|记|用|钻研|理解|落实|掌握|运用|思考|研究)得(?=不[够深牢紧实细严多透])",
            ("得", "的"),
        ),
    ),
    Planter("de-before-verb", "typo", _rewritten("(?:更好|真正|切实|扎实|主动|自觉)地", ("地", "的"))),
    Planter(
        "zuo",
        "typo",
        _rewritten("做到|做好|做实|做细|作风|作用|工作", ("做", "〇"), ("作", "做"), ("〇", "作")),
    ),
    Planter(
        "jiezhi",
        "typo",
        _rewritten(
            "截至(?=目前|\\d|今|去年|年底)|截止(?=日期|时间)", ("至", "〇"), ("止", "至"), ("〇", "止")
        ),
    ),
)
