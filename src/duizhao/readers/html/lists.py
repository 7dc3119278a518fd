"""Which marker stands before an item of an HTML list, as a browser draws it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from duizhao.readers.numerals import written
from duizhao.readers.printer import with_gap
from duizhao.text.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

BULLET: Final = "•"

_MOST: Final = 1_000_000
_STYLE: Final = regex(r"list-style(?:-type)?\s*:\s*([^;]+)", re.I)
# What a browser draws for each type, by the name of the same numbers in Word, and the mark after it.
_TYPES: Final = {
    "decimal": ("decimal", "."),
    "1": ("decimal", "."),
    "decimal-leading-zero": ("decimalZero", "."),
    "lower-alpha": ("lowerLetter", "."),
    "lower-latin": ("lowerLetter", "."),
    "a": ("lowerLetter", "."),
    "upper-alpha": ("upperLetter", "."),
    "upper-latin": ("upperLetter", "."),
    "A": ("upperLetter", "."),
    "lower-roman": ("lowerRoman", "."),
    "i": ("lowerRoman", "."),
    "upper-roman": ("upperRoman", "."),
    "I": ("upperRoman", "."),
    "cjk-ideographic": ("chineseCountingThousand", "、"),
    "simp-chinese-informal": ("chineseCountingThousand", "、"),
    "trad-chinese-informal": ("taiwaneseCountingThousand", "、"),
    "japanese-informal": ("japaneseCounting", "、"),
    "simp-chinese-formal": ("chineseLegalSimplified", "、"),
    "trad-chinese-formal": ("ideographLegalTraditional", "、"),
    "cjk-decimal": ("ideographDigital", "、"),
    "cjk-heavenly-stem": ("ideographTraditional", "、"),
    "cjk-earthly-branch": ("ideographZodiac", "、"),
}
_DRAWN: Final = ("disc", "circle", "square")


@dataclass(slots=True)
class ItemCounter:
    """Counts the items of one list."""

    kind: str | None  # a key of _TYPES; "bullet"; None for no marker
    next: int = 1
    step: int = 1

    def marker(self, item: _Element) -> str:
        """Return the marker of the next item, with what a reader sees after it."""
        value = _integer(item.get("value"))
        number = self.next if value is None else value
        self.next = number + self.step
        kind = _kind(item) or self.kind
        if kind in _TYPES:
            number_format, mark = _TYPES[kind]
            return with_gap(written(number, number_format) + mark)
        return with_gap(BULLET) if kind == "bullet" else ""


def counter(element: _Element, *, items: int) -> ItemCounter:
    """Return the counter of an ``ol`` or ``ul`` with so many items."""
    if element.tag != "ol":
        return ItemCounter(_kind(element) or "bullet")
    backwards = element.get("reversed") is not None
    start = _integer(element.get("start"))
    first = start if start is not None else (items if backwards else 1)
    return ItemCounter(_kind(element) or "decimal", first, -1 if backwards else 1)


def _kind(element: _Element) -> str | None:
    """Return the type a list or an item names for itself, by its style or its ``type``."""
    style = _STYLE.search(element.get("style") or "")
    words = style.group(1).lower().split() if style else [element.get("type") or ""]
    for word in words:
        if word in _TYPES:
            return word
        if word.lower() in _DRAWN:
            return "bullet"
        if word == "none":
            return "none"
    return None


def _integer(value: str | None) -> int | None:
    try:
        number = int(value) if value and len(value) < 10 else None
    except ValueError:
        return None
    return number if number is not None and abs(number) < _MOST else None
