"""Words that are taken for one another: what a text may have in the place of a right wording."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from duizhao.data import DATA


@dataclass(frozen=True, slots=True)
class Confusion:
    """A right wording, what stands for it when ``right`` is taken for ``other``, and where in it that is."""

    wording: str
    wrong: str
    right: str
    other: str


@cache
def confusions() -> tuple[Confusion, ...]:
    """Return the confusions of the package: right wordings with one character taken for another one."""
    table = DATA / "lexicons" / "confusions.tsv"
    rows = [
        row.split("\t") for row in table.read_text(encoding="utf-8").splitlines() if not row.startswith("#")
    ]
    return tuple(
        Confusion(wording, wording.replace(right, other), right, other) for wording, right, other in rows
    )
