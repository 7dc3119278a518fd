"""Which columns a table has: the row that names them, and which of our fields each name means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import Final

from rapidfuzz.distance import Indel

from duizhao.ledger.grid import MAX_COLUMNS, GridRow, Merge, text_of
from duizhao.ledger.layout import Layout, known_columns, layout, layout_names

LOOK_AT: Final = 10
"""How many rows with anything in them are looked at for the header."""

_ENOUGH: Final = 3
_ALIKE: Final = 0.75
_MAX_NAME: Final = 60
_BRACKETS: Final = re.compile(r"[(\[〔【][^()\[\]〔〕【】]*[)\]〕】]")
_NOISE: Final = re.compile(r"[\s*:：、,，.。/\\_-]+")


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table: for each its title, and the field it holds, "" where it is none of ours.

    ``last_row`` is the number of the header's last row; the rows of the ledger come after it.
    """

    titles: tuple[str, ...]
    keys: tuple[str, ...]
    last_row: int

    @property
    def fields(self) -> frozenset[str]:
        """The fields the table has a column for."""
        return frozenset(key for key in self.keys if key)


class Names:
    """What columns may be called: the names of our fields, those of all layouts, those of the user's."""

    def __init__(self, layouts: Iterable[Layout] = (), own: Mapping[str, str] | None = None) -> None:
        """``own`` are the titles a file, or a person, says the columns have, with the field of each ("" for
        none of ours); they come first.
        """
        self._exact = {_plain(title): key for title, key in (own or {}).items()}
        self._titles = set(self._exact)
        # Somebody has said what the columns are: no need to recognise several before a row is the header.
        self.enough = 1 if any(self._exact.values()) else _ENOUGH
        known = known_columns()
        for column in known.values():
            for name in (column.title.zh, column.title.en):
                self._exact.setdefault(_plain(name), column.key)
                self._titles.add(_plain(name))
        for one in (*layouts, *map(layout, layout_names())):
            for column in one.columns:
                for name in (column.title.zh, column.title.en, *column.aliases):
                    # A column of the user's own is known too, as none of our fields.
                    self._exact.setdefault(_plain(name), column.key)
        for column in known.values():
            for name in column.aliases:
                self._exact.setdefault(_plain(name), column.key)

    def key_of(self, title: str) -> str | None:
        """Return the field a title names, "" for a known column that is none, ``None`` where unknown."""
        plain = _plain(title)
        if plain in self._exact:
            return self._exact[plain]
        return self._exact.get(_plain(_BRACKETS.sub("", unicodedata.normalize("NFKC", title))))

    def is_title(self, title: str) -> bool:
        """Say whether it is a field's own name rather than another one for it."""
        return _plain(title) in self._titles

    def nearest(self, title: str, among: frozenset[str]) -> str:
        """Return the one field of those given whose names are nearly the title, "" for none or several."""
        plain = _plain(title)
        if len(plain) < 4:
            return ""
        alike = {
            key
            for name, key in self._exact.items()
            if key in among and Indel.normalized_similarity(plain, name, score_cutoff=_ALIKE) >= _ALIKE
        }
        return alike.pop() if len(alike) == 1 else ""


def find_header(rows: Sequence[GridRow], merges: Iterable[Merge], names: Names) -> Header | None:
    """Return the header among a table's first rows, ``None`` where none names three columns of ours."""
    filled = [row for row in rows if row.filled][:LOOK_AT]
    across = _across(merges)
    found: list[tuple[int, Sequence[str], int]] = []
    for row, below in zip_longest(filled, filled[1:]):
        one = [_one_line(text_of(cell)) for cell in row.cells[:MAX_COLUMNS]]
        candidates = [(one, row.number)]
        if below is not None and below.number == row.number + 1:
            candidates.append((_stacked(one, row.number, below, across, names), below.number))
        for titles, last in candidates:
            known = {key for title in titles if title and (key := names.key_of(title))}
            found.append((len(known), titles, last))
    count, best, last_row = max(found, key=lambda one: one[0], default=(0, (), 0))
    header = _header(best, last_row, names) if count else None
    return header if header and len(header.fields) >= names.enough else None


def likely_titles(rows: Sequence[GridRow]) -> tuple[str, ...]:
    """Return what stands in the row that is most likely a header where none was recognised."""
    filled = [row for row in rows if row.filled][:LOOK_AT]
    lines = [tuple(_one_line(text_of(cell)) for cell in row.cells[:MAX_COLUMNS]) for row in filled]
    return max(lines, key=lambda line: sum(1 for title in line if title), default=())


def _header(titles: Sequence[str], last_row: int, names: Names) -> Header:
    """Return the header with what each title means, near misses included."""
    keys = _unique([names.key_of(title) if title else "" for title in titles], titles, names)
    left = frozenset(known_columns()) - {key for key in keys if key}
    whole: list[str] = []
    for title, key in zip(titles, keys, strict=True):
        near = names.nearest(title, left) if key is None else key
        left -= {near}
        whole.append(near)
    return Header(tuple(titles), tuple(whole), last_row)


def _unique(keys: list[str | None], titles: Sequence[str], names: Names) -> list[str | None]:
    """Let each field have one column: the one with the field's own name, else the first."""
    chosen: dict[str, int] = {}
    for at, key in enumerate(keys):
        if key and (
            key not in chosen or (names.is_title(titles[at]) and not names.is_title(titles[chosen[key]]))
        ):
            chosen[key] = at
    return [key if not key or chosen[key] == at else "" for at, key in enumerate(keys)]


def _stacked(
    upper: Sequence[str], number: int, below: GridRow, across: Mapping[tuple[int, int], int], names: Names
) -> list[str]:
    """Return the names of a header of two rows: the lower one, or both read together where that is known."""
    lower = [_one_line(text_of(cell)) for cell in below.cells[:MAX_COLUMNS]]
    titles: list[str] = []
    over, until = "", -1
    for at in range(max(len(upper), len(lower))):
        above = upper[at] if at < len(upper) else ""
        own = lower[at] if at < len(lower) else ""
        if above:
            over, until = above, across.get((number, at), at)
        wide = over if at <= until else ""
        if not own:
            titles.append(above)
        elif names.key_of(own) is None and names.key_of(wide + own) is not None:
            titles.append(wide + own)
        else:
            titles.append(own)
    return titles


def _across(merges: Iterable[Merge]) -> dict[tuple[int, int], int]:
    """Return the last column of each cell merged across, by its row and first column."""
    return {(merge.first_row, merge.first_column): merge.last_column for merge in merges}


def _one_line(text: str) -> str:
    return " ".join(text.split())[:_MAX_NAME]


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    """Return a name as it is compared: no blanks, marks or case, full-width forms as half-width."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", name)).lower()
