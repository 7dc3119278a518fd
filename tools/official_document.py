"""How a paper becomes a Word file in the form of GB/T 9704: page, fonts, automatic numbering."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal
from xml.sax.saxutils import escape

_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_CONTENT: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_CORE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_PARTS: Final = {
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "fontTable": "fontTable",
    "footer1": "footer",
    "footer2": "footer",
}

_TITLE, _BODY, _HEADING, _SUBHEADING = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
_INSTEAD: Final = {_TITLE: "宋体", _BODY: "仿宋", _HEADING: "SimHei", _SUBHEADING: "楷体"}
_MM: Final = 56.6929  # twips
_TEXT_WIDTH: Final = 156  # mm, 版心
# The same bytes whenever and wherever the file is written: one date, no compression, one system.
_DATE: Final = (2026, 1, 1, 0, 0, 0)

Role = Literal["title", "byline", "heading", "subheading", "item", "subitem", "text", "row"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a paper by its role, or one row of a table with its cells."""

    role: Role
    text: str = ""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Numbering:
    """Number formats (ST_NumberFormat) and level texts of heading, subheading, item and subitem."""

    formats: tuple[str, str, str, str]
    texts: tuple[str, str, str, str]


def word_file(blocks: Sequence[Block], numbering: Numbering) -> bytes:
    """Return the docx; equal input gives equal bytes."""
    title = next(block.text for block in blocks if block.role == "title")
    parts = {
        "styles": _styles(),
        "numbering": _numbering(numbering),
        "settings": _root("settings", "<w:evenAndOddHeaders/>"),
        "fontTable": _fonts(),
        "footer1": _footer("right"),
        "footer2": _footer("left"),
    }
    files = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            ("officeDocument", "word/document.xml"), ("metadata/core-properties", "docProps/core.xml")
        ),
        "docProps/core.xml": _core(title),
        "word/document.xml": _root("document", f"<w:body>{_body(blocks)}{_section()}</w:body>"),
        "word/_rels/document.xml.rels": _relations(*((_PARTS[part], f"{part}.xml") for part in parts)),
        **{f"word/{part}.xml": content for part, content in parts.items()},
    }
    return _zipped(files)


# --------------------------------------------------------------------------- text


def _body(blocks: Sequence[Block]) -> str:
    pieces: list[str] = []
    for is_table, run in groupby(blocks, key=lambda block: block.role == "row"):
        group = list(run)
        pieces += [_table(group)] if is_table else [_paragraph(block) for block in group]
    return "".join(pieces)


def _paragraph(block: Block) -> str:
    """Headings have their own linked styles; a heading that runs on into its text is numbered directly."""
    first, stop, rest = block.text.partition("。")
    if block.role in ("title", "byline", "text"):
        return _p(_STYLE_OF[block.role], _r(block.text))
    if block.role == "heading" or (block.role == "subheading" and not rest):
        return _p(_STYLE_OF[block.role], _r(block.text))
    level = _LEVELS.index(block.role)
    look = _font(_SUBHEADING) if block.role == "subheading" else "<w:b/>" if block.role == "item" else ""
    runs = _r(first + stop, look) + _r(rest) if rest else _r(block.text)
    return _p("Normal", runs, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')


def _p(style: str, runs: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def _r(text: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def _table(rows: Sequence[Block]) -> str:
    """The first row is the header, repeated on every page; columns are as wide as their texts need."""
    longest = [max(len(row.cells[i]) for row in rows) for i in range(len(rows[0].cells))]
    shares = [min(max(length, 6), 40) ** 0.5 for length in longest]
    widths = [round(_TEXT_WIDTH * _MM * share / sum(shares)) for share in shares]
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(_row(row.cells, widths, header=row is rows[0]) for row in rows)
    properties = (
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/>'
    )
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def _row(cells: Sequence[str], widths: Sequence[int], *, header: bool) -> str:
    properties = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if header else "") + "</w:trPr>"
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{_p('TableText', _r(text, '<w:b/>' if header else ''))}</w:tc>"
        for text, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr>{properties}{inner}</w:tr>"


# --------------------------------------------------------------------------- look

_LEVELS: Final = ("heading", "subheading", "item", "subitem")
_STYLE_OF: Final = {
    "title": "Title",
    "byline": "Byline",
    "text": "Normal",
    "heading": "Heading1",
    "subheading": "Heading2",
}
_INDENT: Final = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_NO_INDENT: Final = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'


def _styles() -> str:
    spacing = '<w:spacing w:line="579" w:lineRule="exact"/>'  # 28.95 pt: 22 lines a page
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_font(_BODY)}{_size(16)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )
    body = _style("Normal", "Normal", f'{spacing}{_INDENT}<w:jc w:val="both"/>', default=True)
    wide = f'<w:spacing w:line="640" w:lineRule="exact"/>{_NO_INDENT}'
    centred = f'{_NO_INDENT}<w:jc w:val="center"/>'
    tight = f'<w:spacing w:before="30" w:after="30" w:line="320" w:lineRule="exact"/>{_NO_INDENT}'
    return _root(
        "styles",
        defaults
        + body
        + _style("Title", "Title", f'{wide}<w:jc w:val="center"/>', _font(_TITLE) + _size(22))
        + _style("Byline", "署名", centred, _font(_SUBHEADING))
        + _style("Heading1", "heading 1", _linked(0), _font(_HEADING))
        + _style("Heading2", "heading 2", _linked(1), _font(_SUBHEADING))
        + _style("TableText", "表格文字", f'{tight}<w:jc w:val="left"/>', _size(10.5)),
    )


def _linked(level: int) -> str:
    """What makes a style a numbered heading: its level in the list, and its place in Word's outline."""
    number = f'<w:ilvl w:val="{level}"/><w:numId w:val="1"/>'
    return f'<w:keepNext/><w:numPr>{number}</w:numPr><w:outlineLvl w:val="{level}"/>'


def _style(style: str, name: str, paragraph: str, run: str = "", *, default: bool = False) -> str:
    base = "" if default else '<w:basedOn w:val="Normal"/>'
    kind = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="paragraph"{kind} w:styleId="{style}"><w:name w:val="{name}"/>{base}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _numbering(numbering: Numbering) -> str:
    levels = "".join(
        _level(index, kind, text)
        for index, (kind, text) in enumerate(zip(numbering.formats, numbering.texts, strict=True))
    )
    return _root(
        "numbering",
        '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
        f'{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )


def _level(index: int, kind: str, text: str) -> str:
    linked = f'<w:pStyle w:val="Heading{index + 1}"/>' if index < 2 else ""
    font = _font((_HEADING, _SUBHEADING, _BODY, _BODY)[index])
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{linked}'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f"<w:pPr>{_INDENT}</w:pPr><w:rPr>{font}</w:rPr></w:lvl>"
    )


def _footer(side: str) -> str:
    """Return the page number between dashes, 4号; odd pages have it on the right, even ones on the left."""
    look = f"{_font('宋体')}{_size(14)}"
    number = f'<w:fldSimple w:instr="PAGE">{_r("1", look)}</w:fldSimple>'
    place = f'<w:pPr>{_NO_INDENT}<w:jc w:val="{side}"/></w:pPr>'
    return _root("ftr", f"<w:p>{place}{_r('— ', look)}{number}{_r(' —', look)}</w:p>")


def _section() -> str:
    """Return the page of GB/T 9704-2012: A4, 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm."""
    top, bottom, left, right, foot = (round(mm * _MM) for mm in (37, 35, 28, 26, 28))
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="footer1"/>'
        '<w:footerReference w:type="even" r:id="footer2"/>'
        f'<w:pgSz w:w="{round(210 * _MM)}" w:h="{round(297 * _MM)}"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="850" '
        f'w:footer="{foot}" w:gutter="0"/></w:sectPr>'
    )


def _fonts() -> str:
    """Say which font stands in where an official one is not installed."""
    return _root(
        "fonts",
        "".join(
            f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>'
            for name, other in _INSTEAD.items()
        ),
    )


def _font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


# --------------------------------------------------------------------------- package


def _root(name: str, inner: str) -> str:
    return f'<w:{name} xmlns:w="{_WORD}" xmlns:r="{_RELATIONS}">{inner}</w:{name}>'


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
        f'<Override PartName="/docProps/core.xml" ContentType="{_CORE}"/></Types>'
    )


def _core(title: str) -> str:
    when = "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*_DATE)
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{when}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title>{dates}</cp:coreProperties>"
    )


def _zipped(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for entry, content in _entries(files):
            archive.writestr(entry, content)
    return buffer.getvalue()


def _entries(files: dict[str, str]) -> Iterator[tuple[zipfile.ZipInfo, str]]:
    for name, content in files.items():
        entry = zipfile.ZipInfo(name, _DATE)
        entry.create_system = 0
        yield entry, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}'
