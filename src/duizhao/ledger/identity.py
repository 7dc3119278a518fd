"""When two rows are one and the same, and which number a row gets that has none of its own."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from rapidfuzz.distance import Indel

from duizhao.ledger.row import Extra, LedgerRow

OLD_NUMBER: Final = "原编号"

_OWN: Final = re.compile(r"[0-9a-f]{8}-[PH]\d{1,6}")
_ALIKE: Final = 0.5


def is_own_id(number: str) -> bool:
    """Say whether a number is one that this program gives: it is then unique in the world of papers."""
    return bool(_OWN.fullmatch(number))


def content_id(row: LedgerRow, occurrence: int = 1) -> str:
    """Return a number made of unit, aspect and problem: 8 digits and ``-H1``, H for written by hand."""
    said = "\n".join(_plain(text) for text in (row.unit, row.aspect, row.problem))
    return f"{hashlib.sha256(said.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}-H{occurrence}"


def same_problem(one: LedgerRow, other: LedgerRow) -> bool:
    """Say whether two rows name the same problem of the same unit, blanks aside."""
    units = {_plain(one.unit), _plain(other.unit)} - {""}
    return len(units) < 2 and _plain(one.problem) == _plain(other.problem)


def alike(one: LedgerRow, other: LedgerRow) -> bool:
    """Say whether two problems are the same text save for some editing."""
    return Indel.normalized_similarity(one.problem, other.problem) >= _ALIKE


def renumbered(rows: Iterable[LedgerRow]) -> Iterator[LedgerRow]:
    """Yield the rows with a number of ours wherever one given by people stands for several rows.

    The number people gave is kept in a column of its own.
    """
    every = list(rows)
    counts = Counter(row.id for row in every)
    for row in every:
        if counts[row.id] == 1:
            yield row
        else:
            yield replace(row, id=content_id(row), extra=(*row.extra, Extra(OLD_NUMBER, row.id)))


def _plain(text: str) -> str:
    return "".join(text.split())
