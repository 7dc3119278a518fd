"""What a cell can hold: the longest text, the characters no file can carry, the marks of a formula."""

from __future__ import annotations

import re
from typing import Final

MAX_UNITS: Final = 32_767
"""The longest text of a cell in Excel, in UTF-16 units."""

# What Excel, WPS or LibreOffice may take for a formula at the beginning of a cell, the full-width forms
# among them: a Chinese input method writes those and Excel converts them.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_GUARD: Final = "'"
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")


def is_formula_like(text: str) -> bool:
    """Say whether a spreadsheet may run the text as a formula."""
    return text.startswith(_FORMULA)


def guarded(text: str) -> str:
    """Return the text for a file without cell types (csv): an apostrophe before what may run as a formula.

    What already looks guarded gets one more, so that ``unguarded`` gives every text back as it was.
    """
    return _GUARD + text if is_formula_like(text) or _is_guarded(text) else text


def unguarded(text: str) -> str:
    """Return the text without the apostrophe that ``guarded`` put before it."""
    return text[1:] if _is_guarded(text) else text


def encodable(text: str) -> str:
    """Return the text with half surrogate pairs, which no UTF-8 file can hold, as U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def utf16_length(text: str) -> int:
    """Return the length as Excel counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def head_within(text: str, units: int) -> str:
    """Return the longest beginning of the text that has at most ``units`` UTF-16 units."""
    if utf16_length(text) <= units:
        return text
    return text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore")


def _is_guarded(text: str) -> bool:
    return text.startswith(_GUARD) and (is_formula_like(text[1:]) or text[1:].startswith(_GUARD))
