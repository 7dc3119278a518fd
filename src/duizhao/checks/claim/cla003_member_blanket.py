"""Does a member who is not the chief claim all problems of the team?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.claim.blanket import blanket_claims
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the blanket claims of an author who is known not to be the chief."""
    author = paper.material.author
    if author is not None and author.chief is False:
        for claim in blanket_claims(paper):
            yield Finding(claim.span)


check = Check(
    id="CLA003",
    slug="member-blanket",
    category="claim",
    title=_("班子成员笼统认领"),
    why=_("班子成员说“全部认领”，等于没有说清自己对哪几条负责、负什么责任。"),
    source=_("审阅通例：班子问题由成员主动认领，各负其责"),
    severity="warning",
    message=_("班子成员笼统认领全部问题；请写明认领哪几条、各负什么责任"),
    find=find,
    bad=examples(
        "云澄县水务局副局长2024年度民主生活会个人对照检查材料\n会前作了准备。«对局党组班子查摆的问题，我全部认领。»现将情况报告如下。\n一、存在的问题\n一是读得少。只看标题。\n二是走得少。只下去四次。",
    ),
    good=examples(
        "云澄县水务局副局长2024年度民主生活会个人对照检查材料\n会前作了准备。对局党组班子查摆的问题中涉及我分管的第2条，我认领并负直接责任。现将情况报告如下。\n一、存在的问题\n一是读得少。只看标题。\n二是走得少。只下去四次。",
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual"}),
)
