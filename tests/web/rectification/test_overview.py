"""The overview tells what is unresolved, by figures that the lists behind them bear out, to who may know."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from city import NOW, City
from django.test import Client
from items import closed, drafted, submitted, working

from duizhao_web.apps.insight.overview import (
    Scope,
    Worry,
    calls,
    figures,
    heat_map,
    months,
    named_again,
    scope_of,
)
from duizhao_web.apps.insight.years import years
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.clock import FixedClock
from duizhao_web.apps.kernel.errors import AppError
from duizhao_web.apps.rectification.models import Item, Source
from duizhao_web.apps.rectification.services.verifying import item_return
from duizhao_web.site.overview.chart import trend


def of(city: City, unit: str) -> Scope:
    return Scope(city.unit(unit))


def test_figures_when_items_stand_everywhere_then_counted_once_each(city: City) -> None:
    closed(city)
    working(city)
    drafted(city)
    blocked = working(city)
    Item.objects.filter(pk=blocked.pk).update(deadline=date(2026, 3, 1))

    found = figures(city.actor("county.chief"), of(city, "county"))

    assert (found.items, found.closed, found.open, found.overdue) == (4, 1, 3, 1)
    assert (found.in_time, found.returned, found.failed) == (1.0, 0.0, None)
    assert found.closed_this_month == 1


def test_figures_when_nothing_was_then_no_share_is_made_up(city: City) -> None:
    found = figures(city.actor("county.chief"), of(city, "county"))

    assert (found.items, found.in_time, found.returned, found.days) == (0, None, None, None)


def test_returned_when_sent_back_then_its_share_is_of_what_was_submitted(city: City) -> None:
    closed(city)
    item = submitted(city)
    item_return(
        actor=city.actor("county.second"), item=item, expected_version=item.version, reason="第二条没有佐证"
    )

    assert figures(city.actor("county.chief"), of(city, "county")).returned == 0.5


def test_extended_when_closed_after_the_first_date_then_not_in_time(city: City) -> None:
    item = closed(city, deadline=date(2026, 3, 12))
    assert figures(city.actor("county.chief"), of(city, "county")).in_time == 1.0
    assert item.closed_on == clock.today()


def test_superior_when_looking_down_then_the_unit_is_a_row_by_aspect(city: City) -> None:
    working(city)
    working(city, aspect="带头增强党性方面", aspect_no=1)
    Item.objects.filter(aspect_no=1).update(deadline=date(2026, 3, 1))

    heat = heat_map(city.actor("city.chief"), of(city, "city"))

    (place,) = heat.places
    assert (place.unit.name, place.open, place.overdue, place.started) == ("甲县", 2, 1, True)
    assert place.cells == {"带头增强党性方面": (1, 1), "带头干事创业方面": (1, 0)}


@pytest.mark.parametrize(
    "who", ["rival.chief", "town.chief", "system", "security", "audit", "county.observer"]
)
def test_overview_when_not_theirs_to_know_then_there_is_none(city: City, who: str) -> None:
    with pytest.raises(AppError):
        scope_of(city.actor(who), city.units["county"].pk, None)


def test_figures_when_asked_from_below_then_nothing_of_the_unit_above(city: City) -> None:
    working(city)

    assert figures(city.actor("town.chief"), of(city, "county")).items == 0


def test_calls_when_silent_expiring_or_returned_twice_then_named_with_the_number(city: City) -> None:
    silent = working(city)
    near = working(city)
    Item.objects.filter(pk=near.pk).update(deadline=date(2026, 4, 20), reported_on=date(2026, 4, 10))
    with clock.use_clock(FixedClock(NOW + timedelta(days=36))):
        found = calls(city.actor("county.chief"), of(city, "county"))

    assert [(call.item.pk, call.why, call.number) for call in found] == [
        (near.pk, Worry.EXPIRING, 5),
        (silent.pk, Worry.SILENT, 36),
    ]


def test_matter_when_closed_and_named_again_then_both_stand_beside_each_other(city: City) -> None:
    before = closed(city)
    after = drafted(city)
    Source.objects.create(item=after, kind="last_year", text="去年提过", earlier=before)

    (row,) = named_again(city.actor("county.chief"), of(city, "county"))

    assert (row.item.pk, row.earlier.pk) == (after.pk, before.pk)


def test_months_when_something_was_closed_then_it_is_in_its_month(city: City) -> None:
    closed(city)

    found = months(city.actor("county.chief"), of(city, "county"))

    assert [(month.first, month.closed, month.in_time) for month in found[-2:]] == [
        (date(2026, 2, 1), 0, 0),
        (date(2026, 3, 1), 1, 1),
    ]
    assert len(found) == 12
    drawing = trend(found)
    assert max(bar.good_height + bar.late_height for bar in drawing.bars) <= drawing.foot


def test_page_when_a_figure_is_followed_then_the_list_has_as_many(
    city: City, browser: Callable[[str], Client]
) -> None:
    closed(city)
    late = working(city)
    working(city)
    Item.objects.filter(pk=late.pk).update(deadline=date(2026, 3, 1))
    client = browser("county.chief")

    page = unescape(client.get("/overview/").content.decode())

    links = re.findall(r'<dt>([^<]+)</dt><dd><a href="([^"]+)">(\d+)</a>', page)
    assert {label: number for label, _address, number in links}["逾期"] == "1"
    for label, address, number in links:
        answer = client.get(address)
        assert answer.status_code == 200, (label, address)
        listed = re.findall(r"共 (\d+) 件", answer.content.decode())
        assert listed in ([], [number]), (label, address, listed)


def test_page_when_only_figures_may_be_known_then_no_list_is_offered(
    city: City, browser: Callable[[str], Client]
) -> None:
    working(city)

    page = browser("reviewer").get(f"/overview/?unit={city.units['county'].pk}").content.decode()

    assert "/items/?" not in page
    assert "调研走得不够深" not in page


def test_page_when_there_is_much_then_its_queries_do_not_grow(
    city: City, browser: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        working(city, aspect=f"方面{number}", aspect_no=number)
    client = browser("city.chief")

    with django_assert_max_num_queries(20):
        assert client.get("/overview/").status_code == 200


def test_years_when_this_year_is_beside_last_then_each_as_far_as_on_the_same_day(city: City) -> None:
    """Last year's was closed later than the same day a year ago: it does not count as closed by then."""
    before, long_ago = closed(city), closed(city)
    this = closed(city)
    working(city)
    last = this.year - 1
    Item.objects.filter(pk__in=[before.pk, long_ago.pk]).update(year=last)
    with clock.use_clock(FixedClock(NOW + timedelta(days=400))):
        found = years(city.actor("county.chief"), of(city, "county"))
    assert [(one.year, one.items, one.closed, one.closed_by_then, one.open) for one in found] == [
        (this.year, 2, 1, 1, 1),
        (last, 2, 2, 2, 0),
    ]

    found = years(city.actor("county.chief"), of(city, "county"))

    assert [(one.closed, one.closed_by_then) for one in found] == [(1, 1), (2, 0)]
    assert found[1].in_time == 1.0


def test_years_when_there_is_no_item_or_none_to_know_then_nothing(city: City) -> None:
    assert years(city.actor("county.chief"), of(city, "county")) == []
    working(city)
    assert years(city.actor("town.chief"), of(city, "county")) == []


def test_years_page_when_a_figure_is_followed_then_the_list_is_of_that_year(
    city: City, browser: Callable[[str], Client]
) -> None:
    item = working(city)
    client = browser("county.chief")

    part = unescape(client.get("/overview/years/", headers={"HX-Request": "true"}).content.decode())

    assert "<html" not in part
    address = re.findall(r'<th scope="row">未销号</th><td[^>]*><a href="([^"]+)">1</a>', part)[0]
    assert f"year={item.year}" in address
    assert item.title in client.get(address).content.decode()
    assert "<html" in client.get("/overview/years/").content.decode()


def test_panels_when_taken_away_then_narrowed_to_the_unit_and_year_of_the_page(
    city: City, browser: Callable[[str], Client]
) -> None:
    item = working(city)
    client = browser("city.chief")
    unit = city.units["county"].pk
    page = client.get(f"/overview/?unit={unit}&year={item.year}").content.decode()
    offered = set(re.findall(r'formaction="([^"]*overview_units[^"]*)"', unescape(page)))
    address = next(one for one in offered if "csv" in one)

    answer = client.post(address)

    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert lines[1:] == ["甲县,带头干事创业方面,1,0"]
    assert client.post(address.replace(f"unit={unit}", "unit=999999")).status_code == 404
    elsewhere = client.post(address.replace(str(item.year), str(item.year - 5)))
    assert len(b"".join(elsewhere.streaming_content).splitlines()) == 1  # type: ignore[attr-defined]
