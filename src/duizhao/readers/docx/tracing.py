"""Where each character of a Word file's text stands in its XML: for those who write into the file.

The reader itself does the reading, so that the text traced is the text read. Only what no element shows (an
automatic number, the marks between paragraphs and cells) has no place.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from duizhao.readers.docx.document import Stories
from duizhao.readers.docx.line import LineReader
from duizhao.readers.docx.looks import Looks
from duizhao.readers.docx.names import W, child
from duizhao.readers.docx.numbering import Lists
from duizhao.readers.docx.package import Package
from duizhao.readers.docx.story import Story
from duizhao.readers.docx.styles import Styles
from duizhao.readers.markup import as_utf8, parse
from duizhao.readers.reader import Limits
from duizhao.record import Format, Span

if TYPE_CHECKING:
    from lxml.etree import _Element

_PARAGRAPH: Final = W + "p"
# The file has been read once; without the reader's short cuts its tree is larger, and it is opened twice.
_MORE: Final = 8


@dataclasses.dataclass(frozen=True, slots=True)
class Piece:
    """Characters of the text and the element that shows them (a ``w:t``, a ``w:tab`` …)."""

    start: int
    text: str
    element: _Element

    @property
    def end(self) -> int:
        """Return where the piece ends in the text."""
        return self.start + len(self.text)


@dataclasses.dataclass(frozen=True, slots=True)
class Trace:
    """A text with the elements it came from, all in the tree ``root`` in the file's own namespaces.

    ``pieces`` stand in the order of the text and do not overlap; ``paragraphs`` are the printed paragraphs
    with their last ``w:p``. ``part`` is the name of the part the tree is of.
    """

    part: str
    root: _Element
    text: str
    pieces: tuple[Piece, ...]
    paragraphs: tuple[tuple[Span, _Element], ...]

    def within(self, start: int, end: int) -> tuple[Piece, ...]:
        """Return the pieces that show any of the characters ``[start, end)``."""
        first = bisect_right(self.pieces, start, key=lambda piece: piece.start) - 1
        first += first < 0 or self.pieces[first].end <= start
        last = first
        while last < len(self.pieces) and self.pieces[last].start < end:
            last += 1
        return self.pieces[first:last]


def trace(data: bytes, limits: Limits) -> Trace:
    """Return the text of a Word file with its places; raise ``ReadError``."""
    more = dataclasses.replace(limits, marks=limits.marks * _MORE, part_size=limits.part_size * 2)
    package = Package(data, more)
    content = package.content(package.main)
    root = package.parse(content, part=package.main)
    story = _TracedStory(*Stories(package).definitions, Looks(lambda _: root), may_hide=True)
    body = child(root, W + "body")
    if body is not None:
        story.read(body)
    own = as_utf8(package.raw(package.main), part=package.main)
    pieces, paragraphs = story.pieces, story.places
    if own != content:
        # In other namespaces than the reader's the tree is the same element for element.
        other = parse(own, part=package.main, limits=limits)
        twin = dict(zip(root.iter("*"), other.iter("*"), strict=True))
        pieces = [dataclasses.replace(piece, element=twin[piece.element]) for piece in pieces]
        paragraphs = [(span, twin[element]) for span, element in paragraphs]
        root = other
    return Trace(package.main, root, story.printer.text, tuple(pieces), tuple(paragraphs))


class _Shown(str):
    """Visible text that knows the element it is of."""

    __slots__ = ("element",)

    element: _Element


class _TracingLines(LineReader):
    """Reads paragraphs as its base does, each of them in full."""

    def prepare(self, root: _Element) -> None:
        self._mixed = set(root.iter(_PARAGRAPH))

    def _piece(self, text: str, element: _Element) -> str:
        shown = _Shown(text)
        shown.element = element
        return shown


class _TracedStory(Story):
    """Reads a story as its base does and keeps what came from where."""

    def __init__(self, styles: Styles, lists: Lists, looks: Looks, *, may_hide: bool) -> None:
        super().__init__(styles, lists, looks, may_hide=may_hide)
        self._lines = _TracingLines(styles, looks, may_hide=may_hide)
        self.pieces: list[Piece] = []
        self.places: list[tuple[Span, _Element]] = []
        self._at: _Element | None = None

    def _paragraph(self, element: _Element) -> None:
        outer, self._at = self._at, element
        super()._paragraph(element)
        self._at = element if outer is None else outer

    def _box(self, box: _Element) -> None:
        outer = self._at
        super()._box(box)
        self._at = outer

    def _put(self, number: str, pieces: list[str], look: Format) -> None:
        start = self.printer.length
        super()._put(number, pieces, look)
        at = start + len(number)
        for piece in pieces:
            assert isinstance(piece, _Shown)
            self.pieces.append(Piece(at, str(piece), piece.element))
            at += len(piece)
        if self._at is not None:
            self.places.append((Span(start, at), self._at))
