"""What of a list stands on a turned page: the columns that are not folded, each as wide as it has to be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from django.utils.translation import gettext as _

from duizhao.reports.word.official import Table as WordTable
from duizhao_web.apps.exchange.table import Heading, Table, as_text

NUMBER_WIDTH: Final = 5
_PAGE: Final = 105
"""How many digits stand beside one another on a turned page, with room to spare for another font."""
_KEPT: Final = 12
"""Up to here, days and names, a column is as wide as it says: a date that is parted is hard to read."""
_NARROWEST: Final = 9


def fitted(widths: Sequence[int]) -> tuple[float, ...]:
    """Return widths that fit the page: what is short stays as it is, what is long shares the rest."""
    kept = sum(width for width in widths if width <= _KEPT)
    long = sum(width for width in widths if width > _KEPT)
    if kept + long <= _PAGE:
        return tuple(widths)
    share = max(_PAGE - kept, 0) / long if long else 1
    return tuple(width if width <= _KEPT else max(_NARROWEST, width * share) for width in widths)


def on_paper(headings: Iterable[Heading]) -> list[int]:
    """Return which columns stand on paper: all but those that are hidden or folded."""
    return [at for at, heading in enumerate(headings) if not heading.hidden and not heading.fold]


def numbered(headings: Sequence[Heading], rows: Iterable[tuple[str, ...]]) -> WordTable:
    """Return a table with a number before each row; rows have their cells already, the number among them."""
    header = (_("序号"), *(one.title for one in headings))
    return WordTable(header, fitted((NUMBER_WIDTH, *(one.width for one in headings))), rows)


def word_table(table: Table) -> WordTable:
    """Return a list as it stands on paper, its rows numbered as they come."""
    shown = on_paper(table.headings)
    rows = ((str(count), *(as_text(row[at]) for at in shown)) for count, row in enumerate(table.rows, 1))
    return numbered([table.headings[at] for at in shown], rows)
