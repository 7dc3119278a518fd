"""Is an institution named that was founded only after the paper's time?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.wording.named import WITHOUT, dated, excepted, uses
from duizhao.checks.wording.standing import stands_alone
from duizhao.errors import _
from duizhao.lexicons.official import institution_names
from duizhao.text.regex import regex

_LATE: Final = 6  # the month of the next year up to which a paper of a year is written
_TO_COME: Final = regex("组建|筹建|设立|成立|挂牌|即将|拟|将")
_AROUND: Final = 12


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield each such name once."""
    year = paper.material.year
    seen: set[str] = set()
    for use in uses(paper) if year is not None else ():
        one = institution_names().get(use.name)
        if one is None or one.since is None or year is None or one.since <= (year + 1, _LATE):
            continue
        if use.name in seen or excepted(use.name, options) or not stands_alone(paper, use, one):
            continue
        if not _TO_COME.search(paper.normal[max(0, use.start - _AROUND) : use.end + _AROUND]):
            seen.add(use.name)
            yield Finding(
                paper.source(use.start, use.end), words(name=use.name, when=dated(one.since), year=year)
            )


check = Check(
    id="WOR016",
    slug="institution-to-come",
    category="wording",
    title=_("机构当时还没有设立"),
    why=_("材料年度还没有的机构写进了材料，多是年度写错或者从后来的稿子里搬来的。"),
    source=_("机构改革方案，见词表 institutions.tsv 各条来源"),
    severity="question",
    message=_("“%(name)s”是 %(when)s 设立的，本材料写的是 %(year)s 年；请核对机构名称和年度"),
    find=find,
    options=(WITHOUT,),
    bad=examples(
        "云澄县水务局2021年度民主生活会对照检查材料\n一、存在的问题\n一是对接不够。«国家金融监督管理总局»的风险提示没有传达。",
    ),
    good=examples(
        "云澄县水务局2023年度民主生活会对照检查材料\n一、存在的问题\n一是对接不够。国家金融监督管理总局的风险提示没有传达。",
        "云澄县水务局2017年度民主生活会对照检查材料\n一、存在的问题\n一是谋划不够。对组建生态环境部以后的职责划转没有研究。",
    ),
)
