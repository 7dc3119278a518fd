"""Which properties ([MS-DOC] sprm) characters, paragraphs and styles of an old Word file have."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

_PAGE: Final = 512
_STYLES_END: Final = 12  # a chain of styles based on styles; a loop ends here

# Character properties.
_DELETED, _HIDDEN = 0x0800, 0x083C
# Paragraph properties.
_ALIGNMENT_PHYSICAL, _ALIGNMENT, _OUTLINE = 0x2403, 0x2461, 0x2640
_LIST, _LEVEL = 0x460B, 0x260A
_IN_TABLE, _ROW_END, _DEPTH = 0x2416, 0x2417, 0x6649
_ALIGNMENTS: Final = ("left", "center", "right", "both", "distribute")

# Bytes that follow a code, by its upper three bits; 6 says it itself.
_OPERAND: Final = (1, 1, 2, 4, 2, 2, 0, 3)
_TABLE_DEFINITION, _TAB_CHANGES = 0xD608, 0xC615


@dataclass(frozen=True, slots=True)
class ParagraphProperties:
    """What a paragraph mark says; ``None`` means that the style decides."""

    style: int = 0
    number: int | None = None
    level: int | None = None
    alignment: str | None = None
    outline_level: int | None = None
    in_table: bool = False
    ends_row: bool = False
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Runs:
    """Ranges of file positions, sorted, each with what its characters or its paragraph say."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    values: list[bytes] = field(default_factory=list)

    def at(self, position: int) -> bytes:
        """Return the properties stored for a file position, empty where there are none."""
        index = bisect_right(self.starts, position) - 1
        return self.values[index] if index >= 0 and position < self.ends[index] else b""

    def within(self, start: int, end: int) -> Iterator[tuple[int, int, bytes]]:
        """Yield the ranges that meet ``[start, end)``, cut to it."""
        index = max(0, bisect_right(self.starts, start) - 1)
        while index < len(self.starts) and self.starts[index] < end:
            low, high = max(start, self.starts[index]), min(end, self.ends[index])
            if low < high:
                yield low, high, self.values[index]
            index += 1


def character_runs(stream: bytes, bins: bytes) -> Runs:
    """Return the ranges of characters: ``bins`` is the PlcBteChpx of the table stream."""
    return _runs(stream, bins, entry=1)


def paragraph_runs(stream: bytes, bins: bytes) -> Runs:
    """Return the ranges of paragraphs: ``bins`` is the PlcBtePapx of the table stream."""
    return _runs(stream, bins, entry=13)


def is_unseen(properties: bytes, *, hidden_only: bool = False) -> bool:
    """Say whether characters with these properties are deleted (tracked) or hidden."""
    said = {code for code, operand in _codes(properties) if operand and operand[0] & 1}
    return _HIDDEN in said and _DELETED not in said if hidden_only else bool(said & {_DELETED, _HIDDEN})


def paragraph_properties(stored: bytes) -> ParagraphProperties:
    """Return what is stored for a paragraph: the index of its style, then its own properties."""
    if len(stored) < 2:
        return ParagraphProperties()
    (style,) = struct.unpack_from("<H", stored)
    return _applied(ParagraphProperties(style=style), stored[2:])


class Styles:
    """The style sheet: name, and paragraph properties with those of the styles below."""

    def __init__(self, sheet: bytes) -> None:
        self._names: list[str] = []
        self._bases: list[int] = []
        self._stored: list[bytes] = []
        for definition, base_size in _definitions(sheet):
            self._names.append(_style_name(definition, base_size))
            kind, base = _kind_and_base(definition)
            self._bases.append(base)
            self._stored.append(_paragraph_part(definition, base_size) if kind == 1 else b"")

    def name(self, index: int) -> str | None:
        """Return the style's name, ``None`` where there is no such style."""
        return self._names[index] or None if index < len(self._names) else None

    def complete(self, own: ParagraphProperties) -> ParagraphProperties:
        """Return the properties of a paragraph with those of its style where it has none."""
        chain: list[bytes] = []
        index = own.style
        while index < len(self._stored) and len(chain) < _STYLES_END:
            chain.append(self._stored[index])
            index = self._bases[index]
        inherited = ParagraphProperties(style=own.style)
        for stored in reversed(chain):
            inherited = _applied(inherited, stored)
        return replace(
            own,
            number=inherited.number if own.number is None else own.number,
            level=inherited.level if own.level is None else own.level,
            alignment=own.alignment or inherited.alignment,
            outline_level=inherited.outline_level if own.outline_level is None else own.outline_level,
        )


# --------------------------------------------------------------------------- stored form


def _runs(stream: bytes, bins: bytes, *, entry: int) -> Runs:
    """Read the pages of properties: positions, then an entry for each range that says where its bytes are."""
    count = (len(bins) - 4) // 8
    if count <= 0:
        return Runs()
    found: list[tuple[int, int, bytes]] = []
    for number in struct.unpack_from(f"<{count}I", bins, 4 * (count + 1)):
        page = stream[(number & 0x3FFFFF) * _PAGE :][:_PAGE]
        if len(page) < _PAGE:
            continue
        ranges = page[_PAGE - 1]
        if 4 * (ranges + 1) + entry * ranges > _PAGE:
            continue
        positions = struct.unpack_from(f"<{ranges + 1}I", page)
        for i in range(ranges):
            offset = 2 * page[4 * (ranges + 1) + entry * i]
            value = _stored_paragraph(page, offset) if entry > 1 else _stored_characters(page, offset)
            found.append((positions[i], positions[i + 1], value))
    found.sort(key=lambda run: run[:2])
    return Runs([run[0] for run in found], [run[1] for run in found], [run[2] for run in found])


def _stored_characters(page: bytes, offset: int) -> bytes:
    return page[offset + 1 : offset + 1 + page[offset]] if offset else b""


def _stored_paragraph(page: bytes, offset: int) -> bytes:
    if not offset or offset + 1 >= _PAGE:
        return b""
    words = page[offset]
    if words:
        return page[offset + 1 : offset + 2 * words]
    return page[offset + 2 : offset + 2 + 2 * page[offset + 1]]


def _codes(properties: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each code with its operand; what does not fit ends the list."""
    at = 0
    while at + 2 <= len(properties):
        code = properties[at] | properties[at + 1] << 8
        at += 2
        if code == _TABLE_DEFINITION:
            size = 1 + int.from_bytes(properties[at : at + 2], "little")
        elif code >> 13 == 6:
            size = 1 + properties[at] if at < len(properties) else 0
            if (
                code == _TAB_CHANGES and size == 256
            ):  # its length is in its parts; nothing of ours comes after
                return
        else:
            size = _OPERAND[code >> 13]
        operand = properties[at : at + size]
        if len(operand) < size or not size:
            return
        yield code, operand
        at += size


def _applied(found: ParagraphProperties, properties: bytes) -> ParagraphProperties:
    for code, operand in _codes(properties):
        first = operand[0]
        if code == _LIST:
            found = replace(found, number=int.from_bytes(operand, "little"))
        elif code == _LEVEL:
            found = replace(found, level=first)
        elif code in (_ALIGNMENT, _ALIGNMENT_PHYSICAL):
            found = replace(found, alignment=_ALIGNMENTS[first] if first < len(_ALIGNMENTS) else None)
        elif code == _OUTLINE:
            found = replace(found, outline_level=first if first < 9 else None)
        elif code == _IN_TABLE:
            found = replace(found, in_table=bool(first))
        elif code == _ROW_END:
            found = replace(found, ends_row=bool(first))
        elif code == _DEPTH:
            found = replace(found, depth=int.from_bytes(operand, "little"))
    return found


def _definitions(sheet: bytes) -> Iterator[tuple[bytes, int]]:
    """Yield each style's definition, and the size of the part that all of them begin with."""
    if len(sheet) < 6:
        return
    header, count, base_size = struct.unpack_from("<HHH", sheet)
    at = 2 + header
    for _ in range(count):
        if at + 2 > len(sheet):
            return
        (size,) = struct.unpack_from("<H", sheet, at)
        yield sheet[at + 2 : at + 2 + size], base_size
        at += 2 + size + size % 2


def _kind_and_base(definition: bytes) -> tuple[int, int]:
    if len(definition) < 4:
        return 0, 0xFFF
    (word,) = struct.unpack_from("<H", definition, 2)
    return word & 0xF, word >> 4


def _style_name(definition: bytes, base_size: int) -> str:
    count = int.from_bytes(definition[base_size : base_size + 2], "little")
    return definition[base_size + 2 : base_size + 2 + 2 * count].decode("utf-16-le", "replace")


def _paragraph_part(definition: bytes, base_size: int) -> bytes:
    """Return the paragraph properties of a paragraph style: the first of the parts after its name."""
    at = base_size + 4 + 2 * int.from_bytes(definition[base_size : base_size + 2], "little")
    at += at % 2
    size = int.from_bytes(definition[at : at + 2], "little")
    return definition[at + 4 : at + 2 + size]  # without the style's own index
