"""What of a stranger's Word file may serve as a template: its parts followed by their relations, and cleaned.

Only what is reached by a known kind of relation is kept. Who wrote the file, by which program, after which
other template, is left behind; what runs, reaches out or brings other documents along is a fault.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from duizhao.errors import ErrorCode, ReadError, Words, words
from duizhao.readers.archive import Archive
from duizhao.readers.docx.media import MEDIA_TYPES
from duizhao.readers.docx.names import W
from duizhao.readers.markup import as_utf8, marks, parse
from duizhao.readers.reader import MEGABYTE, TAGS, Limits, refuse_larger, refuse_more
from duizhao.readers.secrecy import refuse_marked
from duizhao.reports.word.template_faults import (
    COMMENTS,
    EMBEDDED,
    LINKED,
    MACROS,
    MERGES,
    MOST_TOLD,
    PICTURES,
    STRICT,
    TRACKED,
    UNKNOWN_PART,
    field_faults,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

LIMITS: Final = Limits(
    file_size=2 * MEGABYTE, entries=400, unpacked_size=16 * MEGABYTE, part_size=16 * MEGABYTE, marks=200_000
)
"""What a template may cost: a letterhead with its pictures is far smaller."""
TEXTS: Final = frozenset({"officeDocument", "header", "footer", "footnotes", "endnotes"})
"""The kinds of parts that hold text."""
_PLAIN: Final = frozenset({"styles", "numbering", "settings", "fontTable", "theme", "font", "image"})
_LEFT_BEHIND: Final = frozenset({
    "core-properties", "extended-properties", "custom-properties", "thumbnail", "attachedTemplate", "people",
    "customXml", "customXmlProps", "classificationlabels", "printerSettings", "webSettings",
    "glossaryDocument", "stylesWithEffects",
})  # fmt: skip
_TOLD: Final = {
    **dict.fromkeys(("vbaProject", "wordVbaData", "keyMapCustomizations", "attachedToolbars"), MACROS),
    **dict.fromkeys(("aFChunk", "subDocument", "oleObject", "package", "control"), EMBEDDED),
    **dict.fromkeys(("comments", "commentsExtended", "commentsIds", "commentsExtensible"), COMMENTS),
    **dict.fromkeys(("mailMergeSource", "mailMergeHeaderSource", "recipientData"), MERGES),
}  # fmt: skip
_ELEMENTS: Final = {
    **dict.fromkeys(("altChunk", "subDoc", "object", "control", "OLEObject"), EMBEDDED),
    **dict.fromkeys(("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"), TRACKED),
    **dict.fromkeys(("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "sectPrChange"), TRACKED),
    **dict.fromkeys(("commentReference", "commentRangeStart"), COMMENTS),
    "mailMerge": MERGES,
}  # fmt: skip
_CLEANED: Final = tuple(
    W + name
    for name in (
        *(
            "attachedTemplate",
            "printerSettings",
            "dataBinding",
            "showingPlcHdr",
            "proofErr",
            "trackRevisions",
        ),
    )
)
"""Bound to parts that are left behind, or the state of an editor that somebody else's document begins in."""
_SAFE_LINKS: Final = ("http://", "https://", "mailto:")
_PICTURES: Final = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"BM": "image/bmp",
}
_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_CONTENT_TYPES: Final = "[content_types].xml"
_OURS: Final = (_CONTENT_TYPES, "docprops/core.xml")
"""Parts that are written anew."""
_MAIN_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_STRICT_MARK: Final = b"http://purl.oclc.org/ooxml/"
_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The first day a zip can name: the same input gives the same bytes."""


@dataclass(slots=True)
class Part:
    """A part that is kept: its name, type and content, a tree where it holds text."""

    name: str
    kind: str
    media_type: str
    data: bytes = b""
    tree: _Element | None = None
    relations: list[tuple[str, str, str, bool]] = field(default_factory=list)
    """Id, full type, target, and whether it leads outside."""


class Kept:
    """The parts of a file that serve a template, as they were reached; ``faults`` say what does not."""

    def __init__(self, data: bytes) -> None:
        refuse_larger(len(data), LIMITS.file_size)
        self._archive = Archive(data, LIMITS)
        self._names = _names(data)
        self._marks_left = LIMITS.marks
        self.faults: list[Words] = []
        self.parts: dict[str, Part] = {}
        if _CONTENT_TYPES not in self._archive or "_rels/.rels" not in self._archive:
            raise ReadError(ErrorCode.UNKNOWN_TYPE)
        self._types, self._by_suffix = self._content_types()
        self._follow()

    @property
    def texts(self) -> list[Part]:
        """Return the parts that hold text, the body first."""
        return [part for part in self.parts.values() if part.tree is not None and part.kind in TEXTS]

    def _follow(self) -> None:
        waiting = [("", one) for one in self._relations("")]
        main = [target for _source, (_id, kind, target, _out) in waiting if _last(kind) == "officeDocument"]
        if len(main) != 1:
            raise ReadError(ErrorCode.UNKNOWN_TYPE)
        while waiting:
            source, relation = waiting.pop(0)
            name = self._taken(source, relation)
            if name is not None and name not in self.parts:
                self._read(name, _last(relation[1]))
                waiting += [(name, one) for one in self._relations(name)]

    def _taken(self, source: str, relation: tuple[str, str, str, bool]) -> str | None:
        """Return the part a relation leads to where it is kept; keep the relation with its source."""
        _id, kind, target, outside = relation
        short = _last(kind)
        if short in _LEFT_BEHIND:
            return None
        told = _TOLD.get(short)
        if outside and source and short == "hyperlink" and target.lower().startswith(_SAFE_LINKS):
            self.parts[source].relations.append(relation)
            return None
        if outside:
            self._fault(words(LINKED, what=target[:80]))
        elif told is not None:
            self._fault(words(told))
        elif short not in TEXTS | _PLAIN:
            self._fault(words(UNKNOWN_PART, what=short[:40]))
        else:
            if source:
                self.parts[source].relations.append(relation)
            return _resolved(source, target)
        return None

    def _read(self, name: str, kind: str) -> None:
        if name in _OURS or name.endswith(".rels"):
            raise ReadError(ErrorCode.DAMAGED, detail=name)
        data = self._archive.read(name)
        media_type = self._types.get(f"/{name}") or self._by_suffix.get(name.rpartition(".")[2], "")
        part = self.parts[name] = Part(self._names[name], kind, media_type, data)
        if kind == "officeDocument" and media_type not in MEDIA_TYPES:
            raise ReadError(ErrorCode.UNKNOWN_TYPE)
        if "macroenabled" in media_type.lower():
            self._fault(words(MACROS))
        if kind == "image":
            self._picture(part)
        elif kind != "font":
            self._tree(part)

    def _picture(self, part: Part) -> None:
        found = next((kind for head, kind in _PICTURES.items() if part.data.startswith(head)), None)
        if found is None:
            self._fault(words(PICTURES))
        else:
            part.media_type = found

    def _tree(self, part: Part) -> None:
        data = as_utf8(part.data, part=part.name)
        if _STRICT_MARK in data:
            self._fault(words(STRICT))
        root = self._parsed(data, part.name)
        for element in root.iter():
            told = _ELEMENTS.get(str(element.tag).rpartition("}")[2])
            if told is not None:
                self._fault(words(told))
        for fault in field_faults(root):
            self._fault(fault)
        for element in list(root.iter(*_CLEANED)):
            _removed(element)
        if part.kind in TEXTS:
            refuse_marked("".join(map(str, one.itertext(f"{W}t"))) for one in root.iter(f"{W}p"))
            part.tree = root
        part.data = _serialised(root)
        if part.kind == "officeDocument":
            part.media_type = _MAIN_TYPE  # a template of Word's own kind becomes a document

    def _parsed(self, data: bytes, name: str) -> _Element:
        self._marks_left -= marks(data)
        refuse_more(LIMITS.marks - self._marks_left, LIMITS.marks, TAGS)
        return parse(data, part=name, limits=LIMITS)

    def _relations(self, part: str) -> list[tuple[str, str, str, bool]]:
        folder, _, name = part.rpartition("/")
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations not in self._archive:
            return []
        root = self._parsed(as_utf8(self._archive.read(relations), part=relations), relations)
        return [
            (
                one.get("Id", ""),
                one.get("Type", ""),
                one.get("Target", ""),
                one.get("TargetMode", "").lower() == "external",
            )
            for one in root.iter(f"{_RELATIONS}Relationship")
        ]

    def _content_types(self) -> tuple[dict[str, str], dict[str, str]]:
        root = self._parsed(as_utf8(self._archive.read(_CONTENT_TYPES), part=_CONTENT_TYPES), _CONTENT_TYPES)
        by_part = _said(root, "Override", "PartName")
        by_suffix = _said(root, "Default", "Extension")
        return by_part, by_suffix

    def _fault(self, fault: Words) -> None:
        if len(self.faults) < MOST_TOLD and fault not in self.faults:
            self.faults.append(fault)


def entry(name: str) -> zipfile.ZipInfo:
    """Return where a part goes in the package that is written."""
    made = zipfile.ZipInfo(name, _DAY)
    made.create_system, made.compress_type = 0, zipfile.ZIP_DEFLATED
    return made


def around(parts: dict[str, Part], core: str, core_type: str) -> Iterator[tuple[str, str]]:
    """Yield the types and relations of the package that is written, and its properties."""
    from xml.sax.saxutils import quoteattr

    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    types = "".join(
        f"<Override PartName={quoteattr('/' + one.name)} ContentType={quoteattr(one.media_type)}/>"
        for one in parts.values()
    )
    yield (
        "[Content_Types].xml",
        f'{head}<Types xmlns="{_TYPES[1:-1]}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/docProps/core.xml" ContentType="{core_type}"/>{types}</Types>',
    )
    main = next(one for one in parts.values() if one.kind == "officeDocument")
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    package = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    first = [("rId1", office, main.name, False), ("rId2", package, "docProps/core.xml", False)]
    yield "_rels/.rels", head + _related(first)
    yield "docProps/core.xml", head + core
    for one in parts.values():
        if one.relations:
            folder, _, name = one.name.rpartition("/")
            yield posixpath.join(folder, "_rels", f"{name}.rels"), head + _related(one.relations)


def _said(root: _Element, tag: str, name: str) -> dict[str, str]:
    return {one.get(name, "").lower(): one.get("ContentType", "") for one in root.iter(_TYPES + tag)}


def _related(relations: list[tuple[str, str, str, bool]]) -> str:
    from xml.sax.saxutils import quoteattr

    inner = "".join(
        f"<Relationship Id={quoteattr(number)} Type={quoteattr(kind)} Target={quoteattr(target)}"
        + (' TargetMode="External"/>' if outside else "/>")
        for number, kind, target, outside in relations
    )
    return f'<Relationships xmlns="{_RELATIONS[1:-1]}">{inner}</Relationships>'


def _serialised(root: _Element) -> bytes:
    from lxml import etree

    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _removed(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _names(data: bytes) -> dict[str, str]:
    """Return the names as they are written; the archive has been judged before."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        written = [one.filename.replace("\\", "/").lstrip("/") for one in package.infolist()]
    return {name.lower(): name for name in written}


def _last(kind: str) -> str:
    return kind.rpartition("/")[2]


def _resolved(source: str, target: str) -> str:
    folder = posixpath.dirname(source)
    path = posixpath.normpath(posixpath.join("/", folder, unquote(target.replace("\\", "/"))))
    return path.lstrip("/").lower()
