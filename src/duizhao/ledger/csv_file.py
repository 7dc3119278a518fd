"""The ledger as comma-separated text that Excel opens with a double click and every program can read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import BinaryIO, Final

from duizhao.ledger.layout import Column, Title
from duizhao.ledger.limits import encodable, guarded
from duizhao.ledger.row import LedgerRow, Value
from duizhao.ledger.sheets import Plan

_BOM: Final = "\ufeff"
_PAPER_WIDTH: Final = 10


def write_csv(plan: Plan, stream: BinaryIO, *, language: str = "zh") -> int:
    """Write UTF-8 with a BOM and CRLF, every text in quotes, and return how many rows it has.

    A text that a spreadsheet may run as a formula gets an apostrophe before it, which reading takes off
    again. Rows of personal papers carry the notice in the column 材料类别, added where the layout has none.
    """
    columns = _with_notice(plan)
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=False)
    text.write(_BOM)
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([_cell(column.title.text(language)) for column in columns])
    count = 0
    for row in plan.rows:
        count += 1
        writer.writerow(_cells(count, row, columns))
    text.flush()
    text.detach()
    return count


def _cells(number: int, row: LedgerRow, columns: Sequence[Column]) -> Iterator[str | int | float]:
    for column in columns:
        if column.key == "no":
            yield number
        elif column.key:
            yield _cell(row.cell(column.key))
        else:
            yield _cell(row.other(column.name))


def _cell(value: Value) -> str | int | float:
    if isinstance(value, date):
        return value.isoformat()
    return guarded(encodable(value)) if isinstance(value, str) else value


def _with_notice(plan: Plan) -> Sequence[Column]:
    columns = plan.layout.columns
    if not plan.personal or any(column.key == "paper" for column in columns):
        return columns
    return (*columns, Column("paper", Title("材料类别", "Paper"), "text", _PAPER_WIDTH))
