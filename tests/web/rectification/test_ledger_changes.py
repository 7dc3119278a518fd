"""Changes in the ledger itself: a cell, a pasted block, many rows; seen first, refused in words."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from city import City
from items import drafted, fresh, planned

from duizhao_web.apps.rectification.models import Item, Request, Step
from duizhao_web.apps.rectification.words import DeadlineKind, RequestKind

if TYPE_CHECKING:
    from django.test import Client

Browser = Callable[[str], "Client"]


def put(client: Client, item: Item, field: str, value: str, **more: Any) -> Any:
    data = {"version": item.version, "value": value, "cols": "owner.deadline.standard.title", **more}
    return client.post(f"/items/{item.pk}/cell/{field}/", data)


@pytest.mark.parametrize(
    ("field", "text", "shown"),
    [
        ("owner", "county.second", "county.second"),
        ("deadline", "2026-09-30", "2026-09-30"),
        ("title", "调研浮在面上", "调研浮在面上"),
        ("standard", "报告印发\n问题办结", "报告印发"),
    ],
)
def test_cell_of_a_draft_when_edited_then_written_and_the_row_comes_back(
    city: City, browser: Browser, field: str, text: str, shown: str
) -> None:
    item = drafted(city, verifier=city.people["county.chief"])

    answer = put(browser("county.coordinator"), item, field, text)

    assert answer.status_code == 200
    page = answer.content.decode()
    assert page.startswith("<tr")
    assert shown in page
    assert f'data-v="{item.version + 1}"' in page
    assert fresh(item).version == item.version + 1


def test_cell_when_somebody_was_quicker_then_both_are_shown_and_nothing_is_lost(
    city: City, browser: Browser
) -> None:
    item = drafted(city)
    put(browser("county.coordinator"), item, "title", "别人先改的")

    answer = put(browser("county.chief"), item, "title", "我改的")

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "别人先改的" in page
    assert "我改的" in page
    assert fresh(item).title == "别人先改的"
    again = put(browser("county.chief"), fresh(item), "title", "我改的")
    assert again.status_code == 200
    assert fresh(item).title == "我改的"


def test_deadline_of_an_approved_item_when_edited_then_an_extension_is_asked_for(
    city: City, browser: Browser
) -> None:
    item = planned(city)
    client = browser("county.member")

    assert "延期" not in client.get(f"/items/{item.pk}/cell/deadline/").content.decode()
    assert put(client, item, "deadline", "2026-12-31").status_code == 422
    assert put(client, item, "deadline", "2026-12-31", reason="汛期无法施工").status_code == 200

    assert fresh(item).deadline == item.deadline
    asked = Request.objects.get(item=item)
    assert (asked.kind, asked.until) == (RequestKind.EXTENSION, date(2026, 12, 31))


@pytest.mark.parametrize(
    ("who", "field", "status"),
    [
        ("head", "title", 403),
        ("county.second", "title", 403),
        ("rival.chief", "title", 404),
        ("county.coordinator", "state", 404),
        ("county.coordinator", "approve", 404),
    ],
)
def test_cell_when_not_ones_own_to_change_then_not_even_a_form(
    city: City, browser: Browser, who: str, field: str, status: int
) -> None:
    item = drafted(city)

    assert browser(who).get(f"/items/{item.pk}/cell/{field}/").status_code == status
    assert put(browser(who), item, field, "别的").status_code == status
    assert fresh(item).title == item.title


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("deadline", "六月底", "不是日期"),
        ("kind", "以后再说", "类别只有"),
        ("owner", "没有这个人", "没有找到"),
        ("title", "", "不能清空"),
        ("title", "长" * 301, "超过"),
    ],
)
def test_block_when_a_cell_cannot_be_read_then_says_why_and_goes_on_with_the_others(
    city: City, browser: Browser, field: str, text: str, words: str
) -> None:
    one, other = drafted(city), drafted(city)
    block = [
        {"item": one.pk, "version": one.version, "field": field, "text": text},
        {"item": other.pk, "version": other.version, "field": "deadline", "text": "2026年9月30日"},
    ]
    client = browser("county.coordinator")

    preview = client.post("/items/changes/", {"changes": json.dumps(block)}).content.decode()
    assert words in preview
    assert "可以办理 1 处" in preview
    assert fresh(other).deadline == other.deadline
    assert Step.objects.filter(item=other).count() == 2

    client.post("/items/changes/", {"changes": json.dumps(block), "do": "1"})
    assert fresh(other).deadline == date(2026, 9, 30)
    assert fresh(one).version == one.version


def test_block_when_several_cells_of_one_row_then_all_are_made(city: City, browser: Browser) -> None:
    item = drafted(city)
    block = [
        {"item": item.pk, "version": item.version, "field": name, "text": text}
        for name, text in (("title", "新的问题"), ("kind", "立行立改"), ("deadline", "2026.9.30"))
    ]
    client = browser("county.coordinator")
    assert "可以办理 3 处" in client.post("/items/changes/", {"changes": json.dumps(block)}).content.decode()

    page = client.post("/items/changes/", {"changes": json.dumps(block), "do": "1"}).content.decode()

    assert "办成 3 处" in page
    now = fresh(item)
    assert (now.title, now.deadline_kind, now.deadline) == (
        "新的问题",
        DeadlineKind.IMMEDIATE,
        date(2026, 9, 30),
    )


def test_bar_when_used_then_preview_says_who_is_refused_and_why_and_the_rest_is_done(
    city: City, browser: Browser
) -> None:
    good, own = drafted(city), drafted(city, owner=city.people["county.second"], verifier=None)
    client = browser("county.chief")
    data = {"item": [good.pk, own.pk], "field": "verifier", "value": "county.second"}

    preview = client.post("/items/changes/", data).content.decode()
    assert "可以办理 1 处" in preview
    assert "核验人不得是曾任责任人" in preview
    assert fresh(good).version == good.version

    done = client.post("/items/changes/", {**data, "do": "1"}).content.decode()
    assert "办成 1 处" in done
    assert fresh(good).verifier_id == city.people["county.second"].pk
    assert fresh(own).verifier_id is None


def test_bar_when_approving_then_each_by_the_lifecycle(city: City, browser: Browser) -> None:
    ready, unsigned = drafted(city, sponsor=None), drafted(city)
    client = browser("county.chief")

    page = client.post(
        "/items/changes/", {"item": [ready.pk, unsigned.pk], "field": "approve", "do": "1"}
    ).content.decode()

    assert "办成 1 处" in page
    assert "须先由责任领导签字" in page
    assert fresh(ready).approved_at is not None
    assert fresh(unsigned).approved_at is None


def test_bar_when_an_item_is_out_of_sight_then_there_is_none(city: City, browser: Browser) -> None:
    item = drafted(city)

    data = {"item": [item.pk], "field": "title", "value": "偷改"}
    assert browser("rival.chief").post("/items/changes/", {**data, "do": "1"}).status_code == 404
    assert fresh(item).title == item.title


@pytest.mark.parametrize("changes", ["", "[", "{}", "[1]", '[{"item": 1}]', "[" * 5_000, '"x"'])
def test_changes_when_nonsense_then_answered(city: City, browser: Browser, changes: str) -> None:
    assert browser("county.chief").post("/items/changes/", {"changes": changes}).status_code in (404, 422)


def test_changes_when_too_many_then_refused_before_anything_is_done(city: City, browser: Browser) -> None:
    item = drafted(city)
    row = {"item": item.pk, "version": item.version, "field": "title", "text": "新的"}

    answer = browser("county.coordinator").post(
        "/items/changes/", {"changes": json.dumps([row] * 201), "do": "1"}
    )

    assert answer.status_code == 422
    assert fresh(item).version == item.version


def test_reminder_when_drafted_then_by_owner_and_only_of_what_one_sees(city: City, browser: Browser) -> None:
    item, other = drafted(city), drafted(city, at="town")

    page = (
        browser("county.coordinator").post("/items/remind/", {"item": [item.pk, other.pk]}).content.decode()
    )

    assert "county.member：请报告下列整改事项的进展" in page
    assert item.code in page
    assert page.count("调研走得不够深") == 1


def test_coverage_when_opened_then_each_figure_leads_to_its_list(city: City, browser: Browser) -> None:
    item = drafted(city, owner=None, verifier=None)

    page = browser("county.chief").get("/items/coverage/").content.decode()

    assert "lack=owner" in page
    assert "问题尚无事项" in page
    listed = browser("county.chief").get("/items/?lack=owner").content.decode()
    assert item.code in listed
    assert "没有符合条件" in browser("county.chief").get("/items/?lack=action").content.decode()
