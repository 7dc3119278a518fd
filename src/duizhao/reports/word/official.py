"""An official document as a Word file in the form of GB/T 9704: its text, automatic numbers, and tables.

Nothing is printed that was not given: no secrecy mark, no date, no name of a program. Tables may be of any
length: their rows are written as they come.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import BinaryIO, Final, Literal
from xml.sax.saxutils import escape

from duizhao.reports.word import official_look as look
from duizhao.reports.word.official_look import OFFICIAL, Numbering
from duizhao.reports.word.official_package import opened, root, write_package
from duizhao.reports.word.xml import legal

Role = Literal[
    "title", "byline", "recipient", "heading", "subheading", "item", "subitem", "text", "row",
    "signature", "note",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a paper by its role, or one row of a table with its cells.

    ``recipient`` stands at the edge (主送), ``signature`` at the right (落款), ``note`` is small.
    """

    role: Role
    text: str = ""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: headings, how wide its columns are beside one another, rows of any number.

    The header row is repeated on every page, no row is parted by a page's end.
    """

    header: tuple[str, ...]
    widths: tuple[float, ...]
    rows: Iterable[tuple[str, ...]]


Part = Block | Table


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of one kind: upright, or turned for wide tables."""

    parts: Iterable[Part]
    landscape: bool = False


def write_official(
    stream: BinaryIO, title: str, sections: Sequence[Section], *, numbering: Numbering = OFFICIAL
) -> None:
    """Write the document; ``title`` is what the file's properties call it."""
    write_package(stream, title, _document(sections), _parts(numbering), packed=True)


def word_file(blocks: Sequence[Block], numbering: Numbering) -> bytes:
    """Return a paper as a docx; equal input gives equal bytes on every machine."""
    title = next(block.text for block in blocks if block.role == "title")
    buffer = io.BytesIO()
    document = _document([Section(_with_tables(blocks))])
    write_package(buffer, title, document, _parts(numbering), packed=False)
    return buffer.getvalue()


def _parts(numbering: Numbering) -> dict[str, str]:
    return {
        "styles": look.styles(),
        "numbering": look.numbering(numbering),
        "settings": root("settings", "<w:evenAndOddHeaders/>"),
        "fontTable": look.fonts(),
        "footer1": look.footer("right"),
        "footer2": look.footer("left"),
    }


def _document(sections: Sequence[Section]) -> Iterator[str]:
    yield opened("document") + "<w:body>"
    for number, section in enumerate(sections, 1):
        page = look.LANDSCAPE if section.landscape else look.PORTRAIT
        part: Part | None = None
        for part in section.parts:
            if isinstance(part, Table):
                yield from _table(part, page.text_width)
            else:
                yield _paragraph(part)
        if isinstance(part, Table):
            yield f"<w:p><w:pPr>{_THIN}</w:pPr></w:p>"  # Word wants one after a table
        properties = look.section(page)
        # All sections but the last end in a paragraph that carries their page.
        yield properties if number == len(sections) else f"<w:p><w:pPr>{_THIN}{properties}</w:pPr></w:p>"
    yield "</w:body></w:document>"


def _with_tables(blocks: Sequence[Block]) -> Iterator[Part]:
    """Gather rows that follow one another into tables: the first row the header, columns by their texts."""
    for is_row, run in groupby(blocks, key=lambda block: block.role == "row"):
        if not is_row:
            yield from run
            continue
        cells = [block.cells for block in run]
        longest = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
        shares = tuple(min(max(length, 6), 40) ** 0.5 for length in longest)
        yield Table(cells[0], shares, cells[1:])


# --------------------------------------------------------------------------- paragraphs

_THIN: Final = '<w:spacing w:line="20" w:lineRule="exact"/>'
_LEVELS: Final = ("heading", "subheading", "item", "subitem")
_STYLE_OF: Final = {
    "title": "Title",
    "byline": "Byline",
    "text": "Normal",
    "heading": "Heading1",
    "subheading": "Heading2",
}
_PLACED: Final = {
    "recipient": look.NO_INDENT,
    "signature": '<w:ind w:rightChars="400" w:right="1280" w:firstLineChars="0" w:firstLine="0"/>'
    '<w:jc w:val="right"/>',
    "note": look.NO_INDENT,
}


def _paragraph(block: Block) -> str:
    """Headings have their own linked styles; a heading that runs on into its text is numbered directly."""
    first, stop, rest = block.text.partition("。")
    if block.role in ("title", "byline", "text"):
        return _p(_STYLE_OF[block.role], _r(block.text))
    if block.role in _PLACED:
        small = look.size(10.5) if block.role == "note" else ""
        return _p("Normal", _r(block.text, small), _PLACED[block.role])
    if block.role == "heading" or (block.role == "subheading" and not rest):
        return _p(_STYLE_OF[block.role], _r(block.text))
    level = _LEVELS.index(block.role)
    kai, bold = look.font(look.SUBHEADING_FONT), "<w:b/>"
    emphasis = kai if block.role == "subheading" else bold if block.role == "item" else ""
    runs = _r(first + stop, emphasis) + _r(rest) if rest else _r(block.text)
    return _p("Normal", runs, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')


def _p(style: str, runs: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def _r(text: str, emphasis: str = "") -> str:
    properties = f"<w:rPr>{emphasis}</w:rPr>" if emphasis else ""
    lines = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in _lines(text)]
    return f"<w:r>{properties}{'<w:br/>'.join(lines)}</w:r>" if text else ""


def _lines(text: str) -> list[str]:
    return legal(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")


# --------------------------------------------------------------------------- tables


def _table(table: Table, width: int) -> Iterator[str]:
    whole = sum(table.widths)
    widths = [round(width * look.MM * share / whole) for share in table.widths]
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    properties = (
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/>'
    )
    yield f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    yield _row(table.header, widths, header=True)
    for row in table.rows:
        yield _row(row, widths, header=False)
    yield "</w:tbl>"


def _row(cells: Sequence[str], widths: Sequence[int], *, header: bool) -> str:
    properties = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if header else "") + "</w:trPr>"
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{_p('TableText', _r(text, '<w:b/>' if header else ''))}</w:tc>"
        for text, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr>{properties}{inner}</w:tr>"
