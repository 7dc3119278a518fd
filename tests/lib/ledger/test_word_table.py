"""The Word document is a table to print and sign, and can be read back like any other ledger in Word."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT

from duizhao.ledger import LedgerRow, layout, read, write

BuildRow = Callable[..., LedgerRow]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(*rows: LedgerRow, **how: Any) -> Document:
    buffer = io.BytesIO()
    write(rows, buffer, form="docx", **how)
    return docx.Document(buffer)


def test_word_is_a4_landscape_with_title_and_count(a_row: BuildRow) -> None:
    document = opened(a_row(), a_row(2))
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[:2] == ["云岭市水利局对照检查问题整改台账", "共 2 个问题，来自 1 份材料"]


def test_word_repeats_its_header_and_parts_no_row(a_row: BuildRow) -> None:
    header, body = opened(a_row()).tables[0].rows
    assert header._tr.find(f"{W}trPr/{W}tblHeader") is not None
    assert body._tr.find(f"{W}trPr/{W}cantSplit") is not None
    assert body._tr.find(f"{W}trPr/{W}tblHeader") is None


def test_word_holds_the_columns_that_are_not_folded(a_row: BuildRow) -> None:
    titles = [cell.text for cell in opened(a_row()).tables[0].rows[0].cells]
    assert titles == [column.title.zh for column in layout().columns if not column.fold]


def test_word_table_is_no_wider_than_the_page(a_row: BuildRow) -> None:
    document = opened(a_row())
    width = sum(int(column.get(f"{W}w")) for column in document.tables[0]._tbl.iter(f"{W}gridCol"))
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    assert width * 635 <= room  # 635 of Word's finest units are a twentieth of a point


def test_word_names_official_fonts_and_what_to_take_without_them(a_row: BuildRow) -> None:
    buffer = io.BytesIO()
    write([a_row()], buffer, form="docx")
    with zipfile.ZipFile(buffer) as package:
        assert 'w:eastAsia="方正小标宋简体"' in package.read("word/document.xml").decode()
        assert (
            '<w:font w:name="方正小标宋简体"><w:altName w:val="宋体"/>'
            in package.read("word/fontTable.xml").decode()
        )


def test_word_says_nothing_of_who_made_it(a_row: BuildRow) -> None:
    properties = opened(a_row()).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")


def test_word_when_a_row_is_from_a_personal_paper_then_notice_is_above_and_below(a_row: BuildRow) -> None:
    document = opened(a_row(paper="个人材料"))
    notice = "仅供工作核对，不作为评价个人的依据"
    assert notice in document.paragraphs[1].text
    assert notice in document.sections[0].footer.paragraphs[0].text


def test_word_when_text_holds_what_xml_cannot_then_is_still_a_document(a_row: BuildRow) -> None:
    cells = opened(a_row(problem="a\x00b<r>&\ud800", note="甲\n乙\t丙")).tables[0].rows[1].cells
    texts = [cell.text for cell in cells]
    assert "a\ufffdb<r>&\ufffd" in texts
    assert "甲\n乙\t丙" in texts


def test_word_when_read_back_then_what_it_shows_is_there(a_row: BuildRow, tmp_path: Path) -> None:
    row = a_row(goal="1. 甲\n2. 乙", due=date(2023, 6, 30), closed="长期坚持", owner="=甲", note="a\tb")
    write([row], tmp_path / "t.docx")
    (back,) = read(tmp_path / "t.docx").rows
    shown = [column.key for column in layout().columns if not column.fold and column.key != "no"]
    assert {key: back.cell(key) for key in shown} == {key: row.cell(key) for key in shown}


def test_word_when_people_merged_cells_and_deleted_text_then_the_table_is_read_as_shown(
    tmp_path: Path,
) -> None:
    document = docx.Document()
    table = document.add_table(rows=4, cols=4)
    for cell, title in zip(table.rows[0].cells, ("序号", "存在问题", "整改措施", "责任人"), strict=True):
        cell.text = title
    for row, texts in zip(
        table.rows[1:], (("1", "甲", "一", "李文"), ("", "", "二", ""), ("2", "乙", "三", "")), strict=True
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for column in (0, 1):
        table.cell(1, column).merge(table.cell(2, column))
    table.cell(2, 3).merge(table.cell(3, 3)).text = "王强"
    document.save(tmp_path / "t.docx")
    rows = read(tmp_path / "t.docx").rows
    assert [(row.problem.strip(), row.measures, row.owner) for row in rows] == [
        ("甲", "一\n二", "李文\n王强"),
        ("乙", "三", "王强"),
    ]


@pytest.mark.needs_libreoffice
def test_word_when_printed_then_header_is_on_every_page(a_row: BuildRow, tmp_path: Path) -> None:
    write([a_row(n, problem="问" * 120, measures="措" * 300) for n in range(1, 19)], tmp_path / "t.docx")
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(tmp_path), str(tmp_path / "t.docx")], check=True, capture_output=True)
    assert (tmp_path / "t.pdf").read_bytes().count(b"/Type/Page/") > 2
