"""A correction that was asked for is taken back, as long as its unit has not begun with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from city import City
from items import refused
from periods import SAID, a_period, do, filled, issued, locked, report_of, steer

from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.models import AuditEvent
from duizhao_web.apps.reporting.filing import Act
from duizhao_web.apps.reporting.models import Period, Report
from duizhao_web.apps.reporting.selectors import acts_of
from duizhao_web.apps.reporting.services.correcting import report_recall
from duizhao_web.apps.reporting.services.filing import report_begin

if TYPE_CHECKING:
    from django.test import Client

Browser = Callable[[str], "Client"]


def asked_for(city: City) -> tuple[Period, Report]:
    """Return a period and the county's locked report of which a correction was asked for."""
    period = a_period(city)
    first = locked(city, period)
    do(city, "city.coordinator", "correct", first, text="漏报一项")
    return period, Report.objects.select_related("period", "unit").get(pk=first.pk)


def test_correction_when_taken_back_then_the_locked_edition_is_the_latest_and_the_log_keeps_it(
    city: City,
) -> None:
    period, first = asked_for(city)

    after = do(city, "city.chief", "recall", first, text="核对后无误")

    assert (after.latest, after.stage, after.progress) == (True, "locked", SAID.progress)
    assert period.reports.filter(unit=first.unit).count() == 1
    last = after.steps.order_by("pk").last()
    assert last is not None
    assert (last.act, last.text, last.by_name) == ("recall", "核对后无误", "city.chief")
    assert AuditEvent.objects.filter(event="reporting.report.acted", params__kind="recall").count() == 1
    # It can be asked for anew, and the period be issued without.
    assert issued(city, period).reported == 1
    do(city, "city.coordinator", "correct", after, text="确有漏报")
    assert report_of(period, city).edition == 2


def test_correction_when_issued_before_then_taking_it_back_lets_the_period_be_corrected_otherwise(
    city: City,
) -> None:
    period = a_period(city)
    first = locked(city, period)
    issued(city, period)
    do(city, "city.coordinator", "correct", first, text="漏报")
    with refused(AppErrorCode.NOT_READY, "甲县"):
        steer(city, "city.chief", "issue_again", period, text="更正")

    do(city, "city.coordinator", "recall", first, text="误提")

    assert steer(city, "city.chief", "issue_again", period, text="文字更正").number == 2


def test_correction_when_its_unit_has_begun_then_not_taken_back(city: City) -> None:
    period, first = asked_for(city)
    do(city, "county.coordinator", "begin", report_of(period, city))

    assert Act.RECALL not in acts_of(city.actor("city.chief"), first)
    with refused(AppErrorCode.NOT_READY, "已经开始填报更正"):
        do(city, "city.chief", "recall", first, text="误提")
    assert report_of(period, city).stage == "filling"


@pytest.mark.parametrize("who", ["county.chief", "rival.chief", "city.member", "head", "bureau.chief"])
def test_correction_when_somebody_else_would_take_it_back_then_not(city: City, who: str) -> None:
    period, first = asked_for(city)

    assert Act.RECALL not in acts_of(city.actor(who), first)
    with pytest.raises(AppError) as caught:
        do(city, who, "recall", first, text="误提")
    assert caught.value.code in (AppErrorCode.NOT_FOUND, AppErrorCode.FORBIDDEN)
    assert report_of(period, city).edition == 2


def test_correction_when_nothing_was_asked_or_no_reason_is_given_then_not_taken_back(city: City) -> None:
    period = a_period(city)
    first = locked(city, period)
    with refused(AppErrorCode.WRONG_STATE):
        do(city, "city.chief", "recall", first, text="误提")

    do(city, "city.coordinator", "correct", first, text="漏报")
    with refused(AppErrorCode.NOT_READY):
        do(city, "city.chief", "recall", first, text="  ")


def test_correction_when_the_unit_begins_in_the_moment_it_is_taken_back_then_the_unit_is_told(
    city: City,
) -> None:
    period, first = asked_for(city)
    shown = report_of(period, city)
    do(city, "city.coordinator", "recall", first, text="误提")

    with refused(AppErrorCode.NOT_FOUND):
        report_begin(actor=city.actor("county.coordinator"), report=shown, expected_version=shown.version)


def test_correction_when_two_take_it_back_then_the_second_is_told(city: City) -> None:
    _period, first = asked_for(city)
    version = first.version
    do(city, "city.coordinator", "recall", first, text="误提")

    with refused(AppErrorCode.CONFLICT):
        report_recall(actor=city.actor("city.chief"), report=first, expected_version=version, text="误提")


def test_pages_when_a_correction_was_asked_for_then_a_way_to_it_and_back(
    city: City, browser: Browser
) -> None:
    period, first = asked_for(city)
    top = browser("city.coordinator")
    page = top.get(f"/periods/{period.pk}/").content.decode()
    assert f"/periods/reports/{first.pk}/" in page
    assert "收回更正要求" in top.get(f"/periods/reports/{first.pk}/").content.decode()
    second = report_of(period, city).pk
    address = f"/periods/reports/{first.pk}/do/recall/"

    answer = top.post(address, {"version": first.version, "text": "核对后无误"})

    assert answer.headers["Location"] == f"/periods/reports/{first.pk}/"
    assert browser("county.coordinator").get(f"/periods/reports/{second}/").status_code == 404
    assert "核对后无误" in browser("county.coordinator").get(f"/periods/reports/{first.pk}/").content.decode()
    assert top.get(address).status_code == 409


def test_draft_of_a_correction_when_a_reminder_is_drafted_then_without_a_day_that_is_not_its_own(
    city: City, browser: Browser
) -> None:
    period, _first = asked_for(city)
    filled(city, period, "rival")

    text = browser("city.chief").get(f"/periods/{period.pk}/?draft=1").context["text"]

    assert "甲县：“2026年3月调度”的更正目前待填报，请尽快报送。" in text
    assert "丙县：“2026年3月调度”目前填报中，请于 2026-03-13 前报送。" in text
