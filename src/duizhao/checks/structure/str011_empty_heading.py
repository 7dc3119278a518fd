"""Does nothing stand below a heading?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.structure.samples import ASPECTS, paper
from duizhao.errors import _
from duizhao.outline import Node, Style

_HEADINGS = (Style.CHAPTER, Style.SECTION, Style.HAN, Style.HAN_PAREN)
_LONGEST = 60


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield headings that are followed by the next heading of their level or a higher one, or by the end."""
    yield from _among(paper, paper.outline.nodes)


def _among(paper: Paper, nodes: tuple[Node, ...] | list[Node]) -> Iterator[Finding]:
    text = paper.normal
    full = [node for node in nodes if node.children or _says(text, node)]
    for node in nodes:
        if node in full or node.style not in _HEADINGS or node.head.turn or node.head.field:
            yield from _among(paper, node.children)
            continue
        # A list of one-line items is no list of headings: most of its neighbours must have something below.
        if 2 * len(full) >= len(nodes) and node.head.opens_line and node.end - node.start <= _LONGEST:
            end = node.start + len(text[node.start : node.end].rstrip())
            yield Finding(paper.source(node.start, end))


def _says(text: str, node: Node) -> bool:
    """Say whether more than a heading stands at a node: a second line, or a sentence with an end."""
    said = text[node.body : node.end].strip()
    return "\n" in said or "。" in said or "；" in said or "：" in said or "\t" in said


check = Check(
    id="STR011",
    slug="empty-heading",
    category="structure",
    title=_("标题下没有内容"),
    why=_("只有标题没有内容，是写漏了，或者删了内容没有删标题。"),
    source=_("审阅通例"),
    severity="warning",
    message=_("这个标题下面没有内容；请补写，或者删去标题"),
    find=find,
    bad=examples(
        paper(aspects=(*ASPECTS[:3], "«（四）担当作为方面»", *ASPECTS[4:])),
        paper(measures="«三、整改措施»"),
    ),
    good=examples(paper()),
    needs=frozenset({"outline"}),
    kinds=frozenset({"individual", "team", "report", "plan"}),
)
