"""Ledgers that people made or changed: other layouts and names, merged cells, added rows, dates as text."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from duizhao.errors import DuizhaoError, ErrorCode
from duizhao.ledger import Extra, LedgerFile, LedgerRow, layout, read, write
from duizhao.ledger.layout import parse_layout

BuildRow = Callable[..., LedgerRow]
Change = Callable[[Worksheet], None]


def a_sheet(path: Path, lines: Sequence[Sequence[Any]], merged: Sequence[str] = ()) -> LedgerFile:
    """Write a workbook as people make them, and read it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "清单"
    for line in lines:
        sheet.append(list(line))
    for area in merged:
        sheet.merge_cells(area)
    book.save(path / "t.xlsx")
    return read(path / "t.xlsx")


def edited(path: Path, rows: Sequence[LedgerRow], change: Change) -> LedgerFile:
    """Write a ledger of ours, let somebody work in it, and read it."""
    write(rows, path / "t.xlsx")
    book = openpyxl.load_workbook(path / "t.xlsx")
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    change(sheet)
    book.save(path / "t.xlsx")
    return read(path / "t.xlsx")


HEAD = ("序号", "存在问题", "整改措施", "责任单位", "完成时限")


def test_ledger_of_another_when_columns_have_other_usual_names_then_is_mapped(tmp_path: Path) -> None:
    ledger = a_sheet(tmp_path, [["整改清单"], HEAD, [1, "调研不深入", "下基层", "办公室", "2023年6月底"]])
    (row,) = ledger.rows
    assert (row.problem, row.measures, row.lead_unit, row.due) == (
        "调研不深入",
        "下基层",
        "办公室",
        date(2023, 6, 30),
    )


def test_ledger_of_another_when_names_are_nearly_ours_then_is_mapped(tmp_path: Path) -> None:
    head = ("问题（必填）", " 整 改 措 施： ", "整改责任领导", "牵头责任部门", "佐证材料名称")
    ledger = a_sheet(tmp_path, [head, ["甲", "乙", "丙", "丁", "戊"]])
    (row,) = ledger.rows
    assert (row.problem, row.measures, row.sponsor, row.lead_unit, row.evidence) == (
        "甲",
        "乙",
        "丙",
        "丁",
        "戊",
    )


def test_ledger_of_another_when_header_has_two_rows_then_both_are_read(tmp_path: Path) -> None:
    ledger = a_sheet(
        tmp_path,
        [
            ["云岭市水利局整改清单"],
            ["序号", "问题", "整改", None, "责任", None, None],
            [None, None, "措施", "时限", "责任领导", "责任部门", "责任人"],
            [1, "甲", "一", "2023.6.30", "陈明", "办公室", "李文"],
        ],
        ["A1:G1", "A2:A3", "B2:B3", "C2:D2", "E2:G2"],
    )
    (row,) = ledger.rows
    assert (row.measures, row.due, row.sponsor, row.lead_unit, row.owner) == (
        "一",
        date(2023, 6, 30),
        "陈明",
        "办公室",
        "李文",
    )


def test_ledger_of_another_when_problem_spans_rows_then_they_are_one_row(tmp_path: Path) -> None:
    ledger = a_sheet(
        tmp_path,
        [
            HEAD,
            [1, "甲", "一", "办公室", "2023-06-30"],
            [None, None, "二", "人事科", "2023-06-30"],
            [2, "乙", "三", "办公室", ""],
        ],
        ["A2:A3", "B2:B3"],
    )
    first, second = ledger.rows
    assert (first.measures, first.lead_unit, first.due) == ("一\n二", "办公室\n人事科", date(2023, 6, 30))
    assert second.problem == "乙"


def test_measures_when_each_has_a_row_of_its_own_then_its_day_and_person_stay_with_it(tmp_path: Path) -> None:
    found = a_sheet(
        tmp_path,
        [
            ["序号", "问题", "整改措施", "责任人", "完成时限"],
            [1, "水表离线", "先修", "甲", "2026年6月底"],
            ["", "", "再收", "乙", "2026.9.30"],
            ["合计", 1, "", "", ""],
        ],
        ["A2:A3", "B2:B3"],
    )

    (placed,) = found.placed
    assert [(one.measures, one.owner, one.due) for one in placed.steps] == [
        ("先修", "甲", date(2026, 6, 30)),
        ("再收", "乙", date(2026, 9, 30)),
    ]
    assert found.faults == ()


@pytest.mark.parametrize(
    "line", [[4, "合计", "", "", ""], ["总计", 3, 2, 1, "50%"], ["小 计：", "", "", "", ""]]
)
def test_line_when_it_sums_up_then_it_is_no_row(tmp_path: Path, line: Sequence[Any]) -> None:
    head = ["序号", "问题", "整改措施", "责任人", "完成时限"]

    found = a_sheet(tmp_path, [head, [1, "水表离线", "先修", "甲", "2026年6月底"], line])

    assert [row.problem for row in found.rows] == ["水表离线"]


def test_ledger_of_another_when_cell_spans_rows_then_counts_for_each(tmp_path: Path) -> None:
    head = ("单位", *HEAD[1:])
    ledger = a_sheet(
        tmp_path, [head, ["水利局", "甲", "一", "办", ""], [None, "乙", "二", "办", ""]], ["A2:A3"]
    )
    assert [row.unit for row in ledger.rows] == ["水利局", "水利局"]


def test_ledger_of_another_when_rows_stand_under_headings_then_these_are_their_aspects(
    tmp_path: Path,
) -> None:
    ledger = a_sheet(
        tmp_path,
        [
            HEAD,
            ["一、理论学习方面"],
            [1, "甲", "一", "办", ""],
            ["（二）工作作风方面"],
            [2, "乙", "二", "办", ""],
            ["合计", "", "", "", ""],
            ["填表人：李文    审核人：陈明"],
        ],
        ["A2:E2", "A4:E4"],
    )
    assert [(row.aspect, row.problem) for row in ledger.rows] == [
        ("理论学习方面", "甲"),
        ("工作作风方面", "乙"),
    ]
    assert ledger.faults == ()


def test_ledger_of_another_when_row_has_no_problem_then_is_named_with_place_and_content(
    tmp_path: Path,
) -> None:
    ledger = a_sheet(tmp_path, [HEAD, [1, "甲", "一", "办", ""], [2, None, "二", "人事科", "2023-06-30"]])
    (fault,) = ledger.faults
    assert fault.lost
    assert fault.text() == "工作表“清单”第 3 行：“问题”一栏是空的"
    assert fault.content == "2 | 二 | 人事科 | 2023-06-30"


def test_ledger_of_another_when_template_rows_are_only_numbered_then_they_are_no_rows(tmp_path: Path) -> None:
    ledger = a_sheet(tmp_path, [HEAD, [1, "甲", "一", "办", ""], [2], [3], ["4."], []])
    assert len(ledger.rows) == 1
    assert ledger.faults == ()


def test_date_when_it_has_no_year_then_text_is_kept_and_named(tmp_path: Path) -> None:
    ledger = a_sheet(tmp_path, [HEAD, [1, "甲", "一", "办", "6月底"], [2, "乙", "二", "办", "长期坚持"]])
    assert [row.due for row in ledger.rows] == ["6月底", "长期坚持"]
    (fault,) = ledger.faults
    assert not fault.lost
    assert fault.text() == "工作表“清单”第 2 行“完成时限”：“6月底”没有写年份，照原样保留"


@pytest.mark.parametrize("shown_as", [14, 31, 57, 'yyyy"年"m"月"d"日"', "[$-804]yyyy/m/d;@", "General"])
def test_date_when_cell_is_a_date_in_any_usual_format_then_is_that_day(
    shown_as: int | str, tmp_path: Path
) -> None:
    # 31 and 57 are what Chinese Excel and WPS give a date; openpyxl takes them for plain numbers.
    book = xlsxwriter.Workbook(tmp_path / "t.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, [1, "甲", "一", "办"])
    style = book.add_format()
    style.set_num_format(shown_as)
    sheet.write_number(1, 4, 45107, style)
    book.close()
    assert read(tmp_path / "t.xlsx").rows[0].due == date(2023, 6, 30)


def test_date_when_workbook_counts_from_1904_then_is_that_day(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "t.xlsx", {"date_1904": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, [1, "甲", "一", "办"])
    sheet.write_datetime(1, 4, datetime(2023, 6, 30), book.add_format({"num_format": 14}))
    book.close()
    assert read(tmp_path / "t.xlsx").rows[0].due == date(2023, 6, 30)


def test_cell_when_formula_was_never_computed_or_is_an_error_then_is_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(HEAD)
    sheet.append([1, "甲", "=A1&B1", "#REF!", ""])
    sheet["D2"].data_type = "e"
    book.save(tmp_path / "t.xlsx")
    ledger = read(tmp_path / "t.xlsx")
    assert (ledger.rows[0].measures, ledger.rows[0].lead_unit) == ("", "")
    assert [fault.column for fault in ledger.faults] == ["整改措施", "责任单位"]
    assert "公式没有计算结果" in ledger.faults[0].text()
    assert "#REF!" in ledger.faults[1].text()


def test_cell_when_number_or_share_then_text_is_what_one_sees(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(("问题", "整改措施", "责任人", "完成进度"))
    sheet.append(["甲", 3.0, True, 0.955])
    sheet["D2"].number_format = "0.0%"
    book.save(tmp_path / "t.xlsx")
    (row,) = read(tmp_path / "t.xlsx").rows
    assert (row.measures, row.owner, row.status) == ("3", "TRUE", "95.5%")


def test_columns_that_are_not_ours_are_kept_under_their_names(tmp_path: Path) -> None:
    head = (*HEAD, "涉及金额", "涉及金额", None)
    ledger = a_sheet(tmp_path, [head, [1, "甲", "一", "办", "", 12.5, 3, "无名"]])
    assert ledger.rows[0].extra == (
        Extra("涉及金额", 12.5),
        Extra("涉及金额（第2列）", 3),
        Extra("第 8 列", "无名"),
    )


def test_file_when_no_column_of_problems_then_error_names_what_is_missing_and_what_was_found(
    tmp_path: Path,
) -> None:
    with pytest.raises(DuizhaoError) as caught:
        a_sheet(tmp_path, [["序号", "整改措施", "责任人", "完成时限"], [1, "甲", "乙", ""]])
    assert caught.value.code is ErrorCode.LEDGER_INVALID
    assert "缺少“问题”一列" in str(caught.value)
    assert "序号、整改措施、责任人、完成时限" in str(caught.value)


def test_file_when_no_header_then_error_says_what_a_header_has(tmp_path: Path) -> None:
    with pytest.raises(DuizhaoError, match="前 10 行里没有认出表头"):
        a_sheet(tmp_path, [["会议签到表"], ["姓名", "电话"], ["陈明", "0"]])


def test_file_when_several_sheets_are_ledgers_then_all_are_read_and_others_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for number, name in enumerate(("班子", "个人", "签到")):
        sheet = book.create_sheet(name)
        sheet.append(HEAD if number < 2 else ("姓名", "电话"))
        sheet.append([1, f"{name}问题", "一", "办", ""])
    del book["Sheet"]
    book.save(tmp_path / "t.xlsx")
    ledger = read(tmp_path / "t.xlsx")
    assert [row.problem for row in ledger.rows] == ["班子问题", "个人问题"]
    assert [note.text() for note in ledger.notes] == ["工作表“签到”不是台账，未读取"]


def test_row_without_a_number_gets_one_from_what_it_says(tmp_path: Path) -> None:
    lines = [HEAD, [1, "调研不深入", "一", "办", ""], [2, "调研不深入", "二", "办", ""]]
    once, again = a_sheet(tmp_path, lines), a_sheet(tmp_path, [["又一份"], *lines])
    assert [row.id for row in once.rows] == [row.id for row in again.rows]
    first, second = (row.id for row in once.rows)
    assert (first[-3:], second[-3:]) == ("-H1", "-H2")


def test_ours_when_rows_are_sorted_deleted_and_added_then_each_keeps_what_is_its_own(
    a_row: BuildRow, tmp_path: Path
) -> None:
    rows = [a_row(n, cause=f"原因{n}") for n in range(1, 5)]

    def change(sheet: Worksheet) -> None:
        lines = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=5)]
        sheet.delete_rows(5, 4)
        for line in (lines[3], lines[0], lines[2]):
            sheet.append(line)
        sheet.append([None, None, None, "新增的问题"])

    write(rows, tmp_path / "t.xlsx", columns=_without("cause"))
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    change(sheet)
    book.save(tmp_path / "t.xlsx")
    found = read(tmp_path / "t.xlsx").rows
    assert list(found[:3]) == [rows[3], rows[0], rows[2]]
    assert (found[3].problem, found[3].cause) == ("新增的问题", "")


def _without(key: str) -> Any:
    whole = layout()
    return replace(whole, columns=tuple(column for column in whole.columns if column.key != key))


def test_ours_when_columns_are_moved_renamed_and_added_then_rows_are_the_same(
    a_row: BuildRow, tmp_path: Path
) -> None:
    row = a_row(owner="李文")

    def change(sheet: Worksheet) -> None:
        titles = {str(cell.value).replace("\n", ""): cell for cell in sheet[4]}
        titles["责任人"].value = "具体责任人"
        titles["整改措施"].value = "整改措施（可附页）"
        owner = titles["责任人"].column
        for line in (4, 5):
            first, last = sheet.cell(line, owner), sheet.cell(line, 60)
            first.value, last.value = "分管意见" if line == 4 else "同意", first.value

    assert edited(tmp_path, [row], change).rows == (replace(row, extra=(Extra("分管意见", "同意"),)),)


def test_ours_when_the_hidden_sheet_is_gone_or_broken_then_what_is_seen_is_read(
    a_row: BuildRow, tmp_path: Path
) -> None:
    row = a_row()
    write([row], tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    book["_duizhao"]["B3"] = "{broken"
    book["_duizhao"]["A2"] = "[]"
    book.save(tmp_path / "broken.xlsx")
    del book["_duizhao"]
    book.save(tmp_path / "gone.xlsx")
    assert read(tmp_path / "broken.xlsx").rows == (row,)
    assert read(tmp_path / "gone.xlsx").rows == (row,)


def test_ours_when_written_in_english_then_is_read_like_any_other(a_row: BuildRow, tmp_path: Path) -> None:
    row = a_row(extra=(Extra("建章立制", "云水〔2023〕5号"),))
    write([row], tmp_path / "t.xlsx", language="en", columns=layout("inspection"))
    assert read(tmp_path / "t.xlsx").rows == (row,)
    write([a_row()], tmp_path / "t.csv", language="en")
    assert read(tmp_path / "t.csv").rows == (a_row(),)


def test_layout_of_the_users_own_when_given_then_its_names_are_known(tmp_path: Path) -> None:
    own = parse_layout(
        'schema = "duizhao.ledger-columns/1"\ntitle = { zh = "台账" }\n'
        '[[columns]]\nkey = "id"\n'
        '[[columns]]\nkey = "problem"\nzh = "毛病"\n'
        '[[columns]]\nkey = "measures"\nzh = "招数"\n'
        '[[columns]]\nkey = "owner"\n',
        "x",
    )
    (tmp_path / "t.csv").write_text("毛病,招数,责任人\n甲,乙,丙\n", encoding="utf-8")
    (row,) = read(tmp_path / "t.csv", layouts=[own]).rows
    assert (row.problem, row.measures, row.owner) == ("甲", "乙", "丙")


def test_workbook_in_memory_when_written_then_has_no_path(a_row: BuildRow) -> None:
    buffer = io.BytesIO()
    assert write([a_row()], buffer, form="xlsx") == 1
    assert buffer.getvalue().startswith(b"PK")


def test_sheet_when_hidden_then_is_named_and_not_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, state in (("台账", "visible"), ("旧稿", "hidden")):
        sheet = book.create_sheet(name)
        sheet.append(HEAD)
        sheet.append([1, f"{name}问题", "一", "办", ""])
        sheet.sheet_state = state
    del book["Sheet"]
    book.save(tmp_path / "t.xlsx")
    ledger = read(tmp_path / "t.xlsx")
    assert [row.problem for row in ledger.rows] == ["台账问题"]
    assert [note.text() for note in ledger.notes] == ["工作表“旧稿”是隐藏的，未读取"]


def test_cell_when_date_has_a_time_then_deadline_is_the_day_and_others_keep_the_time(tmp_path: Path) -> None:
    moment = datetime(2023, 6, 30, 15, 20)
    ledger = a_sheet(tmp_path, [(*HEAD, "上会时间"), [1, "甲", "一", "办", moment, moment]])
    assert ledger.rows[0].due == date(2023, 6, 30)
    assert ledger.rows[0].extra == (Extra("上会时间", "2023-06-30 15:20"),)
