"""What a reader is: one file format, from bytes to a ``Document``, within limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from duizhao.record import Document

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost, checked before anything is expanded.

    Sizes are bytes; ``ratio`` is unpacked over packed size; ``depth`` counts nested elements.
    """

    file_size: int = 64 * MEGABYTE
    entries: int = 2_000
    unpacked_size: int = 128 * MEGABYTE
    part_size: int = 48 * MEGABYTE
    ratio: float = 200.0
    depth: int = 256


class Reader(Protocol):
    """One format. ``score`` answers how sure it is that the bytes are its own, ``None`` for "not mine"."""

    name: str
    media_types: tuple[str, ...]
    suffixes: tuple[str, ...]

    def score(self, head: bytes, filename: str) -> int | None:
        """Return 1 to 100 from the first bytes and the file's name, or ``None``."""

    def read(self, data: bytes, filename: str, limits: Limits) -> Document:
        """Return the document; raise ``ReadError`` and nothing else."""
