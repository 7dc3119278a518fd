"""Reports from time to time: asked for, filled in, confirmed by another, handed in, locked, issued."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from city import City
from items import refused
from periods import (
    SAID,
    SINCE,
    UNTIL,
    a_period,
    do,
    filled,
    handed_in,
    issued,
    locked,
    report_of,
    steer,
)

from duizhao_web.apps.kernel.clock import FixedClock, use_clock
from duizhao_web.apps.kernel.errors import AppErrorCode
from duizhao_web.apps.kernel.models import AuditEvent
from duizhao_web.apps.reporting.models import Issue, Period, Report
from duizhao_web.apps.reporting.rollup import every_line, names_of, totals, unanswered
from duizhao_web.apps.reporting.selectors import (
    issue_get,
    oversees,
    period_list,
    report_get,
    reports_of,
    units_to_ask,
)
from duizhao_web.apps.reporting.services.filing import Said, report_begin
from duizhao_web.apps.reporting.standing import standing_of
from duizhao_web.apps.reporting.words import FigureKind
from duizhao_web.apps.units.services.people import tenure_end


def sees(city: City, who: str, report: Report) -> bool:
    return Report.objects.visible_to(city.actor(who)).filter(pk=report.pk).exists()


def on(day: date) -> Any:
    return use_clock(FixedClock(datetime(day.year, day.month, day.day, 2, 0, tzinfo=UTC)))


def test_period_when_opened_then_every_unit_is_asked_and_the_day_counts_working_days(city: City) -> None:
    period = a_period(city, text="重点说明资金到位情况")

    assert sorted(one.unit.name for one in period.reports.select_related("unit")) == ["丙县", "甲县"]
    assert period.due_on == date(2026, 3, 13)
    assert a_period(city, title="四月", until=date(2026, 4, 3), days=1).due_on == date(2026, 4, 7)
    event = AuditEvent.objects.filter(event="reporting.period.opened").order_by("pk").first()
    assert event is not None
    assert event.params["count"] == 2


@pytest.mark.parametrize(
    ("who", "units"),
    [
        ("city.chief", {"甲县", "乙镇", "丙县", "市局"}),
        ("city.coordinator", {"甲县", "丙县", "市局"}),
        ("county.coordinator", {"乙镇"}),
        ("bureau.chief", {"甲县", "乙镇"}),
        ("town.chief", set()),
        ("city.member", set()),
    ],
)
def test_units_when_to_be_asked_then_those_below_as_far_as_the_post_reaches(
    city: City, who: str, units: set[str]
) -> None:
    assert {unit.name for unit in units_to_ask(city.actor(who))} == units


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"units": ()}, AppErrorCode.INVALID),
        ({"units": ("city",)}, AppErrorCode.FORBIDDEN),
        ({"units": ("county", "town")}, AppErrorCode.FORBIDDEN),
        ({"by": "city.member"}, AppErrorCode.NOT_FOUND),
        ({"by": "rival.chief", "units": ("county",)}, AppErrorCode.NOT_FOUND),
        ({"title": "  "}, AppErrorCode.INVALID),
        ({"since": date(2026, 4, 1)}, AppErrorCode.DATES_REVERSED),
        ({"since": date(2025, 1, 1), "until": date(2025, 2, 1)}, AppErrorCode.INVALID),
    ],
)
def test_period_when_it_cannot_be_opened_then_nothing_is(
    city: City, more: dict[str, Any], code: AppErrorCode
) -> None:
    with refused(code):
        a_period(city, **more)

    assert not Period.objects.exists()


def test_period_when_the_title_is_taken_then_said(city: City) -> None:
    a_period(city)

    with refused(AppErrorCode.NAME_TAKEN, "2026年3月调度"):
        a_period(city)


def test_report_when_it_is_a_draft_then_only_its_unit_reads_it(city: City) -> None:
    report = filled(city, a_period(city))

    readers = {"county.chief", "county.member", "county.second", "county.coordinator"}
    assert {who for who in city.users if sees(city, who, report)} == readers


def test_report_when_handed_in_then_those_above_read_it_and_never_another_unit(city: City) -> None:
    report = handed_in(city, a_period(city))

    own = {"county.chief", "county.member", "county.second", "county.coordinator"}
    above = {"city.chief", "city.member", "city.coordinator", "bureau.chief"}
    group = {"head", "inspector", "liaison"}
    assert {who for who in city.users if sees(city, who, report)} == own | above | group
    for who in ("rival.chief", "rival.coordinator", "town.chief"):
        with refused(AppErrorCode.NOT_FOUND):
            report_get(city.actor(who), report.pk)


def test_period_when_seen_by_a_unit_that_fills_in_then_not_who_else_stands_where(city: City) -> None:
    period = a_period(city)
    locked(city, period)
    issue = issued(city, period)

    assert period_list(city.actor("rival.coordinator")).filter(pk=period.pk).exists()
    assert not oversees(city.actor("rival.coordinator"), period)
    with refused(AppErrorCode.NOT_FOUND):
        reports_of(city.actor("rival.coordinator"), period)
    with refused(AppErrorCode.NOT_FOUND):
        issue_get(city.actor("rival.chief"), issue.pk)
    assert not period_list(city.actor("town.chief")).exists()


def test_report_when_a_deeper_unit_is_asked_by_the_top_then_the_one_between_does_not_lock_it(
    city: City,
) -> None:
    period = a_period(city, by="city.chief", units=("town",))
    report = handed_in(city, period, "town")

    assert sees(city, "county.chief", report)
    with refused(AppErrorCode.NOT_FOUND):
        do(city, "county.chief", "lock", report)
    assert do(city, "city.chief", "lock", report).stage == "locked"


def test_confirming_when_the_chief_filled_in_and_there_is_a_coordinator_then_not_by_the_chief(
    city: City,
) -> None:
    report = do(city, "county.chief", "begin", report_of(a_period(city), city))
    report = do(city, "county.chief", "fill", report, said=SAID)

    with refused(AppErrorCode.NOT_READY, "联络员"):
        do(city, "county.chief", "confirm", report)

    do(city, "county.coordinator", "fill", report, said=SAID)
    assert do(city, "county.chief", "confirm", report).confirmed_by_name == "county.chief"


def test_confirming_when_the_unit_has_nobody_else_then_by_the_chief_alone(city: City) -> None:
    tenure_end(actor=city.actor("system"), tenure=city.tenures["county.coordinator"], on=date(2026, 3, 9))
    report = do(city, "county.chief", "begin", report_of(a_period(city), city))
    report = do(city, "county.chief", "fill", report, said=SAID)

    assert do(city, "county.chief", "confirm", report).stage == "confirmed"


def test_confirming_when_the_progress_is_empty_then_not(city: City) -> None:
    report = filled(city, a_period(city), said=Said(request="请协调"))

    with refused(AppErrorCode.NOT_READY, "进展情况"):
        do(city, "county.chief", "confirm", report)


def test_confirming_when_the_last_day_has_not_come_then_not_until_counted_anew(city: City) -> None:
    later = date(2026, 3, 20)
    report = filled(city, a_period(city, until=later))
    assert report.counted_on == UNTIL

    with refused(AppErrorCode.NOT_READY, "2026-03-20"):
        do(city, "county.chief", "confirm", report)

    with on(later):
        report = do(city, "county.coordinator", "fill", report, said=SAID)
        assert report.counted_on == later
        assert do(city, "county.chief", "confirm", report).stage == "confirmed"


def test_figure_when_explained_then_the_words_stay_with_it_and_the_number_stands(city: City) -> None:
    report = filled(city, a_period(city))
    said = Said(progress="有进展", notes={FigureKind.OVERDUE: "因汛期停工"})
    report = do(city, "county.coordinator", "fill", report, said=said, recount=True)

    figure = report.figures.get(kind="overdue")
    assert (figure.number, figure.note) == (0, "因汛期停工")
    assert report.figures.count() == len(FigureKind)


def test_report_when_somebody_was_quicker_then_conflict_and_nothing_lost(city: City) -> None:
    from duizhao_web.apps.reporting.services.filing import report_fill

    report = filled(city, a_period(city))
    do(city, "county.chief", "fill", report, said=Said(progress="先保存的"))

    with refused(AppErrorCode.CONFLICT):
        report_fill(
            actor=city.actor("county.coordinator"),
            report=report,
            expected_version=report.version,
            said=Said(progress="后保存的"),
        )
    assert Report.objects.get(pk=report.pk).progress == "先保存的"


def test_return_when_without_a_reason_then_refused_and_with_one_it_goes_back(city: City) -> None:
    report = handed_in(city, a_period(city))

    with refused(AppErrorCode.NOT_READY, "须写明"):
        do(city, "city.coordinator", "return", report, text="  ")

    report = do(city, "city.coordinator", "return", report, text="请补充资金情况")
    assert report.confirmed_by is None
    report = do(city, "county.coordinator", "fill", report, said=SAID)
    report = do(city, "county.chief", "confirm", report)
    assert do(city, "county.chief", "hand_in", report).stage == "handed_in"


def test_report_when_handed_in_after_the_day_then_late_and_sent_back_in_time_then_not(city: City) -> None:
    period = a_period(city)
    in_time = do(city, "city.coordinator", "return", handed_in(city, period), text="请核对")
    with on(date(2026, 3, 16)):
        assert standing_of([period])[period.pk].overdue == 1
        late = handed_in(city, period, "rival")
        in_time = do(city, "county.coordinator", "fill", in_time, said=SAID)
        in_time = do(city, "county.chief", "confirm", in_time)
        in_time = do(city, "county.chief", "hand_in", in_time)

    assert late.late
    assert not in_time.late


def test_period_when_closed_then_nobody_hands_in_until_it_is_open_again(city: City) -> None:
    period = a_period(city)
    locked(city, period)
    steer(city, "city.coordinator", "close", period)

    with refused(AppErrorCode.NOT_READY, "已经截止"):
        filled(city, period, "rival")

    steer(city, "city.coordinator", "reopen", period, text="丙县补报")
    assert filled(city, period, "rival").stage == "filling"


def test_period_when_something_handed_in_waits_then_not_closed(city: City) -> None:
    period = a_period(city)
    handed_in(city, period)

    with refused(AppErrorCode.NOT_READY, "甲县"):
        steer(city, "city.coordinator", "close", period)


def test_period_when_somebody_has_begun_then_not_withdrawn(city: City) -> None:
    period = a_period(city)
    filled(city, period)

    with refused(AppErrorCode.NOT_EMPTY, "甲县"):
        steer(city, "city.coordinator", "withdraw", period, text="开错了")


def test_period_when_withdrawn_then_gone_and_the_log_says_so(city: City) -> None:
    period = a_period(city)

    steer(city, "city.coordinator", "withdraw", period, text="开错了")

    assert not Period.objects.exists()
    assert AuditEvent.objects.filter(event="reporting.period.acted", params__kind="withdraw").exists()


def test_issue_when_nothing_is_locked_then_not(city: City) -> None:
    period = a_period(city)
    steer(city, "city.coordinator", "close", period)

    with refused(AppErrorCode.NOT_READY, "没有锁定"):
        steer(city, "city.chief", "issue", period)


def test_issue_when_made_then_a_line_a_unit_and_who_did_not_report_is_named(city: City) -> None:
    period = a_period(city)
    do(city, "city.chief", "reply", locked(city, period), text="资金四月到位")
    issue = issued(city, period)

    assert [(line.unit, line.reported) for line in every_line(issue)] == [("甲县", True), ("丙县", False)]
    assert names_of(issue, "missing") == ["丙县"]
    asked = [(line.request, line.reply) for line in every_line(issue, wanted="asked")]
    assert asked == [(SAID.request, "资金四月到位")]
    found = totals(issue)
    assert (found.units, found.reported, found.missing, found.late) == (2, 1, 1, 0)
    assert (found.asked, unanswered(issue), found.before) == (1, 0, {})


def test_reply_when_given_after_the_issue_then_shown_as_later_and_the_issue_stays(city: City) -> None:
    period = a_period(city)
    report = locked(city, period)
    issue = issued(city, period)

    do(city, "city.chief", "reply", report, text="资金五月到位")

    (line,) = every_line(issue, wanted="asked")
    assert (line.reply, line.replied_later) == ("资金五月到位", True)
    assert issue.lines.get(unit=city.unit("county")).reply == ""


def test_correction_when_issued_then_a_new_number_with_its_reason_and_the_old_one_stays(city: City) -> None:
    period = a_period(city)
    first = locked(city, period)
    issue = issued(city, period)

    do(city, "city.coordinator", "correct", first, text="漏报一项")
    second = report_of(period, city)
    assert (second.edition, second.stage, second.progress) == (2, "asked", SAID.progress)
    with refused(AppErrorCode.NOT_READY, "甲县"):
        steer(city, "city.chief", "issue_again", period, text="甲县更正")
    second = do(city, "county.coordinator", "begin", second)
    second = do(city, "county.coordinator", "fill", second, said=Said(progress="更正后的进展"))
    second = do(city, "county.chief", "confirm", second)
    second = do(city, "county.chief", "hand_in", second)
    do(city, "city.coordinator", "lock", second)
    with refused(AppErrorCode.NOT_READY, "须写明理由"):
        steer(city, "city.chief", "issue_again", period, text="")
    again = steer(city, "city.chief", "issue_again", period, text="甲县更正")

    assert (again.number, again.reason) == (2, "甲县更正")
    assert [line.report_id for line in issue.lines.order_by("pk")] == [first.pk, None]
    assert again.lines.get(unit=city.unit("county")).report_id == second.pk
    assert Report.objects.get(pk=first.pk).progress == SAID.progress
    assert issue_get(city.actor("city.member"), issue.pk) == issue


def test_issue_when_there_was_a_period_before_then_beside_what_was_issued_of_it(city: City) -> None:
    before = a_period(city, title="2月", since=date(2026, 1, 1), until=date(2026, 2, 10), days=30)
    locked(city, before)
    former = issued(city, before)
    period = a_period(city, since=SINCE)
    locked(city, period)

    issue = issued(city, period)

    assert issue.former == former
    assert totals(issue).before[FigureKind.ALL] == 0
    assert Issue.objects.count() == 2


def test_issue_when_of_a_unit_below_then_its_superiors_coordinator_does_not_read_what_lies_deeper(
    city: City,
) -> None:
    period = a_period(city, by="county.coordinator", units=("town",))
    do(city, "county.coordinator", "lock", handed_in(city, period, "town"))
    steer(city, "county.coordinator", "close", period)
    issue = steer(city, "county.chief", "issue", period)

    assert issue_get(city.actor("city.chief"), issue.pk)
    assert not oversees(city.actor("city.coordinator"), period)
    with refused(AppErrorCode.NOT_FOUND):
        issue_get(city.actor("city.coordinator"), issue.pk)
    with refused(AppErrorCode.NOT_FOUND):
        reports_of(city.actor("city.coordinator"), period)


def test_report_when_its_period_was_taken_back_meanwhile_then_not_there(city: City) -> None:
    period = a_period(city)
    report = report_of(period, city)
    steer(city, "city.coordinator", "withdraw", period, text="重复开展")

    with refused(AppErrorCode.NOT_FOUND):
        report_begin(actor=city.actor("county.coordinator"), report=report, expected_version=1)


def test_period_when_put_right_after_the_day_then_without_moving_it(city: City) -> None:
    period = a_period(city)

    with on(date(2026, 3, 20)):
        steer(city, "city.coordinator", "edit", period, title="三月调度", due_on=period.due_on, text="")
        with refused(AppErrorCode.INVALID, "报送期限"):
            steer(city, "city.coordinator", "edit", period, title="三月", due_on=date(2026, 3, 16), text="")

    period.refresh_from_db()
    assert (period.title, period.due_on) == ("三月调度", date(2026, 3, 13))
