"""Which wordings are standing formulas: fixed political wording, themes, sayings, titles of aspects.

They are 规范表述: no check calls them empty, counts them against a paper or changes them.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from duizhao.data import DATA

_TABLES: Final = (("overlap", "standing.tsv", None), ("linking", "formulas.tsv", "formula"))


@cache
def formulas() -> tuple[str, ...]:
    """Return every standing formula of the package as it is written, the longest first."""
    found = {words for folder, name, kind in _TABLES for words in _rows(folder, name, kind)}
    return tuple(sorted(found, key=lambda words: (-len(words), words)))


@cache
def formula_grams(size: int) -> frozenset[str]:
    """Return the runs of ``size`` characters that stand in formulas; a run holds no mark."""
    parts = [part for words in formulas() for part in _without_marks(words)]
    return frozenset(part[at : at + size] for part in parts for at in range(len(part) - size + 1))


def _rows(folder: str, name: str, kind: str | None) -> list[str]:
    table = DATA / folder / name
    rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines() if line]
    return [row[1] for row in rows if len(row) > 1 and row[0] != "kind" and kind in (None, row[0])]


def _without_marks(words: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in words).split()
