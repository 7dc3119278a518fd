"""Which character a reader sees where Word stores a code of a symbol font (``w:sym``)."""

from __future__ import annotations

from typing import Final

UNKNOWN: Final = "\N{REPLACEMENT CHARACTER}"

_PRIVATE_USE: Final = range(0xF000, 0xF100)  # the font's code plus F000
_WINGDINGS: Final = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥",
    0x9E: "·", 0x9F: "•", 0xA7: "▪", 0xA8: "◻", 0xAB: "★", 0xB2: "⟡", 0xD8: "➢", 0xDF: "←",
    0xE0: "→", 0xE1: "↑", 0xE2: "↓",    0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
} | {0x81 + index: chr(0x2460 + index) for index in range(10)}  # fmt: skip
_WINGDINGS_2: Final = {0x50: "✓", 0x4F: "✗", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x97: "●"}
_SYMBOL: Final = {
    0xB7: "•",
    0xD7: "⋅",
    0xB4: "×",
    0xB8: "÷",
    0xB1: "±",
    0xA3: "≤",
    0xB3: "≥",
    0xB0: "°",
    0xAE: "→",
}
_FONTS: Final = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def symbol(font: str | None, code: str | None) -> str:
    """Return the character for a font and a hexadecimal code; ``UNKNOWN`` where it is not known."""
    try:
        value = int(code or "", 16)
    except ValueError:
        return ""
    table = _FONTS.get((font or "").lower())
    if table is None and value not in _PRIVATE_USE:
        return chr(value) if _is_character(value) else ""
    low = value & 0xFF
    return (table or {}).get(low) or (chr(low) if table is _SYMBOL and low < 0x80 else UNKNOWN)


def _is_character(value: int) -> bool:
    return 0x20 <= value <= 0xFFFD and not 0xD800 <= value < 0xE000
