"""A roster from a workbook: every wrong row by its number, and all or nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.audit.chain import verify
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.units.models import Person, PostKind, Tenure, Unit
from duizhao_web.apps.units.services.roster import roster_import, roster_read, template

if TYPE_CHECKING:
    from city import City
    from django.test import Client

HEADER = ["单位编码", "单位名称", "上级单位编码", "班子名称", "职务", "类别", "姓名", "人员编号", "任职日期"]
GOOD = [
    ["x1", "丁县", "city", "丁县班子", "书记", "主要负责人", "甲某", "p1", "2026-01-05"],
    ["x1", "丁县", "city", "丁县班子", "副书记", "", "乙某", "p2", ""],
    ["x1", "丁县", "city", "", "联络员", "联络员", "丙某", "p3", ""],
    ["x2", "戊镇", "x1", "戊镇班子", "书记", "主要负责人", "乙某", "p2", ""],
    ["x3", "己镇", "x1", "", "", "", "", "", ""],
]


def workbook(rows: list[list[str]], header: list[str] = HEADER) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([header, *rows]):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


def test_roster_when_right_then_taken_in_whole_and_appointments_wait(city: City) -> None:
    plan = roster_import(actor=city.actor("system"), data=workbook(GOOD), today=clock.today())

    assert (plan.units, plan.people, plan.tenures) == (3, 3, 4)
    assert Unit.objects.get(code="x2").superior_path == Unit.objects.get(code="x1").path
    assert {tenure.state for tenure in Tenure.objects.filter(person__staff_code="p2")} == {"proposed"}
    assert verify().faults == ()


def test_roster_when_taken_in_twice_then_nothing_new(city: City) -> None:
    roster_import(actor=city.actor("system"), data=workbook(GOOD), today=clock.today())
    before = (Unit.objects.count(), Person.objects.count(), Tenure.objects.count())

    roster_import(actor=city.actor("system"), data=workbook(GOOD), today=clock.today())

    assert (Unit.objects.count(), Person.objects.count(), Tenure.objects.count()) == before


def test_roster_when_taken_in_by_somebody_who_reads_english_then_the_chinese_sheet_is_known(
    city: City,
) -> None:
    with override("en"):
        plan = roster_read(actor=city.actor("system"), data=workbook(GOOD), today=clock.today())

    assert plan.faults == []
    assert [line.kind for line in plan.lines[:2]] == [PostKind.CHIEF, PostKind.MEMBER]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["", "无编码", "", "", "", "", "", "", ""], "单位编码没有填"),
        (["y", "长" * 101, "", "", "", "", "", "", ""], "超过 100 字"),
        (["y", "己", "y", "", "", "", "", "", ""], "上级单位是自己"),
        (["y", "己", "none", "", "", "", "", "", ""], "没有编码为 none"),
        (["x1", "别名", "city", "", "", "", "", "", ""], "与第 2 行不同"),
        (["county", "不是甲县", "city", "", "", "", "", "", ""], "已是单位“甲县”"),
        (["x1", "丁县", "city", "丁县班子", "部长", "领导", "丁某", "p9", ""], "类别应为"),
        (["x1", "丁县", "city", "丁县班子", "部长", "", "丁某", "", ""], "人员编号没有填"),
        (["x1", "丁县", "city", "", "部长", "", "丁某", "p9", ""], "班子名称没有填"),
        (["x1", "丁县", "city", "丁县班子", "部长", "", "丁某", "p1", ""], "已是他人"),
        (["x1", "丁县", "city", "丁县班子", "县长", "主要负责人", "丁某", "p9", ""], "两名主要负责人"),
        (["x1", "丁县", "city", "丁县班子", "部长", "", "丁某", "p9", "去年"], "不是日期"),
    ],
)
def test_roster_when_a_row_is_wrong_then_said_at_its_number_and_nothing_is_done(
    city: City, row: list[str], words: str
) -> None:
    data = workbook([*GOOD, row])
    plan = roster_read(actor=city.actor("system"), data=data, today=clock.today())

    assert [fault.row for fault in plan.faults] == [7]
    assert words in plan.faults[0].message
    with pytest.raises(AppError) as caught:
        roster_import(actor=city.actor("system"), data=data, today=clock.today())
    assert caught.value.code == AppErrorCode.ROWS_REFUSED
    assert not Unit.objects.filter(code="x1").exists()


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"not a workbook", workbook([], ["姓名"]), workbook([], ["怪列"])]
)
def test_roster_when_no_roster_then_a_sentence(city: City, data: bytes) -> None:
    with pytest.raises(AppError) as caught:
        roster_read(actor=city.actor("system"), data=data, today=clock.today())

    assert caught.value.code == AppErrorCode.FILE_REFUSED


def test_template_when_filled_in_then_read(city: City) -> None:
    plan = roster_read(actor=city.actor("system"), data=template(), today=clock.today())

    assert (plan.lines, plan.faults) == ([], [])


@pytest.mark.parametrize("do", ["check", "import"])
def test_page_when_a_row_is_wrong_then_listed_and_nothing_imported(
    city: City, browser: Callable[[str], Client], do: str
) -> None:
    file = SimpleUploadedFile("a.xlsx", workbook([["", "无编码", "", "", "", "", "", "", ""]]))

    page = browser("system").post("/people/roster/", {"file": file, "do": do}).content.decode()

    assert "单位编码没有填" in page
    assert not Unit.objects.filter(name="无编码").exists()


def test_page_when_the_roster_is_empty_then_said(city: City, browser: Callable[[str], Client]) -> None:
    file = SimpleUploadedFile("a.xlsx", template())

    page = browser("system").post("/people/roster/", {"file": file, "do": "check"}).content.decode()

    assert "名册是空的" in page
