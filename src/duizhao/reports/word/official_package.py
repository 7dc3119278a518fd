"""The package of a Word file written from nothing: its parts and relations, the same bytes each time."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from typing import BinaryIO, Final
from xml.sax.saxutils import escape

from duizhao.reports.word.xml import legal

_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_CONTENT: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
CORE_TYPE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_PARTS: Final = {
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "fontTable": "fontTable",
    "footer1": "footer",
    "footer2": "footer",
}
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# The same bytes whenever and wherever the file is written: one date, one system. It tells nobody's hours.
_DATE: Final = (2026, 1, 1, 0, 0, 0)


def root(name: str, inner: str) -> str:
    """Return a part's only element."""
    return f"{opened(name)}{inner}</w:{name}>"


def opened(name: str) -> str:
    """Return the beginning of a part whose content is written bit by bit."""
    return f'<w:{name} xmlns:w="{_WORD}" xmlns:r="{_RELATIONS}">'


def write_package(
    stream: BinaryIO, title: str, document: Iterable[str], parts: Mapping[str, str], *, packed: bool
) -> None:
    """Write the file; ``document`` is taken piece by piece, however long it is.

    ``parts`` are those of ``_PARTS``. Unpacked, the bytes are the same with every version of the packer.
    """
    kind = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(stream, "w", kind) as archive:
        for name, content in _around(title, parts).items():
            if content is None:
                _write_long(archive, _entry(name, kind), document, packed=packed)
            else:
                archive.writestr(_entry(name, kind), _HEAD + content)


def _around(title: str, parts: Mapping[str, str]) -> dict[str, str | None]:
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            ("officeDocument", "word/document.xml"), ("metadata/core-properties", "docProps/core.xml")
        ),
        "docProps/core.xml": core(title),
        "word/document.xml": None,
        "word/_rels/document.xml.rels": _relations(*((_PARTS[part], f"{part}.xml") for part in parts)),
        **{f"word/{part}.xml": content for part, content in parts.items()},
    }


def _write_long(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, pieces: Iterable[str], *, packed: bool
) -> None:
    if not packed:
        archive.writestr(entry, _HEAD + "".join(pieces))
        return
    with archive.open(entry, "w", force_zip64=True) as part:
        part.write(_HEAD.encode())
        for piece in pieces:
            part.write(piece.encode())


def _entry(name: str, kind: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.create_system, entry.compress_type = 0, kind
    return entry


def _relations(*targets: tuple[str, str]) -> str:
    """Return the relations to these (kind, target); the id of each is its target's name."""
    inner = ""
    for kind, target in targets:
        base = f"{_PACKAGE}/relationships" if "/" in kind else _RELATIONS
        name = target.rpartition("/")[2].removesuffix(".xml")
        inner += f'<Relationship Id="{name}" Type="{base}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _content_types() -> str:
    named = [("document", "document.main"), *_PARTS.items()]
    types = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_CONTENT.format(kind)}"/>'
        for part, kind in named
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}'
        f'<Override PartName="/docProps/core.xml" ContentType="{CORE_TYPE}"/></Types>'
    )


def core(title: str) -> str:
    """Return the properties of a file: its title, and nobody's name or hours."""
    when = "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*_DATE)
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{when}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(legal(title))}</dc:title>{dates}</cp:coreProperties>"
    )
