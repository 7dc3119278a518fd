"""What merged cells mean in a table of problems: a value for each of their rows, or several rows in one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from duizhao.ledger.grid import Cell, GridRow, Merge, text_of

_WIDE: Final = 3


def unmerged(rows: Iterable[GridRow], merges: Iterable[Merge], problem: int) -> Iterator[GridRow]:
    """Yield the rows with what merged cells say filled in.

    A cell merged downwards counts for each of its rows. Where that is the cell of the problem (column
    ``problem``), its rows are one: one problem with, say, three measures, which get a line each.
    """
    down = {(m.first_row, m.first_column): m.last_row for m in merges if m.last_row > m.first_row}
    if not down:
        yield from rows
        return
    block: list[GridRow] = []
    block_end = 0
    for row in _filled_down(rows, down):
        if block and row.number > block_end:
            yield _joined(block)
            block = []
        if block or (row.number, problem) in down:
            block_end = down.get((row.number, problem), block_end) if not block else block_end
            block.append(row)
        else:
            yield row
    if block:
        yield _joined(block)


def headings(merges: Iterable[Merge]) -> frozenset[int]:
    """Return the numbers of the rows whose first cells are merged across: headings of groups of rows."""
    return frozenset(
        m.first_row
        for m in merges
        if m.first_row == m.last_row and m.first_column == 0 and m.last_column - m.first_column >= _WIDE
    )


def _filled_down(rows: Iterable[GridRow], down: dict[tuple[int, int], int]) -> Iterator[GridRow]:
    columns = {column for _row, column in down}
    carried: dict[int, tuple[Cell, int]] = {}
    for row in rows:
        cells = list(row.cells)
        for column in columns:
            if (row.number, column) in down:
                carried[column] = (row.cell(column), down[row.number, column])
            elif column in carried and row.number <= carried[column][1] and row.cell(column) == "":
                cells.extend([""] * (column - len(cells) + 1))
                cells[column] = carried[column][0]
        yield GridRow(row.number, cells)


def _joined(block: Sequence[GridRow]) -> GridRow:
    """Return the rows as one: what differs on lines of its own, what is the same once."""
    width = max(len(row.cells) for row in block)
    cells: list[Cell] = []
    for column in range(width):
        different = list(
            dict.fromkeys(row.cell(column) for row in block if text_of(row.cell(column)).strip())
        )
        if len(different) > 1:
            cells.append("\n".join(text_of(cell) for cell in different))
        else:
            cells.append(different[0] if different else "")
    return GridRow(block[0].number, cells, tuple(block))
