"""Which part a paragraph of a Word file plays: title, heading, text; and where the first fault of a kind is.

A heading that runs on into its text is neither: what the file says of a paragraph's looks is that of the run
with most of its text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from duizhao.checks.base import Paper, once
from duizhao.record import Format, Span
from duizhao.text.regex import regex

Role = Literal["title", "heading", "subheading", "run_in", "text"]

_BLANKS: Final = " \u3000\t"
_HEADING: Final = regex(r"[一二三四五六七八九十百]{1,4}、")
_SUBHEADING: Final = regex(r"[（(][一二三四五六七八九十百]{1,4}[）)]")
_LONGEST_HEADING: Final = 45
_SHORTEST_TEXT: Final = 20  # a shorter line may be an address, a signature or a date
_SET_APART: Final = ("center", "right")


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph with its role; ``blanks`` are the full-width blanks typed before it."""

    role: Role
    span: Span
    look: Format
    blanks: int


@once
def parts(paper: Paper) -> tuple[Part, ...]:
    """Return title, headings and text of a Word file in order; tables, signatures and the like are left out."""
    return tuple(_parts(paper))


def of_role(paper: Paper, *roles: Role) -> list[Part]:
    """Return the parts with one of the roles."""
    return [part for part in parts(paper) if part.role in roles]


def first(paper: Paper, found: Sequence[Part]) -> Span:
    """Return the first sentence of the first part: enough to find the place."""
    start, end = found[0].span
    stop = paper.text.find("。", start, end)
    return Span(start, end if stop < 0 else stop + 1)


def _parts(paper: Paper) -> Iterator[Part]:
    title, after_title = paper.title_span, False
    for paragraph in paper.document.paragraphs:
        words = paper.quote(paragraph.span)
        text = words.strip()
        if paragraph.cell is not None or paragraph.format is None or not text:
            continue
        start = paragraph.span.start + len(words) - len(words.lstrip())
        span = Span(start, start + len(text))
        if span.start < title.end and title.start < span.end:
            after_title = True
            yield Part("title", span, paragraph.format, 0)
        elif after_title and (role := _role(text, paragraph.format)):
            blanks = len(words) - len(words.lstrip(_BLANKS))
            wide = words[:blanks].count("\u3000")
            yield Part(role, span, paragraph.format, wide)


def _role(text: str, look: Format) -> Role | None:
    whole = len(text) <= _LONGEST_HEADING and "。" not in text[:-1]
    if _HEADING.match(text):
        return "heading" if whole else "run_in"
    if _SUBHEADING.match(text):
        return "subheading" if whole else "run_in"
    if len(text) < _SHORTEST_TEXT or "。" not in text or look.alignment in _SET_APART:
        return None
    return "text"
