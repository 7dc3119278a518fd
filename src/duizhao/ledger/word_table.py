"""The ledger as a table in a Word document, to be printed and signed."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import BinaryIO, Final
from xml.sax.saxutils import escape

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.shared import Mm

from duizhao.i18n import Translator, translator
from duizhao.ledger.layout import Column
from duizhao.ledger.limits import encodable
from duizhao.ledger.row import NOTICE, LedgerRow, Value
from duizhao.ledger.sheets import Plan, heading_of

SONG: Final = "宋体"
HEI: Final = "黑体"
TITLE_FONT: Final = "方正小标宋简体"
_FALLBACKS: Final = {TITLE_FONT: "宋体", SONG: "SimSun", HEI: "SimHei"}

_NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DOCUMENT: Final = "word/document.xml"
_PAGE: Final = (297, 210)
_MARGIN: Final = 12.7
_SIZES: Final = {"title": 36, "subtitle": 18, "cell": 15}  # half points
_TWIPS_PER_MM: Final = 1440 / 25.4
_DATE_WIDTH: Final = 12.5
_MADE: Final = datetime(2000, 1, 1)
# No XML file can hold these; Word has no way to write them.
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LINES: Final = re.compile(r"\r\n|\r|\n")


def write_word(plan: Plan, stream: BinaryIO, *, language: str = "zh") -> int:
    """Write the columns that are not folded and return how many rows there are.

    A4 landscape, the header row repeated on every page, no row parted by a page's end. Characters that no
    XML file can hold become U+FFFD, and every line end a new paragraph.
    """
    columns = [column for column in plan.layout.columns if not column.fold]
    skeleton = _skeleton(plan, columns, language)
    count = 0
    packed = BytesIO()
    with zipfile.ZipFile(skeleton) as whole, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name in whole.namelist():
            content = whole.read(name)
            # A fixed time, so that the same rows make the same file.
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            if name != _DOCUMENT:
                package.writestr(info, content)
                continue
            head, mark, tail = content.partition(b"</w:tbl>")
            with package.open(info, "w", force_zip64=True) as part:
                part.write(head)
                for count, row in enumerate(plan.rows, start=1):
                    part.write(_row(count, row, columns).encode())
                part.write(mark + tail)
    stream.write(packed.getbuffer())
    return count


def _skeleton(plan: Plan, columns: Sequence[Column], language: str) -> BytesIO:
    """Return the document with the table's header and none of its rows."""
    document = docx.Document()
    _ = translator(language)
    _set_page(document)
    title = encodable(plan.unit + plan.layout.title.text(language))
    _set_properties(document, title)
    _name_fallbacks(document)
    body = document.element.body
    parts = (
        _paragraph(title, "title", TITLE_FONT),
        _paragraph(heading_of(plan, _), "subtitle", SONG),
        _table_head(columns, language),
        _paragraph("", "cell", SONG),  # Word wants one after a table
    )
    for part in parts:
        body.insert(len(body) - 1, parse_xml(part))  # before the section's properties
    _write_footer(document, plan, _)
    saved = BytesIO()
    document.save(saved)
    return saved


def _set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(_PAGE[0]), Mm(_PAGE[1])
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin, section.bottom_margin = Mm(15), Mm(15)
    section.footer_distance = Mm(8)


def _name_fallbacks(document: WordDocument) -> None:
    """Say which font to take where the official one is not installed."""
    for part in document.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            fonts = "".join(
                f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
                for name, other in _FALLBACKS.items()
            )
            part._blob = part.blob.replace(b"</w:fonts>", f"{fonts}</w:fonts>".encode())


def _set_properties(document: WordDocument, title: str) -> None:
    """Say nothing of who made the file and when, nor with what."""
    properties = document.core_properties
    properties.title = _clean(title)[:200]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = _MADE


def _write_footer(document: WordDocument, plan: Plan, _: Translator) -> None:
    notice = _(NOTICE) + "　　" if plan.personal else ""
    before, middle, after = (
        _("第 %(page)s 页，共 %(pages)s 页").replace("%(pages)s", "%(page)s").split("%(page)s")
    )
    runs = (
        _run(notice + before, "subtitle", SONG), _field("PAGE"), _run(middle, "subtitle", SONG),
        _field("NUMPAGES"), _run(after, "subtitle", SONG),
    )  # fmt: skip
    footer = document.sections[0].footer
    footer.paragraphs[0]._p.getparent().replace(footer.paragraphs[0]._p, parse_xml(_centred("".join(runs))))


def _table_head(columns: Sequence[Column], language: str) -> str:
    widths = _widths(columns)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(f'<w:{side} w:w="40" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    titles = [column.title.text(language) for column in columns]
    cells = "".join(
        _cell(title, width, HEI, centred=True, fill="E3EAF2")
        for title, width in zip(titles, widths, strict=True)
    )
    return (
        f'<w:tbl xmlns:w="{_NAMESPACE}"><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr></w:tbl>"
    )


def _row(number: int, row: LedgerRow, columns: Sequence[Column]) -> str:
    values = (number if c.key == "no" else row.cell(c.key) if c.key else row.other(c.name) for c in columns)
    cells = "".join(
        _cell(_text(value), width, SONG, centred=column.kind != "long")
        for value, column, width in zip(values, columns, _widths(columns), strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _widths(columns: Sequence[Column]) -> list[int]:
    """Return the columns' widths in twips: the page's width shared out as the layout shares its own."""
    page = (_PAGE[0] - 2 * _MARGIN) * _TWIPS_PER_MM
    # A date that is broken over two lines reads badly.
    wanted = [max(column.width, _DATE_WIDTH) if column.kind == "date" else column.width for column in columns]
    return [int(width / sum(wanted) * page) for width in wanted]


def _cell(text: str, width: int, font: str, *, centred: bool, fill: str = "") -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    align = "center" if centred else "left"
    paragraphs = "".join(
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="{align}"/></w:pPr>'
        f"{_run(line, 'cell', font)}</w:p>"
        for line in _LINES.split(text)
    )
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


def _paragraph(text: str, size: str, font: str) -> str:
    return _centred(_run(text, size, font))


def _centred(runs: str) -> str:
    return (
        f'<w:p xmlns:w="{_NAMESPACE}"><w:pPr><w:spacing w:before="0" w:after="80"/>'
        f'<w:jc w:val="center"/></w:pPr>{runs}</w:p>'
    )


def _run(text: str, size: str, font: str) -> str:
    pieces = _clean(text).split("\t")
    body = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in pieces)
    return f"<w:r>{_run_properties(size, font)}{body}</w:r>"


def _field(code: str) -> str:
    return "".join(_run_of_field(part) for part in _field_parts(code))


def _field_parts(code: str) -> Iterator[str]:
    yield '<w:fldChar w:fldCharType="begin"/>'
    yield f'<w:instrText xml:space="preserve"> {code} </w:instrText>'
    yield '<w:fldChar w:fldCharType="separate"/>'
    yield "<w:t>1</w:t>"
    yield '<w:fldChar w:fldCharType="end"/>'


def _run_of_field(part: str) -> str:
    return f"<w:r>{_run_properties('subtitle', SONG)}{part}</w:r>"


def _run_properties(size: str, font: str) -> str:
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
    return f'<w:rPr>{fonts}<w:sz w:val="{_SIZES[size]}"/><w:szCs w:val="{_SIZES[size]}"/></w:rPr>'


def _text(value: Value) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _clean(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", encodable(text))
