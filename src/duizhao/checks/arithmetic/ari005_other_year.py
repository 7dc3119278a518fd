"""Does the text speak of another year than the title?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.errors import _
from duizhao.record import Span
from duizhao.text import number
from duizhao.text.regex import regex

_HAN: Final = "〇○零一二三四五六七八九"
_YEAR: Final = rf"(20\d\d|二[〇○零][{_HAN}]{{2}})年"
_TITLE: Final = regex(rf"{_YEAR}度?")
# The meeting, the year's work or the paper itself, and not last year's.
_MEETING: Final = regex(
    rf"{_YEAR}度?[\u4e00-\u9fff“”、]{{0,16}}?(?:民主生活会|组织生活会|对照检查|检视剖析|述职|民主评议)"
)
_EARLIER: Final = regex(r"上年|去年|上一年|整改|回头看|落实情况|查摆|反馈|通报|召开的|开展的|以来|至$")
_BEHIND: Final = regex(r"^[^。；]{0,24}(?:整改|查摆|落实情况|反馈|以来|遗留)")
_ANY: Final = regex(r"(20\d\d)年")
_DATED: Final = regex(r"(20\d\d)年(\d{1,2})月")
_DUE: Final = regex(r"(20\d\d)年(?:\d{1,2}月)?(?:底|末|\d{1,2}日)?前")
_LATE: Final = 6  # the month of the next year up to which a paper may tell what happened
_LOOKED_AT: Final = 600


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the year of the title or opening that does not fit the other."""
    title, text = paper.title_span, paper.text
    named = _TITLE.search(text, title.start, title.end)
    if named is None or (year := _number(named[1])) is None:
        return
    opening = _opening(paper)
    for match in _MEETING.finditer(text, title.end, opening):
        before = text[max(0, match.start() - 8) : match.start()]
        other = _number(match[1])
        if other is None or other == year or _EARLIER.search(before + match[0]):
            continue
        if not _BEHIND.match(text[match.end() :]):
            span = Span(match.start(), match.start() + len(match[1]) + 1)
            yield Finding(span, words(title=year, text=other))
            return
    yield from _by_dates(paper, year, named)


def _by_dates(paper: Paper, year: int, named: re.Match[str]) -> Iterator[Finding]:
    """Yield the title's year where what is told happened long after it, or only long before."""
    span = Span(named.start(), named.start() + len(named[1]) + 1)
    years = [int(year) for one in paper.material.problems for year in _ANY.findall(one.text)]
    dated = any(_DATED.search(one.text) for one in paper.material.problems)
    planned = [int(one) for one in _DUE.findall(paper.text)]
    if paper.material.kind not in ("individual", "team"):  # others tell of several years
        years, planned, dated = [], [], False
    signed = int(paper.material.date[:4]) if paper.material.date else year
    other = None
    if not year <= signed <= year + 1:
        other = signed
    elif (years and (_is_late(paper, year) or min(years) > year)) or (dated and max(years) < year):
        other = max(years)
    elif planned and (max(planned) < year or min(planned) > year + 1):
        other = min(planned)
    else:
        other = _of_criteria(paper, year)
    if other is not None:
        yield Finding(span, words(title=year, text=other))


def _is_late(paper: Paper, year: int) -> bool:
    """Say whether the problems tell of what happened long after the year of the title."""
    for problem in paper.material.problems:
        for y, month in _DATED.findall(problem.text):
            if int(y) > year + 1 or (int(y) == year + 1 and int(month) > _LATE):
                return True
    return False


def _of_criteria(paper: Paper, year: int) -> int | None:
    """Return the year whose criteria the paper is ordered by, where it is another one."""
    effective = paper.framework.effective if paper.framework else None
    if effective is None or effective.start is None or effective.covers(year):
        return None
    return int(effective.start[:4])


def _opening(paper: Paper) -> int:
    for part in paper.material.sections:
        if part.role == "opening":
            return part.span.end
    return min(len(paper.text), paper.title_span.end + _LOOKED_AT)


def _number(numeral: str) -> int | None:
    return number(numeral.replace("○", "〇").replace("零", "〇"))


check = Check(
    id="ARI005",
    slug="other-year",
    category="arithmetic",
    title=_("标题与正文年度不一"),
    why=_("标题写一个年度，正文说另一个年度，多是沿用旧稿没有改净。"),
    source=_("审阅通例"),
    severity="warning",
    message=_("标题写 %(title)s 年，正文写 %(text)s 年；请核对年度"),
    find=find,
    bad=examples(
        "某局局长2024年度民主生活会对照检查材料\n按照«2023年»度民主生活会要求，现将情况报告如下。\n一、存在的问题\n一是学习不够。读得少。",
        "某局局长«2021年»度民主生活会对照检查材料\n按照要求，现将情况报告如下。\n一、存在的问题\n一是学习不够。2023年9月的读书班请假两天。",
    ),
    good=examples(
        "某局局长2024年度民主生活会对照检查材料\n按照要求，2023年度民主生活会查摆的问题已经整改。现将情况报告如下。\n一、存在的问题\n一是学习不够。2024年9月的读书班请假两天。",
    ),
)
