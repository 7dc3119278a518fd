"""A table of contents at the head of a paper: lines that stand again, in the same order, further down."""

from __future__ import annotations

import re
from typing import Final

from duizhao.text import Line, Normalised

_FEWEST: Final = 3
_FIRST: Final = 6  # lines among which the list begins
_SHORTEST: Final = 4
_LONGEST: Final = 44
_LONGEST_LEADER: Final = 60
_LEADER: Final = re.compile(r"[.…·—\-_ \t]*\d{0,3}$")  # ……… 3
_NAME: Final = "目录"


def find_contents(normalised: Normalised) -> tuple[int, int]:
    """Return the range of the table of contents; an empty one where the paper has none."""
    lines = normalised.lines
    for i in range(min(_FIRST, len(lines))):
        listed = _listed(normalised.text, lines, i)
        if len(listed) >= _FEWEST:
            named = i > 0 and normalised.text[lines[i - 1].start : lines[i - 1].end] == _NAME
            return lines[i - named].start, listed[-1].end
    return 0, 0


def _listed(text: str, lines: tuple[Line, ...], first: int) -> list[Line]:
    """Return the lines from ``first`` on each of which stands again behind the place of the one before."""
    listed: list[Line] = []
    place = end = len(text)
    for line in lines[first:]:
        if line.start >= end or line.end - line.start > _LONGEST + _LONGEST_LEADER or _in_table(line):
            break
        content = _LEADER.sub("", text[line.start : line.end])
        if not _SHORTEST <= len(content) <= _LONGEST:
            break
        place = text.find("\n" + content, line.end if not listed else place + 1)
        if place < 0:
            break
        listed.append(line)
        end = min(end, place)
    return listed


def _in_table(line: Line) -> bool:
    return line.paragraph is not None and line.paragraph.cell is not None
