"""How high a row must be for its wrapped text to show in Excel, WPS and LibreOffice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Final

from duizhao.ledger.layout import Column
from duizhao.ledger.row import LedgerRow

FONT_SIZE: Final = 10.5
MAX_HEIGHT: Final = 409.0
"""The highest row Excel knows, in points."""

# A digit of the standard font is 7 pixels wide, a Chinese character of 10.5 points 14; LibreOffice sets the
# lines 15 points apart with the Noto fonts, Excel 13.5 with SimSun: the wider of the two.
_DIGIT: Final = 7.0
_CHARACTER: Final = 14.0
_LINE: Final = 15.0
_PADDING: Final = 7.0
_WIDEST: Final = 64.0


def row_height(texts: Iterable[tuple[str, float]], *, least: int = 2) -> float:
    """Return the height in points for cells given as text and column width, at least ``least`` lines."""
    lines = max((lines_of(text, width) for text, width in texts), default=1)
    return min(max(lines, least) * _LINE + _PADDING, MAX_HEIGHT)


def lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of ``width`` digits."""
    # Marks may not begin a line, so now and then a line ends one character early: hence the tenth.
    room = max(width * _DIGIT / _CHARACTER - 0.6, 1.0)
    if len(text) <= room and "\n" not in text:
        return 1
    if "\n" not in text:
        return ceil(_characters(text) / room - 0.1) or 1
    return sum(ceil(_characters(part) / room - 0.1) or 1 for part in text.split("\n"))


def widths(columns: Sequence[Column], rows: Iterable[LedgerRow]) -> tuple[float, ...]:
    """Return each column's width, running text widened where a cell would be higher than a row can be."""
    long = [at for at, column in enumerate(columns) if column.kind == "long" and column.key]
    found = [column.width for column in columns]
    most = int((MAX_HEIGHT - _PADDING) / _LINE)
    for row in rows:
        for at in long:
            text = str(row.cell(columns[at].key))
            if len(text) > 100:
                while found[at] < _WIDEST and lines_of(text, found[at]) > most:
                    found[at] = min(found[at] * 1.15, _WIDEST)
    return tuple(found)


def _characters(text: str) -> float:
    """Return the width in full-width characters, ASCII counted half."""
    return (len(text.encode("utf-8", "replace")) + len(text)) / 4
