"""What people mistype or try: periods of others, numbers of nothing, cursors and filters that are none."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from city import City
from periods import UNTIL, a_period, handed_in, issued, locked, report_of

from duizhao_web.apps.reporting.models import Period

if TYPE_CHECKING:
    from django.test import Client

Browser = Callable[[str], "Client"]
FORM = {"title": "四月", "since": "2026-03-01", "until": UNTIL.isoformat(), "days": "3", "reach": "chosen"}


@pytest.mark.parametrize("address", ["/periods/{pk}/", "/periods/issues/{issue}/", "/periods/"])
@pytest.mark.parametrize("query", ["cursor=zzz", "cursor=a", "cursor=aIjEi", "cursor=b" + "9" * 300])
def test_lists_when_the_cursor_is_none_then_not_there(
    city: City, browser: Browser, address: str, query: str
) -> None:
    period = a_period(city)
    locked(city, period)
    path = address.format(pk=period.pk, issue=issued(city, period).pk)

    assert browser("city.chief").get(f"{path}?{query}").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        *("stage=nonsense", "stage=handed_in'--", "q=%25_%5C", "q=" + "长" * 300),
        *("draft=1&unit=-1&unit=x&unit=²", "draft=1&unit=" + "9" * 25),
    ],
)
def test_period_when_the_filter_is_nonsense_then_the_page_still_answers(
    city: City, browser: Browser, query: str
) -> None:
    period = a_period(city)

    assert browser("city.chief").get(f"/periods/{period.pk}/?{query}").status_code == 200


@pytest.mark.parametrize("unit", ["abc", "²", "-1", "0", "9" * 30, "999999"])
def test_opening_when_a_unit_is_none_of_ones_own_then_nothing_is_opened(
    city: City, browser: Browser, unit: str
) -> None:
    answer = browser("city.coordinator").post("/periods/new/", FORM | {"unit": unit})

    assert answer.status_code in (404, 422)
    assert not Period.objects.exists()


def test_opening_when_a_unit_of_others_is_smuggled_in_then_nothing_is_opened(
    city: City, browser: Browser
) -> None:
    units = [city.units["county"].pk, city.units["rival"].pk]

    answer = browser("bureau.chief").post("/periods/new/", {**FORM, "unit": units})

    assert answer.status_code == 404
    assert not Period.objects.exists()


@pytest.mark.parametrize(
    "path",
    [
        *("", "do/close/", "do/issue/", "do/withdraw/"),
        *("../reports/{report}/", "../reports/{report}/fill/", "../reports/{report}/do/lock/"),
        *("../reports/{report}/figures/all/", "../reports/{report}/who-sees/"),
    ],
)
@pytest.mark.parametrize("who", ["rival.chief", "town.chief"])
def test_pages_when_of_another_units_period_then_not_there_read_or_done(
    city: City, browser: Browser, who: str, path: str
) -> None:
    period = a_period(city, units=("county",))
    report = handed_in(city, period)
    name = path.format(report=report.pk)
    address = (
        f"/periods/{name.removeprefix('../')}" if name.startswith("../") else f"/periods/{period.pk}/{name}"
    )

    client = browser(who)

    assert client.get(address).status_code == 404
    assert client.post(address, {"version": 1, "text": "x"}).status_code in (404, 405)
    assert report_of(period, city).stage == "handed_in"


def test_report_when_an_act_is_sent_twice_then_the_second_changes_nothing(
    city: City, browser: Browser
) -> None:
    period = a_period(city)
    report = handed_in(city, period)
    top = browser("city.coordinator")
    address = f"/periods/reports/{report.pk}/do/lock/"
    assert top.post(address, {"version": report.version}).status_code == 302

    assert top.post(address, {"version": report.version}).status_code == 409

    assert report_of(period, city).steps.filter(act="lock").count() == 1


def test_report_when_two_act_on_the_same_page_then_the_slower_is_told(city: City, browser: Browser) -> None:
    report = handed_in(city, a_period(city))
    address = f"/periods/reports/{report.pk}/do"
    browser("city.coordinator").post(f"{address}/reply/", {"version": report.version, "text": "四月到位"})

    answer = browser("city.chief").post(f"{address}/lock/", {"version": report.version})

    assert answer.status_code == 422
    assert "刚被他人改动" in answer.content.decode()


def test_button_when_something_waits_to_be_examined_then_that_is_what_stands_out(
    city: City, browser: Browser
) -> None:
    period = a_period(city)
    handed_in(city, period)

    page = browser("city.coordinator").get(f"/periods/{period.pk}/").content.decode()

    assert page.count('class="button primary"') == 1
    assert 'class="button primary" href="?stage=handed_in">审核 1 份</a>' in page
