"""A page's tree as a ``Document``: blocks become lines, blanks fall together as in a browser.

One thing differs from a browser: a line end between two Chinese characters is no blank, since it is the
source's and nobody's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from duizhao.errors import ErrorCode, ReadError
from duizhao.readers.html.lists import ItemCounter, counter
from duizhao.readers.html.tables import cells, is_layout, rows
from duizhao.readers.html.tags import BLOCKS, DROPPED, LISTS
from duizhao.readers.markup import marks
from duizhao.readers.printer import Printer
from duizhao.readers.reader import TAGS, Limits, refuse_more
from duizhao.readers.secrecy import is_on_first_page, refuse_marked
from duizhao.record import Cell, Document, Format
from duizhao.text.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADINGS: Final = {f"h{level}": level - 1 for level in range(1, 7)}
_HIDDEN: Final = regex(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_ALIGNED: Final = regex(r"text-align\s*:\s*(\w+)", re.I)
_BLANKS: Final = regex(r"[ \t\n\r\f]+")
_WIDE: Final = regex(
    "[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u2014\u2018-\u201d\u2026\U00020000-\U0003ffff]"
)
# Numeric references to 128..159 mean Windows' characters to every browser.
_WINDOWS: Final = {code: bytes((code,)).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
_C1: Final = regex("[\x80-\x9f]")


def document(text: str, limits: Limits) -> Document:
    """Return a page's document; raise ``ReadError`` where it is too large or too deep."""
    root = _tree(text, limits)
    page = _Page()
    if root is not None:
        page.element(root)
        page.end_line()
    return Document(text=page.printer.text, media_type="text/html", paragraphs=tuple(page.printer.paragraphs))


def _tree(text: str, limits: Limits) -> _Element | None:
    from lxml import etree

    data = text.replace("\0", "").encode("utf-8", "replace")
    refuse_more(marks(data), limits.marks, TAGS)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None  # nothing but blanks or comments
    if any("depth" in entry.message for entry in parser.error_log):
        raise ReadError(ErrorCode.TOO_DEEP, limit=limits.depth)  # the parser has left the rest out
    return root


class _Page:
    """Walks the tree once; ``_line`` gathers the inline text of the paragraph being read."""

    def __init__(self) -> None:
        self.printer = Printer()
        self._line: list[str] = []
        self._number = ""  # marker of a list item whose first line is still to come
        self._verbatim = 0  # open pre elements
        self._look: list[Format] = [Format()]

    def element(self, element: _Element) -> None:
        """Read an element and what it holds, not its tail."""
        tag = element.tag
        if tag in DROPPED:
            return
        if _is_hidden(element):
            self._refuse_hidden_mark(element)
            return
        if tag == "br":
            self._print()
            return
        self._enter(element)
        if tag == "table" and not is_layout(element):
            self._table(element)
        elif tag in LISTS:
            self._list(element)
        else:  # in this frame and not in one of its own: pages nest deeply
            self._text(element.text)
            for child in element:
                self.element(child)
                self._text(child.tail)
        self._leave(element)

    def end_line(self) -> None:
        """Print what was gathered, if anything can be seen of it."""
        if any(piece.strip(" \t\n\r\f") for piece in self._line):
            self._print()
        self._line.clear()

    def _refuse_hidden_mark(self, element: _Element) -> None:
        if is_on_first_page(self.printer.length):
            pieces = [str(piece) for piece in element.itertext()]
            refuse_marked(("".join(pieces), *pieces))

    def _enter(self, element: _Element) -> None:
        if element.tag in BLOCKS:
            self.end_line()
            self._look.append(_look(element, self._look[-1]))
            self._verbatim += element.tag == "pre"
        elif element.tag == "q":
            self._line.append("“")

    def _leave(self, element: _Element) -> None:
        if element.tag in BLOCKS:
            self.end_line()
            self._look.pop()
            self._verbatim -= element.tag == "pre"
        elif element.tag == "q":
            self._line.append("”")

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if self._verbatim:
            *lines, last = text.replace("\r\n", "\n").split("\n")
            for line in lines:
                self._line.append(line)
                self._print()
            self._line.append(last)
        else:
            self._line.append(text)

    def _print(self) -> None:
        gathered = "".join(self._line)
        text = gathered if self._verbatim else _fallen_together(gathered)
        if _C1.search(text):
            text = text.translate(_WINDOWS)
        number, self._number = self._number, ""
        self._line.clear()
        self.printer.print(number + text, number=number, look=self._look[-1])

    def _list(self, element: _Element) -> None:
        items = sum(1 for _ in element.iterchildren("li"))
        markers = counter(element, items=items)
        self._text(element.text)
        for child in element:
            if child.tag == "li":
                self._item(child, markers)
            else:
                self.element(child)
            self._text(child.tail)

    def _item(self, item: _Element, markers: ItemCounter) -> None:
        if _is_hidden(item):
            self._refuse_hidden_mark(item)
            return
        self.end_line()
        self._end_item()
        self._number = markers.marker(item)
        self.element(item)
        self._end_item()

    def _end_item(self) -> None:
        """Print the marker of an item in which nothing stands."""
        if self._number:
            self._print()

    def _table(self, table: _Element) -> None:
        for caption in table.iterchildren("caption"):
            self.element(caption)
        outer, number = self.printer.cell, self.printer.new_table()
        occupied: dict[int, tuple[int, int]] = {}
        for row, entry in enumerate(rows(table)):
            self._row(number, row, list(cells(entry, occupied)))
        self.printer.cell = outer

    def _row(self, table: int, row: int, found: list[tuple[_Element | None, int]]) -> None:
        for index, (cell, column) in enumerate(found, start=1):
            start = self.printer.length
            self.printer.cell = Cell(table, row, column)
            if cell is not None:
                self.element(cell)
                self.end_line()
                if self.printer.length == start:
                    self.printer.print("", look=self._look[-1])
            self.printer.close_cell(start, last=index == len(found))


def _fallen_together(text: str) -> str:
    """Return inline text as it is drawn: runs of blanks are one, none at either end."""

    def blank(match: re.Match[str]) -> str:
        start, end = match.span()
        if start == 0 or end == len(text):
            return ""
        between_wide = _WIDE.match(text, start - 1) and _WIDE.match(text, end)
        return "" if between_wide and "\n" in match.group() else " "

    return _BLANKS.sub(blank, text)


def _is_hidden(element: _Element) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and _HIDDEN.search(style) is not None)


def _look(element: _Element, outer: Format) -> Format:
    tag = element.tag
    aligned = _ALIGNED.search(element.get("style") or "")
    alignment = aligned.group(1).lower() if aligned else (element.get("align") or "").lower()
    alignment = "center" if tag == "center" else alignment
    if tag not in _HEADINGS and not alignment:
        return outer
    return Format(
        style=tag if tag in _HEADINGS else outer.style,
        outline_level=_HEADINGS.get(tag, outer.outline_level),
        alignment=alignment or outer.alignment,
    )
