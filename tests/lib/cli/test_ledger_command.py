"""``duizhao ledger``: papers to a ledger, ledgers to one; what is refused, what is said, which status."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from duizhao.ledger import LedgerRow, read, write

Run = Callable[..., Any]


def a_row(**fields: Any) -> LedgerRow:
    return LedgerRow(id="3fa9c1d2-P1", problem="调查研究不够深入。", unit="云岭市水利局", **fields)


def test_ledger_when_paper_is_read_then_each_problem_is_a_row(run: Run, paper: Path, tmp_path: Path) -> None:
    output = tmp_path / "整改台账.xlsx"

    result = run("ledger", paper, "-o", output)

    rows = read(output).rows
    assert (result.status, result.out) == (0, "")
    assert result.err == f"已写入 {output}：2 个问题，来自 1 份材料\n"
    assert [row.problem[:6] for row in rows] == ["学用结合不紧", "学习不成体系"]
    assert rows[0].place.startswith("第5行，第")
    assert rows[0].file == str(paper)
    assert any(row.measures.startswith("【待确认】") for row in rows)


@pytest.mark.parametrize("form", ["csv", "docx"])
def test_ledger_when_suffix_names_another_form_then_it_is_written(
    form: str, run: Run, paper: Path, tmp_path: Path
) -> None:
    output = tmp_path / f"台账.{form}"
    assert run("ledger", paper, "-o", output).status == 0
    assert len(read(output).rows) == 2


def test_ledger_when_output_is_a_dash_then_csv_is_printed(run: Run, paper: Path) -> None:
    result = run("ledger", paper, "-o", "-")
    rows = list(csv.DictReader(io.StringIO(result.out.removeprefix("\ufeff"), newline="")))
    assert (result.status, result.err) == (0, "")
    assert [row["序号"] for row in rows] == ["1", "2"]


def test_ledger_when_a_paper_cannot_be_read_then_the_others_are_and_the_sheet_names_it(
    run: Run, paper: Path, tmp_path: Path
) -> None:
    output = tmp_path / "台账.xlsx"

    result = run("ledger", "gone.txt", paper, "-o", output)

    assert result.status == 2
    assert "错误：gone.txt：找不到文件或文件夹" in result.err
    sheet = openpyxl.load_workbook(output)["未能读取"]
    assert list(sheet.iter_rows(min_row=2, values_only=True)) == [("gone.txt", "找不到文件或文件夹")]
    assert len(read(output).rows) == 2


def test_ledger_when_a_paper_comes_twice_then_its_rows_stand_once(
    run: Run, paper: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "副本.txt"
    copy.write_bytes(paper.read_bytes())

    result = run("ledger", paper, copy, "-o", tmp_path / "台账.csv")

    assert f"{copy} 与 {paper} 内容相同，只列一次" in result.err
    assert len(read(tmp_path / "台账.csv").rows) == 2


def test_ledger_when_paper_has_no_problems_then_says_so(run: Run, paper: Path, tmp_path: Path) -> None:
    other = tmp_path / "通知.txt"
    other.write_text("关于召开会议的通知\n请准时参加。\n", encoding="utf-8")

    result = run("ledger", paper, other, "-o", tmp_path / "台账.csv")

    assert result.status == 0
    assert f"{other} 中没有认出问题" in result.err


@pytest.mark.parametrize("name", ["台账.xls", "台账"])
def test_ledger_when_suffix_is_unknown_then_usage_error_names_the_allowed(
    name: str, run: Run, paper: Path, tmp_path: Path
) -> None:
    result = run("ledger", paper, "-o", tmp_path / name)
    assert result.status == 2
    assert ".xlsx、.csv、.docx" in result.err
    assert not (tmp_path / name).exists()


def test_ledger_when_people_wrote_in_the_old_one_then_it_is_kept_until_forced(
    run: Run, paper: Path, tmp_path: Path
) -> None:
    output = tmp_path / "台账.xlsx"
    write([a_row(owner="李文")], output)
    before = output.read_bytes()

    refused = run("ledger", paper, "-o", output)

    assert refused.status == 2
    assert "已有人填写（1 行）" in refused.err
    assert output.read_bytes() == before
    assert run("ledger", paper, "-o", output, "--force").status == 0
    assert len(read(output).rows) == 2


def test_ledger_when_made_again_untouched_then_replaces_the_old_one(
    run: Run, paper: Path, tmp_path: Path
) -> None:
    output = tmp_path / "台账.xlsx"
    assert run("ledger", paper, "-o", output).status == 0
    assert run("ledger", paper, "-o", output).status == 0


def test_ledger_when_output_is_a_paper_then_the_paper_is_kept(run: Run, paper: Path, tmp_path: Path) -> None:
    victim = tmp_path / "材料.docx"
    victim.write_bytes(b"PK\x03\x04 a paper")
    result = run("ledger", paper, "-o", victim)
    assert result.status == 2
    assert "不是台账" in result.err
    assert victim.read_bytes() == b"PK\x03\x04 a paper"


def test_ledger_when_layout_is_named_or_in_a_file_then_its_columns_are_used(
    run: Run, paper: Path, tmp_path: Path
) -> None:
    own = tmp_path / "列.toml"
    own.write_text(
        'schema = "duizhao.ledger-columns/1"\ntitle = { zh = "清单" }\n'
        '[[columns]]\nkey = "id"\n[[columns]]\nkey = "problem"\nzh = "毛病"\n',
        encoding="utf-8",
    )
    named = run("ledger", paper, "-o", "-", "--columns", "audit").out.splitlines()[0]
    filed = run("ledger", paper, "-o", "-", "--columns", own).out.splitlines()[0]
    assert '"涉及金额（万元）"' in named
    assert filed.startswith('\ufeff"编号","毛病"')


def test_ledger_when_layout_is_wrong_then_error_names_line_and_key(
    run: Run, paper: Path, tmp_path: Path
) -> None:
    own = tmp_path / "列.toml"
    own.write_text('schema = "duizhao.ledger-columns/1"\n[[columns]]\nkey = "idd"\n', encoding="utf-8")
    result = run("ledger", paper, "-o", tmp_path / "t.csv", "--columns", own)
    assert result.status == 2
    assert f"{own}:3: columns[1].key" in result.err
    assert not (tmp_path / "t.csv").exists()


def test_ledger_when_source_is_given_then_rows_say_so(run: Run, paper: Path, tmp_path: Path) -> None:
    run("ledger", paper, "-o", tmp_path / "t.csv", "--source", "巡视巡察反馈")
    assert {row.source for row in read(tmp_path / "t.csv").rows} == {"巡视巡察反馈"}


def test_ledger_when_paper_is_personal_then_notice_stands_in_the_file(
    run: Run, paper: Path, tmp_path: Path
) -> None:
    for form in ("csv", "docx", "xlsx"):
        run("ledger", paper, "-o", tmp_path / f"t.{form}")
    assert "不作为评价个人的依据" in (tmp_path / "t.csv").read_text(encoding="utf-8-sig")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0]
    assert "不作为评价个人的依据" in str(sheet["A3"].value)


def test_merge_when_ledgers_agree_then_one_ledger_and_a_line(run: Run, tmp_path: Path) -> None:
    for number, unit in enumerate(("水利局", "林业局")):
        write(
            [LedgerRow(id=f"{number:08x}-P1", problem=f"{unit}的问题。", unit=unit)],
            tmp_path / f"{unit}.xlsx",
        )

    result = run(
        "ledger", "merge", tmp_path / "水利局.xlsx", tmp_path / "林业局.xlsx", "-o", tmp_path / "汇总.xlsx"
    )

    assert (result.status, result.out) == (0, "")
    assert result.err == f"已写入 {tmp_path / '汇总.xlsx'}：2 个问题，来自 2 份台账\n"
    assert [row.unit for row in read(tmp_path / "汇总.xlsx").rows] == ["水利局", "林业局"]


def test_merge_when_folder_is_given_then_its_ledgers_are_and_the_output_is_not(
    run: Run, tmp_path: Path
) -> None:
    write([a_row()], tmp_path / "甲.xlsx")
    (tmp_path / "~$甲.xlsx").write_bytes(b"lock")
    (tmp_path / "说明.txt").write_text("不是台账", encoding="utf-8")
    output = tmp_path / "汇总.xlsx"

    first, second = (
        run("ledger", "merge", tmp_path, "-o", output),
        run("ledger", "merge", tmp_path, "-o", output),
    )

    assert (first.status, second.status) == (0, 0)
    assert "不参加汇总" in second.err
    assert len(read(output).rows) == 1


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
@pytest.mark.parametrize("given", [".", "./**/*.xlsx", "*", "**", "甲.xlsx ./甲.xlsx 又.xlsx"])
def test_merge_when_a_folder_leads_back_to_itself_then_each_ledger_is_read_once(
    given: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write([a_row()], tmp_path / "甲.xlsx")
    (tmp_path / "环").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "又.xlsx").symlink_to(tmp_path / "甲.xlsx")
    monkeypatch.chdir(tmp_path)

    result = run("ledger", "merge", *given.split(), "-o", "汇总.csv")

    assert result.status == 0
    assert result.err == "已写入 汇总.csv：1 个问题，来自 1 份台账\n"


@pytest.mark.parametrize("others", [(), ("乙",)])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_merge_when_output_is_a_ledger_that_the_others_do_not_hold_then_it_is_kept(
    run: Run, tmp_path: Path, form: str, others: tuple[str, ...]
) -> None:
    output = tmp_path / f"甲.{form}"
    write([a_row(owner="李文")], output)
    write([LedgerRow(id="5d14827f-P1", problem="会风不实。")], tmp_path / "乙.xlsx")
    before = output.read_bytes()
    inputs = [output, *(tmp_path / f"{name}.xlsx" for name in others)]

    refused = run("ledger", "merge", *inputs, "-o", output)

    assert refused.status == 2
    assert "有其他台账没有的内容" in refused.err
    assert output.read_bytes() == before
    # Forced, it is written over, but not by nothing.
    assert run("ledger", "merge", *inputs, "-o", output, "--force").status == (0 if others else 2)
    assert (output.read_bytes() == before) is not bool(others)


def test_merge_when_something_differs_or_cannot_be_read_then_all_is_said_and_status_2(
    run: Run, tmp_path: Path
) -> None:
    write([a_row(status="正在推进")], tmp_path / "甲.xlsx")
    write([a_row(status="已完成")], tmp_path / "乙.xlsx")
    (tmp_path / "丙.csv").write_text("序号,问题,整改措施\n1,,空\n", encoding="utf-8")
    (tmp_path / "丁.xlsx").write_bytes(b"PK\x03\x04")
    inputs = [tmp_path / name for name in ("甲.xlsx", "乙.xlsx", "丙.csv", "丁.xlsx")]

    result = run("ledger", "merge", *inputs, "-o", tmp_path / "汇总.xlsx")

    assert result.status == 2
    assert f"错误：{tmp_path / '丁.xlsx'}：" in result.err
    assert f"{tmp_path / '丙.csv'} 第 2 行：“问题”一栏是空的" in result.err
    assert "采用“正在推进”" in result.err
    assert "另有“已完成”" in result.err
    assert {"冲突", "未能读取", "来源"} <= set(openpyxl.load_workbook(tmp_path / "汇总.xlsx").sheetnames)


def test_merge_when_sheets_list_everything_then_only_the_first_lines_are_told(
    run: Run, tmp_path: Path
) -> None:
    lines = "".join(f"{number},,空\n" for number in range(30))
    (tmp_path / "甲.csv").write_text("序号,问题,整改措施\n" + lines + "1,有,无\n", encoding="utf-8")
    listed = run("ledger", "merge", tmp_path / "甲.csv", "-o", tmp_path / "汇总.xlsx").err
    told = run("ledger", "merge", tmp_path / "甲.csv", "-o", tmp_path / "汇总.csv").err
    assert (listed.count("一栏是空的"), told.count("一栏是空的")) == (10, 30)
    assert "另有 20 条，见“未能读取”表" in listed


def test_merge_when_output_has_no_room_for_a_column_then_says_which(run: Run, tmp_path: Path) -> None:
    write([a_row(cause="学得浅。", owner="李文")], tmp_path / "甲.xlsx")
    merge = ("ledger", "merge", tmp_path / "甲.xlsx", "-o")
    assert "未写入：原因" in run(*merge, tmp_path / "汇总.docx").err
    assert "未写入" not in run(*merge, tmp_path / "汇总.csv").err
    assert "未写入" not in run(*merge, tmp_path / "汇总.xlsx").err


def test_merge_when_a_cell_holds_escape_codes_then_they_do_not_reach_the_terminal(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "甲.csv").write_text("序号,问题,整改措施,完成时限\n1,甲,乙,尽快\x1b[31m\n", encoding="utf-8")
    err = run("ledger", "merge", tmp_path / "甲.csv", "-o", tmp_path / "汇总.xlsx").err
    assert "尽快" in err
    assert "\x1b" not in err


def test_ledger_help_names_both_ways_and_the_options(run: Run) -> None:
    out = run("ledger", "--help").out
    assert "duizhao ledger merge" in out
    assert "--columns" in out
    assert "merge" in out.rpartition("命令")[2]


def test_ledger_when_a_paper_is_called_merge_then_its_path_is_read(
    run: Run, paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("merge").write_bytes(paper.read_bytes())
    assert run("ledger", "./merge", "-o", "t.csv").status == 0
