"""What a ledger's file holds beside its rows, and what is known of the rows before they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Final

from duizhao.i18n import Translator
from duizhao.ledger.layout import Column, Layout, Title, known_columns
from duizhao.ledger.phrase import Phrase
from duizhao.ledger.row import FIELDS, NOTICE, LedgerRow, Value

PEEK: Final = 2_000
OWN_WIDTH: Final = 12


@dataclass(frozen=True, slots=True)
class Appendix:
    """A further sheet: what could not be read, conflicts, sources.

    ``columns`` are titles and widths. ``rows`` is gone through after the ledger's last row, so a list that
    fills while the ledger is written is right; where it is empty there is no sheet.
    """

    name: Phrase
    columns: tuple[tuple[Phrase, float], ...]
    rows: Iterable[tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Plan:
    """The rows to write and what was learnt by looking ahead.

    ``rows`` yields every row once. ``whole`` says that all rows were seen: then ``count`` is their number,
    ``unit`` the one unit all of them share and ``personal`` whether a person's own paper is among them. Of a
    stream that is longer than ``PEEK`` rows nothing is known but its beginning.
    """

    layout: Layout
    rows: Iterator[LedgerRow]
    sample: Sequence[LedgerRow]
    whole: bool

    @property
    def count(self) -> int:
        """How many rows there are, 0 where that is not known yet."""
        return len(self.sample) if self.whole else 0

    @property
    def unit(self) -> str:
        """The unit of all rows, "" where there are several."""
        units = {row.unit for row in self.sample}
        return units.pop() if self.whole and len(units) == 1 else ""

    @property
    def personal(self) -> bool:
        """Whether the notice on personal papers is due; always where not all rows were seen."""
        return not self.whole or any(row.personal for row in self.sample)


def plan(rows: Iterable[LedgerRow], layout: Layout) -> Plan:
    """Look ahead in the rows and add a column for each name in ``extra`` that the layout does not have."""
    if isinstance(rows, Sequence):
        sample, rest = rows, iter(rows)
        whole = True
    else:
        stream = iter(rows)
        sample = tuple(islice(stream, PEEK + 1))
        rest, whole = chain(sample, stream), len(sample) <= PEEK
    return Plan(_with_others(layout, sample), rest, sample, whole)


def heading_of(plan: Plan, _: Translator) -> str:
    """Return the line under the title: how many problems from how many papers, and the notice."""
    parts = []
    if plan.whole:
        files = len({row.file for row in plan.sample})
        counts = {"rows": str(plan.count), "files": str(files)}
        parts.append(_("共 %(rows)s 个问题，来自 %(files)s 份材料") % counts)
    if plan.personal:
        parts.append(_(NOTICE))
    return "　　".join(parts)


def left_out(rows: Iterable[LedgerRow], layout: Layout, *, folded_too: bool) -> list[Title]:
    """Return the titles of the fields that some row fills and no column shows."""
    shown = {column.key for column in layout.columns if not (folded_too and column.fold)}
    filled = {key for row in rows for key in FIELDS if key not in shown and row.cell(key) != ""}
    return [column.title for key, column in known_columns().items() if key in filled]


def _with_others(layout: Layout, rows: Iterable[LedgerRow]) -> Layout:
    """Return the layout with the rows' own columns, before the remarks or at the end."""
    have = {column.name for column in layout.columns}
    names = dict.fromkeys(extra.name for row in rows for extra in row.extra if extra.name not in have)
    if not names:
        return layout
    others = tuple(Column("", Title(name, name), "text", OWN_WIDTH) for name in names)
    keys = [column.key for column in layout.columns]
    at = keys.index("note") if "note" in keys else len(keys)
    at = max(at, layout.frozen)
    return replace(layout, columns=layout.columns[:at] + others + layout.columns[at:])
