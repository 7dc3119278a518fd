"""Duizhao: from the papers people write to the rectification ledger they are held to.

The names below are the public interface; each is imported when it is first used. Nothing inside the package
imports from here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duizhao.engine import InMemory, extract, read_document, run
    from duizhao.errors import DuizhaoError, ErrorCode
    from duizhao.frameworks import catalogue
    from duizhao.record import Document, Failure, Link, Material, Span
    from duizhao.reports.jsonl import as_json

__all__ = [
    "Document",
    "DuizhaoError",
    "ErrorCode",
    "Failure",
    "InMemory",
    "Link",
    "Material",
    "Span",
    "as_json",
    "catalogue",
    "extract",
    "read_document",
    "run",
]

_HOME = {
    "Document": "duizhao.record",
    "DuizhaoError": "duizhao.errors",
    "ErrorCode": "duizhao.errors",
    "Failure": "duizhao.record",
    "InMemory": "duizhao.engine",
    "Link": "duizhao.record",
    "Material": "duizhao.record",
    "Span": "duizhao.record",
    "as_json": "duizhao.reports.jsonl",
    "catalogue": "duizhao.frameworks",
    "extract": "duizhao.engine",
    "read_document": "duizhao.engine",
    "run": "duizhao.engine",
}


def __getattr__(name: str) -> object:
    """Import a public name from the room it lives in."""
    if name not in _HOME:
        raise AttributeError(f"module 'duizhao' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names and those of the module itself."""
    return sorted({*globals(), *__all__})
