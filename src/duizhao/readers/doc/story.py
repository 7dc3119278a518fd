"""What a reader sees of one story of an old Word file (the body, a header, a note), all changes accepted.

The rules are those of the docx reader: insertions are kept, deleted and hidden text is dropped, a field shows
its result, a paragraph whose mark is deleted runs on into the next, a text box stands before the paragraph it
is anchored in, a table is printed row by row with a TAB between cells. A file whose classification mark is
hidden is refused like any other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Final

from duizhao.readers.doc.lists import Lists
from duizhao.readers.doc.pieces import Pieces, text_of
from duizhao.readers.doc.properties import ParagraphProperties, Runs, Styles, is_unseen, paragraph_properties
from duizhao.readers.docx.numbering import Counters
from duizhao.readers.printer import Printer
from duizhao.readers.secrecy import is_on_first_page, refuse_marked
from duizhao.record import Cell, Format
from duizhao.text.regex import regex

_ENDS: Final = regex("[\r\x07\x0c]")
_CELL_END, _PAGE_BREAK = "\x07", "\x0c"
_FIELD: Final = regex("[\x13\x14\x15]")
# What stands for something drawn, a note, a comment or a break of page or column prints nothing here.
_SHOWN: Final = {**dict.fromkeys((*range(9), 0x0C, 0x0E, 0x0F, *range(0x10, 0x13), *range(0x16, 0x1E), 0x1F))}
_SHOWN.update({0x0B: "\n", 0x0D: "\n", 0x1E: "-"})

_NO_STYLE: Final = b"\0\0"  # the index of the first style, Normal

Range = tuple[int, int]


class Source:
    """The file as all its stories see it."""

    def __init__(
        self, pieces: Pieces, characters: Runs, paragraphs: Runs, styles: Styles, lists: Lists
    ) -> None:
        self.pieces = pieces
        self.styles = styles
        self.lists = lists
        self._paragraphs = paragraphs
        self._marks = frozenset(paragraphs.ends)
        unseen = _unseen(pieces, characters)
        self._unseen_starts = [start for start, _, _ in unseen]
        self._unseen_ends = [end for _, end, _ in unseen]
        self._hidden = [hidden for _, _, hidden in unseen]

    def properties(self, mark: int) -> ParagraphProperties:
        """Return the properties of the paragraph that ends with the character at ``mark``."""
        stored = self._paragraphs.at(self.pieces.place(mark)) or _NO_STYLE
        return self.styles.complete(paragraph_properties(stored + self.pieces.changes(mark)))

    def is_paragraph_end(self, position: int) -> bool:
        """Say whether a page break is the mark of a section, which ends its paragraph."""
        place = self.pieces.place(position)
        return place + 1 in self._marks or place + 2 in self._marks

    def is_unseen(self, position: int) -> bool:
        index = bisect_right(self._unseen_starts, position) - 1
        return index >= 0 and position < self._unseen_ends[index]

    def seen(self, start: int, end: int) -> str:
        """Return the characters of ``[start, end)`` that are neither deleted nor hidden."""
        first = bisect_right(self._unseen_ends, start)
        last = bisect_left(self._unseen_starts, end)
        parts = []
        for i in range(first, last):
            parts.append(self.pieces.units[start : max(start, self._unseen_starts[i])])
            start = max(start, self._unseen_ends[i])
        parts.append(self.pieces.units[start:end])
        return "".join(parts)

    def hidden(self, start: int, end: int) -> str:
        """Return the characters of ``[start, end)`` that are hidden and not deleted."""
        first = bisect_right(self._unseen_ends, start)
        last = bisect_left(self._unseen_starts, end)
        return "".join(
            self.pieces.units[max(start, self._unseen_starts[i]) : min(end, self._unseen_ends[i])]
            for i in range(first, last)
            if self._hidden[i]
        )


class Story:
    """Reads one story; what it says stands in ``printer`` then.

    ``boxes`` are the text boxes by the place of their anchors.
    """

    def __init__(self, source: Source, boxes: Mapping[int, Sequence[Range]] | None = None) -> None:
        self.printer = Printer()
        self._source = source
        self._boxes = dict(boxes or {})
        self._anchors = sorted(self._boxes)
        self._counters = Counters(source.lists)
        self._fields: list[bool] = []
        self._waiting = ""
        self._table: int | None = None
        self._row = self._column = 0
        self._cell_start = 0

    def read(self, start: int, end: int) -> None:
        """Read the paragraphs of ``[start, end)``."""
        begin = start
        for found in _ENDS.finditer(self._source.pieces.units, start, end):
            mark = found.start()
            if found[0] == _PAGE_BREAK and not self._source.is_paragraph_end(mark):
                continue
            self._paragraph(begin, mark, found[0])
            begin = mark + 1
        if begin < end:
            self._paragraph(begin, end, "\r")

    def _paragraph(self, start: int, mark: int, ending: str) -> None:
        for anchor in self._anchors[bisect_left(self._anchors, start) : bisect_right(self._anchors, mark)]:
            for box in self._boxes.pop(anchor, ()):
                self._box(box)
        if is_on_first_page(self.printer.length) and (hidden := self._source.hidden(start, mark)):
            refuse_marked(text_of(hidden.translate(_SHOWN)).split("\n"))
        text = text_of(self._shown(self._source.seen(start, mark)))
        if ending != _CELL_END and self._source.is_unseen(mark):
            self._waiting += text
            return
        own = self._source.properties(mark)
        self._enter_or_leave_table(own)
        if ending == _CELL_END and own.ends_row:
            self._row, self._column = self._row + 1, 0
            return
        self._print(own, text)
        if ending == _CELL_END:
            self._close_cell(mark)

    def _box(self, box: Range) -> None:
        fields, self._fields = self._fields, []
        waiting, self._waiting = self._waiting, ""
        self.read(*box)
        self._fields, self._waiting = fields, waiting

    def _shown(self, units: str) -> str:
        """Drop control characters and the instructions of fields, which may run over several paragraphs."""
        if "\x13" in units or self._fields:
            parts, at = [], 0
            for found in _FIELD.finditer(units):
                parts.append(units[at : found.start()] if all(self._fields) else "")
                at = found.end()
                self._field(found[0])
            parts.append(units[at:] if all(self._fields) else "")
            units = "".join(parts)
        return units.translate(_SHOWN)

    def _field(self, mark: str) -> None:
        if mark == "\x13":
            self._fields.append(False)
        elif self._fields and mark == "\x14":
            self._fields[-1] = True
        elif self._fields:
            self._fields.pop()

    def _print(self, own: ParagraphProperties, text: str) -> None:
        number = self._counters.advance(own.number, own.level or 0) if own.number else ""
        text, self._waiting = number + self._waiting + text, ""
        look = Format(
            style=self._source.styles.name(own.style),
            outline_level=own.outline_level,
            alignment=own.alignment,
        )
        if self._table is not None:
            self.printer.cell = Cell(self._table, self._row, self._column)
        self.printer.print(text, number=number, look=look)

    def _enter_or_leave_table(self, own: ParagraphProperties) -> None:
        inside = own.in_table or own.ends_row
        if inside and self._table is None:
            self._table = self.printer.new_table()
            self._row = self._column = 0
            self._cell_start = self.printer.length
        elif not inside:
            self._table = self.printer.cell = None

    def _close_cell(self, mark: int) -> None:
        """The mark that ends a row follows that of its last cell."""
        ends_row = self._source.pieces.units.startswith(_CELL_END, mark + 1)
        last = self._table is None or (ends_row and self._source.properties(mark + 1).ends_row)
        self.printer.close_cell(self._cell_start, last=last)
        self._cell_start = self.printer.length
        self._column += 1


def _unseen(pieces: Pieces, characters: Runs) -> list[tuple[int, int, bool]]:
    """Return the ranges of the text that are deleted or hidden, in order; and whether only hidden."""
    known: dict[bytes, tuple[bool, bool]] = {}
    found: list[tuple[int, int, bool]] = []
    for piece in pieces:
        if is_unseen(piece.changes):
            found.append((piece.start, piece.end, is_unseen(piece.changes, hidden_only=True)))
            continue
        last = piece.place + piece.width * (piece.end - piece.start)
        for low, high, value in characters.within(piece.place, last):
            if value not in known:
                known[value] = is_unseen(value), is_unseen(value, hidden_only=True)
            unseen, hidden = known[value]
            if unseen:
                start = piece.start + (low - piece.place) // piece.width
                found.append((start, piece.start + (high - piece.place) // piece.width, hidden))
    return found
