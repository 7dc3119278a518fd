"""The table: what it counts, and that it fits."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from duizhao.i18n import translator
from duizhao.record import Failure, Link, Material
from duizhao.reports import table
from duizhao.reports.table import Row

GOLDEN = Path(__file__).parent / "golden"


def text(*rows: Row, width: int = 80, language: str = "zh") -> str:
    return table.text(rows, width=width, styled=False, _=translator(language))


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)


def test_row_when_made_then_counts(material: Material) -> None:
    assert table.row(material) == Row(
        path="a/档案局.txt",
        kind="individual",
        year=2023,
        unit="白鹭市档案局",
        post="局长",
        aspects=1,
        problems=2,
        examples=1,
        causes=1,
        roots=1,
        measures=2,
        claims=1,
        unanswered=1,
    )


def test_problem_when_only_a_cause_is_linked_then_unanswered(material: Material) -> None:
    answered = replace(material, links=(Link("P2", "measure", "M1", 0.5),))

    assert table.row(answered).unanswered == 1
    assert table.row(replace(material, links=())).unanswered == 2


def test_table_when_written_then_as_expected(
    material: Material, bare: Material, failure: Failure, golden: Callable[[Path, str], None]
) -> None:
    other = replace(bare, source=replace(bare.source, path="a/深处/无名.docx"))

    golden(GOLDEN / "table.txt", text(table.row(material), table.row(other), table.row(failure)))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_table_when_names_are_long_then_fits_in_80_columns(material: Material, language: str) -> None:
    long = replace(
        material,
        source=replace(
            material.source, path="很长的文件夹名称/" * 5 + "一份名字特别特别长的对照检查材料最终定稿版.docx"
        ),
        unit="某某自治州某某自治县某某街道办事处党工委",
        kind="minutes",
    )

    printed = text(table.row(long), table.row(material), language=language)

    assert max(columns(line) for line in printed.splitlines()) <= 80
    assert "最终" in printed.replace("\n", "").replace(" ", "")


def test_table_when_written_then_no_trailing_blanks(material: Material) -> None:
    assert all(line == line.rstrip() for line in text(table.row(material)).splitlines())


def test_path_when_it_looks_like_markup_then_printed_as_it_is(material: Material, failure: Failure) -> None:
    odd = replace(material, source=replace(material.source, path="[red]x[green].txt"))

    printed = text(table.row(odd), table.row(replace(failure, path="[bold]y")), width=200)

    assert "[red]x[green].txt" in printed
    assert "[bold]y：" in printed


def test_table_when_only_failures_then_only_those(failure: Failure) -> None:
    printed = text(table.row(failure))

    assert printed.splitlines()[0] == "读不出来的 1 份："
    assert "仅供工作核对" not in printed


def test_table_when_nothing_then_nothing() -> None:
    assert text() == ""
