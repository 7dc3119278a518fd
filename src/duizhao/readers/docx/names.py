"""The qualified names of WordprocessingML that the reader looks at (transitional namespace)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

VAL: Final = W + "val"
_OFF: Final = ("0", "false", "off", "none")


def child(element: _Element, tag: str) -> _Element | None:
    """Return the first child with a tag, or ``None``; twice as fast as ``find``, which takes paths."""
    return next(element.iterchildren(tag), None)


def first(element: _Element, tag: str) -> _Element | None:
    """Return the first child if it has this tag, else ``None``: the schema puts properties first."""
    for found in element:
        return found if found.tag == tag else None
    return None


def is_on(value: str | None) -> bool:
    """Return what a switch says: present without a value is on."""
    return value is None or value not in _OFF


@lru_cache(maxsize=1024)
def integer(value: str | None) -> int | None:
    """Return an attribute's whole number, ``None`` where there is none or it is absurd."""
    if not value or len(value) > 10:
        return None
    try:
        return int(value)
    except ValueError:
        return None


_POINTS: Final = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "pi": 12.0}


@lru_cache(maxsize=1024)
def points(value: str | None, unit: float) -> float | None:
    """Return a length in points: a bare number counts ``unit`` points, else it names its unit (``2.5cm``)."""
    if not value or len(value) > 12:
        return None
    factor = _POINTS.get(value[-2:])
    try:
        return round(float(value[:-2]) * factor, 4) if factor else round(float(value) * unit, 4)
    except (ValueError, OverflowError):
        return None
