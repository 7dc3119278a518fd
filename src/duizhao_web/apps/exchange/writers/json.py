"""json: one object with the columns and the rows by their keys, which no language changes."""

from __future__ import annotations

import json
from typing import BinaryIO

from duizhao_web.apps.exchange.table import Table, Value, as_text
from duizhao_web.apps.exchange.writer import Writer


def _write(stream: BinaryIO, table: Table) -> int:
    keys = [heading.key for heading in table.headings]
    head = {"dataset": table.name, "title": table.title, "notice": table.notice or None}
    columns = [{"key": heading.key, "title": heading.title} for heading in table.headings]
    stream.write(_json(head | {"columns": columns})[:-1] + b', "rows": [')
    count = 0
    for count, row in enumerate(table.rows, 1):
        cells = {key: _plain(value) for key, value in zip(keys, row, strict=True)}
        stream.write((b",\n" if count > 1 else b"\n") + _json(cells))
    stream.write(b"\n]}\n")
    return count


def _plain(value: Value) -> str | int | None:
    return value if value is None or isinstance(value, str | int) else as_text(value)


def _json(value: object) -> bytes:
    # Half of a surrogate pair, which no UTF-8 can hold, is the sign for an unknown character.
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


writer = Writer("json", "JSON", "application/json", _write, 4)
