"""Fixed wordings of the genre, each in its right form only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from duizhao.data import DATA
from duizhao.text.regex import regex

_MARKS: Final = regex("[^\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A fixed wording; ``kind`` is formula, official, idiom or collocation, ``source`` where it is fixed."""

    text: str
    kind: str
    source: str


@cache
def phrases() -> tuple[Phrase, ...]:
    """Return every fixed wording of the package, in the order of its table."""
    table = DATA / "lexicons" / "phrases.tsv"
    rows = [row.split("\t") for row in table.read_text(encoding="utf-8").splitlines()]
    return tuple(Phrase(*row) for row in rows if not row[0].startswith("#"))


def bare(text: str) -> str:
    """Return a wording without its marks."""
    return _MARKS.sub("", text)
