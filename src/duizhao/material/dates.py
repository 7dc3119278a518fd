"""Which year a paper is about and which date it is signed with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from duizhao.lexicons import pairs
from duizhao.text import number

_HAN_YEAR: Final = r"二[〇○零][〇○零一二三四五六七八九]{2}"
_IN_TITLE: Final = re.compile(rf"(20\d\d|{_HAN_YEAR})(?:年度?|(?=民主|组织|专题))")
_OF_MEETING: Final = re.compile(
    rf"(20\d\d|{_HAN_YEAR})年度?[\u4e00-\u9fff]{{0,14}}?"
    r"(?:民主生活会|组织生活会|对照检查|述责述廉|审计|巡察|巡视|检查|督查|评审|评估|整改)"
)
_MONTH: Final = r"(\d{1,2}|[一二三四五六七八九十]{1,2})月"
_DAY: Final = r"(?:(\d{1,2}|[一二三四五六七八九十]{1,3})日)?"
_DATE: Final = rf"(20\d\d|{_HAN_YEAR})年{_MONTH}{_DAY}"
_DATE_LINE: Final = re.compile(rf"^[（(]?{_DATE}[）)]?$")
_DATE_DOTTED: Final = re.compile(r"^[（(]?(20\d\d)[.\-/](\d{1,2})[.\-/](\d{1,2})[）)]?$")
_DATE_INSIDE: Final = re.compile(_DATE)
_EARLIER_MEETING: Final = re.compile(
    r"(?:上一?年度?|去年)[^。]{0,24}(?:整改|查摆)[^。]{0,16}\n?[^。\n]{0,6}(20\d\d)年度[^。]{0,6}(?:民主|组织)生活会"
)
# A paper of the first quarter is last year's where it is for a meeting or the account of a year.
_YEARLY: Final = re.compile(r"生活会|年度|一年来|述职|述责|对照检查|检视剖析|总结")
# 成立于2018年3月, 2008年6月入党, 2026年3月底前: such a year tells of a beginning or of what is promised.
_BESIDE: Final = re.compile(
    r"(?:成立|组建|始建|建成|建院|建校|毕业|入职|任职|出生)于20\d\d年"
    r"|20\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:入党|入职|毕业|出生|参加工作|成立|组建|建成|以来|至今|起)"
    r"|20\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?底|月?底|月?末)?(?:之?前|以前)"
)
# 于2023年4月至9月开展自查, 自查…时间为2024年3月: what the paper reports on.
_UNDERTAKEN: Final = re.compile(r"时间为(20\d\d)年|(20\d\d)年[^。\n]{0,24}(?:自查|检查|排查|整治|整顿)")
_FIRST_PART: Final = 600
_EARLIER: Final = re.compile(r"上年度|上一年|去年")


def year_of(
    title: str | None, bylines: Sequence[str], opening: str, body: str, date: str | None
) -> int | None:
    """Return the year a paper is about.

    The year of title or by-line comes first, then that of the meeting the opening names, then the date's
    (a meeting of the first quarter is last year's), then the latest year the opening speaks of, then that
    of the campaign it names; at last the year the body names most.
    """
    for line in (title or "", *bylines):
        named = _IN_TITLE.search(line)
        if named and not _DATE_INSIDE.search(line):
            return _year(named[1])
    for match in _OF_MEETING.finditer(opening):
        if not _EARLIER.search(opening[max(0, match.start() - 6) : match.start()]):
            return _year(match[1])
    if date is not None:
        of_a_year = _YEARLY.search((title or "") + opening) is not None
        return int(date[:4]) - (of_a_year and int(date[5:7]) <= 3)
    earlier = _EARLIER_MEETING.search(body)
    if earlier is not None:
        return int(earlier[1]) + 1
    spoken_of = re.findall(r"(20\d\d)年", _BESIDE.sub("", opening))
    if spoken_of:
        return int(max(spoken_of))
    theme = _theme_year((title or "") + opening)
    if theme is not None:
        return theme
    undertaken = _UNDERTAKEN.search(_BESIDE.sub("", body[:_FIRST_PART]))
    if undertaken is not None:
        return int(undertaken[1] or undertaken[2])
    spoken = Counter(re.findall(r"(20\d\d)年", _BESIDE.sub("", body)))
    at_all = Counter(re.findall(r"(20\d\d)年", body))
    return int(max(spoken, key=lambda year: (spoken[year], at_all[year]))) if spoken else None


def _theme_year(words: str) -> int | None:
    return next((int(year) for theme, year in pairs("theme_years").items() if theme in words), None)


def date_of(bylines: Sequence[str], foot: Sequence[str]) -> str | None:
    """Return the date in a by-line, or in a line of its own at the foot, as ISO 8601 (day or month)."""
    for line in (*bylines, *reversed(foot)):
        match = _DATE_LINE.match(line) or (_DATE_INSIDE.search(line) if line in bylines else None)
        if match:
            return _iso(_year(match[1]), number(match[2]), number(match[3]) if match[3] else None)
        dotted = _DATE_DOTTED.match(line)
        if dotted:
            return _iso(int(dotted[1]), int(dotted[2]), int(dotted[3]))
    return None


def _year(numeral: str) -> int | None:
    return number(numeral.replace("○", "〇").replace("零", "〇"))


def _iso(year: int | None, month: int | None, day: int | None) -> str | None:
    if not year or not month or not 1 <= month <= 12:
        return None
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day and 1 <= day <= 31 else "")
