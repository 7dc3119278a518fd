"""Is there a date that no calendar has?"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.errors import _
from duizhao.text import number
from duizhao.text.regex import regex

_HAN: Final = "[〇零一二三四五六七八九十]"
_BEFORE: Final = regex(
    rf"(?:(?P<year>(?:19|20)\d\d|二[〇零]{_HAN}{{2}})年)?(?<!\d)(?P<month>\d{{1,2}}|{_HAN}{{1,3}})$"
)
_BEHIND: Final = regex(rf"(?:份)?(?P<day>\d{{1,2}}|{_HAN}{{1,3}})[日号]")
_DOTTED: Final = regex(r"(?<!\d)((?:19|20)\d\d)([.\-/])(\d{1,2})\2(\d{1,2})(?!\d)")
_ANY_DOTTED: Final = regex(r"(?:19|20)\d\d[.\-/]\d")
_NOT_A_MONTH: Final = regex(r"[个几每蜜岁正腊冬闰半数这那两第]$")
_QUARTER: Final = regex(r"第?[五六七八九]季度")
_REACH: Final = 12
_LEAP: Final = 2000  # a year in which February is longest, where none is named


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield months above twelve, days that their month has not, and fifth quarters."""
    text = paper.normal
    for place in _places(text, "月"):
        wrong = _wrong(text, place)
        if wrong is not None:
            yield Finding(paper.source(*wrong))
    for match in _DOTTED.finditer(text) if _ANY_DOTTED.search(text) else ():
        if not _exists(int(match[1]), int(match[3]), int(match[4])):
            yield Finding(paper.source(match.start(), match.end()))
    if "季度" in text:
        for match in _QUARTER.finditer(text):
            yield Finding(paper.source(match.start(), match.end()))


def _places(text: str, character: str) -> Iterator[int]:
    place = text.find(character)
    while place >= 0:
        yield place
        place = text.find(character, place + 1)


def _wrong(text: str, place: int) -> tuple[int, int] | None:
    """Return the range of the date around 月 where no calendar has it."""
    window = text[max(0, place - _REACH) : place]
    before = _BEFORE.search(window)
    if before is None or _NOT_A_MONTH.search(window[: before.start()]):
        return None
    behind = _BEHIND.match(text, place + 1)
    year = number(before["year"] or "") or _LEAP
    month = number(before["month"])
    day = number(behind["day"]) if behind else 1
    if month is None or day is None or _exists(year, month, day):
        return None
    return place - len(window) + before.start(), behind.end() if behind else place + 1


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


check = Check(
    id="ARI004",
    slug="impossible-date",
    category="arithmetic",
    title=_("日期不存在"),
    why=_("日历上没有的日期，必是录入有误；用作完成时限时无法核对。"),
    source=_("校对通例"),
    severity="error",
    message=_("日历上没有这个日期；请核对"),
    find=find,
    bad=examples(
        "对照检查材料\n比如，«2月30日»接到信访件，拖了一周。",
        "整改方案\n完成时限：«2023年2月29日»。",
        "整改方案\n完成时限：«2024年13月»底前。«第五季度»验收。",
    ),
    good=examples(
        "整改方案\n2024年2月29日前完成。六月三十日前验收。每三个月检查一次，历时15个月。第四季度总结。"
    ),
)
