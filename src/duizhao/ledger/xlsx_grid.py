"""The tables of an Excel workbook, read from its parts one row at a time.

Not openpyxl: it takes the date formats of Chinese Excel and WPS (built-in numbers 27 to 36 and 50 to 58) for
plain numbers and stops at style sheets it does not know; see docs/decisions.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final

from duizhao.ledger import machine
from duizhao.ledger.grid import MAX_COLUMNS, Book, GridRow, Merge, Sheet
from duizhao.ledger.xlsx_cells import Reader, column_number, kinds_of, text_in
from duizhao.ledger.xml_rows import elements
from duizhao.readers.archive import Archive
from duizhao.readers.markup import as_utf8, parse
from duizhao.readers.reader import Limits

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORKBOOK: Final = "xl/workbook.xml"
_MERGE: Final = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']"
)
_MAX_MERGES: Final = 100_000
_EPOCHS: Final = {False: date(1899, 12, 30), True: date(1904, 1, 1)}


def read_xlsx(data: bytes, limits: Limits) -> Book:
    """Return the tables of a workbook; raise ``ReadError`` where it cannot be read."""
    archive = Archive(data, limits)
    root = _tree(archive, _WORKBOOK, limits)
    targets = _targets(archive, limits)
    reader = _cell_reader(archive, root, limits)
    sheets: list[Sheet] = []
    hidden: tuple[tuple[str, ...], ...] = ()
    for entry in root.iterfind("{*}sheets/{*}sheet"):
        name, target = entry.get("name") or "", targets.get(_relation(entry), "")
        if target not in archive:
            continue  # a chart, or a sheet kept elsewhere
        part = as_utf8(archive.read(target), part=target)
        if name == machine.SHEET:
            hidden = tuple(_texts(row) for row in _rows(part, target, reader, limits))
        else:
            rows = partial(_rows, part, target, reader, limits)
            sheets.append(Sheet(name, rows, _merges(part), hidden=entry.get("state", "visible") != "visible"))
    return Book(sheets, hidden)


def _cell_reader(archive: Archive, root: _Element, limits: Limits) -> Reader:
    settings = root.find("{*}workbookPr")
    since_1904 = settings is not None and settings.get("date1904") in ("1", "true")
    styles = _tree(archive, "xl/styles.xml", limits) if "xl/styles.xml" in archive else None
    return Reader(_strings(archive, limits), kinds_of(styles), _EPOCHS[since_1904])


def _tree(archive: Archive, name: str, limits: Limits) -> _Element:
    return parse(as_utf8(archive.read(name), part=name), part=name, limits=limits)


def _targets(archive: Archive, limits: Limits) -> Mapping[str, str]:
    """Return the part names of the workbook's relations by their id."""
    name = "xl/_rels/workbook.xml.rels"
    if name not in archive:
        return {}
    return {
        entry.get("Id") or "": posixpath.normpath(posixpath.join("/xl", entry.get("Target") or "")).lstrip(
            "/"
        )
        for entry in _tree(archive, name, limits).iterfind("{*}Relationship")
        if entry.get("TargetMode") != "External"
    }


def _relation(entry: _Element) -> str:
    # The namespace of r:id differs between the two editions of the standard.
    return next((str(value) for key, value in entry.attrib.items() if str(key).endswith("}id")), "")


def _strings(archive: Archive, limits: Limits) -> Sequence[str]:
    name = "xl/sharedStrings.xml"
    if name not in archive:
        return ()
    part = as_utf8(archive.read(name), part=name)
    return [text_in(entry) for entry in elements(part, "si", part_name=name, limits=limits)]


def _rows(part: bytes, name: str, reader: Reader, limits: Limits) -> Iterator[GridRow]:
    number = 0
    for row in elements(part, "row", part_name=name, limits=limits):
        given = row.get("r") or ""
        number = int(given) if given.isdecimal() and len(given) < 8 else number + 1
        if len(row):  # rows that were only ever formatted may go down to the last
            yield GridRow(number, reader.cells(row))


def _texts(row: GridRow) -> tuple[str, ...]:
    return tuple(cell if isinstance(cell, str) else "" for cell in row.cells)


def _merges(part: bytes) -> tuple[Merge, ...]:
    found = (
        Merge(int(top), int(bottom), column_number(left.decode()), column_number(right.decode()))
        for left, top, right, bottom in (one.groups() for one in islice(_MERGE.finditer(part), _MAX_MERGES))
    )
    return tuple(merge for merge in found if merge.first_column < MAX_COLUMNS)
