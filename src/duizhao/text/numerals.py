"""Which number a Chinese or Arabic numeral stands for."""

from __future__ import annotations

from typing import Final

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
}
_DIGITS |= {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
_UNITS: Final = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_KNOWN: Final = frozenset([*_DIGITS, *_UNITS])


def chinese_number(numeral: str) -> int | None:
    """Return the value of a Chinese numeral below 10,000, ``None`` where it is not one.

    Both forms in use are read: counting (二十三) and digit by digit (二〇二三).
    """
    if not numeral or not _KNOWN.issuperset(numeral):
        return None
    if _UNITS.keys().isdisjoint(numeral):
        return int("".join(str(_DIGITS[c]) for c in numeral))
    total, pending = 0, 0
    for c in numeral:
        if c in _UNITS:
            total += (pending or 1) * _UNITS[c]
            pending = 0
        else:
            pending = _DIGITS[c]
    return total + pending


def number(numeral: str) -> int | None:
    """Return the value of a Chinese or Arabic numeral, ``None`` where it is neither."""
    plain = numeral.replace(",", "").replace("，", "").strip()
    if plain.isascii() and plain.isdigit():
        return int(plain)
    return chinese_number(plain)
