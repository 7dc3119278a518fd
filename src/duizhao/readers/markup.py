"""How XML from a stranger is parsed: no network, no entities, no DTD, bounded in size and depth."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from duizhao.errors import ErrorCode, ReadError
from duizhao.readers.reader import Limits

if TYPE_CHECKING:
    from lxml.etree import XMLParser, _Element

_PARSER_DEPTH: Final = 256  # libxml2 stops here by itself
UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_DOCTYPE: Final = b"<!DOCTYPE"


def as_utf8(data: bytes, *, part: str) -> bytes:
    """Return XML bytes in UTF-8: an OOXML part is in UTF-8 or UTF-16, whatever its declaration says."""
    if not data.startswith(UTF16):
        return data
    try:
        return data.decode("utf-16").encode()
    except UnicodeDecodeError:
        raise ReadError(ErrorCode.DAMAGED, detail=part) from None


def marks(data: bytes) -> int:
    """Estimate the cost of a tree of ``data``: one a tag, two an attribute, 100 to 250 bytes each."""
    return data.count(b"<") + 2 * data.count(b"=")


def parse(data: bytes, *, part: str, limits: Limits) -> _Element:
    """Return the root of XML in UTF-8; ``part`` names it in errors.

    Raises ``ReadError`` with ``DTD``, ``TOO_LARGE`` (more marks than the limit), ``TOO_DEEP`` or ``DAMAGED``.
    """
    from lxml import etree

    if _DOCTYPE in data:
        raise ReadError(ErrorCode.DTD)
    try:
        root = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error):
            raise ReadError(ErrorCode.TOO_DEEP, limit=min(limits.depth, _PARSER_DEPTH)) from None
        raise ReadError(ErrorCode.DAMAGED, detail=part) from None
    if limits.depth < _PARSER_DEPTH and _is_deeper(root, limits.depth):
        raise ReadError(ErrorCode.TOO_DEEP, limit=limits.depth)
    return root


@cache
def _parser() -> XMLParser:
    from lxml import etree

    # The encoding is forced, so that no declared encoding can hide a DOCTYPE from the test above.
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        collect_ids=False,
        remove_comments=True,
        remove_pis=True,
    )


def _is_deeper(root: _Element, depth: int) -> bool:
    deepest, level = 0, 0
    from lxml import etree

    for event, _ in etree.iterwalk(root, events=("start", "end")):
        level += 1 if event == "start" else -1
        deepest = max(deepest, level)
    return deepest > depth
