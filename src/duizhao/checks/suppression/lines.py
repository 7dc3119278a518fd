"""The lines of a paper that set a finding aside: 忽略 NUM001 2026-03-01：原文引用."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from duizhao.record import Document, Span
from duizhao.text.regex import regex

# A line that sets out to be one, whatever it lacks.
ATTEMPT: Final = regex(r"^[ \t\u3000]*(忽略[ \t\u3000]*[A-Za-z]{3,4}\d{3}[^\n]*?)[ \t\u3000]*$", re.M)
_WHOLE: Final = regex(
    r"忽略[ \t\u3000]+([A-Z]{3,4}\d{3})[ \t\u3000]+(\d{4}-\d{2}-\d{2})[ \t\u3000]*[：:][ \t\u3000]*(\S.*)"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One such line: which check, when and why, where it stands, and the paragraph below that it holds for."""

    check: str
    date: str
    reason: str
    span: Span
    holds: Span


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines that have all their parts, in the order of the text."""
    for match in ATTEMPT.finditer(text):
        whole = _WHOLE.fullmatch(match[1])
        if whole and is_date(whole[2]):
            yield Line(whole[1], whole[2], whole[3], Span(*match.span(1)), _below(text, match.end()))


def is_date(written: str) -> bool:
    """Say whether YYYY-MM-DD names a day of the calendar."""
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


def without_lines(document: Document) -> Document:
    """Return the document with such lines blanked, every other character at its place."""
    if "忽略" not in document.text:
        return document
    text = document.text
    for line in lines_of(document.text):
        start, end = line.span
        text = text[:start] + " " * (end - start) + text[end:]
    return replace(document, text=text)


def _below(text: str, end: int) -> Span:
    """Return the next line with words that is no such line itself."""
    while end < len(text):
        start = end + 1
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end]
        if line.strip() and not ATTEMPT.fullmatch(line):
            return Span(start, end)
    return Span(len(text), len(text))
