"""Is one number of a list written in another style than the others?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.numbering.ordinals import findings
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the ordinal that is out of style."""
    yield from findings(paper, "mixed")


check = Check(
    id="NUM003",
    slug="mixed-style",
    category="numbering",
    title=_("同级序号写法不一"),
    why=_("同一层次换了序号写法，读者会以为换了层次，自动编目和提取也会把它归到别的条目下。"),
    source="GB/T 9704-2012, 7.3.3",
    severity="warning",
    message=_("此处接着前面数到第 %(number)s，序号写法却与前面各条不同；请统一同级序号的写法"),
    find=find,
    bad=examples(
        "一、存在的问题\n一是学习不够。读得少。\n二是调研不深。走得少。\n«第三，»担当不足。拖得久。",
        "一、存在的问题\n（一）学习方面\n读得少。\n«二、»作风方面\n走得少。\n（三）廉洁方面\n管得松。\n二、原因分析\n想得浅。",
        "一、存在的问题\n1.学习不够。读得少。\n«（2）»调研不深。走得少。\n3.担当不足。拖得久。",
    ),
    good=examples(
        "一、存在的问题\n（一）学习方面\n1.读得少。\n2.记得少。\n二、原因分析\n一是想得浅。\n二是抓得松。",
    ),
    needs=frozenset({"outline"}),
)
