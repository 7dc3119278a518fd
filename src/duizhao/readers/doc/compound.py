"""Which streams a compound file (OLE2, [MS-CFB]) holds at its root, read within the bounds of the file."""

from __future__ import annotations

import struct
from typing import Final

from duizhao.errors import ErrorCode, ReadError

SIGNATURE: Final = bytes.fromhex("d0cf11e0a1b11ae1")

_HEADER: Final = 512
_END_OF_CHAIN: Final = 0xFFFFFFFE
_LAST_SECTOR: Final = 0xFFFFFFFA
_NO_ENTRY: Final = 0xFFFFFFFF
_STREAM: Final = 2
_IN_HEADER: Final = 109  # sectors of the table that the header itself names


class Compound:
    """A compound file in memory; streams are found by their name at the root, whatever its case."""

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER or not data.startswith(SIGNATURE):
            raise damaged("OLE")
        (shift,) = struct.unpack_from("<H", data, 0x1E)
        if shift not in (9, 12):
            raise damaged("OLE")
        self._data = data
        self._size = 1 << shift
        self._table = self._read_table()
        self._entries = self._read_directory()
        (self._cutoff,) = struct.unpack_from("<I", data, 0x38)
        self._small: tuple[bytes, list[int]] | None = None

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def read(self, name: str) -> bytes:
        """Return a stream; raise ``ReadError`` (DAMAGED) where it is absent or its chain is broken."""
        entry = self._entries.get(name.lower())
        if entry is None:
            raise damaged(name)
        start, size = entry
        if size >= self._cutoff:
            return self._chain(start, size)
        stream, table = self._small_streams()
        places = _followed(start, table, -(-size // 64))
        return b"".join(stream[64 * place : 64 * place + 64] for place in places)[:size]

    def _u32(self, offset: int) -> int:
        (value,) = struct.unpack_from("<I", self._data, offset)
        return int(value)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _read_table(self) -> list[int]:
        """Return the next sector of each sector."""
        per_sector = self._size // 4
        sectors = list(struct.unpack_from(f"<{_IN_HEADER}I", self._data, 0x4C))
        more, most = self._u32(0x44), len(self._data) // self._size + 1
        for _ in range(most):
            if more > _LAST_SECTOR:
                break
            block = _numbers(self._sector(more))
            sectors += block[: per_sector - 1]
            more = block[per_sector - 1] if len(block) == per_sector else _END_OF_CHAIN
        table: list[int] = []
        for sector in sectors[:most]:
            if sector <= _LAST_SECTOR:
                table += _numbers(self._sector(sector))
        return table

    def _chain(self, start: int, size: int | None = None) -> bytes:
        most = None if size is None else -(-size // self._size)
        whole = b"".join(self._sector(place) for place in _followed(start, self._table, most))
        return whole if size is None else whole[:size]

    def _read_directory(self) -> dict[str, tuple[int, int]]:
        """Return start and size of each stream at the root; those of embedded files are not ours."""
        content = self._chain(self._u32(0x30))
        count = len(content) // 128
        if not count:
            raise damaged("OLE")
        self._root = struct.unpack_from("<II", content, 116)
        found: dict[str, tuple[int, int]] = {}
        (child,) = struct.unpack_from("<I", content, 76)
        waiting, seen = [child], set()
        while waiting:
            index = waiting.pop()
            if index >= count or index in seen:
                continue
            seen.add(index)
            entry = content[128 * index : 128 * index + 128]
            length, kind, left, right = struct.unpack_from("<HBxII", entry, 64)
            waiting += [left, right]
            if kind == _STREAM:
                name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace").lower()
                start, size = struct.unpack_from("<II", entry, 116)
                found.setdefault(name, (start, size))
        return found

    def _small_streams(self) -> tuple[bytes, list[int]]:
        """Return what holds the small streams, and the next part of each part of it."""
        if self._small is None:
            table = _numbers(self._chain(self._u32(0x3C))) if self._u32(0x40) else []
            self._small = self._chain(*self._root), table
        return self._small


def damaged(detail: str) -> ReadError:
    """Return the error for a file that is not what its format asks for."""
    return ReadError(ErrorCode.DAMAGED, detail=detail)


def _followed(start: int, table: list[int], most: int | None) -> list[int]:
    """Return the places of a chain in order, ``most`` of them at most; a chain that turns back is refused."""
    places: list[int] = []
    place = start
    while place <= _LAST_SECTOR and (most is None or len(places) < most):
        if place >= len(table) or len(places) >= len(table):
            raise damaged("OLE")
        places.append(place)
        place = table[place]
    if most is not None and len(places) < most:
        raise damaged("OLE")
    return places


def _numbers(content: bytes) -> list[int]:
    count = len(content) // 4
    return list(struct.unpack_from(f"<{count}I", content))
