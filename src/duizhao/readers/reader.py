"""What a reader is: one file format, from bytes to a ``Document``, within limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

from duizhao.errors import ErrorCode, ReadError, words
from duizhao.record import Document

MEGABYTE = 1024 * 1024


def _(message: str) -> str:
    """Mark a message for the catalogue without translating it."""
    return message


# What is counted where a file may have too much of it.
TAGS: Final = _("%(count)s 个标签")
PARAGRAPHS: Final = _("%(count)s 段")
CELLS: Final = _("%(count)s 格")
CHARACTERS: Final = _("%(count)s 字")
LINES: Final = _("%(count)s 行")
STYLES: Final = _("%(count)s 个样式")
LISTS: Final = _("%(count)s 个列表")
PAGES: Final = _("%(count)s 页")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost, checked before anything is expanded.

    Sizes are bytes. ``ratio`` is unpacked over packed size; ``part_size`` is for the parts of a package that
    are read, all together; ``text_size`` is for files that are nothing but text, which may take five times
    their size in memory; ``marks`` counts the tags and (twice) attributes of XML or HTML made into a tree,
    all together; ``depth`` counts nested elements. ``characters`` and ``lines`` are those of the text that
    was read: a paper of forty pages has 30,000 characters, and what follows takes time in proportion.
    """

    file_size: int = 64 * MEGABYTE
    entries: int = 2_000
    unpacked_size: int = 128 * MEGABYTE
    part_size: int = 16 * MEGABYTE
    text_size: int = 16 * MEGABYTE
    marks: int = 600_000
    ratio: float = 200.0
    depth: int = 256
    characters: int = 200_000
    lines: int = 30_000


class Reader(Protocol):
    """One format, usually a module. ``score`` says how sure it is of the bytes, ``None`` for "not mine"."""

    @property
    def name(self) -> str:
        """Return the format's name, as error messages and tests use it."""

    @property
    def media_types(self) -> tuple[str, ...]:
        """Return every media type its documents may have."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Return the file name endings, lower case, with the dot."""

    def score(self, head: bytes, filename: str) -> int | None:
        """Return 1 to 100 from the first bytes and the file's name, or ``None``."""

    def read(self, data: bytes, filename: str, limits: Limits) -> Document:
        """Return the document; raise ``ReadError`` and nothing else."""


def refuse_larger(size: int, limit: int) -> None:
    """Raise ``ReadError(TOO_LARGE)`` where ``size`` bytes are more than ``limit``."""
    if size > limit:
        raise ReadError(ErrorCode.TOO_LARGE, size=in_megabytes(size), limit=in_megabytes(limit))


def refuse_more(count: int, limit: int, what: str) -> None:
    """Raise ``ReadError(TOO_LARGE)`` where ``count`` is above ``limit``; ``what`` is a unit above."""
    if count > limit:
        size, most = (words(what, count=f"{number:,}") for number in (count, limit))
        raise ReadError(ErrorCode.TOO_LARGE, size=size, limit=most)


def in_megabytes(size: int) -> str:
    """Return a size in bytes as a person reads it: ``64 MB``."""
    return f"{size / MEGABYTE:.0f} MB" if size >= 10 * MEGABYTE else f"{size / MEGABYTE:.1f} MB"
