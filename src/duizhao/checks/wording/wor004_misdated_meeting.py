"""Is a national meeting dated to another year, or named before it was held?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.wording.meetings import Meeting, named_meetings
from duizhao.checks.wording.named import WITHOUT, dated, excepted
from duizhao.errors import _
from duizhao.text.regex import regex

_BEFORE: Final = regex(
    r"((?:19|20)\d\d)年(?:(\d{1,2})月)?(?:\d{1,2}日(?:至\d{1,2}日)?)?，?(召开的?|举行的?)?(?:党的|中共|中国共产党|第)?$"
)
_HELD: Final = regex(r"^(?:胜利|在北京|在京|隆重)*(?:召开|举行|闭幕)(?!以来|后|之后|以后|前|之前|前夕)")
_TO_COME: Final = regex(r"迎接|即将|将要|将于|筹备|喜迎|召开前|拟于")
_LATE: Final = 6  # the month of the next year up to which a paper of a year is written
_WINDOW: Final = 28


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield meetings with a wrong year, and those held after the paper's time."""
    said: set[tuple[str, int, int]] = set()
    for one in named_meetings(paper):
        name, held = paper.normal[one.start : one.end], one.month
        if held is None or excepted(name, options):
            continue
        given = _date(paper, one)
        if given is not None:
            (year, month) = given
            if year != held[0] or (month is not None and abs(month - held[1]) > 1):
                yield Finding(paper.source(one.start, one.end), words(name=name, when=dated(held)))
            continue
        key = (one.kind, one.congress, one.session)
        if key not in said and _to_come(paper, one, held):
            said.add(key)
            yield Finding(
                paper.source(one.start, one.end),
                words(name=name, when=dated(held), year=paper.material.year),
                form="early",
            )


def _date(paper: Paper, one: Meeting) -> tuple[int, int | None] | None:
    """Return the year and month that the text gives the meeting itself."""
    before = _BEFORE.search(paper.normal, max(0, one.start - _WINDOW), one.start)
    if before is None or not (before[3] or _HELD.match(paper.normal[one.end : one.end + 14])):
        return None
    return int(before[1]), int(before[2]) if before[2] else None


def _to_come(paper: Paper, one: Meeting, held: tuple[int, int]) -> bool:
    year = paper.material.year
    if year is None or held <= (year + 1, _LATE):
        return False
    around = paper.normal[max(0, one.start - _WINDOW) : one.end + 6]
    return not _TO_COME.search(around)


check = Check(
    id="WOR004",
    slug="misdated-meeting",
    category="wording",
    title=_("会议时间不对"),
    why=_("会议的年月写错，或者材料年度的会还没有开，多是届次写错或者套用了别年的稿子。"),
    source=_("历次全国代表大会、中央全会、中央纪委全会、全国人大和全国政协会议公报，见词表 meetings.tsv"),
    severity="warning",
    message=_("“%(name)s”是 %(when)s 开的，与文中写的时间不符；请核对时间和届次"),
    forms=(("early", _("“%(name)s”是 %(when)s 开的，本材料写的是 %(year)s 年；请核对届次和年度")),),
    find=find,
    options=(WITHOUT,),
    bad=examples(
        "某局局长2024年度民主生活会对照检查材料\n一、存在的问题\n一是学习不够。2023年7月召开的党的«二十届三中全会»精神学得浅。",
        "某局局长2021年度民主生活会对照检查材料\n一、存在的问题\n一是学习不够。对«党的二十大»报告学得浅。",
    ),
    good=examples(
        "某局局长2024年度民主生活会对照检查材料\n一、存在的问题\n一是学习不够。2024年7月召开的党的二十届三中全会精神学得浅，2025年党的二十届三中全会精神宣讲只参加1次。",
        "某局局长2021年度民主生活会对照检查材料\n一、存在的问题\n一是谋划不够。迎接党的二十大的安保方案改了4次。",
    ),
)
