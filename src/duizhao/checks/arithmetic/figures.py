"""Which counts a sentence gives: 12个, 三十六户, 4项."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from duizhao.checks.base import Paper, once
from duizhao.checks.sentences import sentence_ranges
from duizhao.text import number
from duizhao.text.regex import regex

_HAN: Final = "零〇一二两三四五六七八九十百千"
_UNIT: Final = "(?:人次|平方米|公里|万元|亿元|[个项条件起处户名人次份家间台套座篇场类批宗笔例村元吨亩])"
_COUNT: Final = regex(rf"(?P<number>\d[\d,]*(?:\.\d+)?|[{_HAN}]{{1,7}})(?P<more>余|多|几)?(?P<unit>{_UNIT})")
_ABOUT: Final = ("近", "约", "逾", "超", "超过", "至少", "不少于", "不足", "不到")
_ANY: Final = regex(rf"[\d{_HAN}]{_UNIT}")
_ORDINAL: Final = ("第", "每", "“", "‘", "几", "数", "这", "那", "某", "同", "各")


@dataclass(frozen=True, slots=True)
class Count:
    """A number with its unit, in normalised offsets; ``exact`` says that it is not 近, 余 or the like."""

    value: float
    unit: str
    start: int
    end: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the normalised text with its counts."""

    start: int
    end: int
    counts: tuple[Count, ...]


@once
def counted(paper: Paper) -> tuple[Sentence, ...]:
    """Return the sentences that give two counts or more."""
    text = paper.normal
    found = []
    for start, end in sentence_ranges(paper):
        if _ANY.search(text, start, end):
            counts = _counts(text, start, end)
            if len(counts) >= 2:
                found.append(Sentence(start, end, counts))
    return tuple(found)


def same_unit(counts: Sequence[Count], unit: str) -> list[Count]:
    """Return the counts of one unit."""
    return [one for one in counts if one.unit == unit]


def _counts(text: str, start: int, end: int) -> tuple[Count, ...]:
    found = []
    for match in _COUNT.finditer(text, start, end):
        place = match.start()
        value = None if text.endswith(_ORDINAL, start, place) else _value(match["number"])
        if value is not None:
            exact = not match["more"] and not text.endswith(_ABOUT, start, place)
            found.append(Count(value, match["unit"], place, match.end(), exact))
    return tuple(found)


def _value(numeral: str) -> float | None:
    if "." in numeral:
        return float(numeral.replace(",", ""))
    return number(numeral)
