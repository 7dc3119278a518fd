"""Whether a paper holds any long number at all: most do not, and need no further look."""

from __future__ import annotations

from typing import Final

from duizhao.checks.base import Paper, once
from duizhao.text.regex import regex

_LONG: Final = regex(r"\d(?:[ -]?\d){9}")


@once
def has_long_number(paper: Paper) -> bool:
    """Say whether there is a number of ten digits or more, blanks and hyphens inside it allowed."""
    return _LONG.search(paper.text) is not None
