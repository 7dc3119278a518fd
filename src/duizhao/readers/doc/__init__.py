"""What an old Word file (doc, dot, and wps, wpt of WPS Office, which are the same format) says."""

from __future__ import annotations

from typing import Final

from duizhao.errors import ErrorCode, ReadError
from duizhao.readers.doc.compound import SIGNATURE
from duizhao.readers.reader import Limits
from duizhao.record import Document

name: Final = "doc"
media_types: Final = ("application/msword", "application/vnd.ms-works")
suffixes: Final = (".doc", ".dot", ".wps", ".wpt")

# What texts of Word 95 and older, and of Works, are kept in.
_OLD_TEXT: Final = ("WordDocument", "MatOST", "CONTENTS")
_WORD_STREAM: Final = "WordDocument".encode("utf-16-le")


def score(head: bytes, filename: str) -> int | None:
    """Claim every compound file under a Word name, and those that look like one under any other."""
    if not head.startswith(SIGNATURE):
        return None
    if filename.lower().endswith(suffixes):
        return 90
    return 85 if _WORD_STREAM in head else 10


def read(data: bytes, filename: str, limits: Limits) -> Document:
    """Return the document; raise ``ReadError``.

    A text of Word 95 or older, or of Works, goes to LibreOffice, which is named where it is not installed.
    """
    from duizhao.readers.doc.compound import Compound, damaged
    from duizhao.readers.doc.document import document, is_word_97

    media_type = media_types[filename.lower().endswith((".wps", ".wpt"))]
    file = Compound(data)
    if is_word_97(file):
        return document(file, media_type)
    if not any(stream in file for stream in _OLD_TEXT):
        raise damaged("OLE") if _WORD_STREAM in data else ReadError(ErrorCode.UNKNOWN_TYPE)
    from duizhao.readers import office

    return office.converted(data, filename, limits, media_type)
