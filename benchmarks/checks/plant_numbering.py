"""Faults of numbering: an item left out, a number twice, another style, a list of one."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from benchmarks.checks.planted import Planted, Planter, replaced

_DIGITS = "零一二三四五六七八九十"
_STYLES = (
    ("{}是", re.compile(r"(?:(?<=\n)|(?<=[。；：]))[ \u3000]*([一二三四五六七八九十])是(?![否非])")),
    ("{}要", re.compile(r"(?:(?<=\n)|(?<=[。；：]))[ \u3000]*([一二三四五六七八九十])要(?![求素点])")),
    ("（{}）", re.compile(r"(?<=\n)[ \u3000]*（([一二三四五六七八九十])）")),
    ("{}、", re.compile(r"(?<=\n)[ \u3000]*([一二三四五六七八九十])、")),
    ("{}.", re.compile(r"(?<=\n)[ \u3000]*(\d)[.．、](?!\d)")),
    ("（{}）", re.compile(r"(?<=\n)[ \u3000]*（(\d)）")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Item:
    start: int  # of the ordinal
    mark: int  # where its number stands
    end: int  # behind the ordinal
    number: int


def _lists(text: str) -> list[list[_Item]]:
    """Return the runs of ordinals of one style that count up from one."""
    found: list[list[_Item]] = []
    for _, pattern in _STYLES:
        run: list[_Item] = []
        for match in pattern.finditer(text):
            number = int(match[1]) if match[1].isdigit() else _DIGITS.index(match[1])
            if number != len(run) + 1:
                if len(run) >= 2:
                    found.append(run)
                run = []
            if number == len(run) + 1:
                lead = len(match[0]) - len(match[0].lstrip())
                run.append(_Item(match.start() + lead, match.start(1), match.end(), number))
        if len(run) >= 2:
            found.append(run)
    return found


def _numeral(text: str, item: _Item, number: int) -> str:
    return str(number) if text[item.mark].isdigit() else _DIGITS[number]


def skip(chance: random.Random, text: str) -> Planted | None:
    """One number and all behind it in the list are one too high."""
    lists = [one for one in _lists(text) if len(one) < 9]
    if not lists:
        return None
    chosen = chance.choice(lists)
    first = chance.randrange(1, len(chosen))
    for item in chosen[first:]:
        text = text[: item.mark] + _numeral(text, item, item.number + 1) + text[item.mark + 1 :]
    return Planted(text, chosen[first].start, chosen[first].end)


def leave_out(chance: random.Random, text: str) -> Planted | None:
    """An item in the middle of a list is gone."""
    lists = [one for one in _lists(text) if len(one) >= 3]
    if not lists:
        return None
    chosen = chance.choice(lists)
    at = chance.randrange(1, len(chosen) - 1)
    item, after = chosen[at], chosen[at + 1]
    return Planted(text[: item.start] + text[after.start :], item.start, item.start + after.end - after.start)


def repeat(chance: random.Random, text: str) -> Planted | None:
    """A number stands twice."""
    lists = _lists(text)
    if not lists:
        return None
    item = chance.choice(chance.choice(lists)[1:])
    planted = replaced(text, item.mark, item.mark + 1, _numeral(text, item, item.number - 1))
    return Planted(planted.text, item.start, item.end)


def restyle(chance: random.Random, text: str) -> Planted | None:
    """An ordinal behind the first is written in another style."""
    lists = [one for one in _lists(text) if len(one) >= 3]
    if not lists:
        return None
    item = chance.choice(chance.choice(lists)[1:])
    old = text[item.start : item.end]
    numeral = _DIGITS[item.number]
    styles = (f"第{numeral}，", f"（{item.number}）", f"{item.number}.", f"{numeral}是")
    kind = re.sub(r"[一二三四五六七八九十]", "一", re.sub(r"\d", "1", old))
    new = chance.choice(
        [s for s in styles if re.sub("[一二三四五六七八九十]", "一", re.sub(r"\d", "1", s)) != kind]
    )
    return replaced(text, item.start, item.end, new)


def behead(chance: random.Random, text: str) -> Planted | None:
    """The first item of a list is gone."""
    lists = [one for one in _lists(text) if len(one) >= 3]
    if not lists:
        return None
    chosen = chance.choice(lists)
    first, second = chosen[0], chosen[1]
    return Planted(
        text[: first.start] + text[second.start :], first.start, first.start + second.end - second.start
    )


PLANTERS = (
    Planter("number skipped", "numbering", skip),
    Planter("item left out", "numbering", leave_out),
    Planter("number twice", "numbering", repeat),
    Planter("other style", "numbering", restyle),
    Planter("first item left out", "numbering", behead),
)
