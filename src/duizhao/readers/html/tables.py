"""Which rows and cells an HTML table has, each in its column; whether it only lays out a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST: Final = 1000  # the HTML standard's limit for colspan
_CELLS: Final = ("td", "th")
_GROUPS: Final = ("thead", "tbody", "tfoot")


def is_layout(table: _Element) -> bool:
    """Return whether a table only arranges the page: it holds another table, or one cell."""
    if (
        table.get("role") in ("presentation", "none")
        or next(table.iterdescendants("table"), None) is not None
    ):
        return True
    found = table.iterdescendants(*_CELLS)
    return next(found, None) is None or next(found, None) is None


def rows(table: _Element) -> Iterator[_Element]:
    """Return the rows of a table in the order of the source."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in _GROUPS:
            yield from child.iterchildren("tr")


def cells(row: _Element, occupied: dict[int, tuple[int, int]]) -> Iterator[tuple[_Element | None, int]]:
    """Return (cell, column) for each place of a row; ``None`` where a cell from above reaches down into it.

    ``occupied`` goes from row to row: first column of such a cell -> (rows still to come, columns it spans).
    """
    column = 0
    for cell in row.iterchildren(*_CELLS):
        while column in occupied:
            yield None, column
            column += _take(column, occupied)
        across, down = _span(cell, "colspan"), _span(cell, "rowspan")
        yield cell, column
        if down > 1:
            occupied[column] = down - 1, across
        column += across
    for place in sorted(place for place in occupied if place >= column):
        yield None, place
        _take(place, occupied)


def _take(column: int, occupied: dict[int, tuple[int, int]]) -> int:
    """Use up one row of a cell that reaches down; return the columns it spans."""
    down, across = occupied.pop(column)
    if down > 1:
        occupied[column] = down - 1, across
    return across


def _span(cell: _Element, name: str) -> int:
    value = cell.get(name) or ""
    return min(max(int(value), 1), _MOST) if value.isdecimal() and len(value) < 6 else 1
