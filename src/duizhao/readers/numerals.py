"""How Word writes a number in each of its numbering formats (ECMA-376 part 1, 17.18.59).

Where the standard and Word differ, Word's way is followed, since a reader sees what Word prints:
``chineseCounting`` writes hundreds digit by digit (一○○), ``chineseCountingThousand`` writes them out (一百),
``japaneseCounting`` leaves 一 out before 百 and 千, circled numbers end at 20 and go on as plain ones.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

_IDEOGRAPHS: Final = "〇一二三四五六七八九"
_LEGAL_SIMPLIFIED: Final = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL: Final = "零壹貳參肆伍陸柒捌玖"
_FULL_WIDTH: Final = "０１２３４５６７８９"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
# Word's own tables end here; a hostile start value must not turn into a label of megabytes.
_LETTERS_END: Final = 780
_ROMAN_END: Final = 32_767
_CHINESE_END: Final = 99_999


@lru_cache(maxsize=4096)
def written(number: int, number_format: str) -> str:
    """Return ``number`` as ``number_format`` writes it; decimal where it is unknown or ends before."""
    writer = _WRITERS.get(number_format)
    return (writer(number) if writer and number >= 0 else None) or _decimal(number, number_format)


def _decimal(number: int, number_format: str) -> str:
    return "" if number_format in ("none", "bullet") else str(number)


def _digits(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(digit)] for digit in str(number))


def _counting(zero: str) -> Callable[[int], str]:
    """一, 十, 十一, 二十, 九十九, then digit by digit: 一○○."""
    digits = _digits(zero + _IDEOGRAPHS[1:])

    def write(number: int) -> str:
        if not 10 <= number < 100:
            return digits(number)
        tens, ones = divmod(number, 10)
        return (digits(tens) if tens > 1 else "") + "十" + (digits(ones) if ones else "")

    return write


def _spelt(
    digits: str, units: str, *, bare_ten: bool, bare_unit: bool = False
) -> Callable[[int], str | None]:
    """Write out every place: ``units`` are the words for 10, 100, 1,000 and 10,000.

    ``bare_ten``: 10 to 19 begin with the word for ten; ``bare_unit``: no "one" before 100 and 1,000 and no
    "zero" within, as in Japanese.
    """

    def write(number: int) -> str | None:
        if number == 0 or number > _CHINESE_END:
            return digits[0] if number == 0 else None
        high, low = divmod(number, 10_000)
        if high:
            zero = digits[0] if low and low < 1000 and not bare_unit else ""
            return _below_ten_thousand(high) + units[3] + zero + (_below_ten_thousand(low) if low else "")
        text = _below_ten_thousand(number)
        return text[1:] if bare_ten and text.startswith(digits[1] + units[0]) else text

    def _below_ten_thousand(number: int) -> str:
        parts: list[str] = []
        skipped = False
        for place, digit in zip((3, 2, 1, 0), map(int, f"{number:04d}"), strict=True):
            if not digit:
                skipped = bool(parts)
                continue
            zero = digits[0] if skipped and not bare_unit else ""
            one = "" if bare_unit and digit == 1 and place else digits[digit]
            parts.append(zero + one + (units[place - 1] if place else ""))
            skipped = False
        return "".join(parts)

    return write


def _letters(first: str) -> Callable[[int], str | None]:
    """a to z, then aa to zz, aaa ..."""

    def write(number: int) -> str | None:
        if not 1 <= number <= _LETTERS_END:
            return None
        repeats, index = divmod(number - 1, 26)
        return chr(ord(first) + index) * (repeats + 1)

    return write


def _roman(number: int) -> str | None:
    if not 1 <= number <= _ROMAN_END:
        return None
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _from_block(first: int, last: int) -> Callable[[int], str | None]:
    """Take the characters of a Unicode block for 1, 2, 3 ... up to ``last``."""
    return lambda number: chr(first + number - 1) if 1 <= number <= last else None


def _cycle(characters: str) -> Callable[[int], str | None]:
    return lambda number: characters[(number - 1) % len(characters)] if number >= 1 else None


def _sexagenary(number: int) -> str | None:
    """甲子, 乙丑 ... 癸亥, then again."""
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if number >= 1 else None


_WRITERS: Final[dict[str, Callable[[int], str | None]]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _digits(_FULL_WIDTH),
    "decimalFullWidth2": _digits(_FULL_WIDTH),
    "decimalEnclosedCircle": _from_block(0x2460, 20),
    "decimalEnclosedCircleChinese": _from_block(0x2460, 20),
    "decimalEnclosedParen": _from_block(0x2474, 20),
    "decimalEnclosedFullstop": _from_block(0x2488, 20),
    "ideographEnclosedCircle": _from_block(0x3220, 10),
    "numberInDash": lambda number: f"- {number} -",
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
    "upperRoman": _roman,
    "lowerRoman": lambda number: (_roman(number) or "").lower() or None,
    "chineseCounting": _counting("○"),
    "taiwaneseCounting": _counting("○"),
    "chineseCountingThousand": _spelt("零一二三四五六七八九", "十百千万", bare_ten=True),
    "taiwaneseCountingThousand": _spelt("零一二三四五六七八九", "十百千萬", bare_ten=True),
    "japaneseCounting": _spelt(_IDEOGRAPHS, "十百千万", bare_ten=True, bare_unit=True),
    "chineseLegalSimplified": _spelt(_LEGAL_SIMPLIFIED, "拾佰仟万", bare_ten=False),
    "ideographLegalTraditional": _spelt(_LEGAL_TRADITIONAL, "拾佰仟萬", bare_ten=False),
    "ideographDigital": _digits(_IDEOGRAPHS),
    "japaneseDigitalTenThousand": _digits(_IDEOGRAPHS),
    "taiwaneseDigital": _digits("○" + _IDEOGRAPHS[1:]),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
}
