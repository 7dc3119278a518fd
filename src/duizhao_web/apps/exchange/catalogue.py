"""Every dataset, writer and document: the files of their folders, without a list."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType
from typing import Any

from duizhao_web.apps.exchange import datasets as dataset_files
from duizhao_web.apps.exchange import documents as document_files
from duizhao_web.apps.exchange import writers as writer_files
from duizhao_web.apps.exchange.dataset import Dataset
from duizhao_web.apps.exchange.document import Document
from duizhao_web.apps.exchange.writer import Writer


@cache
def datasets() -> MappingProxyType[str, Dataset[Any]]:
    """Return the datasets by name."""
    return MappingProxyType({one.name: one for one in _values(dataset_files, "dataset", Dataset)})


@cache
def writers() -> MappingProxyType[str, Writer]:
    """Return the writers by name, as they are offered: the spreadsheet first."""
    found: list[Writer] = _values(writer_files, "writer", Writer)
    found.sort(key=lambda one: (one.place, one.name))
    return MappingProxyType({one.name: one for one in found})


@cache
def documents() -> MappingProxyType[str, Document]:
    """Return the documents by name."""
    return MappingProxyType({one.name: one for one in _values(document_files, "document", Document)})


def _values(folder: ModuleType, value: str, kind: type) -> list[Any]:
    found: list[Any] = []
    for module in sorted(iter_modules(folder.__path__), key=lambda one: one.name):
        one: Any = getattr(import_module(f"{folder.__name__}.{module.name}"), value, None)
        if not isinstance(one, kind) or getattr(one, "name", None) != module.name:
            raise RuntimeError(f"{module.name} does not end in one value {value} of its own name")
        found.append(one)
    return found
