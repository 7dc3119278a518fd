"""How the ledgers of many units become one: each row once, every conflict and every unread row listed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Final, Literal

from duizhao.errors import DuizhaoError
from duizhao.ledger.drafting import UNCONFIRMED
from duizhao.ledger.identity import alike, content_id, is_own_id, renumbered, same_problem
from duizhao.ledger.layout import Layout, known_columns
from duizhao.ledger.ledger_file import Fault, LedgerFile, Placed, Where
from duizhao.ledger.phrase import Phrase, phrase
from duizhao.ledger.reading import read
from duizhao.ledger.row import FIELDS, Extra, LedgerRow, Value
from duizhao.record import Failure

_PROVENANCE: Final = frozenset({"file", "place"})

Choice = Literal["first", "filled", "confirmed"]
"""Why the ledger holds what it holds: it was first, the only one with anything, or no longer 【待确认】."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one file says in a cell."""

    path: str
    where: Where
    value: Value


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two files that say different things in a cell of one row.

    ``field`` is a field of ``LedgerRow`` or the name of a column not ours.
    """

    id: str
    field: str
    taken: Said
    other: Said
    choice: Choice


@dataclass(frozen=True, slots=True)
class SourceCount:
    """What one file gave: rows read, those nobody had before, those the same as an earlier one, conflicts."""

    path: str
    rows: int = 0
    new: int = 0
    same: int = 0
    differing: int = 0
    lost: int = 0
    error: DuizhaoError | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """Many ledgers as one. Nothing that stood in a file is missing from all of these."""

    rows: tuple[LedgerRow, ...]
    conflicts: tuple[Conflict, ...]
    faults: tuple[tuple[str, Fault], ...]
    notes: tuple[tuple[str, Phrase], ...]
    failures: tuple[Failure, ...]
    sources: tuple[SourceCount, ...]

    @property
    def marks(self) -> frozenset[tuple[str, str]]:
        """The cells that somebody has to decide about: row id and field."""
        return frozenset((one.id, one.field) for one in self.conflicts if one.choice == "first")

    @property
    def lost(self) -> int:
        """How many rows could not be read."""
        return sum(1 for _path, fault in self.faults if fault.lost)


def merge(paths: Iterable[Path], *, layouts: Sequence[Layout] = ()) -> Merged:
    """Read ledgers and put them together in the order given.

    A row with a number that is there already is the same row. Where the two differ, what the first file says
    stays, unless it says nothing there or still says 【待确认】; each difference is a ``Conflict``. Rows that
    name no paper get the ledger they come from as their 来源文件. A file that cannot be read becomes a
    ``Failure``.
    """
    merging = _Merging()
    for path in paths:
        try:
            ledger = read(path, layouts=layouts)
        except DuizhaoError as error:
            merging.fail(path, error)
        else:
            merging.add(ledger)
    return merging.result()


@dataclass(slots=True)
class _Entry:
    """A row as it stands so far, and which file each of its cells was taken from."""

    row: LedgerRow
    path: str
    placed: Placed
    origins: dict[str, tuple[str, Placed]] = field(default_factory=dict)

    def said(self, key: str, value: Value) -> Said:
        path, placed = self.origins.get(key, (self.path, self.placed))
        return Said(path, placed.where, value)

    def says(self, key: str) -> bool:
        """Whether the file the cell was taken from has a column for it."""
        _path, placed = self.origins.get(key, (self.path, self.placed))
        return key in placed.fields


class _Merging:
    """The rows so far, in order and by number."""

    def __init__(self) -> None:
        self._order: list[_Entry] = []
        self._by_id: defaultdict[str, list[_Entry]] = defaultdict(list)
        self._conflicts: list[tuple[_Entry, Conflict]] = []
        self._faults: list[tuple[str, Fault]] = []
        self._notes: list[tuple[str, Phrase]] = []
        self._failures: list[Failure] = []
        self._sources: list[SourceCount] = []

    def fail(self, path: Path, error: DuizhaoError) -> None:
        """Note a file that could not be read."""
        self._failures.append(Failure(str(path), error))
        self._sources.append(SourceCount(str(path), error=error))

    def add(self, ledger: LedgerFile) -> None:
        """Take in the rows of a file and note what it says otherwise than those before."""
        count = Counter[str]()
        self._faults += ((ledger.path, fault) for fault in ledger.faults)
        self._notes += ((ledger.path, note) for note in ledger.notes)
        for placed in ledger.placed:
            count[self._add(placed, ledger.path)] += 1
        lost = sum(1 for fault in ledger.faults if fault.lost)
        rows = len(ledger.placed)
        self._sources.append(
            SourceCount(ledger.path, rows, count["new"], count["same"], count["differing"], lost)
        )

    def result(self) -> Merged:
        """Return all of it, conflicts to be decided first."""
        order = {"first": 0, "confirmed": 1, "filled": 2}
        whole = [_with_origin(entry.row, entry.placed.where, entry.path) for entry in self._order]
        for entry, row in zip(self._order, renumbered(whole), strict=True):
            entry.row = row
        conflicts = [replace(one, id=entry.row.id) for entry, one in self._conflicts]
        return Merged(
            rows=tuple(entry.row for entry in self._order),
            conflicts=tuple(sorted(conflicts, key=lambda one: order[one.choice])),
            faults=tuple(self._faults),
            notes=tuple(self._notes),
            failures=tuple(self._failures),
            sources=tuple(self._sources),
        )

    def _add(self, placed: Placed, path: str) -> str:
        entry = self._entry_of(placed.row, path)
        if entry is None and is_own_id(placed.row.id) and self._by_id[placed.row.id]:
            placed = self._as_another(placed, path)
            entry = self._entry_of(placed.row, path)
        if entry is None:
            entry = _Entry(placed.row, path, placed)
            self._order.append(entry)
            self._by_id[placed.row.id].append(entry)
            return "new"
        conflicts = list(self._differences(entry, placed, path))
        self._conflicts += ((entry, conflict) for conflict in conflicts)
        return "differing" if conflicts else "same"

    def _entry_of(self, row: LedgerRow, path: str) -> _Entry | None:
        """Return the entry that is the same row, ``None`` where there is none yet.

        A number given by people (1, 2, 3) is the same in every unit, so there the problem must be the same
        too. One of ours is enough by itself, save within one file, where a row was copied to write another.
        """
        entries = self._by_id[row.id]
        for entry in entries:
            if same_problem(entry.row, row):
                return entry
        if not entries or not is_own_id(row.id):
            return None
        copied = any(entry.path == path for entry in entries) and not alike(entries[0].row, row)
        return None if copied else entries[0]

    def _as_another(self, placed: Placed, path: str) -> Placed:
        row = replace(placed.row, id=content_id(placed.row))
        reason = phrase(_("编号 %(id)s 已用于另一个问题，改为 %(other)s"), id=placed.row.id, other=row.id)
        title = known_columns()["id"].title.zh
        self._faults.append((path, Fault(placed.where, reason, column=title)))
        return replace(placed, row=row)

    def _differences(self, entry: _Entry, placed: Placed, path: str) -> Iterator[Conflict]:
        """Yield what a further file says otherwise of a row, and take over what is better."""
        origin = (path, placed)
        for key, here, there in _cells(entry.row, placed):
            if here == there or (key in _PROVENANCE and _same_file(str(here), str(there))):
                continue
            if here == "" and not entry.says(key):
                # The first file has no such column: it says nothing, so nothing is contradicted.
                _take(entry, key, there, origin)
                continue
            choice = _choice(here, there)
            before, after = entry.said(key, here), Said(path, placed.where, there)
            if choice != "first" and there != "" and (here == "" or str(here).startswith(UNCONFIRMED)):
                _take(entry, key, there, origin)
                before, after = after, before
            yield Conflict(entry.row.id, key, before, after, choice)


def _cells(row: LedgerRow, placed: Placed) -> Iterator[tuple[str, Value, Value]]:
    """Yield field, value here and value there for every cell the other file says something about."""
    other = placed.row
    for key in FIELDS:
        if key != "id" and (key in placed.fields or other.cell(key) != ""):
            yield key, row.cell(key), other.cell(key)
    for extra in other.extra:
        yield extra.name, row.other(extra.name), extra.value


def _same_file(here: str, there: str) -> bool:
    """Say whether two names are of one file in different folders, or one of them is missing."""
    return not there or PurePath(here.replace("\\", "/")).name == PurePath(there.replace("\\", "/")).name


def _choice(here: Value, there: Value) -> Choice:
    if here == "" or there == "":
        return "filled"
    if str(here).startswith(UNCONFIRMED) != str(there).startswith(UNCONFIRMED):
        return "confirmed"
    return "first"


def _take(entry: _Entry, key: str, value: Value, origin: tuple[str, Placed]) -> None:
    entry.origins[key] = origin
    if key in FIELDS:
        entry.row = replace(entry.row, **{key: value})  # type: ignore[arg-type]
        return
    others = tuple(extra for extra in entry.row.extra if extra.name != key)
    entry.row = replace(entry.row, extra=(*others, Extra(key, value)))


def _with_origin(row: LedgerRow, where: Where, path: str) -> LedgerRow:
    """Return the row with the ledger as its source where it names none."""
    if row.file or row.place:
        return row
    sheet = f"“{where.sheet}”" if where.sheet else ""
    return replace(row, file=Path(path).name, place=f"{sheet}第{where.row}行")


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message
