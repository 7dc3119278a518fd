"""The first page tells somebody of every unit with an open report what is due, or the unit above."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from city import NOW, City
from periods import SAID, UNTIL, a_period, do, filled, handed_in, locked, report_of, steer

from duizhao_web.apps.accounts.models import User
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import SYSTEM
from duizhao_web.apps.kernel.clock import FixedClock, use_clock
from duizhao_web.apps.rectification.models import Reminder
from duizhao_web.apps.rectification.services.reminding import reminders_make
from duizhao_web.apps.reporting.models import Period
from duizhao_web.apps.units.services.people import tenure_end
from duizhao_web.site.todo import todo_list

if TYPE_CHECKING:
    from django.test import Client

Browser = Callable[[str], "Client"]
FILL, CONFIRM, CHECK = "填报 1 份调度", "确认 1 份调度填报", "核对 1 份调度填报"
STUCK = "1 份调度填报没有人确认"


def told(city: City, who: str) -> list[str]:
    """Return what the first page tells somebody of reporting periods."""
    return [todo.verb for todo in todo_list(city.actor(who)) if "调度" in todo.verb]


def without(city: City, *names: str) -> None:
    """Let people's posts in the county end yesterday."""
    for name in names:
        tenure_end(actor=SYSTEM, tenure=city.tenures[f"county.{name}"], on=date(2026, 3, 9))


def filled_by_chief(city: City, period: Period) -> None:
    report = do(city, "county.chief", "begin", report_of(period, city))
    do(city, "county.chief", "fill", report, said=SAID)


def test_unit_when_it_has_a_coordinator_then_it_is_the_coordinators_to_fill_in(city: City) -> None:
    a_period(city, units=("county",))

    assert told(city, "county.coordinator") == [FILL]
    assert told(city, "county.chief") == []


def test_unit_when_it_has_no_coordinator_then_the_chief_fills_in_and_confirms(city: City) -> None:
    without(city, "coordinator")
    period = a_period(city, units=("county",))
    assert told(city, "county.chief") == [FILL]

    filled_by_chief(city, period)

    assert told(city, "county.chief") == [CONFIRM]
    assert do(city, "county.chief", "confirm", report_of(period, city)).stage == "confirmed"


def test_unit_when_its_coordinator_has_no_account_any_more_then_the_chief_can_do_it_all(city: City) -> None:
    User.objects.filter(username="county.coordinator").update(ended_at=clock.now())
    period = a_period(city, units=("county",))
    assert told(city, "county.chief") == [FILL]

    filled_by_chief(city, period)

    assert do(city, "county.chief", "confirm", report_of(period, city)).stage == "confirmed"


def test_unit_when_the_chief_filled_it_in_then_the_coordinator_checks_and_the_chief_confirms(
    city: City,
) -> None:
    period = a_period(city, units=("county",))
    filled_by_chief(city, period)
    assert (told(city, "county.coordinator"), told(city, "county.chief")) == ([CHECK], [])

    do(city, "county.coordinator", "fill", report_of(period, city), said=SAID)

    assert (told(city, "county.coordinator"), told(city, "county.chief")) == ([], [CONFIRM])


def test_unit_when_it_has_no_chief_then_the_coordinator_is_told_that_nobody_confirms(city: City) -> None:
    without(city, "chief")
    period = a_period(city, units=("county",))
    assert told(city, "county.coordinator") == [FILL]

    filled(city, period)

    assert told(city, "county.coordinator") == [STUCK]


def test_unit_when_it_has_neither_then_its_superior_sees_that_nobody_is_there(
    city: City, browser: Browser
) -> None:
    without(city, "coordinator", "chief")
    period = a_period(city)

    for who in ("city.chief", "city.coordinator"):
        assert told(city, who) == ["“2026年3月调度”有 1 个单位没有人填报"]
    page = browser("city.chief").get(f"/periods/{period.pk}/?stage=abandoned").content.decode()
    assert "无人填报" in page
    assert "甲县" in page
    assert ">丙县<" not in page


def test_unit_when_only_its_chief_is_missing_then_its_superior_sees_that_nobody_confirms(
    city: City, browser: Browser
) -> None:
    period = a_period(city)
    do(city, "county.chief", "confirm", filled(city, period))
    without(city, "chief")
    address = f"/periods/{period.pk}/?stage=abandoned"
    # What is confirmed already the coordinator hands in.
    assert "没有符合条件的单位" in browser("city.chief").get(address).content.decode()

    do(city, "county.coordinator", "unconfirm", report_of(period, city), text="改一处")

    assert "无人确认" in browser("city.chief").get(address).content.decode()


@pytest.fixture
def late() -> object:
    """The day after reports were due."""
    with use_clock(FixedClock(datetime(2026, 3, 16, 2, tzinfo=NOW.tzinfo))) as fixed:
        yield fixed


@pytest.mark.usefixtures("late")
def test_superior_when_the_day_has_passed_then_told_whom_to_remind_with_the_words_drafted(
    city: City, browser: Browser
) -> None:
    with use_clock(FixedClock(NOW)):
        period = a_period(city, units=("county", "rival", "bureau"))
        handed_in(city, period, "rival")

    (todo,) = [one for one in todo_list(city.actor("city.coordinator")) if "催报“" in one.verb]
    assert todo.verb == "催报“2026年3月调度”的 2 个单位"
    answer = browser("city.coordinator").get(todo.address)
    assert "甲县：“2026年3月调度”应于 2026-03-13 前报送" in answer.context["text"]
    assert "丙县" not in answer.context["text"]
    assert told(city, "county.coordinator") == [FILL]
    assert not any("催报“" in one.verb for one in todo_list(city.actor("county.chief")))


def test_reminders_when_units_are_late_then_whoever_asked_is_reminded_once_for_all(
    city: City, browser: Browser
) -> None:
    period = a_period(city, units=("county", "rival"))

    def issuers(day: date) -> list[tuple[str, int]]:
        before = set(Reminder.objects.values_list("pk", flat=True))
        with use_clock(FixedClock(datetime(day.year, day.month, day.day, 2, tzinfo=NOW.tzinfo))):
            reminders_make(actor=SYSTEM, today=day)
        rows = Reminder.objects.exclude(pk__in=before).filter(about="period_late")
        return sorted(rows.values_list("person__name", "subject"))

    both = [("city.chief", period.pk), ("city.coordinator", period.pk)]
    assert issuers(UNTIL) == []
    assert issuers(date(2026, 3, 16)) == both
    assert issuers(date(2026, 3, 17)) == both
    assert issuers(date(2026, 3, 18)) == []
    page = browser("city.coordinator").get("/reminders/").content.decode()
    assert "调度有单位逾期未报" in page
    assert f"/periods/{period.pk}/?stage=overdue&amp;draft=1" in page


def test_desk_when_reports_of_many_units_wait_then_the_number_is_of_all_and_leads_to_them(city: City) -> None:
    period = a_period(city)
    for unit in ("county", "rival"):
        handed_in(city, period, unit)

    (todo,) = [one for one in todo_list(city.actor("city.chief")) if one.verb.startswith("审核")]

    assert todo.verb == "审核 2 份调度填报"
    assert todo.everything == f"/periods/{period.pk}/?stage=handed_in"


def test_period_when_closed_then_nobody_is_urged_for_what_it_takes_no_more(
    city: City, browser: Browser
) -> None:
    period = a_period(city)
    locked(city, period)
    steer(city, "city.coordinator", "close", period)

    answer = browser("city.chief").get(f"/periods/{period.pk}/?draft=1")

    assert answer.context["text"] == ""
    assert "拟催报文稿" not in answer.content.decode()
