"""The outline of a paper as an indented tree with line numbers, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from duizhao.record import OutlineEntry

Json = dict[str, object]

INDENT: Final = 2
_UNTITLED: Final = "……"


def tree(entries: Sequence[OutlineEntry]) -> Iterator[str]:
    """Yield one line an entry: the line it stands in, then ordinal and title, indented by its level."""
    digits = len(str(max((entry.line for entry in entries), default=0)))
    for entry in entries:
        blank = " " if entry.number and entry.number.isascii() else ""
        words = f"{entry.number}{blank}{entry.title or _UNTITLED}"
        # A title that runs over several lines of the text is one line here.
        yield f"{entry.line:>{digits}}  {' ' * INDENT * entry.level}{' '.join(words.split())}"


def as_json(path: str, entries: Sequence[OutlineEntry]) -> Json:
    """Return the outline of the paper at ``path`` as a JSON object."""
    return {
        "source": {"path": path},
        "outline": [
            {
                "level": entry.level,
                "number": entry.number,
                "title": entry.title,
                "line": entry.line,
                "span": list(entry.span),
            }
            for entry in entries
        ],
    }
