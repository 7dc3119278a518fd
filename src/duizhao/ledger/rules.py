"""What the workbook checks while people work in it: drop-down lists, dates, overdue and unconfirmed cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from duizhao.i18n import Translator
from duizhao.ledger.drafting import UNCONFIRMED
from duizhao.ledger.layout import Column
from duizhao.ledger.look import Look
from duizhao.ledger.machine import LISTS
from duizhao.ledger.putting import put_text

SPARE_ROWS: Final = 500
"""How many rows below the last have lists and checks too, for rows that people add."""

_LIST_LIMIT: Final = 255  # characters in a check, in Excel
_DATES: Final = (date(2000, 1, 1), date(2199, 12, 31))


def add_rules(
    book: Workbook, sheet: Worksheet, look: Look, columns: Sequence[Column], rows: range, _: Translator
) -> None:
    """Add the checks for the rows of the sheet (counted from 0) and for ``SPARE_ROWS`` below them."""
    first, last = rows.start, rows.stop + SPARE_ROWS
    lists = _Lists(book, look)
    for at, column in enumerate(columns):
        area = (first, at, last, at)
        if column.kind == "choice":
            sheet.data_validation(*area, _list_rule(lists.source(column.choices), _))
        elif column.kind == "date":
            sheet.data_validation(*area, _date_rule(_))
        if column.key == "measures":
            mark = {
                "type": "text",
                "criteria": "containing",
                "value": UNCONFIRMED,
                "format": look.unconfirmed,
            }
            sheet.conditional_format(*area, mark)
    _add_overdue(sheet, look, columns, first, last)
    lists.write()


class _Lists:
    """Where the choices of a list stand: in the check itself or, where too long for it, on a hidden sheet."""

    def __init__(self, book: Workbook, look: Look) -> None:
        self._book, self._look = book, look
        self._long: list[Sequence[str]] = []

    def source(self, choices: Sequence[str]) -> list[str] | str:
        if len(",".join(choices)) <= _LIST_LIMIT and not any("," in choice for choice in choices):
            return list(choices)
        self._long.append(choices)
        return f"={LISTS}!$A${len(self._long)}:${xl_col_to_name(len(choices) - 1)}${len(self._long)}"

    def write(self) -> None:
        if self._long:
            sheet = self._book.add_worksheet(LISTS)
            sheet.very_hidden()
            for row, choices in enumerate(self._long):
                for column, choice in enumerate(choices):
                    put_text(sheet, row, column, choice, self._look.paragraph)


def _list_rule(source: list[str] | str, _: Translator) -> dict[str, object]:
    # A warning and not a stop: a framework may have words of its own.
    return {
        "validate": "list",
        "source": source,
        "error_type": "warning",
        "error_title": _("不在下拉列表中"),
        "error_message": _("请从下拉列表中选择；确需另写的，点“是”保留。"),
    }


def _date_rule(_: Translator) -> dict[str, object]:
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": _DATES[0],
        "maximum": _DATES[1],
        "error_type": "warning",
        "error_title": _("不是日期"),
        "error_message": _("请填日期，如 2023-06-30；“长期坚持”等文字，点“是”保留。"),
    }


def _add_overdue(sheet: Worksheet, look: Look, columns: Sequence[Column], first: int, last: int) -> None:
    """Let a date in the past stand out, with the word 逾期, while the row is not closed."""
    at = {column.key: number for number, column in enumerate(columns) if column.kind == "date"}
    if "due" not in at or "closed" not in at:
        return
    due = xl_rowcol_to_cell(first, at["due"], col_abs=True)
    closed = xl_rowcol_to_cell(first, at["closed"], col_abs=True)
    rule = {
        "type": "formula",
        "criteria": f'=AND(ISNUMBER({due}),{due}<TODAY(),{closed}="")',
        "format": look.overdue,
    }
    sheet.conditional_format(first, at["due"], last, at["due"], rule)
