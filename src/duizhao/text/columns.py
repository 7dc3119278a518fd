"""Lines on a terminal: a Chinese character takes two columns and needs no blank to break at."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

_NOT_FIRST: Final = frozenset("，。、；：？！）】》”’…,.;:?!)]}")
_NOT_LAST: Final = frozenset("（【《“‘([{")


def width_of(text: str) -> int:
    """Return the columns a text takes on a terminal."""
    return sum(_columns(character) for character in text)


def in_columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a line a row, its cells below one another."""
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell + " " * (width - width_of(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]


def wrap(text: str, width: int) -> list[str]:
    """Break a paragraph into lines of at most ``width`` columns, punctuation never at a line's beginning."""
    ends = [*breaks(text, width), len(text)]
    lines = [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    return [lines[0].rstrip(), *(line.strip() for line in lines[1:])]


def breaks(text: str, width: int) -> list[int]:
    """Return where such lines begin, the first left out; what cannot be broken well is broken anywhere."""
    found: list[int] = []
    used = at = 0
    for piece in _pieces(text):
        room = width_of(piece.rstrip())
        if used and used + room > width:
            found.append(at)
            used = 0
        if room > width:
            for character in piece:
                if used and used + _columns(character) > width:
                    found.append(at)
                    used = 0
                used += _columns(character)
                at += 1
            continue
        used += width_of(piece)
        at += len(piece)
    return found


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _pieces(text: str) -> Iterator[str]:
    """Yield what may not be broken: a word with its blank, or a wide character with the marks bound to it."""
    piece = ""
    for character in text:
        if piece and _may_break(piece[-1], character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after == " ":
        return False
    if before == " ":
        return True
    wide = _columns(before) == 2 or _columns(after) == 2
    return wide and after not in _NOT_FIRST and before not in _NOT_LAST
