"""Does a number stand twice in a list, or does the list count backwards?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.numbering.ordinals import findings
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the ordinal that was there before."""
    yield from findings(paper, "repeated")


check = Check(
    id="NUM002",
    slug="repeated-ordinal",
    category="numbering",
    title=_("序号重复"),
    why=_("同一个序号出现两次，别处引用“第几项问题”时就对不上，认领和整改也会落空。"),
    source="GB/T 9704-2012, 7.3.3",
    severity="warning",
    message=_("此处序号为第 %(found)s，按前文应为第 %(expected)s；请核对编号"),
    find=find,
    bad=examples(
        "一、存在的问题\n一是学习不够。读得少。\n二是调研不深。走得少。\n«二是»担当不足。拖得久。",
        "一、存在的问题\n（一）学习方面\n读得少。\n（二）作风方面\n走得少。\n«（二）»廉洁方面\n管得松。",
        "一、存在的问题\n学习上，一是读得少；二是记得少；«二是»用得少。",
    ),
    good=examples(
        "一、存在的问题\n（一）学习方面\n一是读得少。\n二是记得少。\n（二）作风方面\n一是走得少。\n二是问得少。",
    ),
    needs=frozenset({"outline"}),
)
