"""Which documents a paper names in 《》: found once for all checks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from duizhao.checks.base import Paper, once
from duizhao.checks.wording.named import title_ranges
from duizhao.lexicons.official import Issued, titles
from duizhao.text.regex import regex

_TRIAL: Final = regex("[（(](?:试行|暂行)[）)]")
_YEAR_OF: Final = regex(r"（\d{4}年?(?:版|修订|修正)?(?:本)?）$")


@dataclass(frozen=True, slots=True)
class Title:
    """A title where it stands between its marks, in normalised offsets; ``document`` where it is known."""

    start: int
    end: int
    text: str
    document: Issued | None


@once
def named_titles(paper: Paper) -> tuple[Title, ...]:
    """Return the titles of documents that the paper names."""
    found = []
    for start, end in title_ranges(paper):
        text = _YEAR_OF.sub("", paper.normal[start + 1 : end - 1])
        found.append(Title(start + 1, start + 1 + len(text), text, titles().get(text)))
    return tuple(found)
