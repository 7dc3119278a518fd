"""What a paper quotes: titles, coinages and names in quotation marks are nobody's slip."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.text.regex import regex

_QUOTED: Final = regex("“[^”\n]{1,12}”|‘[^’\n]{1,12}’|《[^》\n]*》|〔[^〕\n]*〕")


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """Yield where titles and short quotations stand."""
    for found in _QUOTED.finditer(text):
        yield found.span()


def quoted(text: str, at: int) -> bool:
    """Tell whether a place stands in a title or a short quotation."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    return any(first <= at - start < last for first, last in quotations(line))
