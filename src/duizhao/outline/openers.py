"""Which ordinal opens each line, where papers number in a way of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from duizhao.outline.markers import LAST, Mark, Style, mark_at
from duizhao.outline.vocabulary import is_role_heading
from duizhao.text import Line, chinese_number

_SHORTEST: Final = 2
_NUMERALS: Final = "0123456789一二三四五六七八九十"
_LONGEST_HEADING: Final = 30
# 3 整改措施, 二，原因分析: a number counts without its mark where the heading of a part stands behind it.
_BARE: Final = re.compile(r"(?:(?P<digits>\d{1,2})|(?P<han>[一二三四五六七八九十]{1,2})，)(?=[一-龥])")


def find_openers(text: str, lines: Sequence[Line]) -> list[Mark | None]:
    """Return the ordinal that opens each line, ``None`` where none does."""
    openers = [_opener(text, line) for line in lines]
    if all(mark is None or mark.style != Style.FIRSTLY for mark in openers):
        return openers
    found = iter(mended([mark for mark in openers if mark is not None]))
    openers = [next(found) if mark is not None else None for mark in openers]
    return openers if _has_second(openers, text) else _without_firstly(openers)


def mended(marks: Sequence[Mark]) -> list[Mark]:
    """Return ordinals in order, 首先 and 最后 turned into the first and last of 二是, 三是 between them."""
    first = next((mark for mark in marks if mark.style == Style.FIRSTLY and mark.number == 1), None)
    if first is None:
        return list(marks)
    after = [mark for mark in marks if mark.style in (Style.SHI, Style.FIRSTLY)]
    behind = after[after.index(first) + 1 :]
    if not behind or (behind[0].style, behind[0].number) != (Style.SHI, 2):
        return list(marks)
    return [
        replace(mark, style=Style.SHI)
        if mark is first or (mark.style == Style.FIRSTLY and mark.number == LAST and mark.start > first.start)
        else mark
        for mark in marks
    ]


def _opener(text: str, line: Line) -> Mark | None:
    if line.end - line.start < _SHORTEST:
        return None
    return mark_at(text, line.start) or _bare(text, line)


def _bare(text: str, line: Line) -> Mark | None:
    if line.end - line.start > _LONGEST_HEADING or text[line.start] not in _NUMERALS:
        return None
    match = _BARE.match(text, line.start, line.end)
    if match is None or not is_role_heading(text[match.end() : line.end]):
        return None
    number = int(match["digits"]) if match["digits"] else chinese_number(match["han"])
    style = Style.ARABIC if match["digits"] else Style.HAN
    return Mark(style, number, match.start(), match.end()) if number else None


def _has_second(openers: Sequence[Mark | None], text: str) -> bool:
    """首先 and 最后 open ordinary sentences too: they count only where a 其次 follows."""
    return "其次" in text or any(
        mark is not None and mark.style == Style.FIRSTLY and mark.number == 2 for mark in openers
    )


def _without_firstly(openers: Sequence[Mark | None]) -> list[Mark | None]:
    return [mark if mark is None or mark.style != Style.FIRSTLY else None for mark in openers]
