"""Which problem a cause or a measure names outright: by number, or by quoting it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duizhao.record import Cause, Measure, Problem
from duizhao.text.regex import regex

# 问题3, 问题三, 第3个问题, 问题2、5; 针对（关于）……问题, with or without quotation marks.
_NUMERAL = r"[0-9一二三四五六七八九十]{1,3}"
_NUMBERS = rf"{_NUMERAL}(?:[、，和及与]{_NUMERAL})*"
# Not “压力问题四小时到场”: the number ends the name, and the name begins a phrase.
_BY_NUMBER = regex(
    rf"(?:(?<![\u4e00-\u9fff])|(?<=[对应照决改答]))问题[（(]?({_NUMBERS})[）)]?(?=[\s，。：:；、—-]|的|中|所|$)"
    rf"|第[（(]?({_NUMERAL})[）)]?[个项条]问题"
)
_BY_WORDS = regex(
    r"(?:针对|对照|围绕|关于|对于|解决|整改)[“\"「《]?([^。；！？]{3,60}?)[”\"」》]?"
    r"(?:等|这一|方面)?的?(?:问题|不足|短板|现象)"
)
_MARKS = regex(r"[^\w]+")
_DIGITS = {mark: value for value, mark in enumerate("一二三四五六七八九", start=1)}
_QUOTED_SHARE = 0.75
_ASPECT_DRESS = regex(r"^(?:在|带头)|(?:方面|上|的?问题)[：:。]?$|[“”\"]")
_ASPECT_NAME = 4, 16  # a shorter name says too little, a longer one is a sentence and nobody repeats it


def references(
    problems: Sequence[Problem], targets: Sequence[Cause | Measure]
) -> Iterator[tuple[int, int, str]]:
    """Yield (problem row, target column, reason) for every problem that a target names."""
    titles: list[set[str]] = []
    for column, target in enumerate(targets):
        words = f"{target.title or ''}\n{target.text}"
        for number in _numbers(words):
            if 1 <= number <= len(problems):
                yield number - 1, column, f"问题{number}"
        for match in _BY_WORDS.finditer(words):
            quoted = _pairs(match[1])
            titles = titles or [_pairs(problem.title or problem.text[:24]) for problem in problems]
            for row, title in enumerate(titles):
                if title and len(quoted & title) >= _QUOTED_SHARE * len(title):
                    yield row, column, f"针对“{match[1]}”"


def named_aspects(
    problems: Sequence[Problem], targets: Sequence[Cause | Measure]
) -> Iterator[tuple[int, int]]:
    """Yield (problem row, target column) where the target's title names the problem's aspect."""
    for row, problem in enumerate(problems):
        name = _ASPECT_DRESS.sub("", problem.aspect.title) if problem.aspect else ""
        if _ASPECT_NAME[0] <= len(name) <= _ASPECT_NAME[1]:
            for column, target in enumerate(targets):
                if target.title and name in target.title:
                    yield row, column


def _numbers(words: str) -> Iterator[int]:
    for match in _BY_NUMBER.finditer(words):
        for numeral in re.findall(_NUMERAL, match[1] or match[2]):
            yield _value(numeral)


def _value(numeral: str) -> int:
    """Return 1 to 99 for Arabic or Chinese digits, 0 for what is no number."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return _DIGITS.get(numeral, 0)
    return 10 * (_DIGITS.get(tens, 0) if tens else 1) + _DIGITS.get(ones, 0)


def _pairs(text: str) -> set[str]:
    plain = _MARKS.sub("", text)
    return {plain[place : place + 2] for place in range(len(plain) - 1)}
