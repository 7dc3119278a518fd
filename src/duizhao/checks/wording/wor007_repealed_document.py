"""Is a document cited as a rule that was no longer in force in the paper's year?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.wording.named import WITHOUT, dated, excepted, of_the_past
from duizhao.checks.wording.titled import named_titles
from duizhao.errors import _
from duizhao.text.regex import regex

_GONE: Final = regex("废止|失效|取代|替代|修订前|旧版")
_AROUND: Final = 40


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield titles of documents that something else had taken the place of before the paper's year."""
    year = paper.material.year
    for title in named_titles(paper) if year is not None else ():
        one = title.document
        if one is None or one.until is None or year is None or one.until[0] >= year:
            continue
        around = paper.normal[max(0, title.start - _AROUND) : title.end + _AROUND]
        if excepted(title.text, options) or _GONE.search(around):
            continue
        if not of_the_past(paper, title.start, title.end, one.until):
            yield Finding(
                paper.source(title.start, title.end),
                words(name=title.text, when=dated(one.until), successor=one.successor, year=year),
            )


check = Check(
    id="WOR007",
    slug="repealed-document",
    category="wording",
    title=_("文件已经废止"),
    why=_("对照检查引用已经废止、被取代的文件，对照的就不是现行要求。"),
    source=_("取代它的文件附则，见词表 documents.tsv"),
    severity="warning",
    message=_(
        "《%(name)s》自 %(when)s 起已被《%(successor)s》取代，本材料写的是 %(year)s 年；请核对引用的文件"
    ),
    find=find,
    options=(WITHOUT,),
    bad=examples(
        "某局局长2023年度民主生活会对照检查材料\n一、存在的问题\n一是学习不够。对《«中国共产党党员领导干部廉洁从政若干准则»》学得浅，合同审查没有对照《«中华人民共和国合同法»》。",
    ),
    good=examples(
        "某局局长2023年度民主生活会对照检查材料\n一、存在的问题\n一是学习不够。对《中国共产党廉洁自律准则》学得浅，合同审查没有对照《中华人民共和国民法典》，2019年签的合同仍按《中华人民共和国合同法》办理。",
    ),
)
