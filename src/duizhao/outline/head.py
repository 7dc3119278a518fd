"""What opens a heading or an item, and what a heading without a number looks like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from duizhao.outline.markers import Style
from duizhao.text import Line

ENDS: Final = tuple("。；！？，、”…")
# The whole line in brackets: 【问题检视】.
FRAMED: Final = re.compile(r"[【〖\[「〔]([^【】〖〗\[\]「」〔〕\n]{2,16})[】〗\]」〕]")
FRAMES: Final = "【〖[「〔"


@dataclass(frozen=True, slots=True)
class Head:
    """What opens a node: an ordinal, a plain heading (style PLAIN) or a field label (``field``).

    ``start`` is where it begins, ``body`` where the text behind it begins; ``line`` is the index of its
    line; ``opens_line`` says that the line begins with it.
    """

    style: Style
    number: int
    start: int
    body: int
    line: int
    opens_line: bool
    field: str | None = None
    level: int = 0
    turn: str | None = None

    def kin(self, other: Head) -> bool:
        """Say whether both are ordinals of one list: same style, and for plain headings the same level."""
        if self.field is not None or other.field is not None:
            return False
        return self.style == other.style and self.level == other.level

    @property
    def rank(self) -> tuple[int, int]:
        """How high it stands by official order: the smaller the higher."""
        return (self.style, self.level)


def names_part(head: Head) -> bool:
    """Say whether a head is the heading of a part without a number."""
    return head.style == Style.PLAIN and head.level == 0 and head.field is None


def plain_heading(text: str, line: Line, i: int, *, level: int) -> Head:
    """Return the head of a heading without a number; a bracket around it is no part of its words."""
    body = line.start + bool(FRAMED.match(text, line.start, line.end))
    return Head(Style.PLAIN, 1, line.start, body, i, opens_line=True, level=level)
