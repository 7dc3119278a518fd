"""How a ledger comes back from a file, as it was written or as people left it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Final

from duizhao.errors import ErrorCode, ReadError, reason_of
from duizhao.ledger import machine
from duizhao.ledger.cells import RowReader
from duizhao.ledger.grid import LIMITS, Book, GridRow, Sheet, text_of
from duizhao.ledger.header import LOOK_AT, Header, Names, find_header, likely_titles
from duizhao.ledger.identity import content_id
from duizhao.ledger.layout import Layout, known_columns, layout, layout_names
from duizhao.ledger.ledger_file import Fault, LedgerFile, Placed
from duizhao.ledger.merged_cells import headings, unmerged
from duizhao.ledger.outside import is_content, is_foot, is_sum, lone_text, without_number
from duizhao.ledger.phrase import LedgerError, Phrase, phrase
from duizhao.ledger.row import FIELDS
from duizhao.readers.reader import Limits, in_megabytes

SUFFIXES: Final = (".xlsx", ".xlsm", ".csv", ".docx")

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_DOCUMENT: Final = b"word/document.xml"
_BINARY: Final = b"xl/workbook.bin"
_OPEN_DOCUMENT: Final = b"mimetypeapplication/vnd.oasis.opendocument."
_MARKUP: Final = re.compile(rb"\s*<(\?xml|!doctype html|html|meta|table)\b", re.I)
_HEAD: Final = 1024
_AHEAD: Final = 40  # rows read before the header is looked for


def read(path: Path, *, layouts: Sequence[Layout] = (), limits: Limits = LIMITS) -> LedgerFile:
    """Return the ledger in an xlsx, csv or docx file, ours or another's.

    Columns are known by their names in any order, also under other usual names or nearly so; ``layouts`` add
    names of the user's own. What a row holds that cannot be read is a ``Fault``; rows without a number get
    one from what they say.

    Raises ``DuizhaoError``: the file cannot be read, or no table in it has a column of problems.
    """
    data = _bytes(path, limits)
    book = _book(data, limits)
    return _ledger(str(path), book, layouts)


def read_data(
    data: bytes, name: str = "", *, columns: Mapping[str, str] | None = None, limits: Limits = LIMITS
) -> LedgerFile:
    """Return the ledger in the bytes of a file; ``columns`` say what titles mean, "" for no field of ours.

    Raises ``DuizhaoError`` as ``read`` does.
    """
    return _ledger(name, _book(_within(data, limits), limits), (), columns)


def titles_in(data: bytes, *, limits: Limits = LIMITS) -> tuple[str, ...]:
    """Return the titles of the columns of a file in which ``read_data`` finds no header.

    Raises ``DuizhaoError`` where the file cannot be read.
    """
    for sheet in _book(_within(data, limits), limits).sheets:
        titles = () if sheet.hidden else likely_titles(list(islice(sheet.rows(), _AHEAD)))
        if titles:
            return titles
    return ()


def texts_in(data: bytes, *, limits: Limits = LIMITS) -> Iterator[str]:
    """Yield what every cell of a file says, hidden sheets among them."""
    for sheet in _book(_within(data, limits), limits).sheets:
        for row in sheet.rows():
            yield from (text_of(cell) for cell in row.cells)


def _within(data: bytes, limits: Limits) -> bytes:
    if len(data) > limits.file_size:
        limit = in_megabytes(limits.file_size)
        raise ReadError(ErrorCode.TOO_LARGE, size=in_megabytes(len(data)), limit=limit)
    if not data:
        raise ReadError(ErrorCode.EMPTY)
    return data


def _bytes(path: Path, limits: Limits) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(limits.file_size + 1)
    except FileNotFoundError:
        raise ReadError(ErrorCode.NOT_FOUND) from None
    except OSError as error:
        raise ReadError(ErrorCode.UNREADABLE, detail=reason_of(error)) from error
    if len(data) > limits.file_size:
        limit = in_megabytes(limits.file_size)
        raise ReadError(ErrorCode.TOO_LARGE, size=f"> {limit}", limit=limit)
    return _within(data, limits)


def _book(data: bytes, limits: Limits) -> Book:
    """Return the file's tables; what it is shows in its content, not in its name."""
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise ReadError(ErrorCode.ENCRYPTED)
        raise LedgerError(
            ErrorCode.LEDGER_INVALID, [phrase(_("这是旧版 xls、et 或 doc 文件；请另存为 xlsx 后重试"))]
        )
    if (kind := _other_kind(data)) is not None:
        words = phrase(_("这是 %(kind)s 文件；请另存为 xlsx 后重试"), kind=kind)
        raise LedgerError(ErrorCode.LEDGER_INVALID, [words])
    if not data.startswith(_ZIP):
        from duizhao.ledger.csv_grid import read_csv

        return read_csv(data)
    if _DOCUMENT in data:
        from duizhao.ledger.word_grid import read_word

        return read_word(data, limits)
    from duizhao.ledger.xlsx_grid import read_xlsx

    return read_xlsx(data, limits)


def _other_kind(data: bytes) -> str | None:
    """Return what a file is that a spreadsheet program can save as xlsx, ``None`` where it may be ours."""
    head = data[:_HEAD]
    if head.startswith(_ZIP):
        if _OPEN_DOCUMENT in head:
            return "ods"
        return "xlsb" if _BINARY in data else None
    # What web systems hand out under the name .xls is often a page, or a workbook in plain XML.
    found = _MARKUP.match(head.removeprefix(b"\xef\xbb\xbf"))
    if found:
        return "xml" if found[1].startswith(b"?") else "html"
    return "pdf" if head.startswith(b"%PDF-") else None


class _Reading:
    """One file being read: what it says of itself, and what has been found so far."""

    def __init__(self, book: Book, layouts: Sequence[Layout], said: Mapping[str, str] | None) -> None:
        self.book, self.meta, self.unseen = book, *_machine(book)
        columns = self.meta.columns if self.meta else ()
        self.names = Names(layouts, {title: key for key, _name, title in columns} | dict(said or {}))
        self.own_names = {title: name for key, name, title in columns if not key}
        self.numbers = _number_names(layouts)
        self.placed: list[Placed] = []
        self.faults: list[Fault] = []
        self.notes: list[Phrase] = []
        self.headers: list[Header] = []

    def read_sheet(self, sheet: Sheet) -> None:
        """Read one table's rows, or note why it has none."""
        if self.meta and sheet.name in self.meta.appendices:
            return
        rows = sheet.rows()
        ahead = list(islice(rows, _AHEAD))
        if sheet.hidden:
            if any(row.filled for row in ahead) and sheet.name != machine.LISTS:
                self.notes.append(phrase(_("工作表“%(sheet)s”是隐藏的，未读取"), sheet=sheet.name))
            return
        header = find_header(ahead, sheet.merges, self.names)
        self.headers += [header] if header else []
        if header is None or "problem" not in header.fields:
            if any(row.filled for row in ahead):
                self.notes.append(phrase(_("工作表“%(sheet)s”不是台账，未读取"), sheet=sheet.name))
            return
        self._read_rows(sheet, header, chain(ahead, rows))

    def _read_rows(self, sheet: Sheet, header: Header, rows: Iterable[GridRow]) -> None:
        names = self._names_of_others(header)
        reader = RowReader(sheet.name, header, names, self.numbers, self.faults)
        groups, group = headings(sheet.merges), ""
        for row in unmerged(rows, sheet.merges, header.keys.index("problem")):
            if row.number <= header.last_row or not is_content(row, header) or is_sum(row, header):
                continue
            if (only := lone_text(row)) and (row.number in groups or is_foot(only)):
                group = group if is_foot(only) else without_number(only)
                continue
            waiting = self.unseen.get(reader.number_of(row))
            placed = reader.read(row, waiting.popleft() if waiting else None)
            if placed is not None:
                self.placed.append(_under(group, placed))

    def _names_of_others(self, header: Header) -> dict[int, str]:
        """Return what the columns that are none of our fields are called, each name once."""
        names: dict[int, str] = {}
        for at, (title, key) in enumerate(zip(header.titles, header.keys, strict=True)):
            if key == "" and title:
                name = self.own_names.get(title, title)
                # Not to be taken for an earlier column of that name, or for a field of ours.
                again = sum(1 for other in names.values() if other.partition("（第")[0] == name)
                again += name in FIELDS
                names[at] = f"{name}（第{again + 1}列）" if again else name
        return names


def _ledger(
    path: str, book: Book, layouts: Sequence[Layout], said: Mapping[str, str] | None = None
) -> LedgerFile:
    """Return the rows of all tables that have a header; raise ``LedgerError`` where none has."""
    reading = _Reading(book, layouts, said)
    for sheet in book.sheets:
        reading.read_sheet(sheet)
    if not any("problem" in header.fields for header in reading.headers):
        raise LedgerError(ErrorCode.LEDGER_INVALID, [_missing(reading.headers)])
    notes = reading.notes if len(book.sheets) > 1 else []
    placed = _numbered(reading.placed)
    return LedgerFile(
        path,
        placed,
        tuple(reading.faults),
        tuple(notes),
        _untouched(book, placed),
        tuple(_columns(reading.headers)),
    )


def _columns(headers: Iterable[Header]) -> Iterator[tuple[str, str]]:
    """Yield the titles of the tables that hold problems, each with its field, one of a kind once."""
    seen: set[tuple[str, str]] = set()
    for header in headers:
        for pair in zip(header.titles, header.keys, strict=True) if "problem" in header.fields else ():
            if pair[0] and pair not in seen:
                seen.add(pair)
                yield pair


def _machine(book: Book) -> tuple[machine.Meta | None, dict[str, deque[machine.Unseen]]]:
    """Return what the hidden sheet says of the file and, by their numbers, of its rows."""
    rows = book.machine
    unseen: dict[str, deque[machine.Unseen]] = defaultdict(deque)
    if len(rows) < 2 or not rows[0] or rows[0][0] != machine.SCHEMA:
        return None, unseen
    for row in rows[2:]:
        if row and (found := machine.unseen_from(row[1:])) is not None:
            unseen[row[0]].append(found)
    return machine.meta_from("".join(rows[1])), unseen


def _untouched(book: Book, placed: Sequence[Placed]) -> bool | None:
    """Say whether the rows are those that the hidden sheet was sealed with, ``None`` where it has no seal."""
    seal = machine.Seal()
    for one in placed:
        seal.add(one.row)
    sealed = next((tuple(row[:3]) for row in book.machine[2:] if tuple(row[:2]) == ("", machine.SEAL)), None)
    return None if sealed is None else sealed == seal.cells()


def _number_names(layouts: Sequence[Layout]) -> frozenset[str]:
    every = chain(layouts, map(layout, layout_names()))
    return frozenset(c.name for one in every for c in one.columns if c.kind == "number" and c.name)


def _under(group: str, placed: Placed) -> Placed:
    """Return the row with the heading it stands under as its aspect, where it names none itself."""
    if not group or placed.row.aspect:
        return placed
    return replace(placed, row=replace(placed.row, aspect=group), fields=placed.fields | {"aspect"})


def _numbered(placed: Iterable[Placed]) -> tuple[Placed, ...]:
    """Give rows without a number one made of what they say, so that it is the same in every file."""
    seen: Counter[str] = Counter()
    numbered: list[Placed] = []
    for one in placed:
        if not one.row.id:
            first = content_id(one.row)
            seen[first] += 1
            number = content_id(one.row, seen[first])
            numbered.append(replace(one, row=replace(one.row, id=number)))
        else:
            numbered.append(one)
    return tuple(numbered)


def _missing(headers: Sequence[Header]) -> Phrase:
    """Return the sentence that says which column is missing."""
    problem = known_columns()["problem"]
    asked = tuple(name for name in problem.aliases if name != "问题")[:4]
    if not headers:
        return phrase(
            _("前 %(rows)s 行里没有认出表头；表头里要有“问题”（或 %(asked)s）等列"), rows=LOOK_AT, asked=asked
        )
    found = tuple(title for title, key in zip(headers[0].titles, headers[0].keys, strict=True) if key)
    return phrase(_("缺少“问题”一列（也可写作 %(asked)s）；认出的列有：%(found)s"), asked=asked, found=found)


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message
