"""Which reader reads a file, and the one way in: ``read(data, filename) -> Document``.

A reader is a module of this package that is itself a ``Reader``: ``name``, ``media_types``, ``suffixes``,
``score`` and ``read`` stand at its top level. To add one, write its file and name it in ``READERS``. Such a
module imports nothing heavy at its top: lxml, pypdfium2 and the like are imported inside ``read``, because
all readers are asked for their score and a text file must not pay for the others.

Scores: 90 and more for a signature whose details are certain, 80 for a signature, 50 for plausible content
under a name of the reader's own, 20 for plausible content under any other name, 10 for the name alone.
"""

from __future__ import annotations

from typing import Final

from duizhao.errors import ErrorCode, ReadError
from duizhao.readers import doc, docx, html, ocr, office, pdf, text
from duizhao.readers.reader import CHARACTERS, LINES, Limits, Reader, refuse_larger, refuse_more
from duizhao.readers.secrecy import refuse_classified
from duizhao.record import Document

__all__ = ["READERS", "SUFFIXES", "Limits", "Reader", "choose", "read", "refuse_classified"]

READERS: Final[tuple[Reader, ...]] = (docx, html, doc, office, pdf, ocr, text)
SUFFIXES: Final = frozenset(suffix for reader in READERS for suffix in reader.suffixes)

_COMPOUND_FILE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_STREAMS: Final = tuple(name.encode("utf-16-le") for name in ("EncryptedPackage", "DRMContent"))
_HEAD: Final = 64 * 1024
_CERTAIN: Final = 90
_LIMITS: Final = Limits()


def read(data: bytes, filename: str, *, limits: Limits = _LIMITS) -> Document:
    """Return the document in ``data``; ``filename`` is only a hint, the content decides.

    Raises ``ReadError`` and nothing else: every fault of a file has its code.
    """
    _refuse_by_size(data, limits)
    _refuse_encrypted(data)
    try:
        document = choose(data[:_HEAD], filename).read(data, filename, limits)
    except RecursionError:
        # Depth is limited where a file is parsed; this is for callers that are deep in the stack themselves.
        raise ReadError(ErrorCode.TOO_DEEP, limit=limits.depth) from None
    refuse_classified(document)
    refuse_more(len(document.text), limits.characters, CHARACTERS)
    refuse_more(document.text.count("\n") + 1, limits.lines, LINES)
    return document


def choose(head: bytes, filename: str) -> Reader:
    """Return the reader with the highest score for a file that begins with ``head``."""
    best, chosen = 0, None
    for reader in READERS:
        score = reader.score(head, filename) or 0
        if score > best:
            best, chosen = score, reader
        if best >= _CERTAIN:
            break
    if chosen is None:
        raise ReadError(ErrorCode.UNKNOWN_TYPE)
    return chosen


def _refuse_by_size(data: bytes, limits: Limits) -> None:
    if not data:
        raise ReadError(ErrorCode.EMPTY)
    refuse_larger(len(data), limits.file_size)


def _refuse_encrypted(data: bytes) -> None:
    """Word keeps an encrypted docx inside a compound file, whatever the name says."""
    if data.startswith(_COMPOUND_FILE) and any(stream in data for stream in _ENCRYPTED_STREAMS):
        raise ReadError(ErrorCode.ENCRYPTED)
