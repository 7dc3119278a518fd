"""xlsx: rows go to disk one by one, text stays text, days are days."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from duizhao.i18n import translator
from duizhao.reports.workbook import Book, Column
from duizhao_web.apps.exchange.table import Table, Value
from duizhao_web.apps.exchange.writer import Writer
from duizhao_web.apps.kernel.language import library_language

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _write(stream: BinaryIO, table: Table) -> int:
    book = Book(stream, translator(library_language()))
    columns = [Column(one.title, one.width, one.kind, one.hidden) for one in table.headings]
    counted = _Counted(table)
    book.sheet(_sheet_name(table.title), columns, iter(counted), frozen=1)
    book.close()
    return counted.count


class _Counted:
    """The rows, counted as they are taken."""

    def __init__(self, table: Table) -> None:
        self._table, self.count = table, 0

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        for self.count, row in enumerate(self._table.rows, 1):  # noqa: B020 (the count is an attribute)
            yield row


def _sheet_name(title: str) -> str:
    """Return a title as Excel takes it for a sheet."""
    return "".join(" " if sign in "[]:*?/\\" else sign for sign in title)[:28]


writer = Writer("xlsx", "Excel", _TYPE, _write, 1)
