"""What a web page, or a paper saved as one, says: its visible text, lists numbered, tables row by row."""

from __future__ import annotations

import re
from typing import Final

from duizhao.errors import ErrorCode, ReadError
from duizhao.readers.encoding import detect
from duizhao.readers.reader import Limits, refuse_larger
from duizhao.record import Document
from duizhao.text.regex import regex

name: Final = "html"
media_types: Final = ("text/html",)
suffixes: Final = (".html", ".htm", ".xhtml")

_SIGNATURE: Final = regex(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_CHARSET: Final = re.compile(rb"""<meta\b[^>]*?charset\s*=\s*["']?\s*([\w-]+)""", re.I)
_HEAD: Final = 4096
_MARKS: Final = b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"
# A page says gb2312 and means all that browsers take it for.
_MEANT: Final = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}


def score(head: bytes, filename: str) -> int | None:
    """Trust a page's beginning under any name; else its own name, where the content is text."""
    if _SIGNATURE.match(_beginning(head)):
        return 85
    if not filename.lower().endswith(suffixes):
        return None
    return 50 if b"<" in head else 30


def read(data: bytes, filename: str, limits: Limits) -> Document:  # noqa: ARG001
    """Return the document; raise ``ReadError``."""
    refuse_larger(len(data), limits.text_size)
    from duizhao.readers.html.page import document

    return document(decoded(data), limits)


def decoded(data: bytes) -> str:
    """Return a page's characters: by its byte order mark, by what it declares, or by detection."""
    declared = None if data.startswith(_MARKS) else _CHARSET.search(data, 0, _HEAD)
    if declared:
        named = declared.group(1).decode("ascii", "replace").lower()
        try:
            return data.decode(_MEANT.get(named, named))
        except (UnicodeError, LookupError):
            pass  # declared wrongly, as many saved pages are
    found = detect(data)
    if found is None:
        raise ReadError(ErrorCode.UNDECODABLE)
    encoding, mark = found
    try:
        return str(memoryview(data)[mark:], encoding)
    except UnicodeDecodeError:
        raise ReadError(ErrorCode.UNDECODABLE) from None


def _beginning(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[:_HEAD].decode("utf-16", "replace")
    return head[:_HEAD].removeprefix(b"\xef\xbb\xbf").decode("latin-1")
