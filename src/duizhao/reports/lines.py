"""Where a position of a text stands for a person: line and column."""

from __future__ import annotations

from bisect import bisect_right


class Lines:
    """The lines of a text; only LF ends a line."""

    def __init__(self, text: str) -> None:
        starts = [0]
        at = text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = text.find("\n", at + 1)
        self._starts = starts

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of a position, both counted from 1 in code points."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
