"""What was issued for many units: page by page, narrowed, with the sums of all; it leaves line by line."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from city import City
from items import drafted
from periods import SINCE, UNTIL, a_period, do, handed_in, issued, locked, many_units, steer

from duizhao_web.apps.reporting.models import Issue, Period
from duizhao_web.apps.reporting.rollup import every_line, lines_of, totals
from duizhao_web.apps.reporting.selectors import directly, units_to_ask
from duizhao_web.apps.reporting.services.opening import Asked, period_open
from duizhao_web.apps.reporting.words import FigureKind

if TYPE_CHECKING:
    from django.test import Client

Browser = Callable[[str], "Client"]
MANY = 120


def opened_for_many(city: City) -> Period:
    """Open a period for the county, its rival and many units more."""
    asked = Asked("三月调度", SINCE, UNTIL, 3)
    units = [city.unit("county"), city.unit("rival"), *many_units(city, MANY)]
    return period_open(actor=city.actor("city.chief"), opener=city.unit("city"), units=units, asked=asked)


def issued_for_many(city: City) -> Issue:
    """Issue one of which two units have reported, the county with an item and a request."""
    drafted(city)
    period = opened_for_many(city)
    for unit in ("county", "rival"):
        locked(city, period, unit)
    return issued(city, period)


def pages(client: Client, address: str) -> list[Any]:
    """Return the contexts of all pages from the first on."""
    found = [client.get(address)]
    while after := found[-1].context["page"].after:
        join = "&" if "?" in address else "?"
        found.append(client.get(f"{address}{join}cursor={after}"))
    return [one.context for one in found]


def test_opening_when_units_are_many_then_in_few_queries_for_each_of_them(
    city: City, django_assert_max_num_queries: Any
) -> None:
    units = many_units(city, MANY)
    asked = Asked("三月调度", SINCE, UNTIL, 3)
    with django_assert_max_num_queries(30):
        period = period_open(
            actor=city.actor("city.chief"), opener=city.unit("city"), units=units, asked=asked
        )

    assert period.reports.count() == MANY
    assert {report.steps.get().act for report in period.reports.all()} == {"ask"}


def test_units_directly_below_when_chosen_then_with_those_led_beside_the_tree(city: City) -> None:
    bureau = city.unit("bureau")

    found = directly(units_to_ask(city.actor("bureau.chief"), bureau), bureau)
    assert [unit.name for unit in found] == ["甲县", "乙镇"]
    own = city.unit("city")
    found = directly(units_to_ask(city.actor("city.chief"), own), own)
    assert {unit.name for unit in found} == {"甲县", "丙县", "市局"}


def test_standing_when_units_are_many_then_page_by_page_each_once(city: City, browser: Browser) -> None:
    period = opened_for_many(city)

    found = pages(browser("city.chief"), f"/periods/{period.pk}/")

    names = [row[0].unit.name for page in found for row in page["rows"]]
    assert len(names) == len(set(names)) == MANY + 2
    assert len(found) == 3
    assert found[0]["count"] == MANY + 2
    (only,) = pages(browser("city.chief"), f"/periods/{period.pk}/?q=甲")
    assert [row[0].unit.name for row in only["rows"]] == ["甲县"]
    assert only["count"] == "1"


def test_issue_when_units_are_many_then_page_by_page_with_the_sums_of_all(
    city: City, browser: Browser, django_assert_max_num_queries: Any
) -> None:
    issue = issued_for_many(city)
    client = browser("city.chief")
    client.get("/own/")

    found = pages(client, f"/periods/issues/{issue.pk}/")

    lines = [line.unit for page in found for line, _link, _cells in page["lines"]]
    assert len(lines) == len(set(lines)) == MANY + 2
    assert [page["count"] for page in found] == [MANY + 2] * 3
    assert {page["sums"][0] for page in found} == {("整改事项", 1, None)}
    with django_assert_max_num_queries(12):
        answer = client.get(f"/periods/issues/{issue.pk}/")
    assert len(answer.content) <= 60_000
    assert "打印的是本页" in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "units"),
    [
        ("only=reported", {"甲县", "丙县"}),
        ("only=late", set()),
        ("only=asked", {"甲县", "丙县"}),
        ("only=unanswered", {"丙县"}),
        ("q=甲县", {"甲县"}),
        ("only=nonsense&q=甲县", {"甲县"}),
    ],
)
def test_issue_when_narrowed_then_those_units_and_the_number_of_them(
    city: City, browser: Browser, query: str, units: set[str]
) -> None:
    issue = issued_for_many(city)
    do(city, "city.chief", "reply", issue.lines.get(unit=city.unit("county")).report, text="四月到位")

    context = browser("city.chief").get(f"/periods/issues/{issue.pk}/?{query}").context

    assert {line.unit for line, _link, _cells in context["lines"]} == units
    assert str(context["count"]) == str(len(units))


def test_issue_when_units_did_not_report_then_listed_apart(city: City, browser: Browser) -> None:
    issue = issued_for_many(city)

    found = pages(browser("city.chief"), f"/periods/issues/{issue.pk}/?only=missing")

    assert sum(len(page["lines"]) for page in found) == MANY
    assert found[0]["count"] == MANY


def test_sums_when_issued_then_what_the_lines_come_to_and_the_database_keeps_them(city: City) -> None:
    issue = issued_for_many(city)

    found = totals(Issue.objects.get(pk=issue.pk))
    lines = list(every_line(issue))

    assert (found.units, found.reported, found.missing) == (MANY + 2, 2, MANY)
    for kind in FigureKind:
        assert found.sums[kind] == sum(line.figures.get(kind, 0) for line in lines)
    assert found.sums[FigureKind.ALL] == 1
    assert [line.unit for line in lines[:1]] == ["甲县"]
    assert lines_of(issue, wanted="late").count() == found.late


def test_sums_before_when_a_unit_is_not_asked_again_then_of_the_same_units_alone(city: City) -> None:
    drafted(city)
    before = a_period(city, title="一", since=date(2026, 1, 1), until=SINCE, days=30)
    for unit in ("county", "rival"):
        locked(city, before, unit)
    issued(city, before)
    period = a_period(city, units=("rival",))
    locked(city, period, "rival")

    issue = issued(city, period)

    assert totals(issue).before[FigureKind.ALL] == 0
    assert issue.former is not None


def test_workbook_when_units_are_many_then_every_line_and_the_sums(city: City, browser: Browser) -> None:
    issue = issued_for_many(city)

    answer = browser("city.chief").post(f"/exports/period_rollup/xlsx/?issue={issue.pk}")

    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == MANY + 4
    assert [row[2] for row in rows if row[0] in ("甲县", "合计")] == [1, 1]


def test_line_when_a_coordinator_may_not_read_the_report_then_named_without_a_way_to_it(
    city: City, browser: Browser
) -> None:
    period = a_period(city, by="city.chief", units=("town",))
    report = locked_by_chief(city, period)
    steer(city, "city.chief", "close", period)
    issue = steer(city, "city.chief", "issue", period)
    address = f"/periods/issues/{issue.pk}/"

    assert f"/periods/reports/{report.pk}/" in browser("city.chief").get(address).content.decode()
    page = browser("city.coordinator").get(address).content.decode()
    assert "乙镇" in page
    assert f"/periods/reports/{report.pk}/" not in page


def locked_by_chief(city: City, period: Period) -> Any:
    """Return the town's report, locked by the chief who asked."""
    return do(city, "city.chief", "lock", handed_in(city, period, "town"))
