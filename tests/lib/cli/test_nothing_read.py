"""A run that could read nothing: what an earlier run wrote stays, and no empty ledger appears."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from duizhao.ledger import LedgerRow, read, write

Run = Callable[..., Any]

EXTRACTING = [
    ("extract",),
    ("extract", "--format", "table"),
    ("extract", "--format", "html"),
    ("outline",),
    ("check",),
    ("trace",),
    ("compare",),
]


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """A document of an earlier run."""
    path = tmp_path / "结果.out"
    path.write_text("上次的结果\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("command", EXTRACTING)
def test_output_when_no_paper_can_be_read_then_the_earlier_one_stays(
    command: tuple[str, ...], run: Run, earlier: Path
) -> None:
    result = run(*command, "gone.txt", "-o", earlier)

    assert result.status == 2
    assert "gone.txt：找不到文件或文件夹" in result.err
    assert f"一份材料也没有读出来，原有的 {earlier} 未改动" in result.err
    assert earlier.read_text(encoding="utf-8") == "上次的结果\n"


@pytest.mark.parametrize("command", EXTRACTING)
def test_output_when_the_folder_is_empty_then_the_earlier_one_stays(
    command: tuple[str, ...], run: Run, earlier: Path, tmp_path: Path
) -> None:
    (tmp_path / "空").mkdir()

    result = run(*command, tmp_path / "空", "-o", earlier)

    assert result.status == 2
    assert f"原有的 {earlier} 未改动" in result.err
    assert earlier.read_text(encoding="utf-8") == "上次的结果\n"


@pytest.mark.parametrize("command", EXTRACTING)
def test_output_when_one_paper_is_read_then_it_takes_the_place_of_the_earlier_one(
    command: tuple[str, ...], run: Run, earlier: Path, paper: Path
) -> None:
    result = run(*command, "gone.txt", paper, "-o", earlier)

    assert result.status == 2
    assert "未改动" not in result.err
    assert earlier.read_text(encoding="utf-8") != "上次的结果\n"


def test_compare_when_only_the_source_can_be_read_then_the_earlier_one_stays(
    run: Run, earlier: Path, paper: Path
) -> None:
    result = run("compare", "gone.txt", "--source", paper, "-o", earlier)

    assert result.status == 2
    assert earlier.read_text(encoding="utf-8") == "上次的结果\n"


def test_extract_when_no_paper_can_be_read_and_nothing_is_there_then_the_failures_are_written(
    run: Run, tmp_path: Path
) -> None:
    result = run("extract", "gone.txt", "-o", tmp_path / "新.jsonl")

    assert result.status == 2
    assert '"code":"not_found"' in (tmp_path / "新.jsonl").read_text(encoding="utf-8")


def test_recur_when_no_paper_of_either_year_can_be_read_then_the_earlier_one_stays(
    run: Run, earlier: Path, tmp_path: Path
) -> None:
    for year in ("2022", "2023"):
        (tmp_path / year).mkdir()
        (tmp_path / year / "坏.docx").write_bytes(b"")

    result = run("recur", tmp_path / "2022", tmp_path / "2023", "-o", earlier)

    assert result.status == 2
    assert f"原有的 {earlier} 未改动" in result.err
    assert earlier.read_text(encoding="utf-8") == "上次的结果\n"


@pytest.mark.parametrize("form", ["xlsx", "csv", "docx"])
@pytest.mark.parametrize("more", [(), ("--force",)])
def test_ledger_when_no_paper_can_be_read_then_the_earlier_one_stays(
    more: tuple[str, ...], form: str, run: Run, paper: Path, tmp_path: Path
) -> None:
    output = tmp_path / f"台账.{form}"
    assert run("ledger", paper, "-o", output).status == 0
    before = output.read_bytes()

    result = run("ledger", "gone.txt", "-o", output, *more)

    assert result.status == 2
    assert "gone.txt：找不到文件或文件夹" in result.err
    assert f"一份材料也没有读出来，原有的 {output} 未改动" in result.err
    assert "已写入" not in result.err
    assert output.read_bytes() == before


def test_ledger_when_no_paper_can_be_read_then_none_is_made(run: Run, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    for given in ("gone.txt", tmp_path / "空"):
        result = run("ledger", given, "-o", tmp_path / "台账.xlsx")
        assert result.status == 2
        assert f"一份材料也没有读出来，没有写入 {tmp_path / '台账.xlsx'}" in result.err
        assert not (tmp_path / "台账.xlsx").exists()
    printed = run("ledger", "gone.txt", "-o", "-")
    assert (printed.status, printed.out) == (2, "")
    assert printed.err == "错误：gone.txt：找不到文件或文件夹\n"


@pytest.mark.parametrize("form", ["xlsx", "csv", "docx"])
def test_merge_when_no_ledger_can_be_read_then_the_earlier_one_stays(
    form: str, run: Run, tmp_path: Path
) -> None:
    output = tmp_path / f"汇总.{form}"
    write([LedgerRow(id="3fa9c1d2-P1", problem="调查研究不够深入。")], output)
    before = output.read_bytes()

    for more in ((), ("--force",)):
        result = run("ledger", "merge", "gone.xlsx", "-o", output, *more)
        assert result.status == 2
        assert f"一份台账也没有读出来，原有的 {output} 未改动" in result.err
        assert output.read_bytes() == before


def test_merge_when_no_ledger_can_be_read_then_none_is_made(run: Run, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    for given in ("gone.xlsx", tmp_path / "空"):
        result = run("ledger", "merge", given, "-o", tmp_path / "汇总.xlsx")
        assert result.status == 2
        assert f"一份台账也没有读出来，没有写入 {tmp_path / '汇总.xlsx'}" in result.err
        assert not (tmp_path / "汇总.xlsx").exists()


def test_merge_when_one_of_two_is_read_then_it_is_written(run: Run, tmp_path: Path) -> None:
    write([LedgerRow(id="3fa9c1d2-P1", problem="调查研究不够深入。")], tmp_path / "甲.xlsx")

    result = run("ledger", "merge", "gone.xlsx", tmp_path / "甲.xlsx", "-o", tmp_path / "汇总.xlsx")

    assert result.status == 2
    assert len(read(tmp_path / "汇总.xlsx").rows) == 1


def test_index_add_when_no_paper_can_be_read_then_no_index_is_made(run: Run, tmp_path: Path) -> None:
    result = run("index", "add", tmp_path / "往年.index", "gone.txt")

    assert result.status == 2
    assert not (tmp_path / "往年.index").exists()
