"""A Word package to be changed: parts are put in place of others, everything else stays byte for byte."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from duizhao.readers.docx.names import W
from duizhao.readers.markup import as_utf8, parse
from duizhao.readers.reader import Limits

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTENT_TYPES: Final = "[Content_Types].xml"
_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_NO_RELATIONS: Final = f'<Relationships xmlns="{_RELATIONS[1:-1]}"/>'
_KIND: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
# A strict file names its relations, like its elements, otherwise.
_STRICT_W: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_STRICT_KIND: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
_DAY: Final = (1980, 1, 1, 0, 0, 0)  # the first a zip can name: the same input gives the same bytes
_LIMITS: Final = Limits()


class Parts:
    """The parts of a package that our reader has read; names are found whatever their case."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self._entries = {_folded(entry.filename): entry for entry in package.infolist()}
            self._contents = {
                name: package.read(entry) for name, entry in self._entries.items() if not entry.is_dir()
            }

    def xml(self, name: str) -> _Element:
        """Return the root of a part."""
        return parse(as_utf8(self._contents[_folded(name)], part=name), part=name, limits=_LIMITS)

    def put(self, name: str, root: _Element) -> None:
        """Put a tree in place of a part, or add it as a new one."""
        from lxml import etree

        data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        self._contents[_folded(name)] = data
        if _folded(name) not in self._entries:
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            self._entries[_folded(name)] = entry

    def related(self, part: str, kind: str) -> str | None:
        """Return the name of the part that ``part`` is related to as ``kind``."""
        name = _relations_of(part)
        if _folded(name) not in self._contents:
            return None
        for relation in self.xml(name):
            inside = relation.get("TargetMode") != "External"
            if inside and relation.get("Type", "").rpartition("/")[2] == kind:
                target = unquote(relation.get("Target", "").replace("\\", "/"))
                found = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
                if _folded(found) in self._contents:
                    return found
        return None

    def add_related(self, part: str, kind: str, root: _Element, content_type: str, *, strict: bool) -> None:
        """Add a part in the folder of ``part`` and relate the two."""
        folder = posixpath.dirname(part)
        name = self._unused(folder, kind)
        self.put(name, root)
        self._declare(name, content_type)
        self._relate(part, posixpath.relpath(name, folder or "."), (_STRICT_KIND if strict else _KIND) + kind)

    def data(self) -> bytes:
        """Return the package; entries keep their order, names and dates, new ones stand at the end."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as package:
            for name, entry in self._entries.items():
                package.writestr(_alike(entry), self._contents.get(name, b""), entry.compress_type)
        return buffer.getvalue()

    def _unused(self, folder: str, kind: str) -> str:
        names = (posixpath.join(folder, f"{kind}{number or ''}.xml") for number in range(10_000))
        return next(name for name in names if _folded(name) not in self._entries)

    def _declare(self, name: str, content_type: str) -> None:
        from lxml import etree

        root = self.xml(_CONTENT_TYPES)
        etree.SubElement(root, f"{_TYPES}Override", PartName=f"/{name}", ContentType=content_type)
        self.put(_CONTENT_TYPES, root)

    def _relate(self, part: str, target: str, kind: str) -> None:
        from lxml import etree

        name = _relations_of(part)
        root = self.xml(name) if _folded(name) in self._contents else etree.fromstring(_NO_RELATIONS)
        used = {relation.get("Id") for relation in root}
        number = next(f"rId{n}" for n in range(1, len(used) + 2) if f"rId{n}" not in used)
        etree.SubElement(root, f"{_RELATIONS}Relationship", Id=number, Type=kind, Target=target)
        self.put(name, root)


def namespace(root: _Element) -> str:
    """Return the namespace, in braces, of WordprocessingML in a tree: transitional or strict."""
    return _STRICT_W if str(root.tag).startswith(_STRICT_W) else W


def is_strict(root: _Element) -> bool:
    """Return whether a tree is in the strict namespaces."""
    return namespace(root) == _STRICT_W


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _alike(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """Return an entry without what belongs to its old place in a file."""
    new = zipfile.ZipInfo(entry.filename, entry.date_time)
    new.external_attr, new.create_system = entry.external_attr, entry.create_system
    new.comment = entry.comment
    return new
