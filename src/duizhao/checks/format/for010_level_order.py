"""Do the levels not come in the order 一、（一） 1. （1）?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from duizhao.checks.base import Check, Example, Finding, Options, Paper, words
from duizhao.checks.format.samples import HEADING, SUBHEADING, TEXT, word
from duizhao.errors import _
from duizhao.outline import Node, Style
from duizhao.record import Span

_FORMS: Final = {
    Style.HAN: "一、",
    Style.HAN_PAREN: "（一）",
    Style.ARABIC: "1.",
    Style.ARABIC_PAREN: "（1）",
}


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the first ordinal below one of a lower level, and the first 1、 in place of 1., with their counts."""
    turned = list(_turned(paper.outline.nodes, None))
    if turned:
        upper, node = turned[0]
        filled = words(upper=_FORMS[upper], lower=_FORMS[node.style], count=len(turned))
        yield Finding(_place(paper, node), filled)
    paused = [
        span
        for node in paper.outline.walk()
        if node.style == Style.ARABIC and paper.quote(span := _place(paper, node)).endswith("、")
    ]
    if paused:
        yield Finding(paused[0], words(count=len(paused)), form="paused")


def _turned(nodes: Sequence[Node], above: Style | None) -> Iterator[tuple[Style, Node]]:
    """Yield nodes whose style belongs above that of the heading they stand below."""
    for node in nodes:
        known = node.style if node.style in _FORMS else above
        if above is not None and node.style in _FORMS and node.style < above:
            yield above, node
        yield from _turned(node.children, known)


def _place(paper: Paper, node: Node) -> Span:
    start, end = paper.source(node.start, node.body)
    return Span(start, start + len(paper.text[start:end].rstrip()))


check = Check(
    id="FOR010",
    slug="level-order",
    category="format",
    title=_("层次序数不合次序"),
    why=_("公文层次依次用“一、”“（一）”“1.”“（1）”；次序颠倒，读者分不清哪个大、哪个小。"),
    source="GB/T 9704-2012, 7.3.3",
    severity="warning",
    message=_("“%(lower)s”排在“%(upper)s”的下面，次序应为“一、”“（一）”“1.”“（1）”；共有 %(count)s 处"),
    forms=(("paused", _("阿拉伯数字序数后面应为“.”，此处是“、”；共有 %(count)s 处")),),
    find=find,
    bad=(
        Example(
            TEXT.replace(HEADING, "（一）整改落实情况").replace(SUBHEADING, "«一、»往来款项清理方面")
            + "\n二、固定资产方面\n（二）下一步打算\n一、继续催收",
            word=word(more=3),
        ),
        Example(
            TEXT.replace("三笔往来", "«1、»三笔往来").replace("第三笔", "2、第三笔"),
            word=word(),
        ),
    ),
    good=(
        Example(TEXT, word=word()),
        Example(TEXT.replace("三笔往来", "1.三笔往来").replace("第三笔", "2.第三笔"), word=word()),
    ),
    needs=frozenset({"outline", "format"}),
    kinds=frozenset({"report", "plan"}),
)
