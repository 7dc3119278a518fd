"""Does a list leave out a number?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.numbering.ordinals import findings
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the ordinal behind a gap."""
    yield from findings(paper, "skipped")


check = Check(
    id="NUM001",
    slug="skipped-ordinal",
    category="numbering",
    title=_("序号跳号"),
    why=_("序号不连续，往往是删改后漏了一条，审阅人无从知道是少写了问题还是写错了号。"),
    source="GB/T 9704-2012, 7.3.3",
    severity="warning",
    message=_("此处序号为第 %(found)s，缺第 %(missing)s；请核对是漏写还是编号有误"),
    find=find,
    bad=examples(
        "一、存在的问题\n一是学习不够。读得少。\n«三是»调研不深。走得少。\n四是担当不足。拖得久。",
        "一、存在的问题\n学习不够。\n«三、»整改措施\n加强学习。",
        "一、存在的问题\n（一）学习方面。一是读得少。二是记得少。«四是»用得少。\n（二）作风方面\n走得少。",
    ),
    good=examples(
        "一、存在的问题\n一是学习不够。读得少。\n二是调研不深。走得少。\n二、整改措施\n加强学习。",
        "一、存在的问题\n（一）学习方面\n1.读得少。\n2.记得少。\n（二）作风方面\n3.走得少。\n4.问得少。\n5.想得少。",
    ),
    needs=frozenset({"outline"}),
)
