"""A ledger that people have written in is not written over, nor is any file that is no ledger."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from duizhao.ledger import LedgerRow, read, reason_to_keep, write

BuildRow = Callable[..., LedgerRow]


def test_existing_file_when_nobody_wrote_in_it_then_may_be_made_anew(a_row: BuildRow, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    assert reason_to_keep(path) is None
    write([a_row(due="")], path)
    assert reason_to_keep(path) is None


@pytest.mark.parametrize(
    "filled", [{"owner": "李文"}, {"measures": "每月下基层。"}, {"status": "已完成"}, {"source": "会上批评"}]
)
def test_existing_ledger_when_people_wrote_in_it_then_is_kept(
    filled: dict[str, str], a_row: BuildRow, tmp_path: Path
) -> None:
    path = tmp_path / "t.xlsx"
    write([a_row(due="", **filled)], path)
    reason = reason_to_keep(path)
    assert reason is not None
    assert "已有人填写（1 行）" in reason.text()


def test_existing_file_when_it_is_no_ledger_then_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "材料.docx"
    path.write_bytes("对照检查材料".encode())
    reason = reason_to_keep(path)
    assert reason is not None
    assert "不是台账" in reason.text()


def test_existing_ledger_when_people_only_reworded_a_problem_then_is_kept(
    a_row: BuildRow, tmp_path: Path
) -> None:
    path = tmp_path / "t.xlsx"
    write([a_row(due="")], path)
    assert read(path).untouched
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["D5"] = "改写后的问题。"
    book.save(path)
    assert read(path).untouched is False
    reason = reason_to_keep(path)
    assert reason is not None
    assert "已有人改动" in reason.text()


def test_existing_ledger_when_made_with_another_source_then_may_be_made_anew(
    a_row: BuildRow, tmp_path: Path
) -> None:
    path = tmp_path / "t.xlsx"
    write([a_row(due="", source="巡视巡察反馈")], path)
    assert reason_to_keep(path, source="巡视巡察反馈") is None
    assert reason_to_keep(path) is not None
