"""Which pairing of rows and columns has the greatest sum, each row and column used at most once."""

from __future__ import annotations

from collections.abc import Sequence


def best_pairing(scores: Sequence[Sequence[float]]) -> list[int | None]:
    """Return, per row, its column or ``None``; pairs with a score of 0 are never made.

    The Hungarian method with potentials, O(rows² · columns) after padding; fine for tens of rows.
    """
    rows = len(scores)
    columns = len(scores[0]) if rows else 0
    if not columns:
        return [None] * rows
    # Extra columns of score 0 let a row stay alone.
    width = columns + rows
    owner = _owners([[*(-score for score in row), *([0.0] * rows)] for row in scores], rows, width)
    pairing: list[int | None] = [None] * rows
    for column in range(columns):
        row = owner[column]
        if row is not None and scores[row][column] > 0:
            pairing[row] = column
    return pairing


def _owners(costs: Sequence[Sequence[float]], rows: int, width: int) -> list[int | None]:
    """Return, per column, the row it is given to at the least total cost."""
    row_price = [0.0] * rows
    column_price = [0.0] * (width + 1)
    owner: list[int | None] = [None] * (width + 1)
    for row in range(rows):
        owner[width] = row
        _augment(costs, row_price, column_price, owner, width)
    return owner[:width]


def _augment(
    costs: Sequence[Sequence[float]],
    row_price: list[float],
    column_price: list[float],
    owner: list[int | None],
    width: int,
) -> None:
    """Give the row waiting at the extra column ``width`` a column, along the cheapest way of changes."""
    least = [float("inf")] * width
    before = [width] * width
    done = [False] * (width + 1)
    here = width
    while (row := owner[here]) is not None:
        done[here] = True
        step, there = float("inf"), -1
        for column in range(width):
            if done[column]:
                continue
            price = costs[row][column] - row_price[row] - column_price[column]
            if price < least[column]:
                least[column], before[column] = price, here
            if least[column] < step:
                step, there = least[column], column
        _raise_prices(step, row_price, column_price, owner, least, done)
        here = there
    while here != width:
        owner[here], here = owner[before[here]], before[here]


def _raise_prices(
    step: float,
    row_price: list[float],
    column_price: list[float],
    owner: Sequence[int | None],
    least: list[float],
    done: Sequence[bool],
) -> None:
    for column, visited in enumerate(done):
        if visited:
            row = owner[column]
            if row is not None:
                row_price[row] += step
            column_price[column] -= step
        elif column < len(least):
            least[column] -= step
