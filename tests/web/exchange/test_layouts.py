"""A unit's own columns of its ledger: chosen, inherited, named, and known when the file comes back."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import docx
import openpyxl
import pytest
from items import YEAR, drafted, fresh, refused

from duizhao_web.apps.exchange.judging import judged
from duizhao_web.apps.exchange.layouts import Chosen, layout_of
from duizhao_web.apps.exchange.services.arranging import layout_drop, layout_keep
from duizhao_web.apps.exchange.services.documenting import document_make
from duizhao_web.apps.exchange.services.exporting import export
from duizhao_web.apps.exchange.services.importing import ledger_bring, ledger_import
from duizhao_web.apps.kernel.errors import AppErrorCode
from duizhao_web.apps.kernel.models import AuditEvent
from duizhao_web.apps.rectification.words import SourceKind

if TYPE_CHECKING:
    from city import City

MINE = [
    Chosen("owner", "谁来办"),
    Chosen("problem", "毛病"),
    Chosen("goal", "办成什么样"),
    Chosen("deadline"),
]


def kept(city: City, at: str = "county", chosen: list[Chosen] = MINE) -> None:
    layout_keep(actor=city.actor(f"{at}.coordinator"), unit=city.unit(at), chosen=chosen)


def sheet(city: City, who: str = "county.coordinator", **wanted: Any) -> openpyxl.Workbook:
    made = export(actor=city.actor(who), dataset="ledger", writer="xlsx", wanted=wanted)
    with made.file as file:
        return openpyxl.load_workbook(io.BytesIO(file.read()))


def headings(book: openpyxl.Workbook) -> list[str]:
    """Return the headings people see."""
    page = book.worksheets[0]
    return [
        str(cell.value)
        for cell in page[1]
        if cell.value and not page.column_dimensions[cell.column_letter].hidden
    ]


def test_columns_when_a_unit_chooses_then_its_ledger_has_these_in_this_order(city: City) -> None:
    drafted(city)
    assert len(headings(sheet(city))) > 15

    kept(city)

    assert headings(sheet(city)) == ["谁来办", "毛病", "办成什么样", "完成时限"]
    assert [cell.value for cell in sheet(city).worksheets[0][2]][:2] == ["county.member", "调研走得不够深"]
    assert AuditEvent.objects.filter(event="exchange.layout.kept").count() == 1


def test_columns_when_chosen_above_then_inherited_until_a_unit_has_its_own(city: City) -> None:
    kept(city, "city", [Chosen("problem", "市里的叫法")])
    assert headings(sheet(city, "town.coordinator")) == ["市里的叫法"]

    kept(city, "county")
    assert headings(sheet(city, "town.coordinator")) == ["谁来办", "毛病", "办成什么样", "完成时限"]
    assert headings(sheet(city, "rival.coordinator")) == ["市里的叫法"]

    layout_drop(actor=city.actor("county.coordinator"), unit=city.unit("county"))
    assert headings(sheet(city, "town.coordinator")) == ["市里的叫法"]


def test_ledger_under_own_headings_when_it_comes_back_then_known(city: City) -> None:
    item = drafted(city)
    kept(city)
    book = sheet(city)
    book.worksheets[0].cell(2, 3).value = "全年不少于 15 天"
    buffer = io.BytesIO()
    book.save(buffer)

    incoming = ledger_bring(
        actor=city.actor("county.coordinator"),
        unit=city.unit("county"),
        name="台账.xlsx",
        data=buffer.getvalue(),
        year=YEAR,
        source=SourceKind.SELF,
    )
    assert judged(city.actor("county.coordinator"), incoming).faults == []
    ledger_import(actor=city.actor("county.coordinator"), incoming=incoming)

    assert fresh(item).goal == "全年不少于 15 天"
    assert fresh(item).owner == city.people["county.member"]


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ([Chosen("goal")], "“问题”一列不能少"),
        ([Chosen("problem"), Chosen("goal", "问题")], "两列都叫“问题”"),
        ([Chosen("problem"), Chosen("password")], "没有这样的列"),
        ([Chosen("problem"), Chosen("identity")], "没有这样的列"),
        ([Chosen("problem", "长" * 61)], "不能超过 60 字"),
        ([Chosen("problem", "两\n行")], "也不能换行"),
        ([Chosen("problem"), Chosen("standard", "怎么算完")], "要带“标准”二字"),
    ],
)
def test_columns_when_they_make_no_sense_then_said_why(city: City, chosen: list[Chosen], words: str) -> None:
    with refused(AppErrorCode.INVALID, words):
        kept(city, chosen=chosen)
    assert layout_of(city.unit("county").path) is None


@pytest.mark.parametrize("who", ["county.member", "rival.coordinator", "city.coordinator", "system"])
def test_columns_when_chosen_by_somebody_else_then_refused(city: City, who: str) -> None:
    with pytest.raises(Exception, match=r"forbidden|not_found"):
        layout_keep(actor=city.actor(who), unit=city.unit("county"), chosen=MINE)


def test_page_when_columns_are_chosen_then_shown_with_the_units_items_and_kept(
    city: City, browser: Any
) -> None:
    drafted(city)
    client = browser("county.coordinator")
    address = f"/exports/columns/{city.unit('county').pk}/ledger/"
    said = {
        "show-problem": "on",
        "at-problem": "2",
        "show-owner": "on",
        "at-owner": "1",
        "title-owner": "<b>",
    }

    page = client.post(address, said | {"do": "look"}).content.decode()
    assert '<th scope="col">&lt;b&gt;</th><th scope="col">问题</th>' in page
    assert "调研走得不够深" in page
    assert layout_of(city.unit("county").path) is None

    assert client.post(address, {"do": "keep", "show-owner": "on"}).status_code == 422
    assert client.post(address, said | {"do": "keep", "at-problem": "²"}).status_code == 302
    assert headings(sheet(city)) == ["<b>", "问题"]


def test_columns_of_other_lists_when_chosen_then_theirs_in_every_form_and_no_others(city: City) -> None:
    drafted(city)
    mine = [Chosen("task", "做什么"), Chosen("doer")]
    layout_keep(
        actor=city.actor("county.coordinator"), unit=city.unit("county"), chosen=mine, dataset="tasks"
    )

    def head(dataset: str, writer: str) -> list[str]:
        made = export(actor=city.actor("county.chief"), dataset=dataset, writer=writer, wanted={})
        with made.file as file:
            if writer == "docx":
                return [cell.text for cell in docx.Document(io.BytesIO(file.read())).tables[0].rows[0].cells]
            return headings(openpyxl.load_workbook(io.BytesIO(file.read())))

    assert head("tasks", "xlsx") == ["做什么", "承办人"]
    assert head("tasks", "docx") == ["序号", "做什么", "承办人"]
    assert len(head("duties", "xlsx")) == 11
    event = AuditEvent.objects.get(event="exchange.layout.kept")
    assert event.params == {"title": "任务清单", "count": 2}


def test_columns_when_the_list_is_not_one_to_arrange_then_it_does_not_exist(city: City) -> None:
    for dataset in ("audit", "overview_units", "people", "nothing"):
        with refused(AppErrorCode.NOT_FOUND):
            layout_keep(
                actor=city.actor("county.coordinator"),
                unit=city.unit("county"),
                chosen=[Chosen("name")],
                dataset=dataset,
            )
    with refused(AppErrorCode.INVALID, "至少要有一列"):
        layout_keep(
            actor=city.actor("county.coordinator"), unit=city.unit("county"), chosen=[], dataset="tasks"
        )


def test_annex_of_a_report_when_columns_are_chosen_then_it_has_these(city: City) -> None:
    drafted(city)
    kept(city)

    made = document_make(
        actor=city.actor("county.chief"),
        name="progress_report",
        pk=city.unit("county").pk,
        wanted={"year": YEAR},
    )
    with made.file as file:
        table = docx.Document(io.BytesIO(file.read())).tables[-1]

    assert [cell.text for cell in table.rows[0].cells] == [
        "序号", "谁来办", "毛病", "办成什么样", "完成时限",
    ]  # fmt: skip


def test_page_when_a_list_is_not_theirs_to_export_then_columns_without_its_rows(
    city: City, browser: Any
) -> None:
    page = browser("county.coordinator").get(f"/exports/columns/{city.unit('county').pk}/personal_list/")

    assert "个人整改清单的列" in page.content.decode()
    assert "没有您可以查看的内容" in page.content.decode()
