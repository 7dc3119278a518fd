"""Is a document given a year in which no edition of it was issued?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.wording.named import WITHOUT, excepted
from duizhao.checks.wording.titled import Title, named_titles
from duizhao.errors import _
from duizhao.lexicons.official import Issued
from duizhao.text.regex import regex

_DEED: Final = "(?:新?修订|修正|印发|颁布|发布|公布|出台|制定)"
_BEFORE: Final = regex(rf"((?:19|20)\d\d)年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?{_DEED}的?《$")
_BEHIND: Final = regex(rf"》（((?:19|20)\d\d)年?(?:\d{{1,2}}月)?(?:版|{_DEED})?）")
_LATE: Final = 10  # what is approved late in a year may be published in the next
_WINDOW: Final = 24


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the years that are none of the document's editions."""
    for title in named_titles(paper):
        one = title.document
        if one is None or not one.editions or excepted(title.text, options):
            continue
        match = _year(paper, title)
        if match is not None and not _fits(int(match[1]), one):
            yield Finding(
                paper.source(match.start(1), match.end(1)),
                words(name=title.text, year=match[1], editions=one.editions),
            )


def _year(paper: Paper, title: Title) -> re.Match[str] | None:
    before = _BEFORE.search(paper.normal, max(0, title.start - _WINDOW), title.start)
    return before or _BEHIND.match(paper.normal, title.end, title.end + _WINDOW)


def _fits(year: int, one: Issued) -> bool:
    if year in one.editions:
        return True
    return one.month is not None and one.month[1] >= _LATE and year == one.month[0] + 1


check = Check(
    id="WOR008",
    slug="wrong-edition",
    category="wording",
    title=_("文件年份不对"),
    why=_("条例、准则修订过几次，年份写错，指的就不是现行的那一版。"),
    source=_("各文件历次公布文本，见词表 documents.tsv"),
    severity="warning",
    message=_("《%(name)s》没有 %(year)s 年的版本，各版年份：%(editions)s；请核对"),
    find=find,
    options=(WITHOUT,),
    bad=examples(
        "一是学习不够。«2020»年修订的《中国共产党纪律处分条例》没有通读，《中国共产党巡视工作条例》（«2021»年修订）没有对照。"
    ),
    good=examples(
        "一是学习不够。2023年修订的《中国共产党纪律处分条例》没有通读，《中国共产党巡视工作条例》（2024年修订）没有对照，2021年学习《中国共产党问责条例》走过场。"
    ),
)
