"""csv: with a mark that makes Excel and WPS read it as UTF-8, nothing in it a formula."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO, Final

from duizhao.ledger.limits import encodable, guarded
from duizhao_web.apps.exchange.table import Table, Value, as_text
from duizhao_web.apps.exchange.writer import Writer

_MARK: Final = "\ufeff"


def _write(stream: BinaryIO, table: Table) -> int:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    lines = csv.writer(text)
    text.write(_MARK)
    lines.writerow([guarded(heading.title) for heading in table.headings])
    count = 0
    for count, row in enumerate(table.rows, 1):  # noqa: B007 (how many there were)
        lines.writerow([_cell(value) for value in row])
    text.detach()
    return count


def _cell(value: Value) -> str:
    return guarded(encodable(value)) if isinstance(value, str) else as_text(value)


writer = Writer("csv", "CSV", "text/csv; charset=utf-8", _write, 3)
