"""Which parts a Word package has, how they are related, and their XML within one budget for the file."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from duizhao.errors import ErrorCode, ReadError
from duizhao.readers.archive import Archive
from duizhao.readers.docx.media import MEDIA_TYPES
from duizhao.readers.markup import UTF16, as_utf8, marks, parse
from duizhao.readers.reader import TAGS, Limits, refuse_more

if TYPE_CHECKING:
    from lxml.etree import _Element

# ISO/IEC 29500 Strict uses other namespaces for the same vocabulary.
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)  # fmt: skip
# A DOCTYPE and the namespaces of the root stand at the beginning; what is parsed is tested again in full.
_PROLOG: Final = 8192
_DOCTYPE: Final = b"<!DOCTYPE"
_STRICT_MARK: Final = b"http://purl.oclc.org/ooxml/"
_CONTENT_TYPES: Final = "[Content_Types].xml"
_ROOT_RELATIONS: Final = "_rels/.rels"


class Package:
    """A Word file: ``main`` is the part with the body, ``related`` its parts by the kind of relation."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._archive = Archive(data, limits)
        self._limits = limits
        self._marks_left = limits.marks
        self.main = self._main_part()
        self.media_type = self._media_type()
        self._folder = posixpath.dirname(self.main)
        self._relations = self._relations_of(self.main)

    def related(self, kind: str) -> tuple[str, ...]:
        """Return the existing parts related to the body as ``kind`` (``styles``, ``header`` ...)."""
        parts = (_resolve(self._folder, target) for found, target in self._relations if found == kind)
        return tuple(part for part in parts if part in self._archive)

    def content(self, part: str) -> bytes:
        """Return a part's XML as UTF-8 in the transitional namespaces."""
        return _readable(self._archive.read(part), part=part)

    def raw(self, part: str) -> bytes:
        """Return a part as it is stored."""
        return self._archive.read(part)

    def chunks(self, part: str) -> Iterator[bytes]:
        """Return a part's XML as ``content`` does, piece by piece where it need not be changed."""
        pieces = self._archive.chunks(part)
        first = next(pieces, b"")
        if first.startswith(UTF16) or _STRICT_MARK in first[:_PROLOG]:
            return iter((_readable(first + b"".join(pieces), part=part),))
        return chain((_readable(first, part=part),), pieces)

    def xml(self, part: str) -> _Element:
        """Return a part's root element."""
        return self.parse(self.content(part), part=part)

    def parse(self, data: bytes, *, part: str) -> _Element:
        """Return the root of XML taken from ``part``, paid from the file's budget of marks."""
        self._marks_left -= marks(data)
        limit = self._limits.marks
        refuse_more(limit - self._marks_left, limit, TAGS)
        return parse(data, part=part, limits=self._limits)

    def _main_part(self) -> str:
        if _CONTENT_TYPES not in self._archive:
            raise ReadError(ErrorCode.UNKNOWN_TYPE)
        if _ROOT_RELATIONS not in self._archive:
            raise ReadError(ErrorCode.DAMAGED, detail=_ROOT_RELATIONS)
        main = next((target for kind, target in self._relations_of("") if kind == "officeDocument"), None)
        if main is None:
            raise ReadError(ErrorCode.UNKNOWN_TYPE)
        return _resolve("", main)

    def _media_type(self) -> str:
        """Return the file's media type; a package that is not Word's (a workbook, a deck) is no docx."""
        name = "/" + self.main.lower()
        extension = self.main.rpartition(".")[2].lower()
        default = ""
        for element in self.xml(_CONTENT_TYPES):
            if element.get("PartName", "").lower() == name:
                return _known(element.get("ContentType", ""))
            if element.get("Extension", "").lower() == extension:
                default = element.get("ContentType", "")
        return _known(default)

    def _relations_of(self, part: str) -> list[tuple[str, str]]:
        """Return (kind, target as written) of the parts related to ``part``."""
        folder, _, name = part.rpartition("/")
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations not in self._archive:
            return []
        return [
            (element.get("Type", "").rpartition("/")[2], element.get("Target", ""))
            for element in self.xml(relations)
            if element.get("TargetMode") != "External"
        ]


def _readable(data: bytes, *, part: str) -> bytes:
    """Return XML in UTF-8 and the transitional namespaces; refuse a DTD."""
    data = as_utf8(data, part=part)
    if _DOCTYPE in data[:_PROLOG]:
        raise ReadError(ErrorCode.DTD)
    if _STRICT_MARK in data[:_PROLOG]:
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
    return data


def _known(content_type: str) -> str:
    media_type = MEDIA_TYPES.get(content_type)
    if media_type is None:
        raise ReadError(ErrorCode.UNKNOWN_TYPE)
    return media_type


def _resolve(folder: str, target: str) -> str:
    """Return the name of a part from a relation's target, which is relative to the folder of its source."""
    path = posixpath.normpath(posixpath.join("/", folder, unquote(target.replace("\\", "/"))))
    return path.lstrip("/")
