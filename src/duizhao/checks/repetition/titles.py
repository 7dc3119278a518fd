"""Which titles of a paper are of one kind: those of its parts, and those below one part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from duizhao.checks.base import Paper
from duizhao.material.titles import split_title
from duizhao.outline import Node, Style


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
    for node in nodes:
        if node.head.turn is None and node.head.field is None:
            titled = split_title(paper.outline, node)
            if titled.has_title:
                yield titled.title_start, titled.title_end
