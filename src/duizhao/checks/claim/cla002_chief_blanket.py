"""Does the chief claim all problems of the team without a list?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.claim.blanket import blanket_claims
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the first blanket claim of a chief, who is expected to make one, or of an author of unknown post."""
    author = paper.material.author
    if author is None or author.chief is not False:
        for claim in blanket_claims(paper)[:1]:
            yield Finding(claim.span)


check = Check(
    id="CLA002",
    slug="chief-blanket",
    category="claim",
    title=_("主要负责人全部认领"),
    why=_("主要负责人全部认领是应有之义；附上所认领的问题清单，会后才好逐条对账。"),
    source=_("审阅通例：班子问题由成员主动认领"),
    severity="question",
    message=_("请附所认领的问题清单"),
    find=find,
    bad=examples(
        "云澄县水务局局长2024年度民主生活会对照检查材料\n会前作了准备。«对局党组班子查摆的问题，我全部认领并负主要责任。»现将情况报告如下。\n一、存在的问题\n一是读得少。只看标题。\n二是走得少。只下去四次。",
    ),
    good=examples(
        "云澄县水务局局长2024年度民主生活会对照检查材料\n会前作了准备。对局党组班子查摆的第1条、第3条问题，我认领并负主要责任。现将情况报告如下。\n一、存在的问题\n一是读得少。只看标题。\n二是走得少。只下去四次。",
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual"}),
)
