"""A Word file made from a text: a paragraph a line, in the type of official papers, and its trace."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from duizhao.readers.docx.names import W
from duizhao.readers.docx.tracing import Piece, Trace
from duizhao.record import Span
from duizhao.reports.word.xml import add, add_text

if TYPE_CHECKING:
    from lxml.etree import _Element

_PART: Final = "word/document.xml"
_MAIN: Final = W[1:-1]
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS: Final = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    ),
    "word/_rels/document.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" '
        'Target="styles.xml"/></Relationships>'
    ),
    # 三号仿宋 at a fixed 28 points, as GB/T 9704 sets official papers; no indent: a text brings its own.
    "word/styles.xml": (
        f'<w:styles xmlns:w="{_MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋_GB2312" w:hAnsi="Times New Roman"/>'
        '<w:sz w:val="32"/><w:lang w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:line="560" w:lineRule="exact"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        "</w:styles>"
    ),
}
# A4; margins of GB/T 9704: 37 and 35 mm above and below, 28 and 26 mm at the sides.
_SECTION: Final = (
    (W + "pgSz", {"w": "11906", "h": "16838"}),
    (W + "pgMar", {"top": "2098", "bottom": "1984", "left": "1587", "right": "1474",
                   "header": "851", "footer": "1400", "gutter": "0"}),
)  # fmt: skip
_TAB_OR_TEXT: Final = re.compile("\t|[^\t]+")


def word_file(text: str) -> tuple[bytes, Trace]:
    """Return a package with the text, and where each character stands in the tree of its body."""
    from lxml import etree

    root = etree.Element(f"{W}document", nsmap={"w": _MAIN})
    body = add(root, f"{W}body")
    pieces: list[Piece] = []
    paragraphs: list[tuple[Span, _Element]] = []
    for start, line in _lines(text):
        paragraph = add(body, f"{W}p")
        pieces.extend(_pieces(paragraph, start, line))
        paragraphs.append((Span(start, start + len(line)), paragraph))
    section = add(body, f"{W}sectPr")
    for tag, values in _SECTION:
        add(section, tag, {W + name: value for name, value in values.items()})
    return _package(root), Trace(_PART, root, text, tuple(pieces), tuple(paragraphs))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.removesuffix("\n").split("\n"):
        yield start, line
        start += len(line) + 1


def _pieces(paragraph: _Element, start: int, line: str) -> Iterator[Piece]:
    run = add(paragraph, f"{W}r") if line else paragraph
    for match in _TAB_OR_TEXT.finditer(line):
        element = add(run, f"{W}tab") if match.group() == "\t" else add_text(run, f"{W}t", match.group())
        yield Piece(start + match.start(), match.group(), element)


def _package(root: _Element) -> bytes:
    from lxml import etree

    written = {name: f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}'.encode()
               for name, content in _PARTS.items()}  # fmt: skip
    written[_PART] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in written.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            package.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
