"""Sheets of a workbook that only shows something: framed rows, a head that stays, text that stays text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import chain, islice
from typing import Any, BinaryIO, Final, Literal, NamedTuple

from duizhao.i18n import Translator
from duizhao.ledger.limits import is_formula_like
from duizhao.reports.words import FOR_CHECKING_ONLY

Kind = Literal["text", "count", "share", "score", "date"]
Value = str | float | date | None
Row = tuple[Value, ...]

CELL: Final = 32_767  # the longest text a cell of xlsx holds, in UTF-16 units
ROWS: Final = 1_048_576  # the rows of a sheet of xlsx
_TALLEST: Final = 409
_ESCAPE_LIKE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LOOKS: Final[dict[Kind, dict[str, Any]]] = {
    "text": {},
    "count": {"align": "center", "num_format": "0"},
    "share": {"align": "center", "num_format": "0.0%"},
    "score": {"align": "center", "num_format": "0.00"},
    "date": {"align": "center", "num_format": "yyyy-mm-dd"},
}


class Column(NamedTuple):
    """A column: its heading, to be translated, its width in digits, how its numbers are shown, or that it is
    not shown at all: what it holds goes with its row wherever that is sorted.
    """

    heading: str
    width: int
    kind: Kind = "text"
    hidden: bool = False


class Book:
    """A workbook that is written sheet after sheet; its rows go to disk one by one, however many."""

    def __init__(self, file: BinaryIO, translate: Translator) -> None:
        from xlsxwriter import Workbook

        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = Workbook(file, options)
        self._translate = translate
        self._style = cache(self._made_style)
        self._head = self._style("head")
        self._note = self._book.add_format(_SONG | {"text_wrap": True})

    def sheet(self, name: str, columns: Sequence[Column], rows: Iterable[Row], *, frozen: int = 0) -> None:
        """Add a sheet, or several where one cannot hold the rows; ``frozen`` columns stay in sight.

        A text that begins with ◇ (something is missing) is set apart by weight and ground. Nothing is written
        into a cell that is ``None``.
        """
        left = iter(rows)
        for number in range(1, 1000):
            part = name if number == 1 else f"{name} {number}"
            self._sheet(part, columns, islice(left, ROWS - 1), frozen)
            following = next(left, None)
            if following is None:
                return
            left = chain((following,), left)

    def _sheet(self, name: str, columns: Sequence[Column], rows: Iterator[Row], frozen: int) -> None:
        sheet = self._book.add_worksheet(name)
        titles = [self._translate(column.heading) for column in columns]
        widths = [max(column.width, _word(title)) for column, title in zip(columns, titles, strict=True)]
        sheet.set_row(0, _height(titles, widths))
        for at, (width, title) in enumerate(zip(widths, titles, strict=True)):
            sheet.set_column(at, at, width, None, {"hidden": columns[at].hidden})
            sheet.write_string(0, at, title, self._head)
        last = 0
        for last, row in enumerate(rows, 1):
            sheet.set_row(last, _height(row, widths))
            for at, (value, column) in enumerate(zip(row, columns, strict=True)):
                self._put(sheet, last, at, value, column.kind)
        sheet.freeze_panes(1, frozen)
        sheet.autofilter(0, 0, max(1, last), len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_margins(left=0.3, right=0.3, top=0.5, bottom=0.6)
        sheet.set_footer("&C" + self._translate(FOR_CHECKING_ONLY) + "　&P / &N")

    def _put(self, sheet: Any, row: int, at: int, value: Value, kind: Kind) -> None:
        if value is None or value == "":
            sheet.write_blank(row, at, None, self._style(kind))
        elif isinstance(value, date):
            sheet.write_datetime(row, at, value, self._style("date"))
        elif not isinstance(value, str):
            sheet.write_number(row, at, value, self._style(kind))
        else:
            look = "open" if "◇" in value else "text"
            # The mark of a text keeps it one when somebody edits the cell.
            sheet.write_string(row, at, shown(value), self._style(look, quoted=is_formula_like(value)))

    def _made_style(self, look: str, *, quoted: bool = False) -> Any:
        style = _SONG | {"border": 1, "border_color": "#7F7F7F", "text_wrap": True}
        if look == "head":
            style |= {"font_name": "黑体", "align": "center", "bg_color": "#E3EAF2"}
        elif look == "open":
            style |= {"bold": True, "bg_color": "#F8E3DF"}
        else:
            style |= _LOOKS[look]  # type: ignore[index]  # a kind of column
        return self._book.add_format(style | ({"quote_prefix": True} if quoted else {}))

    def notes(self, name: str, lines: Sequence[str]) -> None:
        """Add a sheet of sentences."""
        sheet = self._book.add_worksheet(name)
        sheet.set_column(0, 0, 100)
        for line, words in enumerate(lines):
            sheet.write_string(line, 0, shown(words), self._note)
        sheet.set_paper(9)

    def close(self) -> None:
        """Finish the file; raise ``OSError`` where the folder for temporary files is full or missing."""
        from xlsxwriter.exceptions import FileCreateError

        try:
            self._book.close()
        except FileCreateError as error:
            raise OSError(*error.args) from error


_SONG: Final = {"font_name": "宋体", "font_charset": 134, "font_size": 10.5, "valign": "vcenter"}


def shown(text: str) -> str:
    """Return what a cell can hold of a text, so that it stays what it is.

    What the writer would take for markup (``<r>…</r>``) or Excel for a control character (``_x0041_``) gets
    a blank; a text too long for a cell is cut and ends in ….
    """
    text = text.encode("utf-8", "replace").decode()
    # No text has more than two units a character: most are known to fit without counting.
    if 2 * len(text) > CELL and len(text.encode("utf-16-le")) // 2 > CELL:
        text = text.encode("utf-16-le")[: 2 * (CELL - 1)].decode("utf-16-le", "ignore") + "…"
    if text.startswith("<r>") and text.endswith("</r>"):
        return f"{text} "[:CELL]
    return _ESCAPE_LIKE.sub("_ ", text)[:CELL]


def _word(title: str) -> int:
    """Return the width in which no word of a heading is broken; Chinese may break anywhere."""
    return max((len(word) + 2 for word in title.split() if word.isascii()), default=0)


def _height(row: Sequence[Value], widths: Sequence[int]) -> float:
    """Return the height in points in which the longest text of a row is seen, within what Excel allows."""
    lines = [
        sum(max(1, -(-_columns(part) // max(1, width - 1))) for part in value.split("\n"))
        for value, width in zip(row, widths, strict=True)
        if isinstance(value, str)
    ]
    return min(_TALLEST, 6 + 14.5 * max([1, *lines]))


def _columns(text: str) -> int:
    return 2 * len(text) - len(text.encode("ascii", "ignore"))
