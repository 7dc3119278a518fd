"""Official documents in Word: page, fonts, automatic numbers, turned pages, as Word sees them."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from duizhao.readers import read
from duizhao.reports.word.official import Block, Section, Table, write_official


def a_report() -> bytes:
    """Return a report with every kind of block and a wide table behind it."""
    upright = [
        Block("title", "某局整改落实情况报告"),
        Block("byline", "（2026年3月10日）"),
        Block("recipient", "县委组织部："),
        Block("text", "现将有关情况报告如下。"),
        Block("heading", "整改进展"),
        Block("subheading", "学习方面"),
        Block("item", "学习抓得不够紧。已集中学习六次。"),
        Block("subitem", "第一次为专题研讨。"),
        Block("heading", "下一步打算"),
        Block("signature", "某局"),
        Block("note", "仅供工作核对，不作为评价个人的依据"),
    ]
    rows = ((str(number), "问题" * 20, "已销号") for number in range(60))
    table = Table(("序号", "问题", "状态"), (1, 8, 2), rows)
    stream = io.BytesIO()
    write_official(
        stream, "报告", [Section(upright), Section([Block("title", "附件"), table], landscape=True)]
    )
    return stream.getvalue()


def test_document_when_opened_in_word_then_pages_are_those_of_the_standard() -> None:
    upright, turned = docx.Document(io.BytesIO(a_report())).sections

    edges = [
        round(one.mm)
        for one in (upright.top_margin, upright.bottom_margin, upright.left_margin, upright.right_margin)
    ]
    assert edges == [37, 35, 28, 26]
    assert turned.orientation == WD_ORIENT.LANDSCAPE
    assert (round(turned.page_width.mm), round(turned.page_height.mm)) == (297, 210)
    assert docx.Document(io.BytesIO(a_report())).settings.odd_and_even_pages_header_footer


def test_document_when_opened_in_word_then_header_row_is_repeated_and_no_row_is_parted() -> None:
    table = docx.Document(io.BytesIO(a_report())).tables[0]

    properties = [row._tr.trPr for row in table.rows]
    assert properties[0].find(qn("w:tblHeader")) is not None
    assert all(one.find(qn("w:cantSplit")) is not None for one in properties)
    assert len(table.rows) == 61


def test_document_when_read_by_our_own_reader_then_numbers_are_automatic() -> None:
    text = read(a_report(), "报告.docx").text

    for line in ("一、整改进展", "（一）学习方面", "1．学习抓得不够紧。", "（1）第一次", "二、下一步打算"):
        assert line in text
    xml = zipfile.ZipFile(io.BytesIO(a_report())).read("word/document.xml").decode()
    assert "一、" not in xml


def test_document_when_written_twice_then_same_bytes_and_nothing_of_who_or_when() -> None:
    assert a_report() == a_report()
    properties = docx.Document(io.BytesIO(a_report())).core_properties
    assert (properties.author, properties.last_modified_by) == ("", "")


def test_text_when_no_xml_can_hold_it_then_the_document_is_whole() -> None:
    stream = io.BytesIO()
    table = Table(("<甲>",), (1,), [("a\x00b\ud800\r\nc",)])
    write_official(stream, "\x01", [Section([Block("title", "\x0b&"), table])])

    assert docx.Document(stream).tables[0].cell(1, 0).text == "a\ufffdb\ufffd\nc"


@pytest.mark.needs_libreoffice
def test_document_when_opened_in_libreoffice_then_upright_and_turned_pages(tmp_path: Path) -> None:
    file = tmp_path / "报告.docx"
    file.write_bytes(a_report())
    soffice = shutil.which("soffice")
    assert soffice
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    asked = [soffice, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(asked, check=True, capture_output=True, timeout=120)

    import pypdfium2

    pages = [page.get_size() for page in pypdfium2.PdfDocument(tmp_path / "报告.pdf")]
    assert pages[0][0] < pages[0][1]
    assert all(width > height for width, height in pages[1:])
    assert len(pages) > 2
