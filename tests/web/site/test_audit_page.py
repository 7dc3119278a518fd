"""The audit administrator's page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from duizhao_web.apps.kernel.actor import SYSTEM
from duizhao_web.apps.units.services.tree import unit_create

if TYPE_CHECKING:
    from city import City
    from django.test import Client


def test_page_when_opened_then_latest_first_in_words(city: City, browser: Callable[[str], Client]) -> None:
    unit_create(actor=SYSTEM, name="新设单位", superior=city.unit("city"), since=city.units["city"].since)

    page = browser("audit").get("/audit/").content.decode()

    assert "设立单位“新设单位”，上级：市委" in page
    assert page.index("新设单位") < page.index("第一督导组")


@pytest.mark.parametrize(
    ("query", "words", "missing"),
    [
        ("event=accounts.group.created", "第一督导组", "设立单位"),
        ("q=city.coord", "第一督导组", "设立单位"),
        ("since=2026-03-11", "没有符合条件的记录", "第一督导组"),
        ("until=2026-03-09", "没有符合条件的记录", "第一督导组"),
        ("since=2026-03-10&until=2026-03-10&event=accounts.group.created", "第一督导组", "没有符合"),
    ],
)
def test_page_when_filtered_then_only_what_matches(
    browser: Callable[[str], Client], query: str, words: str, missing: str
) -> None:
    page = browser("audit").get(f"/audit/?{query}").content.decode()
    body = page.partition('class="filter"')[2].partition("</form>")[2]

    assert words in body
    assert missing not in body


def test_verification_when_asked_then_its_result_in_place(browser: Callable[[str], Client]) -> None:
    page = browser("audit").post("/audit/verify/", headers={"HX-Request": "true"}).content.decode()

    assert "条记录前后相接" in page


def test_page_when_the_log_is_long_then_as_few_queries(
    city: City, browser: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    client = browser("audit")
    with django_assert_max_num_queries(6, connection=connection):
        response = client.get("/audit/")

    assert len(response.content) <= 60_000
