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


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters ``[start, end)`` of the text, at ``place`` of the stream with ``width`` bytes each."""

    start: int
    end: int
    place: int
    width: int


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
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position >= self._pieces[index].end:
            return -1
        piece = self._pieces[index]
        return piece.place + piece.width * (position - piece.start)

    def __iter__(self) -> Iterator[Piece]:
        return iter(self._pieces)


def text_of(units: str) -> str:
    """Return text from UTF-16 units: a character beyond the first plane is two of them."""
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _parsed(clx: bytes) -> Iterator[Piece]:
    table = _table(clx)
    count = (len(table) - 4) // 12
    if count < 1:
        raise damaged("Clx")
    starts = struct.unpack_from(f"<{count + 1}I", table)
    if starts[0] != 0 or any(end < start for start, end in pairwise(starts)):
        raise damaged("Clx")
    for i in range(count):
        (place,) = struct.unpack_from("<I", table, 4 * (count + 1) + 8 * i + 2)
        if place & _COMPRESSED:
            yield Piece(starts[i], starts[i + 1], (place & ~_COMPRESSED) // 2, 1)
        else:
            yield Piece(starts[i], starts[i + 1], place, 2)


def _table(clx: bytes) -> bytes:
    """Return the piece table, which stands behind any number of property lists."""
    at = 0
    while at + 5 <= len(clx):
        if clx[at] == _TABLE:
            (size,) = struct.unpack_from("<I", clx, at + 1)
            return clx[at + 5 : at + 5 + size]
        if clx[at] != _PROPERTIES:
            break
        (size,) = struct.unpack_from("<H", clx, at + 1)
        at += 3 + size
    raise damaged("Clx")


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
