"""The ledgers of many units become one: each row once, every conflict and every unread row listed."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from duizhao.errors import ErrorCode
from duizhao.ledger import Extra, LedgerRow, conflict_line, merge, merge_sheets, read, write

BuildRow = Callable[..., LedgerRow]


def files(folder: Path, *ledgers: Sequence[LedgerRow], form: str = "xlsx") -> list[Path]:
    paths = [folder / f"{number}.{form}" for number in range(len(ledgers))]
    for path, rows in zip(paths, ledgers, strict=True):
        write(rows, path)
    return paths


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_merge_when_units_differ_then_rows_stand_in_the_order_given_with_their_numbers(
    form: str, a_row: BuildRow, tmp_path: Path
) -> None:
    first = [a_row(1), a_row(2)]
    second = [a_row(1, id="aaaaaaaa-P1", unit="云岭市林业局")]
    merged = merge(files(tmp_path, first, second, form=form))
    assert list(merged.rows) == first + second
    assert merged.conflicts == merged.faults == merged.failures == ()
    assert [(one.rows, one.new) for one in merged.sources] == [(2, 2), (1, 1)]


def test_merge_when_a_file_comes_twice_then_each_row_stands_once(a_row: BuildRow, tmp_path: Path) -> None:
    rows = [a_row(1), a_row(2)]
    merged = merge(files(tmp_path, rows, rows))
    assert list(merged.rows) == rows
    assert merged.conflicts == ()
    assert merged.sources[1].same == 2


def test_merge_when_two_say_different_things_then_the_first_stays_and_both_are_named(
    a_row: BuildRow, tmp_path: Path
) -> None:
    paths = files(tmp_path, [a_row(status="正在推进")], [a_row(status="已完成")])
    merged = merge(paths)
    assert merged.rows[0].status == "正在推进"
    (conflict,) = merged.conflicts
    assert (conflict.id, conflict.field, conflict.choice) == ("3fa9c1d2-P1", "status", "first")
    assert (conflict.taken.path, conflict.taken.value) == (str(paths[0]), "正在推进")
    assert (conflict.other.path, conflict.other.value, conflict.other.where.row) == (
        str(paths[1]),
        "已完成",
        5,
    )
    assert merged.marks == {("3fa9c1d2-P1", "status")}
    assert "“完成情况”：采用“正在推进”" in conflict_line(conflict, str, "zh")


def test_merge_when_departments_fill_in_one_ledger_each_their_rows_then_all_is_gathered(
    a_row: BuildRow, tmp_path: Path
) -> None:
    blank = [a_row(1), a_row(2)]
    merged = merge(
        files(tmp_path, [replace(blank[0], owner="甲"), blank[1]], [blank[0], replace(blank[1], owner="乙")])
    )
    assert [row.owner for row in merged.rows] == ["甲", "乙"]
    assert {conflict.choice for conflict in merged.conflicts} == {"filled"}
    assert merged.marks == frozenset()
    assert {(c.taken.value, c.other.value) for c in merged.conflicts} == {("甲", ""), ("乙", "")}


def test_merge_when_one_measure_is_confirmed_then_it_is_taken_and_the_other_named(
    a_row: BuildRow, tmp_path: Path
) -> None:
    merged = merge(files(tmp_path, [a_row()], [a_row(measures="每月下基层。")]))
    assert merged.rows[0].measures == "每月下基层。"
    (conflict,) = merged.conflicts
    assert (conflict.choice, conflict.other.value) == ("confirmed", a_row().measures)


def test_merge_when_three_disagree_then_every_version_is_in_the_list(a_row: BuildRow, tmp_path: Path) -> None:
    merged = merge(files(tmp_path, [a_row(note="甲")], [a_row(note="乙")], [a_row(note="丙")]))
    said = {conflict.other.value for conflict in merged.conflicts} | {merged.rows[0].note}
    assert said == {"甲", "乙", "丙"}


def test_merge_when_a_file_has_no_such_column_then_it_contradicts_nothing(
    a_row: BuildRow, tmp_path: Path
) -> None:
    (path,) = files(tmp_path, [a_row(owner="甲")])
    (tmp_path / "b.csv").write_text(
        f"编号,问题,整改措施\n3fa9c1d2-P1,{a_row().problem},{a_row().measures}\n", encoding="utf-8"
    )
    merged = merge([path, tmp_path / "b.csv"])
    assert merged.conflicts == ()
    other_way = merge([tmp_path / "b.csv", path])
    assert other_way.conflicts == ()
    assert other_way.rows[0].owner == "甲"


def test_merge_when_units_number_their_rows_alike_then_no_row_is_lost(tmp_path: Path) -> None:
    for unit in ("水利局", "林业局"):
        (tmp_path / f"{unit}.csv").write_text(
            f"编号,单位,问题,整改措施\n1,{unit},{unit}的问题,甲\n2,{unit},另一个问题,乙\n", encoding="utf-8"
        )
    merged = merge(sorted(tmp_path.glob("*.csv")))
    assert len(merged.rows) == 4
    assert len({row.id for row in merged.rows}) == 4
    assert [row.other("原编号") for row in merged.rows] == ["1", "2", "1", "2"]
    assert merged.conflicts == ()


def test_merge_when_a_row_was_copied_to_write_another_then_both_are_kept(
    a_row: BuildRow, tmp_path: Path
) -> None:
    copied = a_row(problem="会上有人指出信访接待流于形式。")
    merged = merge(files(tmp_path, [a_row(), copied]))
    assert [row.problem for row in merged.rows] == [a_row().problem, copied.problem]
    assert merged.rows[1].id.endswith("-H1")
    ((_path, fault),) = merged.faults
    assert not fault.lost
    assert "3fa9c1d2-P1 已用于另一个问题" in fault.text()


def test_merge_when_the_problem_was_reworded_then_it_is_the_same_row_and_a_conflict(
    a_row: BuildRow, tmp_path: Path
) -> None:
    merged = merge(files(tmp_path, [a_row()], [a_row(problem="调查研究不够深入，第1项，已修改。")]))
    assert len(merged.rows) == 1
    assert [conflict.field for conflict in merged.conflicts] == ["problem"]


def test_merge_when_a_file_cannot_be_read_then_it_is_named_and_the_others_go_on(
    a_row: BuildRow, tmp_path: Path
) -> None:
    paths = files(tmp_path, [a_row()])
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    merged = merge([tmp_path / "坏.xlsx", *paths, tmp_path / "没有.xlsx"])
    assert len(merged.rows) == 1
    assert [failure.error.code for failure in merged.failures] == [ErrorCode.DAMAGED, ErrorCode.NOT_FOUND]
    assert [one.error is None for one in merged.sources] == [False, True, False]


def test_merge_when_rows_name_no_paper_then_the_ledger_is_their_source(tmp_path: Path) -> None:
    (tmp_path / "水利局.csv").write_text("序号,问题,整改措施\n1,甲,乙\n", encoding="utf-8")
    (row,) = merge([tmp_path / "水利局.csv"]).rows
    assert (row.file, row.place) == ("水利局.csv", "第2行")


def test_merge_when_written_then_sheets_list_conflicts_unread_rows_and_sources(
    a_row: BuildRow, tmp_path: Path
) -> None:
    paths = files(tmp_path, [a_row(status="正在推进")], [a_row(status="已完成")])
    (tmp_path / "c.csv").write_text("序号,问题,整改措施,完成时限\n1,,乙,\n2,丙,丁,6月底\n", encoding="utf-8")
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    merged = merge([*paths, tmp_path / "c.csv", tmp_path / "坏.xlsx"])
    write(merged.rows, tmp_path / "all.xlsx", appendices=merge_sheets(merged, str, "zh"), marks=merged.marks)
    book = openpyxl.load_workbook(tmp_path / "all.xlsx")
    sheets = {name: list(book[name].iter_rows(values_only=True)) for name in ("冲突", "未能读取", "来源")}
    assert [row[1:3] + row[4:5] for row in sheets["冲突"][1:]] == [("完成情况", "正在推进", "已完成")]
    assert [row[4] for row in sheets["未能读取"][1:]] == ["整个文件未读取", "整行未读取", "该行已读取"]
    assert sheets["未能读取"][2][5] == "1 | 乙"
    assert [row[1:6] for row in sheets["来源"][1:]] == [
        (1, 1, 0, 0, 0),
        (1, 0, 0, 1, 0),
        (1, 1, 0, 0, 1),
        (0,) * 5,
    ]


def test_merged_ledger_when_merged_again_then_is_the_same(a_row: BuildRow, tmp_path: Path) -> None:
    ledgers = [
        [a_row(n, id=f"{u:08x}-P{n}", extra=(Extra("金额", n),)) for n in range(1, 4)] for u in range(3)
    ]
    merged = merge(files(tmp_path, *ledgers))
    write(merged.rows, tmp_path / "all.xlsx", appendices=merge_sheets(merged, str, "zh"), marks=merged.marks)
    assert read(tmp_path / "all.xlsx").rows == merged.rows
    again = merge([tmp_path / "all.xlsx", *files(tmp_path, *ledgers)])
    assert again.rows == merged.rows
    assert again.conflicts == ()


def test_merge_of_many_units_when_eighty_files_of_fifty_rows_then_all_rows_are_there(
    a_row: BuildRow, tmp_path: Path
) -> None:
    paths = []
    for unit in range(80):
        buffer = io.BytesIO()
        rows = [
            a_row(n, id=f"{unit:08x}-P{n}", unit=f"第{unit}局", problem=f"第{unit}局问题{n}")
            for n in range(50)
        ]
        write(rows, buffer, form="csv")
        paths.append(tmp_path / f"{unit:02}.csv")
        paths[-1].write_bytes(buffer.getvalue())
    merged = merge(paths)
    assert len(merged.rows) == 4_000
    assert merged.conflicts == merged.faults == ()
