"""Word files written for a test, from the XML of their parts, so that a test controls every element."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/wordprocessingml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
NAMESPACES = (
    f'xmlns:w="{MAIN}" xmlns:r="{RELATIONS}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "header": "hdr",
    "footer": "ftr",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
}


def r(text: str, properties: str = "") -> str:
    """Return a run."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(
    *content: str,
    num: int | None = None,
    level: int | None = None,
    style: str | None = None,
    properties: str = "",
    mark: str = "",
) -> str:
    """Return a paragraph; content that is not markup is wrapped in a run."""
    inner = "".join(part if part.startswith("<") else r(part) for part in content if part)
    numbering = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    numbering += "" if num is None else f'<w:numId w:val="{num}"/>'
    whole = f'<w:pStyle w:val="{style}"/>' if style else ""
    whole += f"<w:numPr>{numbering}</w:numPr>" if numbering else ""
    whole += properties + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    return f"<w:p>{f'<w:pPr>{whole}</w:pPr>' if whole else ''}{inner}</w:p>"


def level(index: int, number_format: str, text: str, *more: str, start: int | None = 1) -> str:
    """Return a ``w:lvl``; ``more`` is further XML."""
    first = "" if start is None else f'<w:start w:val="{start}"/>'
    return (
        f'<w:lvl w:ilvl="{index}">{first}<w:numFmt w:val="{number_format}"/>{"".join(more)}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def abstract(number: int, *levels: str) -> str:
    """Return a ``w:abstractNum``."""
    kind = '<w:multiLevelType w:val="multilevel"/>'
    return f'<w:abstractNum w:abstractNumId="{number}">{kind}{"".join(levels)}</w:abstractNum>'


def num(number: int, abstract_number: int, *overrides: str) -> str:
    """Return a ``w:num``."""
    return (
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract_number}"/>{"".join(overrides)}</w:num>'
    )


def override(index: int, start: int | None = None, replaced: str = "") -> str:
    """Return a ``w:lvlOverride``."""
    first = "" if start is None else f'<w:startOverride w:val="{start}"/>'
    return f'<w:lvlOverride w:ilvl="{index}">{first}{replaced}</w:lvlOverride>'


def style(
    style_id: str, properties: str = "", *, based_on: str = "", kind: str = "paragraph", more: str = ""
) -> str:
    """Return a ``w:style`` whose name is its id."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    start = f'<w:style w:type="{kind}" w:styleId="{style_id}"{more}><w:name w:val="{style_id}"/>'
    return f"{start}{base}{properties}</w:style>"


def table(*rows: str) -> str:
    """Return a ``w:tbl`` of rows."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """Return a ``w:tr``; a cell that is not markup becomes one with one paragraph."""
    inner = "".join(part if part.startswith("<w:tc>") else cell(part) for part in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inner}</w:tr>"


def cell(*content: str, properties: str = "") -> str:
    """Return a ``w:tc``; content that is not markup becomes a paragraph."""
    inner = "".join(part if part.startswith("<") else p(part) for part in content)
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{inner}</w:tc>"


def field(instruction: str, result: str, *, separate: bool = True) -> str:
    """Return the runs of a complex field."""

    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = f"<w:r><w:instrText>{escape(instruction)}</w:instrText></w:r>"
    return char("begin") + code + (char("separate") + result if separate else "") + char("end")


def docx(
    *blocks: str,
    styles: str = "",
    numbering: str = "",
    section: str = "",
    parts: Mapping[str, str] | None = None,
    kind: str = "document.main",
    strict: bool = False,
) -> bytes:
    """Return a Word file.

    ``parts`` maps a kind of part, perhaps with a number ("header2"), to its inner XML; "theme" is taken as
    the whole part. Content that is not markup becomes a paragraph.
    """
    inner = "".join(block if block.startswith("<") else p(block) for block in blocks)
    whole = {"document": f"<w:document {NAMESPACES}><w:body>{inner}{section}</w:body></w:document>"}
    for name, content in {"styles": styles, "numbering": numbering, **(parts or {})}.items():
        if content:
            whole[name] = _part(name, content)
    return zipped(parts_of(kind=kind, strict=strict, **whole))


def parts_of(
    *, kind: str = "document.main", strict: bool = False, encoding: str = "utf-8", **whole: str
) -> dict[str, str | bytes]:
    """Return the files of a Word package whose parts are given whole, without an XML declaration."""
    files = _package(whole, kind)
    if strict:
        files = {name: _in_strict(content) for name, content in files.items()}
    declaration = f'<?xml version="1.0" encoding="{encoding.upper()}" standalone="yes"?>\n'
    return {name: (declaration + content).encode(encoding) for name, content in files.items()}


def zipped(files: Mapping[str, str | bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip archive of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _part(name: str, content: str) -> str:
    root = ROOTS.get(name.rstrip("0123456789"))
    return f"<w:{root} {NAMESPACES}>{content}</w:{root}>" if root else content


def _in_strict(content: str) -> str:
    return content.replace(MAIN, STRICT_MAIN).replace(RELATIONS, STRICT_RELATIONS)


def _package(whole: Mapping[str, str], kind: str) -> dict[str, str]:
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_content_type(name, kind)}"/>' for name in whole
    )
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{RELATIONS}/{name.rstrip("0123456789")}" Target="{name}.xml"/>'
        for number, name in enumerate(whole)
        if name != "document"
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    return {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" '
        f'Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f"{relations}</Relationships>",
        **{f"word/{name}.xml": content for name, content in whole.items()},
    }


def _content_type(name: str, kind: str) -> str:
    if name != "document":
        return CONTENT_TYPE.format(name.rstrip("0123456789"))
    return kind if "/" in kind else CONTENT_TYPE.format(kind)
