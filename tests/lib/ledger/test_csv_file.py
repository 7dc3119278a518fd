"""The csv file opens in a spreadsheet as text and comes back as it was."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.errors import DuizhaoError, ErrorCode
from duizhao.ledger import Extra, LedgerRow, layout, read, write
from duizhao.ledger.layout import parse_layout
from duizhao.ledger.limits import guarded, is_formula_like, unguarded

BuildRow = Callable[..., LedgerRow]


def written(*rows: LedgerRow, columns: str = "default") -> bytes:
    buffer = io.BytesIO()
    write(rows, buffer, form="csv", columns=layout(columns))
    return buffer.getvalue()


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_has_a_byte_order_mark_and_ends_lines_as_excel_does(a_row: BuildRow) -> None:
    data = written(a_row(note="甲\n乙"))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 2
    assert data.endswith(b"\r\n")


def test_csv_holds_texts_in_quotes_numbers_bare_and_dates_in_iso_form(a_row: BuildRow) -> None:
    (row,) = table(written(a_row(note='他说"好", 再改', due=date(2023, 6, 30))))
    assert (row["备注"], row["整改时限"], row["序号"]) == ('他说"好", 再改', "2023-06-30", "1")


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＠甲"])
def test_csv_when_text_looks_like_a_formula_then_an_apostrophe_stands_before_it(
    text: str, a_row: BuildRow, tmp_path: Path
) -> None:
    data = written(a_row(problem=text, note=text))
    (row,) = table(data)
    assert (row["问题"], row["备注"]) == ("'" + text, "'" + text)
    (tmp_path / "t.csv").write_bytes(data)
    assert read(tmp_path / "t.csv").rows[0].problem == text


def test_csv_when_number_column_is_negative_then_stays_a_number(a_row: BuildRow, tmp_path: Path) -> None:
    row = a_row(extra=(Extra("涉及金额（万元）", -12.5), Extra("已整改金额（万元）", 3)))
    (tmp_path / "t.csv").write_bytes(written(row, columns="audit"))
    assert read(tmp_path / "t.csv").rows[0].extra == row.extra


def test_csv_when_layout_has_no_column_for_it_then_personal_rows_still_carry_the_notice(
    a_row: BuildRow,
) -> None:
    text = 'schema = "duizhao.ledger-columns/1"\ntitle = { zh = "台账" }\n'
    text += '[[columns]]\nkey = "id"\n[[columns]]\nkey = "problem"\n'
    buffer = io.BytesIO()
    rows = [a_row(paper="个人材料（仅供工作核对，不作为评价个人的依据）")]
    write(rows, buffer, form="csv", columns=parse_layout(text, "x"))
    assert "仅供工作核对" in table(buffer.getvalue())[0]["材料类别"]


@given(st.text())
def test_guard_when_taken_off_then_text_is_as_it_was_and_no_guarded_text_runs(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not is_formula_like(guarded(text))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_csv_when_saved_by_another_program_then_is_read(
    encoding: str, separator: str, tmp_path: Path
) -> None:
    lines = [
        ["编号", "问题", "整改措施", "完成时限"],
        ["", "调研不深入，走访少", "每季度驻点调研", "2023年6月底"],
    ]
    text = "\r\n".join(separator.join(line) for line in lines) + "\r\n"
    (tmp_path / "t.csv").write_bytes(text.encode(encoding))
    (row,) = read(tmp_path / "t.csv").rows
    assert (row.problem, row.due) == ("调研不深入，走访少", date(2023, 6, 30))


def test_csv_when_a_quote_is_left_open_then_error_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text('编号,问题,整改措施\n1,"甲,乙\n2,丙,丁\n', encoding="utf-8")
    with pytest.raises(DuizhaoError, match="引号不成对") as caught:
        read(tmp_path / "t.csv")
    assert caught.value.code is ErrorCode.LEDGER_INVALID
