"""The tables of a Word document, for ledgers that people keep in Word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from duizhao.ledger.grid import Book, GridRow, Merge, Sheet
from duizhao.readers.archive import Archive
from duizhao.readers.markup import as_utf8, marks, parse
from duizhao.readers.reader import TAGS, Limits, refuse_more

if TYPE_CHECKING:
    from lxml.etree import _Element

_DOCUMENT: Final = "word/document.xml"
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAX_COLUMNS: Final = 1_000
_MAX_MARKS: Final = 2_000_000  # some 3,000 rows of ours
_DELETED: Final = frozenset({f"{_W}del", f"{_W}moveFrom"})
_TABLE: Final = f"{_W}tbl"


def read_word(data: bytes, limits: Limits) -> Book:
    """Return the tables of a docx file from top to bottom; raise ``ReadError`` where it cannot be read."""
    part = as_utf8(Archive(data, limits).read(_DOCUMENT), part=_DOCUMENT)
    # The whole document becomes a tree, unlike a workbook: it may not be as large as one.
    refuse_more(marks(part), min(limits.marks, _MAX_MARKS), TAGS)
    root = parse(part, part=_DOCUMENT, limits=limits)
    tables = (table for table in root.iter(_TABLE) if _holder(table, _TABLE) is None)
    return Book([_sheet(table, number) for number, table in enumerate(tables, start=1)])


def _sheet(table: _Element, number: int) -> Sheet:
    rows: list[GridRow] = []
    merges: list[Merge] = []
    started: dict[int, int] = {}  # column of a cell that goes on downwards -> its first row
    for row_number, row in enumerate(_rows(table), start=1):
        cells: list[str] = []
        for cell in row.iterfind(f"{_W}tc"):
            at, span = len(cells), _span(cell)
            down = cell.find(f"{_W}tcPr/{_W}vMerge")
            if down is None:
                started.pop(at, None)
            elif down.get(f"{_W}val") == "restart":
                started[at] = row_number
            first = started.get(at, row_number)
            if first < row_number or span > 1:
                merges.append(Merge(first, row_number, at, at + span - 1))
            # A cell that continues the one above has a paragraph of its own, which nobody sees.
            cells.extend(["" if first < row_number else _text(cell), *[""] * (span - 1)])
        rows.append(GridRow(row_number, cells))
    return Sheet(f"表{number}", lambda: iter(rows), _longest(merges))


def _longest(merges: list[Merge]) -> tuple[Merge, ...]:
    """Return of the merges that begin in one cell the one that goes down farthest."""
    last = {(merge.first_row, merge.first_column): merge for merge in merges}
    return tuple(last.values())


def _rows(table: _Element) -> Iterator[_Element]:
    for row in table.iter(f"{_W}tr"):
        if _holder(row, _TABLE) is table and not _is_deleted_row(row):
            yield row


def _is_deleted_row(row: _Element) -> bool:
    return row.find(f"{_W}trPr/{_W}del") is not None


def _span(cell: _Element) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    given = (span.get(f"{_W}val") or "") if span is not None else ""
    return min(int(given), _MAX_COLUMNS) if given.isdecimal() and given != "0" else 1


def _text(cell: _Element) -> str:
    """Return the cell's text: a line for each paragraph, deleted text left out."""
    lines = ["".join(_pieces(paragraph)) for paragraph in cell.iter(f"{_W}p")]
    return "\n".join(lines)


def _pieces(paragraph: _Element) -> Iterator[str]:
    for part in paragraph.iter():
        if part.tag == f"{_W}t":
            if not any(above.tag in _DELETED for above in part.iterancestors()):
                yield part.text or ""
        elif part.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif part.tag == f"{_W}tab" and _holder(part, f"{_W}tabs") is None:
            yield "\t"
        elif part.tag == f"{_W}noBreakHyphen":
            yield "-"


def _holder(element: _Element, tag: str) -> _Element | None:
    return next(element.iterancestors(tag), None)
