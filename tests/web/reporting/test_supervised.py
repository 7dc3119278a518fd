"""A supervision group reads what the units assigned to it have handed in, as long as it is assigned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from city import City
from items import refused
from periods import a_period, filled, handed_in, issued, locked

from duizhao_web.apps.kernel.errors import AppErrorCode
from duizhao_web.apps.reporting.models import Report
from duizhao_web.apps.reporting.selectors import (
    acts_of,
    issue_get,
    oversees,
    period_list,
    report_get,
    reports_of,
)

if TYPE_CHECKING:
    from django.test import Client

Browser = Callable[[str], "Client"]
GROUP = ("head", "inspector", "liaison")


@pytest.mark.parametrize("who", GROUP)
def test_group_when_a_unit_of_theirs_has_handed_in_then_they_read_it_and_do_nothing(
    city: City, who: str
) -> None:
    report = handed_in(city, a_period(city))

    assert report_get(city.actor(who), report.pk) == report
    assert acts_of(city.actor(who), report) == []


@pytest.mark.parametrize("who", GROUP)
def test_group_when_a_report_is_a_draft_or_of_another_unit_then_not(city: City, who: str) -> None:
    period = a_period(city)
    draft, other = filled(city, period), handed_in(city, period, "rival")

    for report in (draft, other):
        with refused(AppErrorCode.NOT_FOUND):
            report_get(city.actor(who), report.pk)
    assert not period_list(city.actor(who)).exists()


def test_group_when_its_time_is_over_then_it_reads_nothing_more(city: City) -> None:
    report = handed_in(city, a_period(city))
    after = city.actor("head", date(2026, 4, 1))

    assert not Report.objects.visible_to(after).filter(pk=report.pk).exists()
    assert not period_list(after).exists()


@pytest.mark.parametrize("who", ["reviewer", "lead"])
def test_reviewer_when_a_unit_has_handed_in_then_not_read(city: City, who: str) -> None:
    report = handed_in(city, a_period(city))

    with refused(AppErrorCode.NOT_FOUND):
        report_get(city.actor(who), report.pk)


def test_group_when_it_reads_a_period_then_its_units_alone_and_nothing_that_was_rolled_up(
    city: City, browser: Browser
) -> None:
    period = a_period(city)
    report = locked(city, period)
    locked(city, period, "rival")
    issue = issued(city, period)
    client = browser("head")

    assert f"/periods/{period.pk}/" in client.get("/periods/").content.decode()
    page = client.get(f"/periods/{period.pk}/").content.decode()
    assert f"/periods/reports/{report.pk}/" in page
    assert "丙县" not in page
    assert client.get(f"/periods/reports/{report.pk}/").status_code == 200
    assert not oversees(city.actor("head"), period)
    with refused(AppErrorCode.NOT_FOUND):
        reports_of(city.actor("head"), period)
    with refused(AppErrorCode.NOT_FOUND):
        issue_get(city.actor("head"), issue.pk)
    assert client.get(f"/periods/issues/{issue.pk}/").status_code == 404


def test_group_when_it_is_assigned_to_the_unit_that_asks_then_not_what_others_reported(
    city: City, browser: Browser
) -> None:
    period = a_period(city, by="county.coordinator", units=("town",))
    report = handed_in(city, period, "town")

    assert browser("head").get(f"/periods/{period.pk}/").status_code == 404
    assert browser("head").get(f"/periods/reports/{report.pk}/").status_code == 404


def test_group_when_nothing_was_handed_in_then_the_page_says_when_something_will_be(browser: Browser) -> None:
    assert "所督导的单位还没有报送调度填报" in browser("head").get("/periods/").content.decode()


def test_seers_when_told_then_the_group_is_among_them(city: City, browser: Browser) -> None:
    report = handed_in(city, a_period(city))

    page = browser("county.chief").get(f"/periods/reports/{report.pk}/who-sees/").content.decode()

    assert "督导组可看所督导单位报送的调度填报" in page
