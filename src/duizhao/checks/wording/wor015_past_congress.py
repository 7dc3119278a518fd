"""Is an earlier congress's spirit to be studied where the latest is not named at all?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.wording.meetings import Meeting, named_meetings
from duizhao.checks.wording.named import WITHOUT, dated, excepted
from duizhao.errors import _
from duizhao.lexicons.official import meetings
from duizhao.text import number
from duizhao.text.regex import regex

_NAMED: Final = regex("([一二三四五六七八九十]{1,3})[大届]")
_STUDIED: Final = ("精神", "报告", "决策部署", "部署")


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the first place where a congress is told to be studied that another has followed since."""
    year = paper.material.year
    congresses = [one for one in named_meetings(paper) if one.kind == "congress"]
    if year is None or not congresses:
        return
    latest = max(no for kind, no, _s in meetings() if kind == "congress" and _held(no)[0] < year)
    if any((number(match[1]) or 0) >= latest for match in _NAMED.finditer(paper.normal)):
        return
    one = next((one for one in congresses if _studied(paper, one)), None)
    if one is not None and not excepted(name := paper.normal[one.start : one.end], options):
        yield Finding(
            paper.source(one.start, one.end),
            words(name=name, when=dated(_held(one.congress + 1)), year=year),
        )


def _held(congress: int) -> tuple[int, int]:
    return meetings()["congress", congress, 0]


def _studied(paper: Paper, one: Meeting) -> bool:
    return paper.normal.startswith(_STUDIED, one.end)


check = Check(
    id="WOR015",
    slug="past-congress",
    category="wording",
    title=_("只讲上一届党代会精神"),
    why=_("新的党代会开过以后，全篇只讲上一届的精神，多是沿用旧稿没有改净。"),
    source=_("历次全国代表大会，见词表 meetings.tsv"),
    severity="question",
    message=_("全篇只讲“%(name)s”，其后的党代会 %(when)s 已经召开，本材料写的是 %(year)s 年；请核对"),
    find=find,
    options=(WITHOUT,),
    bad=examples(
        "某局局长2024年度民主生活会对照检查材料\n一、存在的问题\n一是学习不够。对«党的十九大»精神学得浅。"
    ),
    good=examples(
        "某局局长2024年度民主生活会对照检查材料\n一、存在的问题\n一是学习不够。对党的十九大精神、党的二十大精神学得浅。",
        "某局局长2021年度民主生活会对照检查材料\n一、存在的问题\n一是学习不够。对党的十九大精神学得浅。",
    ),
)
