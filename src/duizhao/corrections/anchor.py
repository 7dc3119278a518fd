"""Where a decision stands: the words it is about, what stands around them, and their place in the text."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

from duizhao.record import Span

_CONTEXT: Final = 24
_BLANKS: Final = " \t\n\r\u00a0\u3000\u200b\u2060\ufeff"
# What belongs to the character before it: joiners and the selectors of its variants.
_JOINED: Final = frozenset("\u200d\ufe0e\ufe0f\u20e3")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage by its words; ``before`` and ``after`` tell it from others with the same words."""

    span: Span
    quote: str
    before: str = ""
    after: str = ""


def anchored(text: str, span: Span) -> Anchor:
    """Return the anchor of a passage, blanks at its edges left out, no character cut in two.

    A passage of blanks only has an empty quote.
    """
    start, end = max(0, min(span.start, len(text))), max(0, min(span.end, len(text)))
    while start < end and text[start] in _BLANKS:
        start += 1
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    if start < end:
        while start > 0 and _belongs_to_the_one_before(text, start):
            start -= 1
        while end < len(text) and _belongs_to_the_one_before(text, end):
            end += 1
    return at(text, Span(start, end))


def at(text: str, span: Span) -> Anchor:
    """Return the anchor of exactly this passage."""
    return Anchor(
        span,
        text[span.start : span.end],
        text[max(0, span.start - _CONTEXT) : span.start],
        text[span.end : span.end + _CONTEXT],
    )


def _belongs_to_the_one_before(text: str, place: int) -> bool:
    character = text[place]
    return (
        unicodedata.combining(character) > 0
        or character in _JOINED
        or "\U000e0100" <= character <= "\U000e01ef"  # variants of Chinese characters
        or text[place - 1] == "\u200d"
    )
