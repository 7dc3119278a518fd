"""A table as it stands in a file, before anybody knows what its columns mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from duizhao.ledger.phrase import Phrase
from duizhao.ledger.row import Value
from duizhao.readers.reader import MEGABYTE, Limits

LIMITS: Final = Limits(
    file_size=64 * MEGABYTE, unpacked_size=192 * MEGABYTE, part_size=128 * MEGABYTE, marks=12_000_000
)
"""What a ledger may cost. It may be larger than a paper: its rows are gone through one at a time."""

MAX_COLUMNS: Final = 1_000
"""How far to the right the header and merged cells are looked for."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell whose value is lost: a spreadsheet error, or a formula nobody computed."""

    reason: Phrase
    text: str


Cell = Value | Broken


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: its number as a spreadsheet shows it, from 1, and its cells from the first column."""

    number: int
    cells: Sequence[Cell]
    block: Sequence[GridRow] = ()
    """The rows it was put together from, where a problem stands over several."""

    def cell(self, column: int) -> Cell:
        """Return a cell, "" beyond the row's end."""
        return self.cells[column] if column < len(self.cells) else ""

    @property
    def filled(self) -> bool:
        """Whether any cell has more than blanks in it."""
        return any(not isinstance(cell, str) or cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells shown as one: rows (numbers, from 1) and columns (from 0), ends included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file; ``name`` is "" where the file has only one. Each call of ``rows`` reads anew."""

    name: str
    rows: Callable[[], Iterator[GridRow]]
    merges: Sequence[Merge] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A file's tables. ``machine`` is what our own hidden sheet holds, row by row, where there is one."""

    sheets: Sequence[Sheet]
    machine: Sequence[Sequence[str]] = ()


def text_of(cell: Cell) -> str:
    """Return a cell as text, as a person would type it."""
    if isinstance(cell, Broken):
        return cell.text
    return cell if isinstance(cell, str) else str(cell)
