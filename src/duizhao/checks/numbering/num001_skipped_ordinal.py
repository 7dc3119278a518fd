"""Does a list leave out a number?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.errors import _
from duizhao.outline import Node, Style


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the ordinal behind a gap."""
    outline = paper.outline
    for siblings in [outline.nodes, *(node.children for node in outline.walk())]:
        last: Node | None = None
        for node in siblings:
            if node.style in (Style.PLAIN, Style.FIRSTLY) or node.head.field:
                continue
            kin = last is not None and last.head.kin(node.head)
            if kin and last is not None and node.head.number > last.head.number + 1:
                span = outline.text.source(node.start, node.body)
                yield Finding(span, words(missing=last.head.number + 1, found=node.head.number))
            last = node


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
    ),
    good=examples("一、存在的问题\n一是学习不够。读得少。\n二是调研不深。走得少。\n二、整改措施\n加强学习。"),
    needs=frozenset({"outline"}),
)
