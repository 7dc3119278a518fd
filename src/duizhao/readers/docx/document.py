"""A Word file as a ``Document``: its body, and apart from it header, footer, notes and page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from duizhao.readers.docx.looks import Looks
from duizhao.readers.docx.names import A, W, child, points
from duizhao.readers.docx.numbering import Lists
from duizhao.readers.docx.package import Package
from duizhao.readers.docx.story import Story
from duizhao.readers.docx.styles import Styles
from duizhao.readers.docx.stylesheet import StyleSheet
from duizhao.readers.reader import Limits
from duizhao.record import Document, PageSetup
from duizhao.text.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_MILLIMETRES: Final = 25.4 / 72  # of a point
_TWIP: Final = 1 / 20
# Runs hide by a word of their own or by a character style; a paragraph style is asked in any case.
_HIDING: Final = (b"vanish", b"rStyle")
_RULED: Final = ("lines", "linesAndChars", "snapToChars")
_PAGE: Final = regex(r"\bPAGE\b", re.IGNORECASE)
_FONTS_START, _FONTS_END = b"<a:fontScheme", b"</a:fontScheme>"
_THEME: Final = b'<a:theme xmlns:a="' + A[1:-1].encode() + b'">%s</a:fontScheme></a:theme>'
# Tag of the reference in the text -> kind of the part, tag of the note in it.
_NOTES: Final = {
    W + "footnoteReference": ("footnotes", W + "footnote"),
    W + "endnoteReference": ("endnotes", W + "endnote"),
}


def document(data: bytes, limits: Limits) -> Document:
    """Read a Word file; raise ``ReadError``."""
    package = Package(data, limits)
    content = package.content(package.main)
    stories = Stories(package)
    looks = Looks(partial(package.parse, part=package.main))
    body = stories.new(looks, may_hide=any(word in content for word in _HIDING))
    root = child(package.parse(looks.take_out(content), part=package.main), W + "body")
    if root is not None:
        body.read(root)
    return Document(
        text=body.printer.text,
        media_type=package.media_type,
        paragraphs=tuple(body.printer.paragraphs),
        header=tuple(stories.lines("header")),
        footer=tuple(stories.lines("footer")),
        footnotes=tuple(stories.notes(body.notes)),
        page=_page(body.section),
        numbered=stories.print_page_numbers(),
    )


class Stories:
    """Makes the stories of one file, which share styles and list definitions but no counters."""

    def __init__(self, package: Package) -> None:
        self._package = package
        style_part = package.related("styles")
        chunks = package.chunks(style_part[0]) if style_part else iter(())
        sheet = StyleSheet(chunks, partial(package.parse, part="".join(style_part[:1])))
        self._styles = Styles(sheet, cache(self._theme))
        self._lists = Lists(lambda: self._root("numbering"), sheet)

    @property
    def definitions(self) -> tuple[Styles, Lists]:
        """Return the styles and lists of the file."""
        return self._styles, self._lists

    def new(self, looks: Looks | None = None, *, may_hide: bool = True) -> Story:
        looks = looks or Looks(partial(self._package.parse, part=self._package.main))
        return Story(self._styles, self._lists, looks, may_hide=may_hide)

    def lines(self, kind: str) -> Iterator[str]:
        """Return the lines of all headers (or footers) of the file, in file order, without empty ones."""
        for part in self._package.related(kind):
            story = self.new()
            story.read(self._package.xml(part))
            yield from (line for line in story.printer.text.split("\n") if line.strip())

    def print_page_numbers(self) -> bool:
        """Return whether a header or footer of the file prints the number of its page."""
        parts = (*self._package.related("header"), *self._package.related("footer"))
        return any(_prints_page_number(self._package.xml(part)) for part in parts)

    def notes(self, references: list[tuple[str, str]]) -> Iterator[str]:
        """Return the text of each note in the order in which the body refers to them."""
        parts: dict[str, dict[str, _Element]] = {}
        for reference, note_id in references:
            kind, tag = _NOTES[reference]
            if kind not in parts:
                root = self._root(kind)
                notes = () if root is None else root.iterchildren(tag)
                parts[kind] = {note.get(W + "id", ""): note for note in notes}
            note = parts[kind].pop(note_id, None)
            if note is not None:
                story = self.new()
                story.read(note)
                yield story.printer.text.removesuffix("\n")

    def _theme(self) -> _Element | None:
        """Return the theme's fonts; the rest of it, colours and effects, is four fifths and not parsed."""
        parts = self._package.related("theme")
        if not parts:
            return None
        content = self._package.content(parts[0])
        start, end = content.find(_FONTS_START), content.find(_FONTS_END)
        if 0 <= start < end and b"extLst" not in content[start:end]:
            content = _THEME % content[start:end]
        return self._package.parse(content, part=parts[0])

    def _root(self, kind: str) -> _Element | None:
        parts = self._package.related(kind)
        return self._package.xml(parts[0]) if parts else None


def _page(section: _Element | None) -> PageSetup | None:
    """Return the page of a ``w:sectPr``; ``None`` where it does not say size and margins in full."""
    if section is None:
        return None
    size, margins = child(section, W + "pgSz"), child(section, W + "pgMar")
    if size is None or margins is None:
        return None
    values = [_millimetres(size.get(W + side)) for side in ("w", "h")]
    values += [_millimetres(margins.get(W + side)) for side in ("top", "bottom", "left", "right")]
    width, height, top, bottom, left, right = values
    left = round(left + _millimetres(margins.get(W + "gutter")), 2)
    return PageSetup(width, height, top, bottom, left, right, _line_pitch(section))


def _line_pitch(section: _Element) -> float | None:
    grid = child(section, W + "docGrid")
    if grid is None or grid.get(W + "type") not in _RULED:
        return None
    return points(grid.get(W + "linePitch"), _TWIP)


def _prints_page_number(root: _Element) -> bool:
    # The instruction of a field may be cut up into several runs.
    instructions = [element.text or "" for element in root.iter(W + "instrText")]
    simple = (element.get(W + "instr", "") for element in root.iter(W + "fldSimple"))
    said = " ".join(("".join(instructions), *simple))
    return _PAGE.search(said) is not None or next(root.iter(W + "pgNum"), None) is not None


def _millimetres(length: str | None) -> float:
    return round((points(length, _TWIP) or 0.0) * _MILLIMETRES, 2)
