"""Sheets of a workbook that only shows something: framed rows, a head that stays, text that stays text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import BinaryIO, Final

from duizhao.i18n import Translator
from duizhao.reports.words import FOR_CHECKING_ONLY

Column = tuple[str, int]
Row = tuple[str | float, ...]

CELL: Final = 32_767  # the longest text a cell of xlsx holds, in UTF-16 units
_TALLEST: Final = 409
_ESCAPE_LIKE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Book:
    """A workbook that is written sheet after sheet."""

    def __init__(self, file: BinaryIO, translate: Translator) -> None:
        from xlsxwriter import Workbook

        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = Workbook(file, options)
        self._translate = translate
        song = {"font_name": "宋体", "font_charset": 134, "font_size": 10.5, "valign": "vcenter"}
        framed = song | {"border": 1, "border_color": "#7F7F7F", "text_wrap": True}
        self._head = self._book.add_format(
            framed | {"font_name": "黑体", "align": "center", "bg_color": "#E3EAF2"}
        )
        self._text = self._book.add_format(framed)
        self._open = self._book.add_format(framed | {"bold": True, "bg_color": "#F8E3DF"})
        self._number = self._book.add_format(framed | {"align": "center", "num_format": "0.00"})
        self._note = self._book.add_format(song | {"text_wrap": True})

    def sheet(self, name: str, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        """Add a sheet; ``columns`` are untranslated headings with widths in characters.

        A text that begins with ◇ (something is missing) is set apart by weight and ground.
        """
        sheet = self._book.add_worksheet(name)
        for at, (heading, width) in enumerate(columns):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, self._translate(heading), self._head)
        for line, row in enumerate(rows, 1):
            sheet.set_row(line, _height(row, [width for _heading, width in columns]))
            for at, value in enumerate(row):
                if not isinstance(value, str):
                    sheet.write_number(line, at, value, self._number)
                else:
                    style = self._open if "◇" in value else self._text
                    sheet.write_string(line, at, shown(value), style)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&C" + self._translate(FOR_CHECKING_ONLY) + "　&P / &N")

    def notes(self, name: str, lines: Sequence[str]) -> None:
        """Add a sheet of sentences."""
        sheet = self._book.add_worksheet(name)
        sheet.set_column(0, 0, 100)
        for line, words in enumerate(lines):
            sheet.write_string(line, 0, shown(words), self._note)
        sheet.set_paper(9)

    def close(self) -> None:
        """Finish the file."""
        self._book.close()


def shown(text: str) -> str:
    """Return what a cell can hold of a text, so that it stays what it is.

    What the writer would take for markup (``<r>…</r>``) or Excel for a control character (``_x0041_``) gets
    a blank; a text too long for a cell is cut and ends in ….
    """
    text = text.encode("utf-8", "replace").decode()
    if len(text.encode("utf-16-le")) // 2 > CELL:
        text = text.encode("utf-16-le")[: 2 * (CELL - 1)].decode("utf-16-le", "ignore") + "…"
    if text.startswith("<r>") and text.endswith("</r>"):
        return f"{text} "[:CELL]
    return _ESCAPE_LIKE.sub("_ ", text)[:CELL]


def _height(row: Row, widths: Sequence[int]) -> float:
    """Return the height in points in which the longest text of a row is seen, within what Excel allows."""
    lines = [
        sum(max(1, -(-_columns(part) // max(1, width - 1))) for part in value.split("\n"))
        for value, width in zip(row, widths, strict=True)
        if isinstance(value, str)
    ]
    return min(_TALLEST, 6 + 14.5 * max([1, *lines]))


def _columns(text: str) -> int:
    return sum(1 if character.isascii() else 2 for character in text)
