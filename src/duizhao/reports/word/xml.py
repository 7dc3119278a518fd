"""Elements added to a tree, and text that XML can hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def add(parent: _Element, tag: str, attributes: Mapping[str, str] | None = None) -> _Element:
    """Return a new last child."""
    child = parent.makeelement(tag, dict(attributes or {}))
    parent.append(child)
    return child


def add_text(run: _Element, tag: str, text: str) -> _Element:
    """Return a new ``w:t`` (or its like, called ``tag``) at the end of a run, its blanks kept."""
    element = add(run, tag, {SPACE: "preserve"})
    element.text = legal(text)
    return element


def legal(text: str) -> str:
    """Return text of the same length in which what XML forbids is the sign for an unknown character."""
    return _ILLEGAL.sub("\ufffd", text)
