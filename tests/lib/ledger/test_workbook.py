"""The workbook is one that people can work in: read here by another program than the one that wrote it."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from duizhao.ledger import Appendix, Extra, LedgerRow, layout, phrase, read, write
from duizhao.ledger.layout import parse_layout
from duizhao.ledger.putting import CUT
from duizhao.ledger.sheets import PEEK

BuildRow = Callable[..., LedgerRow]
HEADER = 4


def opened(*rows: LedgerRow, **how: Any) -> openpyxl.Workbook:
    buffer = io.BytesIO()
    write(rows, buffer, form="xlsx", **how)
    return openpyxl.load_workbook(buffer)


def ledger(*rows: LedgerRow, **how: Any) -> Worksheet:
    sheet = opened(*rows, **how).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def column(sheet: Worksheet, title: str) -> int:
    for cell in sheet[HEADER]:
        if str(cell.value).replace("\n", "") == title:
            return int(cell.column)
    raise AssertionError(title)


def cell(sheet: Worksheet, title: str, row: int = HEADER + 1) -> Any:
    return sheet.cell(row, column(sheet, title))


def letter(sheet: Worksheet, title: str) -> str:
    return str(cell(sheet, title).column_letter)


def test_workbook_when_opened_then_title_header_and_first_columns_stay(a_row: BuildRow) -> None:
    sheet = ledger(a_row())
    assert sheet["A2"].value == "云岭市水利局对照检查问题整改台账"
    assert sheet["A3"].value == "共 1 个问题，来自 1 份材料"
    assert sheet.freeze_panes == "E5"
    assert sheet.auto_filter.ref == f"A4:{letter(sheet, '原文位置')}5"


def test_workbook_when_printed_then_a4_landscape_one_page_wide_header_on_each_page(a_row: BuildRow) -> None:
    sheet = ledger(a_row())
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    # A width of one page is what Excel takes where none is said.
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$4:$4"
    assert "$A$2:" in str(sheet.print_area)
    assert {"&P", "&N"} <= set(re.findall("&[PN]", str(sheet.oddFooter.center.text)))


def test_deadline_when_date_then_cell_is_a_real_date(a_row: BuildRow) -> None:
    found = cell(ledger(a_row(due=date(2023, 6, 30))), "整改时限")
    assert found.value == datetime(2023, 6, 30)
    assert found.number_format == "yyyy-mm-dd"


def test_deadline_when_words_then_cell_holds_the_words(a_row: BuildRow) -> None:
    assert cell(ledger(a_row(due="长期坚持")), "整改时限").value == "长期坚持"


def test_drop_downs_and_date_checks_cover_added_rows_too(a_row: BuildRow) -> None:
    sheet = ledger(a_row())
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    kinds = rules[f"{letter(sheet, '整改类型')}5"]
    assert kinds.formula1 == '"立行立改,限期整改,长期坚持"'
    assert str(kinds.sqref).endswith("506")
    assert (
        rules[f"{letter(sheet, '完成情况')}5"].formula1
        == '"已完成,基本完成,阶段性完成并长期坚持,正在推进,未启动"'
    )
    assert rules[f"{letter(sheet, '整改时限')}5"].type == "date"


def test_drop_down_when_choices_are_too_long_for_a_check_then_they_stand_on_a_hidden_sheet(
    a_row: BuildRow, tmp_path: Path
) -> None:
    words = ", ".join(f'"第{n}种处理方式的名称"' for n in range(40))
    text = (
        'schema = "duizhao.ledger-columns/1"\ntitle = { zh = "台账" }\n[[columns]]\nkey = "id"\n'
        f'[[columns]]\nkey = "problem"\n[[columns]]\nkey = "status"\nchoices = [{words}]\n'
    )
    buffer = io.BytesIO()
    write([a_row()], buffer, form="xlsx", columns=parse_layout(text, "x"))
    (tmp_path / "t.xlsx").write_bytes(buffer.getvalue())
    assert read(tmp_path / "t.xlsx").notes == ()
    book = openpyxl.load_workbook(buffer)
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    assert [rule.formula1 for rule in sheet.data_validations.dataValidation] == ["_lists!$A$1:$AN$1"]
    assert book["_lists"].sheet_state == "veryHidden"


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@SUM(1)", "\t=1", "\r=1", "＝1+1"])
def test_text_when_it_looks_like_a_formula_then_is_text_and_stays_text_when_edited(
    text: str, a_row: BuildRow
) -> None:
    found = cell(ledger(a_row(note=text, problem=text)), "备注")
    assert found.data_type in ("s", "inlineStr")
    assert found.quotePrefix


def test_workbook_when_texts_look_like_formulas_or_links_then_holds_none(a_row: BuildRow) -> None:
    buffer = io.BytesIO()
    texts = {
        "note": '=HYPERLINK("http://x")',
        "owner": "http://x",
        "evidence": "mailto:a@b",
        "goal": "internal:A1",
    }
    write([a_row(**texts)], buffer, form="xlsx")
    with zipfile.ZipFile(buffer) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert not [name for name in parts if "sheet1.xml.rels" in name]
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet


def test_cell_when_text_is_longer_than_excel_allows_then_cut_with_a_word_and_read_back_whole(
    a_row: BuildRow, tmp_path: Path
) -> None:
    long = a_row(measures="措" * 40_000, progress="𠮷" * 20_000)
    write([long], tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0]
    assert isinstance(sheet, Worksheet)
    for title in ("整改措施", "进展"):
        shown = cell(sheet, title).value
        assert shown.endswith(CUT)
        assert len(shown.encode("utf-16-le")) // 2 <= 32_767
    assert read(tmp_path / "t.xlsx").rows == (long,)


def test_cell_when_cut_text_is_edited_then_what_was_not_seen_is_kept(a_row: BuildRow, tmp_path: Path) -> None:
    write([a_row(measures="措" * 40_000)], tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    place = cell(sheet, "整改措施")
    hidden = 40_000 - (len(place.value) - len(CUT))
    place.value = "改写后的开头。" + CUT
    book.save(tmp_path / "t.xlsx")
    assert read(tmp_path / "t.xlsx").rows[0].measures == "改写后的开头。" + "措" * hidden


def test_row_height_when_text_is_long_then_all_lines_show(a_row: BuildRow) -> None:
    sheet = ledger(a_row(problem="问" * 340), a_row(2, problem="短。", measures=""))
    width = sheet.column_dimensions[letter(sheet, "问题")].width
    lines = 340 * 14 / (width * 7)
    assert sheet.row_dimensions[5].height >= lines * 13.5
    assert sheet.row_dimensions[6].height < 60


def test_column_when_a_cell_would_be_higher_than_a_row_can_be_then_is_wider(a_row: BuildRow) -> None:
    narrow, wide = ledger(a_row()), ledger(a_row(problem="问" * 700))
    name = letter(narrow, "问题")
    assert wide.column_dimensions[name].width > narrow.column_dimensions[name].width
    assert wide.row_dimensions[5].height <= 409


def test_columns_when_folded_then_hidden_in_groups_with_a_sign_to_open(a_row: BuildRow) -> None:
    sheet = ledger(a_row(), a_row(2, unit="云岭市林业局"))
    folded = [c.title.zh for c in layout().columns if c.fold]
    assert {title for title in folded if sheet.column_dimensions[letter(sheet, title)].hidden} == set(folded)
    assert sheet.column_dimensions[letter(sheet, "事例")].outlineLevel == 1
    assert sheet.column_dimensions[letter(sheet, "整改目标（销号标准）")].collapsed
    assert all(title in str(sheet["A1"].value) for title in folded)
    assert not sheet.column_dimensions[letter(sheet, "单位")].hidden


def test_unit_when_all_rows_share_it_then_stands_in_the_title_and_its_column_is_folded(
    a_row: BuildRow,
) -> None:
    one = ledger(a_row(), a_row(2))
    two = ledger(a_row(), a_row(2, unit="云岭市林业局"))
    assert one.column_dimensions["B"].hidden
    assert two["A2"].value == "对照检查问题整改台账"


def test_notice_when_a_row_is_from_a_personal_paper_then_stands_on_every_page(a_row: BuildRow) -> None:
    notice = "仅供工作核对，不作为评价个人的依据"
    personal, team = ledger(a_row(paper="个人材料")), ledger(a_row(paper="班子材料"))
    assert notice in str(personal["A3"].value)
    assert notice in str(personal.oddFooter.left.text)
    assert notice not in str(team["A3"].value) + str(team.oddFooter.left.text)


def test_guide_names_every_column_who_fills_it_and_the_choices(a_row: BuildRow) -> None:
    guide = opened(a_row())["填写说明"]
    cells = {row[0]: row for row in guide.iter_rows(values_only=True) if row[1]}
    assert {c.title.zh for c in layout().columns} <= cells.keys()
    assert cells["整改类型"][1:] == ("填报人", layout().columns[11].help.zh, "立行立改、限期整改、长期坚持")
    assert cells["问题"][1] == "程序"


def test_hidden_sheet_names_the_form_and_every_row(a_row: BuildRow) -> None:
    book = opened(a_row(), a_row(2))
    sheet = book["_duizhao"]
    assert sheet.sheet_state == "veryHidden"
    values = list(sheet.iter_rows(values_only=True))
    assert values[0][0] == "duizhao.ledger/1"
    assert [row[0] for row in values[2:4]] == ["3fa9c1d2-P1", "3fa9c1d2-P2"]
    assert values[4][1] == "seal"
    assert json.loads(str(values[2][1]))["fields"]["place"] == "第4行，第101—150字"


def test_properties_say_nothing_of_who_made_the_file_and_when(a_row: BuildRow) -> None:
    properties = opened(a_row()).properties
    assert (properties.creator or "", properties.lastModifiedBy or "") == ("", "")
    assert properties.created == datetime(2000, 1, 1)


def test_workbook_when_written_twice_then_byte_for_byte_the_same(a_row: BuildRow) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    for buffer in (first, second):
        write([a_row()], buffer, form="xlsx")
    assert first.getvalue() == second.getvalue()


def test_extra_columns_get_a_column_of_their_own_before_the_remarks(a_row: BuildRow) -> None:
    sheet = ledger(a_row(extra=(Extra("涉及金额", 12.5), Extra("移送日期", date(2023, 5, 4)))))
    assert column(sheet, "涉及金额") + 2 == column(sheet, "备注")
    assert cell(sheet, "涉及金额").value == 12.5
    assert cell(sheet, "移送日期").value == datetime(2023, 5, 4)


def test_appendix_when_its_list_fills_while_rows_are_written_then_is_complete(a_row: BuildRow) -> None:
    failed: list[tuple[str, str]] = []

    def stream() -> Iterator[LedgerRow]:
        yield a_row()
        failed.append(("坏.docx", "=文件已损坏"))

    columns = ((phrase("文件"), 20.0), (phrase("原因"), 30.0))
    book = io.BytesIO()
    write(stream(), book, form="xlsx", appendices=[Appendix(phrase("未能读取"), columns, failed)])
    sheet = openpyxl.load_workbook(book)["未能读取"]
    assert list(sheet.iter_rows(values_only=True)) == [("文件", "原因"), ("坏.docx", "=文件已损坏")]
    assert sheet["B2"].data_type != "f"


def test_appendix_when_empty_then_no_sheet(a_row: BuildRow) -> None:
    empty = Appendix(phrase("未能读取"), ((phrase("文件"), 20.0),), [])
    assert "未能读取" not in opened(a_row(), appendices=[empty]).sheetnames


def test_stream_when_longer_than_is_looked_ahead_then_every_row_is_written(a_row: BuildRow) -> None:
    count = PEEK + 50
    buffer = io.BytesIO()
    assert write((a_row(n) for n in range(count)), buffer, form="xlsx") == count
    sheet = openpyxl.load_workbook(buffer, read_only=True).worksheets[0]
    ids = [row[-4] for row in sheet.iter_rows(min_row=5, values_only=True)]
    assert ids == [f"3fa9c1d2-P{n}" for n in range(count)]


def test_ledger_when_empty_then_still_a_table_to_fill_in() -> None:
    sheet = ledger()
    assert sheet["A4"].value == "序号"
    assert sheet["A3"].value == "共 0 个问题，来自 0 份材料"


def test_overdue_rule_looks_at_deadline_and_closing_date(a_row: BuildRow) -> None:
    sheet = ledger(a_row())
    due, closed = letter(sheet, "整改时限"), letter(sheet, "销号日期")
    (rule,) = [
        rule for ranges in sheet.conditional_formatting for rule in ranges.rules if rule.type == "expression"
    ]
    assert rule.formula == [f'AND(ISNUMBER(${due}5),${due}5<TODAY(),${closed}5="")']
    assert "逾期" in str(rule.dxf.numFmt.formatCode)


def test_marked_cells_are_set_off_by_colour(a_row: BuildRow) -> None:
    sheet = ledger(a_row(owner="甲"), marks=frozenset({("3fa9c1d2-P1", "owner")}))
    assert cell(sheet, "责任人").fill.fgColor.rgb != cell(sheet, "责任领导").fill.fgColor.rgb
    assert "冲突" in str(sheet["A1"].value)


@pytest.mark.needs_libreoffice
def test_workbook_when_saved_by_libreoffice_then_nothing_is_lost(a_row: BuildRow, tmp_path: Path) -> None:
    rows = (
        a_row(note="=1+1", owner="a\x01b_x0041_", goal="1. 甲\n2. 乙", extra=(Extra("金额", 12.5),)),
        a_row(2, due="长期坚持", measures="措" * 40_000),
    )
    write(rows, tmp_path / "t.xlsx")
    convert(tmp_path / "t.xlsx", "xlsx", tmp_path / "saved")
    assert read(tmp_path / "saved" / "t.xlsx").rows == rows


@pytest.mark.needs_libreoffice
@pytest.mark.needs_pdftotext
def test_workbook_when_printed_then_pages_are_landscape_and_numbered(a_row: BuildRow, tmp_path: Path) -> None:
    write([a_row(n, problem="问" * 120, measures="措" * 300) for n in range(1, 19)], tmp_path / "t.xlsx")
    convert(tmp_path / "t.xlsx", "pdf", tmp_path)
    text = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "t.pdf"), "-"], capture_output=True, check=True
    ).stdout.decode()
    pages = text.split("\f")
    assert "表头浅黄" not in pages[0]
    assert all("序号" in page for page in pages[:4])
    assert re.search(r"第 2 页，共 \d+ 页", pages[1])
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 (\d+)[.\d]* (\d+)", (tmp_path / "t.pdf").read_bytes())
    assert (b"841", b"595") in boxes


def convert(path: Path, form: str, folder: Path) -> None:
    """Let LibreOffice convert a file, in a profile of its own."""
    profile = folder / "profile"
    command = ["soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}"]
    subprocess.run(
        [*command, "--convert-to", form, "--outdir", str(folder), str(path)], check=True, capture_output=True
    )
