"""Which lists an old Word file defines, in the terms of the docx reader, whose counters then run."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from duizhao.readers.docx.numbering import BULLET, Level, NumberedList

_LEVELS: Final = 9
_LIST_SIZE, _OVERRIDE_SIZE, _LEVEL_SIZE = 28, 16, 28
_TEXT_END: Final = 64
_SIMPLE, _LEGAL, _NO_RESTART = 0x1, 0x4, 0x8
_HAS_START, _HAS_FORMAT = 0x10, 0x20
_SUFFIXES: Final = ("tab", "space", "nothing")
_PRIVATE_USE: Final = range(0xE000, 0xF900)
# [MS-OSHARED] 2.2.1.3 MSONFC, by the names of ECMA-376.
_FORMATS: Final = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 5: "decimal",
    10: "ideographDigital", 11: "japaneseCounting", 14: "decimalFullWidth", 18: "decimalEnclosedCircle",
    19: "decimalFullWidth2", 22: "decimalZero", 23: "bullet", 26: "decimalEnclosedFullstop",
    27: "decimalEnclosedParen", 28: "decimalEnclosedCircleChinese", 29: "ideographEnclosedCircle",
    30: "ideographTraditional", 31: "ideographZodiac", 32: "ideographZodiacTraditional",
    33: "taiwaneseCounting", 34: "ideographLegalTraditional", 35: "taiwaneseCountingThousand",
    36: "taiwaneseDigital", 37: "chineseCounting", 38: "chineseLegalSimplified",
    39: "chineseCountingThousand", 40: "japaneseDigitalTenThousand", 57: "numberInDash", 255: "none",
}  # fmt: skip


@dataclass(slots=True)
class _Cursor:
    """A place in the table stream; reading past its end gives zeros, which define nothing."""

    data: bytes
    at: int

    def take(self, size: int) -> bytes:
        piece = self.data[self.at : self.at + size]
        self.at += size
        return piece.ljust(size, b"\0")

    @property
    def is_over(self) -> bool:
        return self.at >= len(self.data)


class Lists:
    """The lists a paragraph can name, by number from 1."""

    def __init__(self, table: bytes, definitions: int, overrides: int, *, has_lists: bool) -> None:
        """``definitions`` and ``overrides`` are the places of PlfLst and PlfLfo in the table stream."""
        levels = _definitions(_Cursor(table, definitions)) if has_lists else {}
        self._lists = _overrides(_Cursor(table, overrides), levels) if levels else []

    def find(self, number: int) -> NumberedList | None:
        """Return the list with this number; 0, the numbers of Word 6 lists and unknown ones are no list."""
        return self._lists[number - 1] if 0 < number <= len(self._lists) else None


def _definitions(cursor: _Cursor) -> dict[int, list[Level | None]]:
    """Return the levels of each list by its id; the levels of all lists follow the lists."""
    (count,) = struct.unpack("<H", cursor.take(2))
    heads = []
    for _ in range(count):
        if cursor.is_over:
            break
        head = cursor.take(_LIST_SIZE)
        heads.append((int.from_bytes(head[:4], "little"), bool(head[26] & _SIMPLE)))
    found: dict[int, list[Level | None]] = {}
    for list_id, is_simple in heads:
        levels: list[Level | None] = [_level(cursor) for _ in range(1 if is_simple else _LEVELS)]
        found[list_id] = levels + [None] * (_LEVELS - len(levels))
    return found


def _overrides(cursor: _Cursor, levels: dict[int, list[Level | None]]) -> list[NumberedList | None]:
    (count,) = struct.unpack("<I", cursor.take(4))
    heads = []
    for _ in range(min(count, 0xFFFF)):
        if cursor.is_over:
            break
        head = cursor.take(_OVERRIDE_SIZE)
        heads.append((int.from_bytes(head[:4], "little"), head[12]))
    return [_list(cursor, list_id, count, levels.get(list_id)) for list_id, count in heads]


def _list(
    cursor: _Cursor, list_id: int, count: int, levels: list[Level | None] | None
) -> NumberedList | None:
    cursor.take(4)
    own = list(levels or ())
    starts: dict[int, int] = {}
    for _ in range(min(count, _LEVELS)):
        start, flags = struct.unpack("<iI", cursor.take(8))
        index = flags & 0xF
        replaced = _level(cursor) if flags & _HAS_FORMAT else None
        if index >= len(own):
            continue
        if replaced is not None:
            own[index] = replaced
        if flags & _HAS_START:
            starts[index] = max(0, replaced.start if replaced is not None else start)
    return NumberedList(str(list_id), tuple(own), starts) if own else None


def _level(cursor: _Cursor) -> Level:
    head = cursor.take(_LEVEL_SIZE)
    start, code, flags = struct.unpack_from("<iBB", head)
    suffix, character_size, paragraph_size, restart = head[15], head[24], head[25], head[26]
    cursor.take(paragraph_size + character_size)
    length = int.from_bytes(cursor.take(2), "little")
    text = cursor.take(2 * length)[: 2 * _TEXT_END].decode("utf-16-le", "replace")
    number_format = _FORMATS.get(code, "decimal")
    return Level(
        start=max(0, start),
        number_format=number_format,
        text=_bullet(text) if number_format == "bullet" else _pattern(text),
        suffix=_SUFFIXES[suffix] if suffix < len(_SUFFIXES) else "tab",
        restart=restart if flags & _NO_RESTART else None,
        legal=bool(flags & _LEGAL),
    )


def _pattern(text: str) -> str:
    """Return the level text as docx writes it: the characters 0 to 8 stand for the numbers of the levels."""
    return "".join(f"%{ord(character) + 1}" if character < "\t" else character for character in text)


def _bullet(text: str) -> str:
    return BULLET if any(ord(character) in _PRIVATE_USE for character in text) else text
