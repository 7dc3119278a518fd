"""Fixed wordings of the genre, each in its right form only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

_MARKS: Final = re.compile("[^\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A fixed wording; ``kind`` is formula, official, idiom or collocation, ``source`` where it is fixed."""

    text: str
    kind: str
    source: str


@cache
def phrases() -> tuple[Phrase, ...]:
    """Return every fixed wording of the package, in the order of its table."""
    table = resources.files("duizhao") / "data" / "lexicons" / "phrases.tsv"
    rows = [row.split("\t") for row in table.read_text(encoding="utf-8").splitlines()]
    return tuple(Phrase(*row) for row in rows if not row[0].startswith("#"))


def bare(text: str) -> str:
    """Return a wording without its marks."""
    return _MARKS.sub("", text)
