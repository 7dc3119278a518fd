"""What one passage of a paper holds when a person says that it is a problem, a cause or a measure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from duizhao.material.examples import find_examples
from duizhao.material.ground import Ground
from duizhao.material.roots import find_root
from duizhao.material.titles import CLOSING_MARKS, Titled, lead_at, split_title
from duizhao.outline import Node, Outline, outline
from duizhao.record import Document, Example, MaterialKind, Root, Span

_LONGEST_PROSE_TITLE: Final = 24
_PROSE_TITLE_END: Final = re.compile("[。：]")
_NUMBER_MARKS: Final = " \t\n\u3000、，：."
_BLANKS: Final = " \t\n\u3000"


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage read by itself; all spans point into the text of the whole paper.

    ``body`` is where its content begins, behind its number.
    """

    body: int
    title: Span | None
    text: Span
    examples: tuple[Example, ...]
    root: Root | None


def read_passage(document: Document, span: Span, kind: MaterialKind = "unknown") -> Passage:
    """Return title, text, examples and root of a passage by the rules the record is made by."""
    reader = _Reader(document, span, kind)
    return Passage(reader.body, reader.title(), reader.text(), reader.examples(), reader.root())


def text_behind(text: str, title: Span, end: int) -> Span:
    """Return where the content behind a title stands: its closing mark or ，主要表现在：left out."""
    start = lead_at(text, title.end, end)
    while start < end and text[start] in CLOSING_MARKS:
        start += 1
    return _trimmed(text, start, end)


class _Reader:
    """One passage, cut out of its paper and read by itself."""

    def __init__(self, document: Document, span: Span, kind: MaterialKind) -> None:
        self._whole, self._span = document.text, span
        cut = Document(
            document.text[span.start : span.end], document.media_type, hard_wrapped=document.hard_wrapped
        )
        self._tree: Outline = outline(cut)
        self._text = self._tree.text.text
        self._titled, start = self._split(Ground(self._tree, kind))
        self.body = self._place(start)

    def title(self) -> Span | None:
        """Return where the title stands, ``None`` where there is none."""
        if not self._titled.has_title:
            return None
        found = self._source(self._titled.title_start, self._titled.title_end)
        return _trimmed(self._whole, found.start, found.end)

    def text(self) -> Span:
        """Return where the content stands."""
        end = self._span.end
        if self._titled.text_start >= self._titled.text_end:
            return Span(end, end)
        return _trimmed(self._whole, self._place(self._titled.text_start), end)

    def examples(self) -> tuple[Example, ...]:
        """Return the examples the passage tells."""
        return tuple(
            Example(one.marker, self._words(one.text_start, one.end), self._source(one.start, one.end))
            for one in find_examples(self._text, self._titled.text_start, self._titled.text_end)
        )

    def root(self) -> Root | None:
        """Return the sentence that names the root cause."""
        found = find_root(self._text, 0, len(self._text))
        if found is None:
            return None
        words = self._words(found.text_start, found.end)
        return Root(found.marker, words, self._source(found.start, found.end))

    def _split(self, ground: Ground) -> tuple[Titled, int]:
        end = len(self._text.rstrip())
        nodes = self._tree.nodes
        if nodes and not self._text[: nodes[0].start].strip():
            first = nodes[0]
            whole = Node(first.head, first.start, first.body, end, end, first.children)
            start = first.body
            while start < end and self._text[start] in _NUMBER_MARKS:
                start += 1
            return ground.without_lone_title(split_title(self._tree, whole), whole), start
        found = _PROSE_TITLE_END.search(self._text)
        # In the middle of a paragraph a short sentence is one like any other.
        stop = found.start() if found and self._opens_line() else -1
        if 0 < stop <= _LONGEST_PROSE_TITLE and ground.says_something(stop, end):
            return Titled(0, stop, stop + 1, end, run_in=True), 0
        return Titled(0, 0, 0, end, run_in=True), 0

    def _opens_line(self) -> bool:
        line = self._whole.rfind("\n", 0, self._span.start) + 1
        return not self._whole[line : self._span.start].strip(_BLANKS)

    def _place(self, at: int) -> int:
        return self._source(at, at).start if at < len(self._text) else self._span.end

    def _source(self, start: int, end: int) -> Span:
        found = self._tree.text.source(start, end)
        return Span(found.start + self._span.start, found.end + self._span.start)

    def _words(self, start: int, end: int) -> str:
        found = self._source(start, end)
        return self._whole[found.start : found.end].strip(_BLANKS)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _BLANKS:
        start += 1
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    return Span(start, end)
