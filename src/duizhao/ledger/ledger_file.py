"""What was read from a ledger's file: its rows with their places, and what could not be read of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from duizhao.i18n import Translator
from duizhao.ledger.phrase import Phrase
from duizhao.ledger.row import LedgerRow


@dataclass(frozen=True, slots=True)
class Where:
    """A row of a file: its sheet ("" where there is only one) and its number as the spreadsheet shows it."""

    sheet: str
    row: int

    def text(self, translate: Translator | None = None) -> str:
        """Return the place in words."""
        template = _SHEET_ROW if self.sheet else _ROW
        return (translate or str)(template) % {"sheet": self.sheet, "row": self.row}


@dataclass(frozen=True, slots=True)
class Step:
    """A measure with a line of its own, beside a problem that stands over several: by when, by whom."""

    measures: str
    due: date | str
    owner: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A row with its place; ``fields`` are the fields the file has something to say about, ``steps`` the
    measures where each has a line of its own.
    """

    row: LedgerRow
    where: Where
    fields: frozenset[str]
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a row that could not be read.

    ``lost`` says that the whole row could not: it is not among the rows, and ``content`` is what stands in
    it. Otherwise the row was read and ``column`` names the cell that was kept as it is, or left empty.
    """

    where: Where
    reason: Phrase
    column: str = ""
    content: str = ""
    lost: bool = False

    def text(self, translate: Translator | None = None) -> str:
        """Return place and reason in one line."""
        template = _PLACE_COLUMN_REASON if self.column else _PLACE_REASON
        words = {
            "place": self.where.text(translate),
            "column": self.column,
            "reason": self.reason.text(translate),
        }
        return (translate or str)(template) % words


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """A ledger as read.

    ``notes`` say what was passed over that holds no rows of ours (sheets). ``untouched`` says that the rows
    are still those the program wrote; ``None`` where the file cannot tell (csv, Word, another's).
    ``columns`` are the titles found, each with the field it was taken for, "" for none of ours.
    """

    path: str
    placed: tuple[Placed, ...]
    faults: tuple[Fault, ...] = ()
    notes: tuple[Phrase, ...] = ()
    untouched: bool | None = None
    columns: tuple[tuple[str, str], ...] = ()

    @property
    def rows(self) -> tuple[LedgerRow, ...]:
        """The rows in the file's order."""
        return tuple(placed.row for placed in self.placed)


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


_ROW = _("第 %(row)s 行")
_SHEET_ROW = _("工作表“%(sheet)s”第 %(row)s 行")
_PLACE_REASON = _("%(place)s：%(reason)s")
_PLACE_COLUMN_REASON = _("%(place)s“%(column)s”：%(reason)s")
