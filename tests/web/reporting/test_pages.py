"""The pages of reporting periods: a month from opening to what is issued, in both languages."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from city import NOW, City
from django.utils import translation
from items import drafted, working
from periods import SAID, UNTIL, a_period, do, filled, handed_in, issued, locked, report_of, steer, the_issue

from duizhao_web.apps.kernel.actor import SYSTEM
from duizhao_web.apps.kernel.clock import FixedClock, use_clock
from duizhao_web.apps.rectification.models import Reminder
from duizhao_web.apps.rectification.reminded import reminder_rows
from duizhao_web.apps.rectification.services.reminding import reminders_make
from duizhao_web.apps.reporting.models import Issue, Period, Report
from duizhao_web.apps.reporting.words import ActWord, StageWord
from duizhao_web.site.todo import todo_list

if TYPE_CHECKING:
    from django.test import Client

Browser = Callable[[str], "Client"]
FORM = {
    "title": "2026年3月调度",
    "since": "2026-02-11",
    "until": UNTIL.isoformat(),
    "days": "3",
    "reach": "children",
    "text": "重点说明资金",
}


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def test_month_when_played_on_the_pages_then_opened_filled_confirmed_locked_issued(
    city: City, browser: Browser
) -> None:
    item = working(city)
    top, chief = browser("city.coordinator"), browser("city.chief")
    unit, head = browser("county.coordinator"), browser("county.chief")

    answer = top.post("/periods/new/", FORM)
    period = Period.objects.get()
    assert answer.headers["Location"] == f"/periods/{period.pk}/"
    assert period.reports.count() == 3
    pk = report_of(period, city).pk
    path = f"/periods/reports/{pk}/"
    assert "开始填报" in read(unit, path)
    unit.post(f"{path}fill/", {"version": 1})
    page = read(unit, f"{path}fill/")
    assert f'href="{path}figures/all/">1</a>' in page
    said = {"progress": "蹲点一周", "request": "请协调资金", "note_all": "年初即有"}
    unit.post(f"{path}fill/", {"version": 2, **said})
    assert item.title in read(unit, f"{path}figures/all/")
    assert "年初即有" in read(head, path)
    head.post(f"{path}do/confirm/", {"version": 3})
    unit.post(f"{path}do/hand_in/", {"version": 4})
    assert "请协调资金" in read(top, path)
    top.post(f"{path}do/reply/", {"version": 5, "text": "四月到位"})
    top.post(f"{path}do/lock/", {"version": 6})
    assert report_of(period, city).stage == "locked"
    top.post(f"/periods/{period.pk}/do/close/", {"version": 1})
    answer = chief.post(f"/periods/{period.pk}/do/issue/", {"version": 2})

    issue = Issue.objects.get()
    assert answer.headers["Location"] == f"/periods/issues/{issue.pk}/"
    page = read(chief, f"/periods/issues/{issue.pk}/")
    for words in ("请协调资金", "四月到位", "未报", "丙县", "合计"):
        assert words in page


def test_opening_when_units_are_chosen_then_these_alone(city: City, browser: Browser) -> None:
    chosen = [city.units["county"].pk, city.units["rival"].pk]

    browser("city.chief").post("/periods/new/", {**FORM, "reach": "chosen", "unit": chosen})
    browser("city.chief").post("/periods/new/", {**FORM, "title": "全部", "reach": "tree"})

    assert {one.period.title: 0 for one in Report.objects.select_related("period")} == {
        FORM["title"]: 0,
        "全部": 0,
    }
    assert Report.objects.filter(period__title=FORM["title"]).count() == 2
    assert Report.objects.filter(period__title="全部").count() == 4


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"until": "2026-01-01", "since": "2026-02-01"}, "结束日期早于开始日期"),
        ({"reach": "chosen"}, "没有选择单位"),
        ({"until": "x"}, "截至日期"),
        ({"days": "100"}, "60"),
    ],
)
def test_opening_when_filled_in_wrongly_then_said_beside_the_form(
    city: City, browser: Browser, changed: dict[str, str], words: str
) -> None:
    answer = browser("city.coordinator").post("/periods/new/", {**FORM, **changed})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Period.objects.exists()


def test_due_when_the_days_are_changed_then_worked_out_anew(browser: Browser) -> None:
    client = browser("city.coordinator")

    assert "2026-04-07" in read(client, "/periods/due/?until=2026-04-03&days=1")
    assert "2026" not in read(client, "/periods/due/?until=x&days=1")


def test_reminder_when_drafted_then_names_who_has_not_handed_in(city: City, browser: Browser) -> None:
    period = a_period(city)
    handed_in(city, period)
    client = browser("city.coordinator")

    page = read(client, f"/periods/{period.pk}/?draft=1")
    text = page.partition('id="reminder-text"')[2].partition("</textarea>")[0]

    assert "丙县：“2026年3月调度”目前待填报，请于 2026-03-13 前报送。" in text
    assert "甲县" not in text
    assert "丙县" in read(client, f"/periods/{period.pk}/?stage=missing")
    assert "没有符合条件的单位" in read(client, f"/periods/{period.pk}/?stage=late")


def test_period_when_seen_by_a_unit_then_without_the_others(city: City, browser: Browser) -> None:
    period = a_period(city)
    locked(city, period)
    page = read(browser("rival.coordinator"), f"/periods/{period.pk}/")

    assert "甲县" not in page
    assert "本单位的填报" in page


def test_superior_when_a_report_is_a_draft_then_its_page_does_not_exist(city: City, browser: Browser) -> None:
    report = filled(city, a_period(city))

    assert browser("city.chief").get(f"/periods/reports/{report.pk}/").status_code == 404
    page = read(browser("city.chief"), f"/periods/{report.period_id}/")
    assert "填报中" in page
    assert f"/periods/reports/{report.pk}/" not in page


def test_report_when_done_twice_then_a_sentence_and_nothing_changed(city: City, browser: Browser) -> None:
    report = locked(city, a_period(city))

    answer = browser("city.coordinator").get(f"/periods/reports/{report.pk}/do/lock/")

    assert answer.status_code == 409
    assert "当前状态下不能办理此事" in answer.content.decode()


def test_page_when_somebody_was_quicker_then_said_and_what_was_typed_stays(
    city: City, browser: Browser
) -> None:
    report = filled(city, a_period(city))
    do(city, "county.chief", "fill", report, said=SAID)

    answer = browser("county.coordinator").post(
        f"/periods/reports/{report.pk}/fill/", {"version": report.version, "progress": "后写的一段话"}
    )

    assert "刚被他人改动" in answer.content.decode()
    assert "后写的一段话" in answer.content.decode()


def test_page_when_periods_are_many_then_few_queries_and_a_small_page(
    city: City, browser: Browser, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        a_period(city, title=f"第{number}次调度")
    client = browser("city.coordinator")
    client.get("/own/")

    with django_assert_max_num_queries(12):
        answer = client.get("/periods/")

    assert len(answer.content) <= 60_000
    assert "下一页" in answer.content.decode()


def test_issue_when_corrected_then_the_old_page_says_so_and_shows_the_old_figures(
    city: City, browser: Browser
) -> None:
    period = a_period(city)
    first = locked(city, period)
    issue = issued(city, period)
    do(city, "city.coordinator", "correct", first, text="漏报")
    drafted(city)
    second = do(city, "county.coordinator", "begin", report_of(period, city))
    second = do(city, "county.chief", "confirm", second)
    do(city, "city.coordinator", "lock", do(city, "county.chief", "hand_in", second))
    again = steer(city, "city.chief", "issue_again", period, text="甲县漏报一项")

    old = read(browser("city.chief"), f"/periods/issues/{issue.pk}/")
    assert "后来有更正印发" in old
    assert "<dt>整改事项</dt><dd>0</dd>" in old
    new = read(browser("city.chief"), f"/periods/issues/{again.pk}/")
    assert "更正印发：甲县漏报一项" in new
    assert "<dt>整改事项</dt><dd>1</dd>" in new


def test_workbook_when_exported_then_a_line_a_unit_and_the_sums(city: City, browser: Browser) -> None:
    drafted(city)
    number = the_issue(city)

    answer = browser("city.coordinator").post(f"/exports/period_rollup/xlsx/?issue={number}")

    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[0]
    rows = [row[:4] for row in sheet.iter_rows(values_only=True)]
    assert rows[0] == ("单位", "报送情况", "整改事项", "本期新增")
    assert [(row[0], row[2]) for row in rows[1:4]] == [("甲县", 1), ("丙县", None), ("合计", 1)]
    assert browser("rival.chief").post(f"/exports/period_rollup/xlsx/?issue={number}").status_code == 404


@pytest.mark.parametrize(
    ("at", "who", "words"),
    [
        ("asked", "county.coordinator", "填报 1 份调度"),
        ("filled", "county.chief", "确认 1 份调度填报"),
        ("confirmed", "county.coordinator", "报送 1 份调度填报"),
        ("handed_in", "city.coordinator", "审核 1 份调度填报"),
        ("returned", "county.coordinator", "修改退回的 1 份调度填报"),
        ("locked", "city.chief", "答复 1 个单位的需协调事项"),
        ("closed", "city.chief", "汇总印发“2026年3月调度”"),
    ],
)
def test_desk_when_a_report_waits_then_for_whose_step_it_is(
    city: City, at: str, who: str, words: str
) -> None:
    period = a_period(city, units=("county",))
    steps: dict[str, Callable[[], object]] = {
        "asked": lambda: None,
        "filled": lambda: filled(city, period),
        "confirmed": lambda: do(city, "county.chief", "confirm", filled(city, period)),
        "handed_in": lambda: handed_in(city, period),
        "returned": lambda: do(city, "city.chief", "return", handed_in(city, period), text="请核对"),
        "locked": lambda: locked(city, period),
        "closed": lambda: (locked(city, period), steer(city, "city.coordinator", "close", period)),
    }
    steps[at]()

    assert words in [todo.verb for todo in todo_list(city.actor(who))]
    assert not any("调度" in todo.verb for todo in todo_list(city.actor("rival.chief")))


def reminded(day: date) -> set[tuple[str, str]]:
    before = set(Reminder.objects.values_list("pk", flat=True))
    with use_clock(FixedClock(datetime(day.year, day.month, day.day, 2, tzinfo=NOW.tzinfo))):
        reminders_make(actor=SYSTEM, today=day)
    rows = Reminder.objects.exclude(pk__in=before).filter(about="period").select_related("person")
    return {(row.person.name, row.rule) for row in rows}


def test_reminders_when_the_day_nears_and_passes_then_once_a_level_and_not_who_handed_in(city: City) -> None:
    period = a_period(city)
    handed_in(city, period, "rival")
    both = {"county.chief", "county.coordinator"}

    assert reminded(date(2026, 3, 10)) == {(who, "period-near") for who in both}
    assert reminded(date(2026, 3, 11)) == set()
    assert reminded(date(2026, 3, 12)) == {(who, "period-near") for who in both}
    assert reminded(date(2026, 3, 16)) == {(who, "period-past") for who in both}
    assert reminded(date(2026, 3, 17)) == set()
    assert reminded(date(2026, 3, 18)) == {(who, "period-past") for who in both}


def test_reminder_when_read_then_it_leads_to_the_report(city: City, browser: Browser) -> None:
    period = a_period(city)
    reminded(UNTIL)

    page = read(browser("county.coordinator"), "/reminders/")

    assert f"/periods/reports/{report_of(period, city).pk}/" in page
    assert "2026年3月调度 · 甲县" in page
    assert not reminder_rows(city.actor("rival.chief"), Reminder.objects.filter(person__name="county.chief"))


@pytest.mark.parametrize("who", ["city.chief", "county.coordinator"])
def test_pages_when_in_english_then_no_word_of_ours_is_chinese(
    city: City, browser: Browser, who: str
) -> None:
    period = a_period(city)
    report = handed_in(city, period)
    client = browser(who)
    client.post("/language/", {"language": "en"})

    for path in ("/periods/", f"/periods/{period.pk}/", f"/periods/reports/{report.pk}/"):
        assert "Reporting periods" in read(client, path)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_docs_when_they_name_stages_and_acts_then_all_of_them_as_the_pages_do(language: str) -> None:
    text = (Path(__file__).parents[3] / "docs" / language / "periods.md").read_text(encoding="utf-8")

    with translation.override("zh-hans" if language == "zh" else "en"):
        words = [str(label) for label in (*StageWord.labels, *ActWord.labels) if label != ActWord.ASK.label]
    assert [word for word in words if word not in text] == []


def test_pages_when_opened_then_few_queries(
    city: City, browser: Browser, django_assert_max_num_queries: Any
) -> None:
    number = the_issue(city)
    period = Period.objects.get()
    report = report_of(period, city)
    client = browser("city.chief")
    client.get("/own/")

    for path in (
        f"/periods/{period.pk}/?draft=1",
        f"/periods/issues/{number}/",
        f"/periods/reports/{report.pk}/",
        f"/periods/reports/{report.pk}/figures/all/",
    ):
        with django_assert_max_num_queries(16):
            read(client, path)


def test_seers_when_told_then_the_very_people_who_can_read_it(city: City, browser: Browser) -> None:
    report = handed_in(city, a_period(city))

    page = read(browser("county.chief"), f"/periods/reports/{report.pk}/who-sees/")
    readers = {who for who in city.people if who in city.users and _reads(city, who, report)}

    assert {who for who in city.people if f">{who}<" in page or f"{who}</" in page} == readers


def _reads(city: City, who: str, report: Report) -> bool:
    return Report.objects.visible_to(city.actor(who)).filter(pk=report.pk).exists()


@pytest.mark.parametrize(
    "days",
    [{"until": "9999-12-31"}, {"until": "9999-12-01"}, {"since": "0001-01-01"}],
)
def test_opening_when_a_day_is_mistyped_then_said_and_the_page_goes_on(
    city: City, browser: Browser, days: dict[str, str]
) -> None:
    client = browser("city.chief")

    assert client.post("/periods/new/", FORM | days).status_code == 422
    assert client.get("/periods/due/", {"until": "9999-12-31", "days": "3", **days}).status_code == 200
    assert not Period.objects.exists()
    assert client.get("/periods/new/").status_code == 200


def test_reminder_when_units_are_chosen_then_of_them_however_many_come_before(
    city: City, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    period = a_period(city)
    monkeypatch.setattr("duizhao_web.site.pages.periods._DRAFTED", 1)
    last = period.reports.order_by("unit_path").last()
    assert last is not None

    answer = browser("city.chief").get(
        f"/periods/{period.pk}/", {"draft": "1", "unit": [last.unit_id, "9" * 40]}
    )

    assert f"{last.unit.name}：“2026年3月调度”" in answer.context["text"]


@pytest.mark.parametrize("page", ["", "figures/all/"])
def test_report_when_read_by_a_second_superior_then_no_way_to_a_period_that_is_not_theirs(
    city: City, browser: Browser, page: str
) -> None:
    working(city)
    report = handed_in(city, a_period(city))
    address = f"/periods/{report.period_id}/"

    assert f'href="{address}"' in read(browser("city.chief"), f"/periods/reports/{report.pk}/{page}")
    assert f'href="{address}"' not in read(browser("bureau.chief"), f"/periods/reports/{report.pk}/{page}")
