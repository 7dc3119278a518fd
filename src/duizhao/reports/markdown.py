"""Text in Markdown that stays what it is: no markup, no link, no HTML comes out of a paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

# What CommonMark and its tables read as markup inside a line, and what GitHub makes a link of.
_MARKUP: Final = re.compile(r"[\\`*_\[\]<>|~&$]|(?<=:)/(?=/)|(?<=www)\.", re.IGNORECASE)
_BLANK: Final = re.compile(r"\s+")


def escaped(text: str) -> str:
    """Return a text as Markdown that shows exactly it, inside a line; runs of blanks are one blank."""
    flat = _BLANK.sub(" ", text.encode("utf-8", "replace").decode()).strip()
    visible = "".join(character if character.isprintable() else "\ufffd" for character in flat)
    return _MARKUP.sub(r"\\\g<0>", visible)


def table(
    head: Sequence[str], rows: Iterable[Sequence[str | int]], *, figures: Iterable[int] = ()
) -> list[str]:
    """Return a table as lines; every cell is escaped, the columns ``figures`` are set to the right."""
    right = set(figures)
    rule = ["---:" if at in right else "---" for at in range(len(head))]
    return [_row(map(escaped, head)), _row(rule), *(_row(escaped(str(cell)) for cell in row) for row in rows)]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
