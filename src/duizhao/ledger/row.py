"""What one row of a rectification ledger holds, whatever file it stands in."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Final

Value = str | int | float | date
"""A cell: text ("" for an empty cell), a number, or a real date."""


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


NOTICE: Final = _("仅供工作核对，不作为评价个人的依据")
PERSONAL: Final = f"个人材料（{NOTICE}）"
TEAM: Final = "班子材料"


@dataclass(frozen=True, slots=True)
class Extra:
    """A column that is not one of ours: its name as people call it, and the cell."""

    name: str
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One problem being fixed. The names of the fields are those of ``data/ledgers/fields.toml``.

    ``id`` is the first 8 digits of the paper's SHA-256 and the problem's number (``3fa9c1d2-P1``). ``due``,
    ``review`` and ``closed`` are real dates, or the words a person wrote there (长期坚持). ``place`` is where
    the problem stands in the paper's text. ``extra`` holds the columns that are not ours, in their order.
    """

    id: str
    problem: str
    unit: str = ""
    paper: str = ""
    aspect: str = ""
    examples: str = ""
    source: str = ""
    cause: str = ""
    root: str = ""
    objective_cause: str = ""
    goal: str = ""
    measures: str = ""
    kind: str = ""
    sponsor: str = ""
    lead_unit: str = ""
    supporting_units: str = ""
    owner: str = ""
    due: date | str = ""
    review: date | str = ""
    progress: str = ""
    status: str = ""
    result: str = ""
    evidence: str = ""
    verifier: str = ""
    closed: date | str = ""
    note: str = ""
    file: str = ""
    place: str = ""
    extra: tuple[Extra, ...] = ()

    @property
    def personal(self) -> bool:
        """Whether the row comes from a person's own paper, so that the notice must stand beside it."""
        return self.paper.startswith("个人材料")

    def cell(self, key: str) -> Value:
        """Return the field ``key`` names."""
        value: Value = getattr(self, key)
        return value

    def other(self, name: str) -> Value:
        """Return the cell of a column that is not ours, "" where the row has none."""
        return next((extra.value for extra in self.extra if extra.name == name), "")


FIELDS: Final[tuple[str, ...]] = tuple(field.name for field in fields(LedgerRow) if field.name != "extra")
DATE_FIELDS: Final = frozenset({"due", "review", "closed"})
