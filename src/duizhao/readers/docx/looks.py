"""What runs and paragraphs say about their looks, read once where a text says the same again and again.

Word repeats the fonts and sizes of a paper in every run and its indents in every paragraph: two thirds of the
bytes and three quarters of the elements. So equal ``w:rPr`` and ``w:pPr`` are taken out of the text's bytes
before it is parsed, each leaving a number behind, and are parsed and read once. What decides whether text is
shown at all (hidden, deleted, moved) stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from duizhao.readers.docx.names import W, integer
from duizhao.readers.docx.properties import (
    ParagraphProperties,
    RunProperties,
    paragraph_properties,
    run_properties,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_PROLOG: Final = 8192
_ROOT: Final = re.compile(rb'<w:document\b[^>]*\sxmlns:w="' + W[1:-1].encode() + rb'"[^>]*>')
_RUN, _PARAGRAPH = b"rPr", b"pPr"
_NUMBER: Final = "number"  # the attribute that is left behind; Word has none without a namespace
_MOST: Final = 100_000
# A change of looks keeps the old ones inside the new; a comment may hold anything.
_UNSAFE: Final = (b"PrChange>", b"<!--", b"<![")
_DECIDES: Final = (b"<w:vanish", b"<w:rStyle", b"<w:specVanish", b"<w:del", b"<w:moveFrom")


class Looks:
    """Reads ``w:rPr`` and ``w:pPr`` of one text; ``parse`` makes a tree of bytes or raises ``ReadError``."""

    def __init__(self, parse: Callable[[bytes], _Element]) -> None:
        self._parse = parse
        self._taken: dict[bytes, list[_Element]] = {_RUN: [], _PARAGRAPH: []}
        self._runs: dict[int, RunProperties] = {}
        self._paragraphs: dict[int, ParagraphProperties] = {}

    def take_out(self, content: bytes) -> bytes:
        """Return the XML of a text with its looks taken out, or as it is where that is not safe."""
        root = _ROOT.search(content, 0, _PROLOG)
        if root is None or content.count(b"<w:rPr>") > _MOST or any(word in content for word in _UNSAFE):
            return content
        left, runs = _taken_out(content, _RUN)
        left, paragraphs = _taken_out(left, _PARAGRAPH)
        whole = self._parse(b"".join((root.group(), *runs, *paragraphs, b"</w:document>")))
        elements = list(whole)
        self._taken = {_RUN: elements[: len(runs)], _PARAGRAPH: elements[len(runs) :]}
        return left

    def run(self, element: _Element) -> RunProperties:
        """Return what a ``w:rPr`` says, or the one that was taken out in its place."""
        number = self._number(element, _RUN)
        if number is None:
            return run_properties(element)
        found = self._runs.get(number)
        if found is None:
            found = self._runs[number] = run_properties(self._taken[_RUN][number])
        return found

    def paragraph(self, element: _Element) -> ParagraphProperties:
        """Return what a ``w:pPr`` says, or the one that was taken out in its place."""
        number = self._number(element, _PARAGRAPH)
        if number is None:
            return paragraph_properties(element)
        found = self._paragraphs.get(number)
        if found is None:
            found = self._paragraphs[number] = paragraph_properties(self._taken[_PARAGRAPH][number])
        return found

    def _number(self, element: _Element, kind: bytes) -> int | None:
        number = integer(element.get(_NUMBER))
        return number if number is not None and 0 <= number < len(self._taken[kind]) else None


def _taken_out(content: bytes, name: bytes) -> tuple[bytes, list[bytes]]:
    """Return the text with a number for each element called ``name``, and the different ones in order."""
    start, end = b"<w:" + name + b">", b"</w:" + name + b">"
    known: dict[bytes, bytes] = {}
    first, *pieces = content.split(start)
    left = [first]
    for piece in pieces:
        inner, _, rest = piece.partition(end)
        place = known.get(inner)
        if place is None:
            if name == _RUN and any(word in inner for word in _DECIDES):
                left += (start, inner, end, rest)
                continue
            place = known[inner] = b'<w:%s %s="%d"/>' % (name, _NUMBER.encode(), len(known))
        left += (place, rest)
    return b"".join(left), [start + inner + end for inner in known]
