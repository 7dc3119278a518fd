"""What a writer is given: headings and rows of plain values, and nothing of where they come from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Value = str | int | date | None
"""A cell. A moment is given as text, in the time zone of the people."""
Kind = Literal["text", "count", "date"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its key, which is the same in every language, its title, how wide it is in digits."""

    key: str
    title: str
    width: int
    kind: Kind = "text"
    hidden: bool = False
    """Goes along for programs and is not shown to people."""
    fold: bool = False
    """Not on paper, where only so many columns can be read beside one another."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows are taken one by one; ``notice`` stands beside names."""

    name: str
    title: str
    headings: tuple[Heading, ...]
    rows: Iterable[tuple[Value, ...]]
    notice: str = ""


def as_text(value: Value) -> str:
    """Return a cell as text."""
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
