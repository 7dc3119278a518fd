"""Is an institution named that no longer existed in the paper's year?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.wording.named import OWN, WITHOUT, dated, excepted, of_the_past, own_uses, uses
from duizhao.checks.wording.standing import stands_alone
from duizhao.errors import _
from duizhao.lexicons.official import institution_names


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield names of institutions that were gone before the paper's year began."""
    year = paper.material.year
    if year is None:
        return
    for use in uses(paper):
        one = institution_names().get(use.name)
        if one is None or one.until is None or one.level == "local?" or one.until[0] >= year:
            continue
        if excepted(use.name, options) or not stands_alone(paper, use, one):
            continue
        if not of_the_past(paper, use.start, use.end, one.until):
            yield Finding(
                paper.source(use.start, use.end),
                words(name=use.name, when=dated(one.until), successor=one.successor, year=year),
            )
    own = options["own"]
    for use, new, since in own_uses(paper, own if isinstance(own, tuple) else ()):
        if since[0] < year and not of_the_past(paper, use.start, use.end, since):
            yield Finding(
                paper.source(use.start, use.end),
                words(name=use.name, when=dated(since), successor=new, year=year),
            )


check = Check(
    id="WOR001",
    slug="abolished-institution",
    category="wording",
    title=_("机构已经撤并、更名"),
    why=_("机构改革以后仍写旧称，多是沿用旧稿没有改净；说从前的事应当注明“原”。"),
    source=_("机构改革方案，见词表 institutions.tsv 各条来源"),
    severity="warning",
    message=_(
        "“%(name)s”自 %(when)s 起已由“%(successor)s”取代，本材料写的是 %(year)s 年；请核对名称，说从前的事请注明“原”"
    ),
    find=find,
    options=(WITHOUT, OWN),
    bad=examples(
        "云澄县水务局2024年度民主生活会对照检查材料\n一、存在的问题\n一是协同不够。与县«国土资源局»沟通少，«环保局»交办的3件事拖了两个月。",
    ),
    good=examples(
        "云澄县水务局2024年度民主生活会对照检查材料\n一、存在的问题\n一是协同不够。与县自然资源局沟通少，原环保局交办的3件事拖了两个月。2017年县国土资源局移交的地块没有管护。",
        "云澄县水务局2017年度民主生活会对照检查材料\n一、存在的问题\n一是协同不够。与县国土资源局沟通少。",
        "云澄县水务局2024年度民主生活会对照检查材料\n一、存在的问题\n一是办法不多。扶贫办法少，工商局限于登记。",
    ),
)
