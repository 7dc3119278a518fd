"""The elements of one name in a large XML part, one at a time, the rest of the tree thrown away."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from duizhao.errors import ErrorCode, ReadError
from duizhao.readers.markup import marks
from duizhao.readers.reader import TAGS, Limits, refuse_more

if TYPE_CHECKING:
    from lxml.etree import _Element


def elements(part: bytes, tag: str, *, part_name: str, limits: Limits) -> Iterator[_Element]:
    """Yield each element of that name, in any namespace; it is emptied when the next one is asked for.

    Raises ``ReadError`` with ``DTD``, ``TOO_LARGE`` or ``DAMAGED``.
    """
    from lxml import etree

    if b"<!DOCTYPE" in part:
        raise ReadError(ErrorCode.DTD)
    refuse_more(marks(part), limits.marks, TAGS)
    # The encoding is forced, so that no declared one can hide a DOCTYPE from the test above.
    events = etree.iterparse(
        io.BytesIO(part), tag=f"{{*}}{tag}", encoding="utf-8", resolve_entities=False, no_network=True
    )
    try:
        for _event, element in events:
            yield element
            _drop(element)
    except etree.XMLSyntaxError:
        raise ReadError(ErrorCode.DAMAGED, detail=part_name) from None


def _drop(element: _Element) -> None:
    """Empty an element and forget those before it, so that memory does not grow with the part."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while (before := element.getprevious()) is not None:
            parent.remove(before)
