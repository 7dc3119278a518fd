"""What a Word file (docx, docm, dotx, dotm) says, as a reader sees it: numbers, changes, tables and all."""

from __future__ import annotations

from typing import Final

from duizhao.readers.archive import SIGNATURE
from duizhao.readers.docx.media import MEDIA_TYPES
from duizhao.readers.reader import Limits
from duizhao.record import Document

name: Final = "docx"
media_types: Final = tuple(MEDIA_TYPES.values())
suffixes: Final = (".docx", ".docm", ".dotx", ".dotm")


def score(head: bytes, filename: str) -> int | None:
    """Claim every zip package under a Word name, and those that look like one under any other."""
    if not head.startswith(SIGNATURE):
        return None
    if filename.lower().endswith(suffixes):
        return 90
    return 80 if b"word/" in head or b"[Content_Types].xml" in head else 10


def read(data: bytes, filename: str, limits: Limits) -> Document:  # noqa: ARG001
    """Return the document; raise ``ReadError``."""
    from duizhao.readers.docx.document import document

    return document(data, limits)
