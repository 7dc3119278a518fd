"""How a value is put into a workbook's cell so that it stays what it is: no formula, nothing cut unseen."""

from __future__ import annotations

import re
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, Final

from duizhao.ledger.limits import MAX_UNITS, encodable, head_within, utf16_length
from duizhao.ledger.row import Value

if TYPE_CHECKING:
    # Reading a ledger, and a server that starts, need no writer.
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CUT: Final = "〔全文过长，单元格放不下，其余存在本文件中，读回时自动接上〕"

_ESCAPE_LIKE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}[_\x00-\x1f\ufffe\uffff])")
_FIRST_DATE: Final = date(1900, 3, 1)  # Excel's calendar is wrong before it
_EXACT: Final = 2**53


def shown(value: Value) -> Value:
    """Return what a cell can hold in place of the value; the value itself wherever it can.

    A text above 32,767 UTF-16 units is cut and ends in ``CUT``. What the writer would take for markup
    (``<r>…</r>``) or Excel for a control character (``_x0041_``) gets a blank. A number or date outside what
    Excel can keep becomes text.
    """
    if isinstance(value, str):
        return _text(encodable(value)) if value else ""
    if isinstance(value, date):
        return value if value >= _FIRST_DATE else value.isoformat()
    if isinstance(value, int):
        return value if -_EXACT < value < _EXACT else str(value)
    # The writer keeps 16 digits.
    return value if isfinite(value) and float(f"{value:.16G}") == value else repr(value)


def put(sheet: Worksheet, row: int, column: int, value: Value, style: Format) -> None:
    """Write a value that ``shown`` let through; a string is written as one, whatever it looks like."""
    if value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, style)
    else:
        sheet.write_number(row, column, value, style)


def put_text(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    """Write words of a heading or an explanation."""
    put(sheet, row, column, shown(text), style)


def _text(text: str) -> str:
    if utf16_length(text) > MAX_UNITS:
        return head_within(text, MAX_UNITS - len(CUT)) + CUT
    if text.startswith("<r>") and text.endswith("</r>"):
        return f"{text} "
    return _ESCAPE_LIKE.sub("_ ", text) if "_x" in text else text
