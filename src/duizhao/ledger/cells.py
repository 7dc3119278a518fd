"""How a table's row becomes a row of the ledger, and what in it could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from duizhao.ledger.dates import OPEN_ENDED, date_from, date_from_number, lacks_year
from duizhao.ledger.grid import Broken, Cell, GridRow, text_of
from duizhao.ledger.header import Header
from duizhao.ledger.ledger_file import Fault, Placed, Step, Where
from duizhao.ledger.machine import Unseen
from duizhao.ledger.phrase import phrase
from duizhao.ledger.putting import CUT
from duizhao.ledger.row import DATE_FIELDS, FIELDS, Extra, LedgerRow, Value

_INTEGER: Final = re.compile(r"-?(?:0|[1-9]\d{0,14})")
_DECIMAL: Final = re.compile(r"-?\d+\.\d+(?:[eE][-+]?\d+)?|-?\d+[eE][-+]?\d+")
_THOUSANDS: Final = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_CONTENT: Final = 2_000  # characters of a lost row that are shown


@dataclass(frozen=True)
class RowReader:
    """Reads the rows of one table.

    ``names`` are what the columns that are none of our fields are called, by column; ``numbers`` are those
    names under which text is read as a number. What cannot be read is added to ``faults``.
    """

    sheet: str
    header: Header
    names: Mapping[int, str]
    numbers: frozenset[str]
    faults: list[Fault] = field(default_factory=list)

    def number_of(self, row: GridRow) -> str:
        """Return what stands in the column 编号."""
        return text_of(row.cell(self.header.keys.index("id"))).strip() if "id" in self.header.keys else ""

    def read(self, row: GridRow, unseen: Unseen | None) -> Placed | None:
        """Return the row, ``None`` where it holds no problem.

        ``unseen`` is what the file's hidden sheet says of the row.
        """
        where = Where(self.sheet, row.number)
        cells = list(row.cells)
        if unseen and unseen.patches:
            self._patch(cells, unseen)
        whole = replace(row, cells=cells)
        fields, extra = self._fields(where, whole), tuple(self._extra(where, whole))
        said = self.header.fields
        if unseen:
            fields |= {
                key: value for key, value in unseen.fields.items() if key not in said and _fits(key, value)
            }
            extra += tuple(unseen.extra)
        if not str(fields.get("problem", "")).strip():
            self._refuse(where, whole)
            return None
        return Placed(_made(fields, extra), where, said | fields.keys(), tuple(self._steps(row)))

    def _steps(self, row: GridRow) -> Iterator[Step]:
        """Yield the measures of a problem that stands over several rows, each as its row has it."""
        at = {
            key: self.header.keys.index(key)
            for key in ("measures", "due", "owner")
            if key in self.header.keys
        }
        for one in row.block if "measures" in at else ():
            said = {key: one.cell(column) for key, column in at.items()}
            if text := text_of(said["measures"]).strip():
                due = said.get("due", "")
                day = due if isinstance(due, date) else _day(due)
                yield Step(text, text_of(due) if day is None else day, text_of(said.get("owner", "")).strip())

    def _fields(self, where: Where, row: GridRow) -> dict[str, Value]:
        fields: dict[str, Value] = {}
        for at, key in enumerate(self.header.keys):
            if key in FIELDS:
                cell = row.cell(at)
                if isinstance(cell, Broken):
                    self._note(at, Fault(where, cell.reason))
                elif key in DATE_FIELDS:
                    fields[key] = self._date(where, at, cell)
                else:
                    fields[key] = text_of(cell)
        fields["id"] = str(fields.get("id", "")).strip()
        return fields

    def _date(self, where: Where, at: int, cell: Value) -> date | str:
        """Return the date a cell means, or its text as it is, noted where it is no usual word."""
        if isinstance(cell, date):
            return cell
        found = _day(cell)
        if found is not None:
            return found
        text = str(cell)
        if any(line.strip() and not OPEN_ENDED.search(line) for line in _not_days(text)):
            reason = (
                _("“%(text)s”没有写年份，照原样保留")
                if lacks_year(text)
                else _("“%(text)s”认不出是哪一天，照原样保留")
            )
            self._note(at, Fault(where, phrase(reason, text=text.strip())))
        return text

    def _extra(self, where: Where, row: GridRow) -> Iterator[Extra]:
        for at, cell in enumerate(row.cells):
            if at < len(self.header.keys) and self.header.keys[at]:
                continue
            name = self.names.get(at, "") or _("第 %(column)s 列") % {"column": at + 1}
            if isinstance(cell, Broken):
                self._note(at, Fault(where, cell.reason))
            elif cell != "":
                number = name in self.numbers and isinstance(cell, str)
                yield Extra(name, _number(str(cell)) if number else cell)

    def _patch(self, cells: list[Cell], unseen: Unseen) -> None:
        """Put back what a cell could not hold, where nobody has changed what it showed instead."""
        for at, cell in enumerate(cells):
            key = self.header.keys[at] if at < len(self.header.keys) else ""
            seen, meant = unseen.patches.get(key or self.names.get(at, ""), ("", ""))
            shown = text_of(cell)
            if seen and shown == seen:
                cells[at] = meant
            elif seen.endswith(CUT) and shown.endswith(CUT) and isinstance(meant, str):
                # The part that could be seen was edited; the part that could not still belongs to it.
                cells[at] = shown.removesuffix(CUT) + meant[len(seen) - len(CUT) :]

    def _refuse(self, where: Where, row: GridRow) -> None:
        content = " | ".join(text for cell in row.cells if (text := text_of(cell).strip()))
        problem = row.cell(self.header.keys.index("problem"))
        reason = problem.reason if isinstance(problem, Broken) else phrase(_("“问题”一栏是空的"))
        self.faults.append(Fault(where, reason, content=content[:_CONTENT], lost=True))

    def _note(self, at: int, fault: Fault) -> None:
        title = self.header.titles[at] if at < len(self.header.titles) else ""
        self.faults.append(replace(fault, column=title or self.names.get(at, "")))


def _day(cell: Cell) -> date | None:
    """Return the day a cell means that is no date itself."""
    if isinstance(cell, Broken | date):
        return None
    return date_from(cell) if isinstance(cell, str) else date_from_number(cell)


def _not_days(text: str) -> list[str]:
    """Return the lines of a cell that are no days: a problem over several rows may have one on each."""
    lines = text.splitlines()
    return [line for line in lines if date_from(line) is None] if len(lines) > 1 else lines


def _made(fields: Mapping[str, Value], extra: tuple[Extra, ...]) -> LedgerRow:
    texts = {key: str(value) for key, value in fields.items() if key not in DATE_FIELDS}
    dates = {
        key: value for key, value in fields.items() if key in DATE_FIELDS and isinstance(value, date | str)
    }
    return LedgerRow(**texts, **dates, extra=extra)  # type: ignore[arg-type]


def _fits(key: str, value: Value) -> bool:
    return isinstance(value, str) or (key in DATE_FIELDS and isinstance(value, date))


def _number(text: str) -> Value:
    """Return the number a text is, the text where it is none."""
    plain = text.strip()
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    if _INTEGER.fullmatch(plain):
        return int(plain)
    return float(plain) if _DECIMAL.fullmatch(plain) else text


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message
