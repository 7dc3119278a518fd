"""The outline of one paper as flat entries that point into its text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from duizhao.engine.paper import LIMITS, Input, read_document
from duizhao.readers import Limits
from duizhao.record import Document, OutlineEntry


def outline_entries(paper: Input, *, limits: Limits = LIMITS) -> tuple[OutlineEntry, ...]:
    """Return the headings and items of a paper in the order of its text; raise ``ReadError`` as a reader."""
    return tuple(_entries(read_document(paper, limits=limits)))


def _entries(document: Document) -> Iterator[OutlineEntry]:
    from duizhao.material.titles import split_title
    from duizhao.outline import Node, outline

    found = outline(document)
    text = document.text
    line_starts = [0, *(i + 1 for i, character in enumerate(text) if character == "\n")]

    def below(nodes: Sequence[Node], level: int) -> Iterator[OutlineEntry]:
        for node in nodes:
            parts = split_title(found, node)
            span = found.text.source(node.start, node.end)
            number = found.text.source(node.start, node.body)
            title = found.text.source(parts.title_start, parts.title_end)
            yield OutlineEntry(
                level=level,
                number=text[number.start : number.end].strip(),
                title=text[title.start : title.end] if parts.has_title else None,
                line=bisect_right(line_starts, span.start),
                span=span,
            )
            yield from below(node.children, level + 1)

    yield from below(found.nodes, 0)
