"""What a zip package holds, opened within limits: nothing is expanded before its directory is judged.

Sizes in the directory are the archive's own claims, so a part is expanded only as far as it claims, and an
archive whose entries share bytes or whose claims do not hold is refused.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from duizhao.errors import ErrorCode, ReadError
from duizhao.readers.reader import MEGABYTE, Limits, in_megabytes, refuse_larger

if TYPE_CHECKING:
    from zipfile import ZipInfo

SIGNATURE: Final = b"PK\x03\x04"

_DIRECTORY_ENTRY: Final = b"PK\x01\x02"
_LOCAL_HEADER: Final = struct.Struct("<26xHH")
_ENCRYPTED: Final = 0x1
_STORED, _DEFLATED = 0, 8
_RATIO_FROM: Final = MEGABYTE  # under this an archive cannot hurt, however well it is packed
# What zipfile raises on a directory that is not one.
_BROKEN: Final = (
    struct.error,
    NotImplementedError,
    UnicodeError,
    ValueError,
    OSError,
    OverflowError,
    IndexError,
)


class Archive:
    """A zip package in memory. Part names are found whatever their case, as Word does."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data = data
        self._parts = _directory(data, limits)
        self._read = 0
        self._limit = limits.part_size

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def names(self) -> tuple[str, ...]:
        """Return the part names in lower case, with forward slashes, in the order of the directory."""
        return tuple(self._parts)

    def read(self, name: str) -> bytes:
        """Return one part expanded; all parts read together may not exceed ``Limits.part_size``."""
        return b"".join(self.chunks(name, size=None))

    def chunks(self, name: str, *, size: int | None = 32 * 1024) -> Iterator[bytes]:
        """Return one part expanded piece by piece: who finds what he looks for need not expand the rest.

        The checksum is compared when the last piece has been read.
        """
        info = self._parts.get(name.lower())
        if info is None:
            raise ReadError(ErrorCode.DAMAGED, detail=name)
        self._read += info.file_size
        refuse_larger(self._read, self._limit)
        return _expanded(self._packed(info), info, size or info.file_size + 1)

    def _packed(self, info: ZipInfo) -> memoryview:
        start = info.header_offset
        header = self._data[start : start + _LOCAL_HEADER.size]
        if len(header) < _LOCAL_HEADER.size or not header.startswith(SIGNATURE):
            raise ReadError(ErrorCode.DAMAGED, detail=info.filename)
        start += _LOCAL_HEADER.size + sum(_LOCAL_HEADER.unpack(header))
        return memoryview(self._data)[start : start + info.compress_size]


def _directory(data: bytes, limits: Limits) -> dict[str, ZipInfo]:
    # The count in the archive's last record may lie, and zipfile would read every entry before we could look.
    _refuse_more(data.count(_DIRECTORY_ENTRY), limits.entries)
    import zipfile  # here: a text is judged by all readers and needs no zip

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, *_BROKEN):
        raise ReadError(ErrorCode.DAMAGED, detail="zip") from None
    _judge(entries, len(data), limits)
    return {entry.filename.replace("\\", "/").lstrip("/").lower(): entry for entry in entries}


def _judge(entries: list[ZipInfo], size: int, limits: Limits) -> None:
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise ReadError(ErrorCode.ENCRYPTED)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked_size:
        detail = f"{in_megabytes(unpacked)} > {in_megabytes(limits.unpacked_size)}"
        raise ReadError(ErrorCode.BOMB, detail=detail)
    if unpacked > _RATIO_FROM and unpacked > limits.ratio * size:
        raise ReadError(ErrorCode.BOMB, detail=f"{unpacked / size:.0f} : 1 > {limits.ratio:.0f} : 1")
    _refuse_overlap(entries, size)


def _refuse_more(count: int, limit: int) -> None:
    if count > limit:
        raise ReadError(ErrorCode.BOMB, detail=f"{count} > {limit}")


def _refuse_overlap(entries: list[ZipInfo], size: int) -> None:
    """Entries that share bytes make a small archive expand to a large one ("better zip bomb")."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise ReadError(ErrorCode.BOMB, detail=entry.filename)
        end = entry.header_offset + _LOCAL_HEADER.size + entry.compress_size
    if end > size:
        raise ReadError(ErrorCode.DAMAGED, detail="zip")


def _expanded(packed: memoryview, info: ZipInfo, size: int) -> Iterator[bytes]:
    length, checksum = 0, 0
    for piece in _pieces(packed, info, size):
        length += len(piece)
        checksum = zlib.crc32(piece, checksum)
        if length > info.file_size:
            raise ReadError(ErrorCode.BOMB, detail=info.filename)
        yield piece
    if length != info.file_size or checksum != info.CRC:
        raise ReadError(ErrorCode.DAMAGED, detail=info.filename)


def _pieces(packed: memoryview, info: ZipInfo, size: int) -> Iterator[bytes]:
    if info.compress_type == _STORED:
        yield bytes(packed)
        return
    if info.compress_type != _DEFLATED:
        raise ReadError(ErrorCode.DAMAGED, detail=info.filename)
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    rest: bytes | memoryview = packed
    while len(rest):
        try:
            piece = inflater.decompress(rest, size)
        except zlib.error:
            raise ReadError(ErrorCode.DAMAGED, detail=info.filename) from None
        rest = inflater.unconsumed_tail
        if not piece:
            return
        yield piece
