"""Where the text of an old Word file stands: pieces of the main stream, put in order by the piece table."""

from __future__ import annotations

import struct
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from duizhao.readers.doc.compound import damaged

_PROPERTIES, _TABLE = 1, 2
_COMPRESSED: Final = 0x40000000
# A piece saved in haste carries changes of its own ([MS-DOC] Prm): a list of properties by number, or one of
# these by a short code.
_IS_LISTED: Final = 1
_SHORT: Final = {0x05: 0x2403, 0x0C: 0x260A, 0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800, 0x5C: 0x083C}


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters ``[start, end)`` of the text, at ``place`` of the stream with ``width`` bytes each.

    ``changes`` are properties that hold for all of them, over those stored by place.
    """

    start: int
    end: int
    place: int
    width: int
    changes: bytes = b""


class Pieces:
    """The whole text, one UTF-16 unit a character, and the place of each in the stream."""

    def __init__(self, stream: bytes, clx: bytes) -> None:
        self._pieces = list(_parsed(clx))
        if sum(piece.end - piece.start for piece in self._pieces) > len(stream):
            raise damaged("Clx")  # pieces that share bytes, so that a small file grows large
        self.units = "".join(_units(stream, piece) for piece in self._pieces)
        self._starts = [piece.start for piece in self._pieces]

    def place(self, position: int) -> int:
        """Return where in the stream a character stands, -1 where there is none."""
        piece = self._at(position)
        return -1 if piece is None else piece.place + piece.width * (position - piece.start)

    def changes(self, position: int) -> bytes:
        """Return the properties that the piece of a character puts over the stored ones."""
        piece = self._at(position)
        return b"" if piece is None else piece.changes

    def __iter__(self) -> Iterator[Piece]:
        return iter(self._pieces)

    def _at(self, position: int) -> Piece | None:
        index = bisect_right(self._starts, position) - 1
        return self._pieces[index] if index >= 0 and position < self._pieces[index].end else None


def text_of(units: str) -> str:
    """Return text from UTF-16 units: a character beyond the first plane is two of them."""
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _parsed(clx: bytes) -> Iterator[Piece]:
    table, listed = _table(clx)
    count = (len(table) - 4) // 12
    if count < 1:
        raise damaged("Clx")
    starts = struct.unpack_from(f"<{count + 1}I", table)
    if starts[0] != 0 or any(end < start for start, end in pairwise(starts)):
        raise damaged("Clx")
    for i in range(count):
        place, changes = struct.unpack_from("<IH", table, 4 * (count + 1) + 8 * i + 2)
        width = 1 if place & _COMPRESSED else 2
        place = (place & ~_COMPRESSED) // 2 if width == 1 else place
        yield Piece(starts[i], starts[i + 1], place, width, _changes(changes, listed))


def _table(clx: bytes) -> tuple[bytes, list[bytes]]:
    """Return the piece table, and the lists of properties that stand before it."""
    at = 0
    listed: list[bytes] = []
    while at + 5 <= len(clx):
        if clx[at] == _TABLE:
            (size,) = struct.unpack_from("<I", clx, at + 1)
            return clx[at + 5 : at + 5 + size], listed
        if clx[at] != _PROPERTIES:
            break
        (size,) = struct.unpack_from("<H", clx, at + 1)
        listed.append(clx[at + 3 : at + 3 + size])
        at += 3 + size
    raise damaged("Clx")


def _changes(code: int, listed: list[bytes]) -> bytes:
    if code & _IS_LISTED:
        return listed[code >> 1] if code >> 1 < len(listed) else b""
    property_code = _SHORT.get(code >> 1 & 0x7F)
    return b"" if property_code is None else struct.pack("<HB", property_code, code >> 8)


def _units(stream: bytes, piece: Piece) -> str:
    count = piece.end - piece.start
    content = stream[piece.place : piece.place + piece.width * count]
    if len(content) < piece.width * count:
        raise damaged("WordDocument")
    if piece.width == 1:
        return content.decode("cp1252", "replace")
    units = array("H", content)
    if sys.byteorder == "big":
        units.byteswap()
    return "".join(map(chr, units))
