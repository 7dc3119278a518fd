"""The table of a csv file, in whatever encoding and with whatever separator a spreadsheet saved it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import partial
from typing import Final

from duizhao.errors import ErrorCode, ReadError
from duizhao.ledger.grid import Book, GridRow, Sheet
from duizhao.ledger.limits import unguarded
from duizhao.ledger.phrase import LedgerError, phrase
from duizhao.readers.encoding import detect

_SEPARATORS: Final = ",\t;，"
_HEAD: Final = 20

# The module refuses fields above 131,072 characters, for the whole process; a file's size is limited anyway.
csv.field_size_limit(2**31 - 1)


def read_csv(data: bytes) -> Book:
    """Return the one table of a csv file, without the guards before formula signs.

    Raises ``ReadError`` or ``LedgerError`` where it is none.
    """
    found = detect(data)
    if found is None:
        raise ReadError(ErrorCode.UNDECODABLE)
    encoding, mark = found
    try:
        text = data[mark:].decode(encoding)
    except UnicodeDecodeError:
        raise ReadError(ErrorCode.UNDECODABLE) from None
    return Book([Sheet("", partial(_rows, text, _separator(text)))])


def _rows(text: str, separator: str) -> Iterator[GridRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            yield GridRow(number, [unguarded(cell) for cell in cells])
    except csv.Error:
        reason = phrase(_("第 %(line)s 行附近的引号不成对"), line=reader.line_num)
        raise LedgerError(ErrorCode.LEDGER_INVALID, [reason]) from None


def _separator(text: str) -> str:
    """Return the separator that parts the first lines into most cells."""
    head = "\n".join(text.split("\n", _HEAD)[:_HEAD])
    return max(_SEPARATORS, key=head.count)


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message
