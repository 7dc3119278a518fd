"""Which titles of a paper are of one kind: those of its parts, and those below one part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from duizhao.checks.base import Paper
from duizhao.material.titles import split_title
from duizhao.outline import Node, Style

_BEGIN: Final = 3


def headings(paper: Paper) -> Iterator[list[tuple[int, int]]]:
    """Yield lists of titles, in normalised offsets: the parts', then all below each part by style."""
    nodes = paper.outline.nodes
    yield list(_titles(paper, nodes))
    for node in nodes:
        below: dict[Style, list[Node]] = {}
        for child in node.children:
            for one in child.walk():
                if one.head.field is None:
                    below.setdefault(one.style, []).append(one)
        for listed in below.values():
            yield list(_titles(paper, listed))


def _titles(paper: Paper, nodes: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Yield the titles of the nodes that begin like another one: the others stand once."""
    text = paper.normal
    numbered = [node for node in nodes if node.head.turn is None and node.head.field is None]
    begins = Counter(text[node.body : node.body + _BEGIN] for node in numbered)
    for node in numbered:
        if begins[text[node.body : node.body + _BEGIN]] > 1:
            titled = split_title(paper.outline, node)
            if titled.has_title:
                yield titled.title_start, titled.title_end
