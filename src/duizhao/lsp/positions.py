"""Where a code point of a text stands for an editor: line and column, and back.

Editors count columns in units of UTF-16 unless they ask otherwise: 𠮷 is two. A line ends with LF only, as
in the text that checks see; an editor's CR LF is one line end there, too.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Final

from duizhao.record import Span

UTF_8: Final = "utf-8"
UTF_16: Final = "utf-16"
UTF_32: Final = "utf-32"

Place = tuple[int, int]  # line and column, both counted from 0

_BEYOND: Final = "\uffff"  # the last code point that is one unit of UTF-16
_UNITS: Final[dict[str, Callable[[str], int]]] = {
    UTF_8: lambda character: len(character.encode("utf-8", "replace")),
    UTF_16: lambda character: 1 + (character > _BEYOND),
    UTF_32: len,
}


class Positions:
    """Places in one text, in the units of ``encoding``."""

    def __init__(self, text: str, encoding: str = UTF_16) -> None:
        self._text = text
        self._units = _UNITS[encoding]
        self._starts = [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]

    def place(self, offset: int) -> Place:
        """Return line and column of a code point."""
        line = bisect_right(self._starts, offset) - 1
        return line, sum(map(self._units, self._text[self._starts[line] : offset]))

    def places(self, span: Span) -> tuple[Place, Place]:
        """Return where a span begins and ends."""
        return self.place(span.start), self.place(span.end)

    def offset(self, line: int, column: int) -> int:
        """Return the code point at a place; a place beyond a line or the text is its end."""
        if line >= len(self._starts):
            return len(self._text)
        at, end = self._starts[line], self._end(line)
        while at < end and column >= (units := self._units(self._text[at])):
            column -= units
            at += 1
        return at

    def _end(self, line: int) -> int:
        return self._starts[line + 1] - 1 if line + 1 < len(self._starts) else len(self._text)
