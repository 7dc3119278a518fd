"""What a reader sees of one story (the body, a header, a footnote) once all changes are accepted.

Insertions are kept, deletions dropped, moved text stands where it went. A paragraph whose mark is deleted
runs on into the next one, which gives the two its properties. A text box stands before the paragraph it is
anchored in. A table is printed row by row with a TAB between cells. Hidden text is not printed, but a file
whose classification mark is hidden is refused like any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from duizhao.readers.docx.line import PLAIN, Line, LineReader
from duizhao.readers.docx.looks import Looks
from duizhao.readers.docx.names import W, first
from duizhao.readers.docx.numbering import Counters, Lists
from duizhao.readers.docx.properties import ParagraphProperties, RunProperties
from duizhao.readers.docx.structure import ALTERNATE, WRAPPERS, cells, rows, shown
from duizhao.readers.docx.styles import Style, Styles
from duizhao.readers.printer import PARAGRAPHS_END, Printer
from duizhao.readers.reader import PARAGRAPHS, refuse_more
from duizhao.readers.secrecy import is_on_first_page, refuse_marked
from duizhao.record import Cell, Format

if TYPE_CHECKING:
    from lxml.etree import _Element


class Story:
    """Reads one story; what it says stands in ``printer`` then."""

    def __init__(self, styles: Styles, lists: Lists, looks: Looks, *, may_hide: bool) -> None:
        self.printer = Printer()
        self.section: _Element | None = None  # w:sectPr of the first section
        self._styles = styles
        self._lists = lists
        self._looks = looks
        self._counters = Counters(lists)
        self._lines = LineReader(styles, looks, may_hide=may_hide)
        self._read = 0
        self._waiting: list[list[str]] = []  # paragraphs without a visible end, running on into the next
        self._waiting_number = ""

    @property
    def notes(self) -> list[tuple[str, str]]:
        """Return (tag of the reference, id) of each note referred to, in order."""
        return self._lines.notes

    def read(self, root: _Element) -> None:
        """Read all paragraphs and tables in ``root``."""
        self._lines.prepare(root)
        self._blocks(root)
        self._finish()

    def _blocks(self, parent: _Element) -> None:
        for element in parent:
            self._block(element)

    def _block(self, element: _Element) -> None:
        tag = element.tag
        if tag == _PARAGRAPH:
            self._paragraph(element)
        elif tag == _TABLE:
            self._table(element)
        elif tag in WRAPPERS:
            self._blocks(element)
        elif tag == ALTERNATE:
            for chosen in shown(element):
                self._block(chosen)
        elif tag == _SECTION and self.section is None:
            self.section = element

    def _finish(self) -> None:
        """Print what waits for a paragraph to run on into: there is none."""
        if any(self._waiting):
            self._print(self._styles.style(None), _NOTHING, PLAIN, pieces=[], number="")
        self._waiting, self._waiting_number = [], ""

    def _paragraph(self, element: _Element) -> None:
        self._read += 1
        refuse_more(self._read, PARAGRAPHS_END, PARAGRAPHS)
        properties = first(element, _PROPERTIES)
        own = _NOTHING if properties is None else self._looks.paragraph(properties)
        if own.section is not None and self.section is None:
            self.section = own.section
        style = self._styles.style(own.style)
        line = self._lines.read(element, style)
        if line.hidden and is_on_first_page(self.printer.length):
            refuse_marked("".join(line.hidden).split("\n"))
        for box in line.boxes:
            self._box(box)
        if own.mark is not None and self._runs_on(own.mark, line, own):
            return
        number = "" if self._waiting_number else self._number(own, style)
        self._print(style, own, line.run, pieces=line.pieces, number=number)

    def _runs_on(self, mark: _Element, line: Line, own: ParagraphProperties) -> bool:
        """Keep the text of a paragraph whose mark is deleted or hidden; return whether that is so."""
        for change in mark:
            if change.tag in _GONE:
                self._waiting.append(line.pieces)
                return True
        if not self._lines.is_hidden(mark, line.style):
            return False
        # A paragraph that is hidden altogether is not counted; one with a hidden mark shows its number.
        if line.pieces and not self._waiting:
            self._waiting_number = self._number(own, line.style)
        self._waiting.append(line.pieces)
        return True

    def _print(
        self, style: Style, own: ParagraphProperties, run: RunProperties, *, pieces: list[str], number: str
    ) -> None:
        number = number or self._waiting_number
        if self._waiting:
            pieces = [piece for line in (*self._waiting, pieces) for piece in line]
            self._waiting, self._waiting_number = [], ""
        self._put(number, pieces, self._styles.format(style, own, run))

    def _put(self, number: str, pieces: list[str], look: Format) -> None:
        """Print a paragraph."""
        self.printer.print("".join((number, *pieces)), number=number, look=look)

    def _number(self, own: ParagraphProperties, style: Style) -> str:
        """Count the paragraph; number and level are inherited each by itself, and 0 is no number."""
        number = own.number if own.number is not None else style.paragraph.number
        if not number:
            return ""
        level = own.number_level
        if level is None:
            level = self._lists.level_of_style(number, style.chain)
        if level is None:
            level = style.paragraph.number_level
        return self._counters.advance(number, level or 0)

    def _box(self, box: _Element) -> None:
        waiting, self._waiting = self._waiting, []
        number, self._waiting_number = self._waiting_number, ""
        self._blocks(box)
        self._finish()
        self._waiting, self._waiting_number = waiting, number

    def _table(self, element: _Element) -> None:
        self._finish()
        outer, table = self.printer.cell, self.printer.new_table()
        for row, entry in enumerate(rows(element)):
            self._row(entry, table, row)
        self.printer.cell = outer

    def _row(self, element: _Element, table: int, row: int) -> None:
        found = cells(element)
        for index, (cell, column, _, is_shown) in enumerate(found, start=1):
            start = self.printer.length
            if is_shown:
                self.printer.cell = Cell(table, row, column)
                self._blocks(cell)
                self._finish()
            self.printer.close_cell(start, last=index == len(found))


_NOTHING: Final = ParagraphProperties()
_PARAGRAPH, _TABLE, _SECTION = W + "p", W + "tbl", W + "sectPr"
_PROPERTIES: Final = W + "pPr"
_GONE: Final = (W + "del", W + "moveFrom")
