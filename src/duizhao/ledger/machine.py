"""The hidden sheet that makes a workbook's round trip lossless: its form, its columns, what no cell shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from duizhao.ledger.layout import Column
from duizhao.ledger.limits import head_within
from duizhao.ledger.row import FIELDS, Extra, LedgerRow, Value

SHEET: Final = "_duizhao"
LISTS: Final = "_lists"
"""Where drop-down lists stand that are too long for a check."""
SCHEMA: Final = "duizhao.ledger/1"

SEAL: Final = "seal"

_CHUNK: Final = 32_000
_ALWAYS: Final = frozenset({"file", "place"})


@dataclass(frozen=True, slots=True)
class Meta:
    """What the hidden sheet says of the workbook: where its rows are and what each column is.

    ``columns`` are pairs of key (a field of ``LedgerRow`` or ``no``; "" for others) and title, ``names`` what
    the others are called. ``appendices`` are the sheets that hold no rows.
    """

    sheet: str
    columns: tuple[tuple[str, str, str], ...]
    appendices: tuple[str, ...] = ()


@dataclass(slots=True)
class Unseen:
    """What the hidden sheet says of one row.

    ``fields`` and ``extra`` are the cells no column shows. ``patches`` are cells whose text could not stand
    in a cell as it is: by field or name, what the cell shows and what is meant.
    """

    fields: dict[str, Value] = field(default_factory=dict)
    extra: list[Extra] = field(default_factory=list)
    patches: dict[str, tuple[str, Value]] = field(default_factory=dict)


def meta_text(meta: Meta) -> str:
    """Return the hidden sheet's second cell."""
    return _json({"sheet": meta.sheet, "columns": meta.columns, "appendices": meta.appendices})


def meta_from(text: str) -> Meta | None:
    """Return what ``meta_text`` wrote, ``None`` where somebody changed it."""
    try:
        raw = json.loads(text)
        columns = tuple((str(key), str(name), str(title)) for key, name, title in raw["columns"])
        return Meta(str(raw["sheet"]), columns, tuple(str(name) for name in raw["appendices"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def record_chunks(
    row: LedgerRow, columns: tuple[Column, ...], patches: Mapping[str, tuple[str, Value]]
) -> list[str]:
    """Return the hidden sheet's cells for a row: its number, then JSON in pieces that fit a cell."""
    shown = {column.key for column in columns}
    named = {column.name for column in columns}
    fields = {
        key: _packed(row.cell(key))
        for key in FIELDS
        if (key not in shown and row.cell(key) != "") or key in _ALWAYS
    }
    record = {
        "fields": fields,
        "extra": [[extra.name, _packed(extra.value)] for extra in row.extra if extra.name not in named],
        "patches": {key: [seen, _packed(meant)] for key, (seen, meant) in patches.items()},
    }
    text = _json({key: value for key, value in record.items() if value})
    return [head_within(row.id, _CHUNK), *pieces(text)]


def unseen_from(chunks: Sequence[str]) -> Unseen | None:
    """Return what ``record_chunks`` wrote, ``None`` where somebody changed it."""
    try:
        raw = json.loads("".join(chunks))
        return Unseen(
            fields={key: _unpacked(value) for key, value in raw.get("fields", {}).items() if key in FIELDS},
            extra=[Extra(str(name), _unpacked(value)) for name, value in raw.get("extra", [])],
            patches={
                str(key): (str(seen), _unpacked(meant))
                for key, (seen, meant) in raw.get("patches", {}).items()
            },
        )
    except (ValueError, AttributeError, TypeError, RecursionError):
        return None


class Seal:
    """A digest of all rows, by which it is seen later whether anybody has changed one."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()

    def add(self, row: LedgerRow) -> None:
        """Take a row into the digest."""
        values = [str(row.cell(key)) for key in FIELDS] + [f"{one.name}={one.value}" for one in row.extra]
        self._digest.update(_json({"row": values}).encode())

    def cells(self) -> tuple[str, str, str]:
        """Return the last row of the hidden sheet."""
        return "", SEAL, self._digest.hexdigest()


def pieces(text: str) -> Iterator[str]:
    """Yield the text in pieces that fit a cell."""
    for start in range(0, len(text), _CHUNK):
        yield text[start : start + _CHUNK]


def _json(value: Mapping[str, object]) -> str:
    # ASCII only, so that no cell refuses a character of it and a piece can end anywhere; and nothing that
    # looks like the escape of a control character (_x0041_).
    return json.dumps(value, ensure_ascii=True).replace("_x", "\\u005fx")


def _packed(value: Value) -> object:
    return {"date": value.isoformat()} if isinstance(value, date) else value


def _unpacked(value: object) -> Value:
    if isinstance(value, dict):
        return date.fromisoformat(value["date"])
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise TypeError(value)
    return value
