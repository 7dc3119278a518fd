"""Lists of items as files: what each says of an item, whose are in it, the identity that goes along."""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from items import YEAR, closed, drafted, planned, working

from duizhao_web.apps.exchange.items import identified
from duizhao_web.apps.exchange.services.exporting import export
from duizhao_web.apps.kernel.errors import AppError
from duizhao_web.apps.rectification.models import Item
from duizhao_web.apps.rectification.services.drafting import Draft, Origin, item_create
from duizhao_web.apps.rectification.services.plans import item_approve
from duizhao_web.apps.rectification.words import DeadlineKind, SourceKind

if TYPE_CHECKING:
    from city import City


def rows_of(city: City, dataset: str, who: str = "county.chief", **wanted: Any) -> list[dict[str, str]]:
    """Return an exported list, its rows by the titles of their columns."""
    made = export(actor=city.actor(who), dataset=dataset, writer="csv", wanted=wanted)
    with made.file as file:
        return list(csv.DictReader(io.StringIO(file.read().decode("utf-8-sig"))))


def own_item(city: City, who: str) -> Item:
    """Draft a member's own item."""
    actor = city.actor(who)
    unit = city.unit(who.partition(".")[0])
    return item_create(
        actor=actor,
        unit=unit,
        year=YEAR,
        draft=Draft(title=f"{who}的问题"),
        origins=[Origin(SourceKind.SELF)],
        person=city.people[who],
    )


def test_ledger_when_exported_then_a_row_says_all_of_the_item(city: City) -> None:
    item = working(city)

    (row,) = rows_of(city, "ledger")

    assert row["编号"] == item.code
    assert row["问题来源"] == "自查"
    assert row["整改措施"] == "到河湾村蹲点一周"
    assert row["销号标准"] == "1. 调研报告印发\n2. 河湾村的三个问题办结"
    assert row["完成时限"] == row["最初时限"] == "2026-06-30"
    assert row["进展情况"] == "2026-03-10 蹲点一周"
    assert row["状态"] == "整改中"
    assert identified(row["系统标识"]) == (item.pk, item.version)


def test_lists_when_exported_then_each_says_its_part(city: City) -> None:
    item = closed(city)

    assert rows_of(city, "problems")[0]["具体表现"] == item.text
    assert rows_of(city, "tasks")[0]["任务"] == "到河湾村蹲点一周"
    assert rows_of(city, "tasks")[0]["状态"] == "已完成"
    assert rows_of(city, "duties")[0]["核验人"] == "county.second"
    assert rows_of(city, "effects")[0]["佐证材料"] == "关于河湾村调研情况的报告"
    assert rows_of(city, "effects")[0]["销号日期"] == "2026-03-10"


def test_ledger_when_a_superior_exports_then_rolled_up_or_of_one_unit(city: City) -> None:
    drafted(city)
    drafted(city, at="town")
    county = city.unit("county").pk

    assert [row["单位"] for row in rows_of(city, "ledger", "city.chief")] == ["甲县", "乙镇"]
    assert [row["单位"] for row in rows_of(city, "ledger", "city.chief", unit=county)] == ["甲县"]
    both = rows_of(city, "ledger", "city.chief", unit=county, below=True)
    assert [row["单位"] for row in both] == ["甲县", "乙镇"]


def test_ledger_when_the_unit_is_not_ones_own_then_it_does_not_exist(city: City) -> None:
    drafted(city)

    assert rows_of(city, "ledger", "rival.chief") == []
    with pytest.raises(AppError):
        rows_of(city, "ledger", "rival.chief", unit=city.unit("county").pk)


def test_ledger_when_there_are_personal_items_then_none_is_in_it(city: City) -> None:
    own_item(city, "county.member")

    for dataset in ("ledger", "problems", "tasks", "duties", "effects"):
        assert rows_of(city, dataset) == []


def test_personal_list_when_exported_then_ones_own_and_for_the_chief_all(city: City) -> None:
    own_item(city, "county.member")
    own_item(city, "county.second")

    assert [row["姓名"] for row in rows_of(city, "personal_list", "county.member")] == ["county.member"]
    assert len(rows_of(city, "personal_list", "county.chief")) == 2
    assert rows_of(city, "personal_list", "city.chief") == []


def test_ledger_when_narrowed_by_state_then_only_those(city: City) -> None:
    planned(city)
    drafted(city, title="另一个问题")

    assert [row["状态"] for row in rows_of(city, "ledger", state="drafted")] == ["拟定"]
    assert rows_of(city, "ledger", year=1999) == []


def test_workbook_when_opened_then_identity_goes_along_and_is_not_shown(city: City) -> None:
    item = drafted(city)

    made = export(actor=city.actor("county.chief"), dataset="ledger", writer="xlsx", wanted={})
    with made.file as file:
        sheet = openpyxl.load_workbook(io.BytesIO(file.read())).worksheets[0]

    last = sheet.cell(1, sheet.max_column)
    assert last.value == "系统标识"
    assert sheet.column_dimensions[last.column_letter].hidden
    assert identified(sheet.cell(2, sheet.max_column).value) == (item.pk, item.version)


@pytest.mark.parametrize(
    "text", ["", "123", "duizhao-item-", "duizhao-item-x", "duizhao-item-٣", "duizhao-item-" + "9" * 30]
)
def test_identity_when_it_is_none_of_ours_then_nothing(text: str) -> None:
    assert identified(text) is None


def test_ledger_when_there_are_more_items_then_as_many_queries(
    city: City, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        item = drafted(city, title=f"问题{number}", sponsor=None)
        item_approve(actor=city.actor("county.chief"), item=item, expected_version=item.version)
    actor = city.actor("county.chief")

    with django_assert_max_num_queries(15):
        export(actor=actor, dataset="ledger", writer="json", wanted={}).file.close()


def test_page_when_opened_then_each_list_in_each_form_with_the_scope(city: City, browser: Any) -> None:
    page = browser("county.chief").get("/exports/?year=2025&below=on").content.decode()

    for dataset in ("problems", "tasks", "duties", "ledger", "personal_list", "effects"):
        assert f'formaction="/exports/{dataset}/docx/?year=2025&amp;below=on"' in page
    assert "个人整改清单" not in browser("county.coordinator").get("/exports/").content.decode()


NARROWED = (
    "state=open",
    "q=调研",
    "date=overdue",
    "kind=by_date",
    "source=self",
    "aspect=带头干事创业方面",
    "month=2026-06",
    "lack=verifier",
    "carry=only",
    "year=2025&state=closed",
)


@pytest.mark.parametrize("narrowing", NARROWED)
def test_lists_when_opened_from_a_narrowed_ledger_then_they_hold_what_it_showed(
    city: City, browser: Any, narrowing: str
) -> None:
    closed(city)
    working(city, title="调研少")
    drafted(city, title="督办慢", deadline_kind=DeadlineKind.IMMEDIATE, deadline=date(2026, 1, 31))
    chief = browser("county.chief")
    page = chief.get(f"/items/?{narrowing}").content.decode()
    shown = set(re.findall(r'<tr id="r(\d+)"', page))

    address = html.unescape(re.search(r'href="(/exports/\?[^"]*)"', page)[1])
    lists = chief.get(address)
    button = re.search(r'action="(/exports/ledger/csv/[^"]*)"', lists.content.decode())
    answer = chief.post(html.unescape(button[1]))
    rows = csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")))

    assert lists.status_code == 200
    assert {str(identified(row["系统标识"]).pk) for row in rows} == shown
