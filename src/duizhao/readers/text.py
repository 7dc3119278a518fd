"""What a plain text or Markdown file says: its characters, one for one."""

from __future__ import annotations

from typing import Final

from duizhao.errors import ErrorCode, ReadError
from duizhao.readers.encoding import detect
from duizhao.readers.reader import Limits, refuse_larger
from duizhao.record import Document

name: Final = "text"
media_types: Final = ("text/plain", "text/markdown")
suffixes: Final = (".txt", ".text", ".md", ".markdown")

# Text in form only: markup that another reader answers for, or nobody.
_MARKUP: Final = (b"{\\rtf", b"<?xml", b"%PDF", b"MIME-Version:")


def score(head: bytes, filename: str) -> int | None:
    """Trust a text's own name; under any other name ask for content that is surely text."""
    if filename.lower().endswith(suffixes):
        return 50
    if head.lstrip().startswith(_MARKUP):
        return None
    return 20 if detect(head) else None


def read(data: bytes, filename: str, limits: Limits) -> Document:
    """Return the decoded text with its byte order mark dropped and every line end as LF, else unchanged."""
    refuse_larger(len(data), limits.text_size)
    markdown = filename.lower().endswith((".md", ".markdown"))
    return Document(text=_decode(data), media_type=media_types[markdown])


def _decode(data: bytes) -> str:
    found = detect(data)
    if found is None:
        raise ReadError(ErrorCode.UNDECODABLE)
    encoding, mark = found
    try:
        text = str(memoryview(data)[mark:], encoding)
    except UnicodeDecodeError:
        raise ReadError(ErrorCode.UNDECODABLE) from None
    if not text:
        raise ReadError(ErrorCode.EMPTY)
    if "\0" in text:
        raise ReadError(ErrorCode.UNDECODABLE)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
