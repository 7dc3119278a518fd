"""Does a claim not say which responsibility is taken?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield listed claims without a word of responsibility."""
    for claim in paper.material.claims:
        if claim.scope == "listed" and claim.responsibility is None:
            yield Finding(claim.span)


check = Check(
    id="CLA004",
    slug="no-responsibility",
    category="claim",
    title=_("认领没有写明责任"),
    why=_("认领了问题没有写明负直接责任还是领导责任，追责和整改都没有依据。"),
    source=_("纪律处分条例：直接责任、主要领导责任、重要领导责任"),
    severity="question",
    message=_("认领了问题，未见负什么责任；请核对是否写明"),
    find=find,
    bad=examples(
        "云澄县水务局副局长2024年度民主生活会个人对照检查材料\n会前作了准备。«班子查摆的第1条、第2条问题，我主动认领。»\n一、存在的问题\n一是读得少。只看标题。\n二是走得少。只下去四次。",
    ),
    good=examples(
        "云澄县水务局副局长2024年度民主生活会个人对照检查材料\n会前作了准备。班子查摆的第1条、第2条问题，我主动认领，负直接责任。\n一、存在的问题\n一是读得少。只看标题。\n二是走得少。只下去四次。",
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual"}),
)
