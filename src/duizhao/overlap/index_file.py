"""The index as a file: records one after another, each whole or not there at all.

``header record record ...``; a record is ``head payload seal``. The seal is written after the payload is on
the disk, so a record without its seal is one whose writer was stopped: readers do not see it, and the next
writer puts its own record in that place. Nothing that was sealed is ever written again.
"""

from __future__ import annotations

import mmap
import os
import struct
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from duizhao.errors import DuizhaoError, ErrorCode, reason_of
from duizhao.overlap.index_faults import (
    BUSY,
    NEVER_BEGUN,
    NEWER,
    NOT_AN_INDEX,
    OTHER_SETTINGS,
    SPOILT,
    IndexFaultError,
    invalid,
)
from duizhao.overlap.index_lock import only_writer

VERSION: Final = 1
ALIGN: Final = 8

PAPERS: Final = 1  # a record with papers and their hashes
DROPPED: Final = 2  # a record that names papers of earlier records as dropped

_MAGIC: Final = b"DUIZHAO\x1a"
_HEADER: Final = struct.Struct("<8sIHHI44x")  # magic, version, seed size, window, checksum of what is before
_HEAD: Final = struct.Struct("<4sIQQI4x")  # magic, kind, number, payload size, checksum of what is before
_SEAL: Final = struct.Struct(
    "<4sIQII"
)  # magic, checksum of the payload, number, checksum of the head, of all
_HEAD_MAGIC: Final = b"REC\x01"
_SEAL_MAGIC: Final = b"END\x01"


@dataclass(frozen=True, slots=True)
class Record:
    """A sealed record: its payload is ``size`` bytes at ``start``, with this checksum."""

    number: int
    kind: int
    start: int
    size: int
    checksum: int

    @property
    def end(self) -> int:
        """Where the next record begins."""
        return self.start + _padded(self.size) + _SEAL.size


@dataclass(frozen=True, slots=True)
class Made:
    """With what an index was made: comparing needs the same."""

    seed_size: int
    window: int


def records(path: Path, made: Made) -> tuple[Record, ...]:
    """Return the sealed records of an index.

    Raises ``DuizhaoError``: ``not_found``, or ``index_invalid`` where the file is no index, one of a newer
    version, or one made with other settings.
    """
    try:
        with path.open("rb") as file:
            return tuple(_sealed(file, made))
    except FileNotFoundError:
        raise DuizhaoError(ErrorCode.NOT_FOUND) from None
    except OSError as error:
        raise DuizhaoError(ErrorCode.INDEX_INVALID, detail=reason_of(error)) from error


@contextmanager
def writing(path: Path, made: Made) -> Iterator[Writer]:
    """Open an index for adding to it, alone; it is created where there is none.

    Raises ``DuizhaoError``: ``unwritable`` where somebody else is writing or the file cannot be written,
    ``index_invalid`` as ``records`` does.
    """
    try:
        with _opened(path) as file, only_writer(file):
            yield Writer(path, file, made)
    except BlockingIOError:
        raise IndexFaultError(ErrorCode.UNWRITABLE, BUSY, path=path) from None
    except OSError as error:
        raise DuizhaoError(ErrorCode.UNWRITABLE, detail=reason_of(error, path)) from error


class Writer:
    """Adds records to an index that nobody else writes to."""

    def __init__(self, path: Path, file: BinaryIO, made: Made) -> None:
        self._path = path
        self._file = file
        size = file.seek(0, os.SEEK_END)
        if size < _HEADER.size:  # new, or its first writer was stopped at once
            self._begin(made)
        self.records = list(_sealed(file, made))

    def add(self, kind: int, parts: Iterable[bytes | memoryview]) -> Record:
        """Add one record; either all of it is there afterwards or, with an ``OSError``, nothing of it."""
        start = self.records[-1].end if self.records else _HEADER.size
        try:
            record = self._write(start, kind, parts)
        except OSError:
            self._cut(start)
            raise
        self.records.append(record)
        return record

    def _write(self, start: int, kind: int, parts: Iterable[bytes | memoryview]) -> Record:
        number = len(self.records)
        self._cut(start)
        self._file.seek(start + _HEAD.size)
        checksum, size = 0, 0
        for part in parts:
            self._file.write(part)
            checksum, size = zlib.crc32(part, checksum), size + len(part)
        self._file.write(b"\0" * (_padded(size) - size))
        head = _checked(_HEAD, _HEAD_MAGIC, kind, number, size)
        self._file.seek(start)
        self._file.write(head)
        self._sync()
        record = Record(number, kind, start + _HEAD.size, size, checksum)
        self._file.seek(record.end - _SEAL.size)
        self._file.write(_checked(_SEAL, _SEAL_MAGIC, checksum, number, zlib.crc32(head)))
        self._sync()
        return record

    def _begin(self, made: Made) -> None:
        header = _checked(_HEADER, _MAGIC, VERSION, made.seed_size, made.window)
        self._file.seek(0)
        found = self._file.read(_HEADER.size)
        if not header.startswith(found):
            raise invalid(NOT_AN_INDEX)
        self._file.seek(0)
        self._file.write(header)
        self._sync()

    def _cut(self, size: int) -> None:
        """Remove what a stopped writer left behind the sealed records."""
        try:
            self._file.flush()
            self._file.truncate(size)
        except OSError:
            pass  # Windows keeps a file that is being read; unsealed bytes are written over anyway

    def _sync(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())


def is_whole(path: Path, record: Record) -> bool:
    """Read a record's payload and say whether it is what was written."""
    with path.open("rb") as file:
        file.seek(record.start)
        checksum, left = 0, record.size
        while left and (part := file.read(min(left, 1 << 24))):
            checksum, left = zlib.crc32(part, checksum), left - len(part)
    return not left and checksum == record.checksum


def _opened(path: Path) -> BinaryIO:
    # "a+b" would write at the end only; "r+b" does not create.
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
    return os.fdopen(descriptor, "r+b")


def _sealed(file: BinaryIO, made: Made) -> Iterator[Record]:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    _check_header(file.read(_HEADER.size), made)
    at, number = _HEADER.size, 0
    while at + _HEAD.size + _SEAL.size <= size:
        record = _record(file, at, number, size)
        if record is None:
            if _is_sealed_behind(file, at, number):
                raise invalid(SPOILT, place=at)
            return
        yield record
        at, number = record.end, number + 1


def _record(file: BinaryIO, at: int, number: int, size: int) -> Record | None:
    file.seek(at)
    head = file.read(_HEAD.size)
    if not _is_checked(_HEAD, head):
        return None
    magic, kind, its_number, payload, _checksum = _HEAD.unpack(head)
    end = at + _HEAD.size + _padded(payload) + _SEAL.size
    if magic != _HEAD_MAGIC or its_number != number or end > size:
        return None
    file.seek(end - _SEAL.size)
    seal = file.read(_SEAL.size)
    if not _is_checked(_SEAL, seal):
        return None
    magic, checksum, its_number, of_head, _checksum = _SEAL.unpack(seal)
    if magic != _SEAL_MAGIC or its_number != number or of_head != zlib.crc32(head):
        return None
    return Record(number, kind, at + _HEAD.size, payload, checksum)


def _is_sealed_behind(file: BinaryIO, at: int, number: int) -> bool:
    """Say whether a seal stands behind ``at``, which is then spoilt: a stopped writer leaves none there."""
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        place = data.find(_SEAL_MAGIC, at)
        while place >= 0:
            seal = data[place : place + _SEAL.size]
            if _is_checked(_SEAL, seal) and _SEAL.unpack(seal)[2] >= number:
                return True
            place = data.find(_SEAL_MAGIC, place + 1)
    return False


def _check_header(header: bytes, made: Made) -> None:
    wanted = _checked(_HEADER, _MAGIC, VERSION, made.seed_size, made.window)
    if len(header) < _HEADER.size and wanted.startswith(header):
        raise invalid(NEVER_BEGUN)
    if len(header) < _HEADER.size or not header.startswith(_MAGIC):
        raise invalid(NOT_AN_INDEX)
    _magic, version, seed_size, window, _checksum = _HEADER.unpack(header)
    if version > VERSION:
        raise invalid(NEWER, version=version, known=VERSION)
    if not _is_checked(_HEADER, header):
        raise invalid(SPOILT, place=0)
    if (seed_size, window) != (made.seed_size, made.window):
        raise invalid(OTHER_SETTINGS)


def _checked(layout: struct.Struct, *values: object) -> bytes:
    """Pack values and, as the last one, the checksum of them with a zero in its place."""
    packed = layout.pack(*values, 0)
    return layout.pack(*values, zlib.crc32(packed))


def _is_checked(layout: struct.Struct, packed: bytes) -> bool:
    if len(packed) != layout.size:
        return False
    *values, checksum = layout.unpack(packed)
    return bool(checksum == zlib.crc32(layout.pack(*values, 0)))


def _padded(size: int) -> int:
    return -(-size // ALIGN) * ALIGN
