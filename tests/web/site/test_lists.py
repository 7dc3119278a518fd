"""Every list: narrowed, sorted by the heads of its columns, kept as views, and never many queries."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from city import City
from meetings import the_cycle
from papers import a_version
from periods import a_period

from duizhao_web.site.forms import audit, cycles, handed, lists, matters, papers, periods, rechecks
from duizhao_web.site.pages.views import LISTS

if TYPE_CHECKING:
    from django.test import Client

Browser = Callable[[str], "Client"]


class List(NamedTuple):
    """A list: its address, who looks at it, its orders, and a filter with what it shows and hides."""

    path: str
    who: str
    orders: Any
    query: str
    shown: str
    hidden: str


ALL_LISTS = (
    List("/papers/", "lead", papers.ORDERS, "kind=individual", "county.member", ">班子材料</a>"),
    List("/papers/missing/", "city.coordinator", lists.MISSING, "q=市", "市委", "乙镇"),
    List("/units/", "city.coordinator", lists.UNITS, "q=县", "甲县", "乙镇"),
    List("/people/", "city.coordinator", lists.PEOPLE, "q=county", "county.second", "town.chief"),
    List("/people/", "city.coordinator", lists.PEOPLE, "held=no", "reviewer", "town.chief"),
    List("/duties/", "city.coordinator", lists.DUTIES, "kind=reviewer", ">reviewer<", ">inspector<"),
    List("/duties/", "city.coordinator", lists.DUTIES, "state=proposed", "没有找到", ">reviewer<"),
    List("/accounts/", "system", lists.ACCOUNTS, "kind=person&q=county", "county.chief", "security"),
    List("/accounts/", "system", lists.ACCOUNTS, "state=ended", "没有找到", "county.chief"),
    List("/rechecks/", "head", rechecks.RECHECKS, "stand=held", "没有符合条件", "待回头看"),
    List("/matters/", "head", matters.MATTERS, "answered=same", "没有符合条件", "还没有认定</span>"),
    List("/cycles/", "head", cycles.ORDERS, "state=held", "没有符合条件", "会前准备</span>"),
    List("/periods/", "city.coordinator", periods.PERIODS, "q=3月", "2026年3月调度", "2026年4月调度"),
    List("/periods/", "county.chief", periods.PERIODS, "mine=asking", "没有符合条件", "2026年3月调度"),
    List(
        "/assignments/",
        "city.chief",
        handed.ASSIGNMENTS,
        "end=all&q=没有的话",
        "没有符合条件",
        "交办内容</th>",
    ),
    List("/notices/", "city.chief", handed.NOTICES, "kind=reminder&q=没有的话", "没有符合条件", "文号</th>"),
    List("/audit/", "audit", audit.ORDERS, "q=city.coord", "第一督导组", "设立单位“"),
)
ids = [f"{one.path}?{one.query}" for one in ALL_LISTS]


def body(page: str) -> str:
    """Return what stands behind the filter."""
    return page.partition('class="filter"')[2].partition("</form>")[2].partition('<dialog id="keys"')[0]


@pytest.fixture(autouse=True)
def _papers(city: City) -> None:
    a_version(city)
    the_cycle(city)
    a_period(city)
    a_period(city, title="2026年4月调度", until=date(2026, 4, 10))


@pytest.mark.parametrize("one", ALL_LISTS, ids=ids)
def test_list_when_narrowed_then_only_what_was_asked_for(browser: Browser, one: List) -> None:
    page = body(browser(one.who).get(f"{one.path}?{one.query}").content.decode())

    assert one.shown in page
    assert one.hidden not in page


@pytest.mark.parametrize("one", ALL_LISTS, ids=ids)
def test_list_when_sorted_every_way_then_answered_in_few_queries(
    browser: Browser, one: List, django_assert_max_num_queries: Any
) -> None:
    client = browser(one.who)
    client.get("/own/")

    for sort in one.orders:
        with django_assert_max_num_queries(12):
            assert client.get(f"{one.path}?sort={sort}").status_code == 200, sort


@pytest.mark.parametrize("one", ALL_LISTS, ids=ids)
def test_list_when_read_as_text_then_its_form_offers_every_order(one: List) -> None:
    offered = {
        "/papers/": papers.PapersForm,
        "/papers/missing/": lists.MissingForm,
        "/units/": lists.UnitsForm,
        "/people/": lists.PeopleForm,
        "/duties/": lists.DutiesForm,
        "/accounts/": lists.AccountsForm,
        "/rechecks/": rechecks.RechecksForm,
        "/periods/": periods.PeriodsForm,
        "/matters/": matters.MattersForm,
        "/cycles/": cycles.CyclesForm,
        "/assignments/": handed.AssignmentsForm,
        "/notices/": handed.NoticesForm,
        "/audit/": audit.AuditFilterForm,
    }[one.path].sorts

    assert {key for key, _label in offered} == set(one.orders)


def test_heads_when_clicked_twice_then_the_other_way_round_and_said_to_readers(browser: Browser) -> None:
    client = browser("city.coordinator")
    heads = re.findall(
        r'<th scope="col"( aria-sort="\w+")?><a href="([^"]*)">', client.get("/people/").content.decode()
    )
    assert heads == [(' aria-sort="ascending"', "?sort=name-down"), ("", "?sort=unit")]

    page = client.get("/people/?sort=name-down").content.decode()
    assert ' aria-sort="descending"><a href="?"' in page or ' aria-sort="descending"><a href="' in page
    names = re.findall(r'href="/people/\d+/">([^<]+)', page)
    assert names == sorted(names, reverse=True)


@pytest.mark.parametrize("name", LISTS)
def test_view_when_kept_of_any_list_then_shown_there(browser: Browser, name: str) -> None:
    who = {"accounts": "system", "audit": "audit"}.get(name, "city.coordinator")
    client = browser(who)

    response = client.post("/views/keep/", {"page": name, "name": "我的看法", "query": "q=县"})

    page = client.get(response.headers["Location"]).content.decode()
    assert 'aria-current="true">我的看法' in page


@pytest.mark.parametrize("one", ALL_LISTS, ids=ids)
def test_list_when_asked_for_nonsense_then_answered(browser: Browser, one: List) -> None:
    for query in ("sort=x", "q=%00", "year=99999999999", "cursor=b!!", "since=x&state=x&kind=x&held=x"):
        assert browser(one.who).get(f"{one.path}?{query}").status_code in (200, 404), query
