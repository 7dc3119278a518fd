"""A Word file as a ``Document``: its body, and apart from it header, footer, notes and page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from duizhao.readers.docx.names import W, child, points
from duizhao.readers.docx.numbering import Lists
from duizhao.readers.docx.package import Package
from duizhao.readers.docx.story import Story
from duizhao.readers.docx.styles import Styles
from duizhao.readers.docx.stylesheet import StyleSheet
from duizhao.readers.reader import Limits
from duizhao.record import Document, PageSetup

if TYPE_CHECKING:
    from lxml.etree import _Element

_MILLIMETRES: Final = 25.4 / 72  # of a point
_TWIP: Final = 1 / 20
# Runs hide by a word of their own or by a character style; a paragraph style is asked in any case.
_HIDING: Final = (b"vanish", b"rStyle")
# Tag of the reference in the text -> kind of the part, tag of the note in it.
_NOTES: Final = {
    W + "footnoteReference": ("footnotes", W + "footnote"),
    W + "endnoteReference": ("endnotes", W + "endnote"),
}


def document(data: bytes, limits: Limits) -> Document:
    """Read a Word file; raise ``ReadError``."""
    package = Package(data, limits)
    content = package.content(package.main)
    stories = _Stories(package)
    body = stories.new(may_hide=any(word in content for word in _HIDING))
    root = child(package.parse(content, part=package.main), W + "body")
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
    )


class _Stories:
    """Makes the stories of one file, which share styles and list definitions but no counters."""

    def __init__(self, package: Package) -> None:
        self._package = package
        style_part = package.related("styles")
        chunks = package.chunks(style_part[0]) if style_part else iter(())
        sheet = StyleSheet(chunks, lambda piece: package.parse(piece, part=style_part[0]))
        self._styles = Styles(sheet, self._theme)
        self._lists = Lists(lambda: self._root("numbering"), sheet)
        self._themes: list[_Element | None] = []

    def new(self, *, may_hide: bool = True) -> Story:
        return Story(self._styles, self._lists, may_hide=may_hide)

    def lines(self, kind: str) -> Iterator[str]:
        """Return the lines of all headers (or footers) of the file, in file order, without empty ones."""
        for part in self._package.related(kind):
            story = self.new()
            story.read(self._package.xml(part))
            yield from (line for line in story.printer.text.split("\n") if line.strip())

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
        if not self._themes:
            self._themes.append(self._root("theme"))
        return self._themes[0]

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
    return PageSetup(*values)


def _millimetres(length: str | None) -> float:
    return round((points(length, _TWIP) or 0.0) * _MILLIMETRES, 2)
