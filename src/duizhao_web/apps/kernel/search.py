"""Finding words in texts, those of two characters too: pairs of neighbouring characters, cut by us.

SQLite keeps them in an FTS5 table without content, PostgreSQL as ``tsvector`` with GIN. There a text stands
in parts, because PostgreSQL counts no place beyond 16,383 and no word more than 256 times.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.db.models.expressions import RawSQL

_RUN: Final = re.compile(r"[^\W_]+")
_BLANKS: Final = re.compile(r"[^\S\n]+")
_TOGETHER: Final = 4_000
# So many words of a part stand in the one before it as well: a phrase across the border is found.
_SHARED: Final = 30
_LONGEST: Final = 100


def pieces(text: str, *, joined: bool = False) -> list[str]:
    """Return the pairs of neighbouring characters, after each run its last character alone.

    ``joined`` is for texts whose lines end anywhere: there a line end separates nothing.
    """
    return [piece for run in _runs(text, joined=joined) for piece in (*_pairs(run), run[-1])]


@dataclass(frozen=True, slots=True)
class SearchTable:
    """The words of the rows of one table; a migration makes it, as ``materials`` has one."""

    name: str
    long: bool = False
    """Whether a text is so long that PostgreSQL keeps it apart: not counting the way there, it would rather
    read all of them than ask the index. A function a migration made, ``…_having``, asks the index.
    """

    def put(self, row_id: int, words: Sequence[str]) -> None:
        """Index a row that is not indexed yet; rows never change."""
        self.put_all([(row_id, words)])

    def put_all(self, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Index rows that are not indexed yet."""
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                sql = f"INSERT INTO {self.name} (row_id, words) VALUES (%s, %s::tsvector)"
                cursor.executemany(
                    sql, [(row_id, _vector(part)) for row_id, words in rows for part in _parts(words)]
                )
            else:
                sql = f"INSERT INTO {self.name} (rowid, words) VALUES (%s, %s)"
                cursor.executemany(sql, [(row_id, " ".join(words)) for row_id, words in rows])

    def matching(self, term: str) -> RawSQL | None:
        """Return the ids of rows with a term in them, for ``pk__in``; None where it has no letter."""
        runs = list(_runs(term[:_LONGEST]))
        if not runs:
            return None
        if connection.vendor == "postgresql":
            # A phrase is sought within a part, several runs each by itself.
            each = f"SELECT row_id FROM {self.name} WHERE words @@ %s::tsquery"
            if self.long:
                each = f"SELECT {self.name}_having(%s::tsquery)"
            return RawSQL(" INTERSECT ".join([each] * len(runs)), [_tsquery(run) for run in runs])
        sql = f"SELECT rowid FROM {self.name} WHERE {self.name} MATCH %s"
        return RawSQL(sql, [" AND ".join(_match(run) for run in runs)])

    def counting(self, term: str, most: int) -> RawSQL:
        """Return the number of rows with a term in them, counted no further than so many."""
        found = self.matching(term)
        if found is None:
            return RawSQL("SELECT 0", [])
        counted = f"SELECT count(*) FROM (SELECT 1 FROM ({found.sql}) AS found LIMIT %s) AS counted"
        return RawSQL(counted, [*found.params, most])


def _runs(text: str, *, joined: bool = False) -> Iterator[str]:
    folded = _BLANKS.sub("", unicodedata.normalize("NFKC", text).lower())
    for found in _RUN.finditer(folded.replace("\n", "") if joined else folded):
        yield found[0]


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]


def _match(run: str) -> str:
    return f'"{" ".join(_pairs(run))}"' if len(run) > 1 else f'"{run}" *'


def _tsquery(run: str) -> str:
    return " <-> ".join(f"'{pair}'" for pair in _pairs(run)) if len(run) > 1 else f"'{run}':*"


def _parts(words: Sequence[str]) -> Iterator[Sequence[str]]:
    for first in range(0, max(1, len(words)), _TOGETHER):
        yield words[max(0, first - _SHARED) : first + _TOGETHER]


def _vector(words: Sequence[str]) -> str:
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words, 1):
        places.setdefault(word, []).append(place)
    return " ".join(f"'{word}':{','.join(map(str, found))}" for word, found in places.items())


def terms(query: str) -> list[str]:
    """Return the terms of what somebody typed: separated by blanks, all of them asked for."""
    return query.split()[:8]
