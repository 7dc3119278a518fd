"""Where the head of a paper ends: its title and by-lines."""

from __future__ import annotations

from typing import Final

from duizhao.checks.base import Paper, once

_LINES: Final = 4
_BYLINE: Final = 44


@once
def head_end(paper: Paper) -> int:
    """Return where title and by-lines end, in normalised offsets: short lines without a full stop."""
    end = 0
    for line in paper.outline.text.lines[:_LINES]:
        if line.end - line.start > _BYLINE or "。" in paper.normal[line.start : line.end]:
            break
        end = line.end
    return end
