"""工作台: what to do next for each role, what changed, and where to begin when nothing waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from addresses import ALL
from city import City
from papers import a_version

from duizhao_web.apps.materials.models import Outcome, Paper
from duizhao_web.apps.materials.services.reviews import opinion_draft, opinion_sign

if TYPE_CHECKING:
    from django.test import Client

Browser = Callable[[str], "Client"]


def home(browser: Browser, name: str) -> str:
    return browser(name).get("/").content.decode()


def test_reviewer_when_papers_wait_then_named_with_unit_author_and_days(city: City, browser: Browser) -> None:
    version = a_version(city)

    page = home(browser, "reviewer")

    assert "审阅 1 份材料" in page
    # The assignment ends on the 31st, today is the 10th.
    assert page.index("甲县") < page.index("county.member，") < page.index("还剩 21 天")
    assert f'href="/papers/{version.paper_id}/"' in page


def test_lead_when_an_opinion_is_drafted_then_asked_to_sign_it_first(city: City, browser: Browser) -> None:
    version = a_version(city)
    assert "签发" not in home(browser, "lead")

    opinion_draft(actor=city.actor("reviewer"), version=version, edition=0, text="请补事例")

    page = home(browser, "lead")
    assert page.index("签发 1 份审阅意见") < page.index("审阅 1 份材料")
    assert "签发" not in home(browser, "reviewer")


def test_author_when_returned_then_told_to_revise(city: City, browser: Browser) -> None:
    version = a_version(city)
    opinion = opinion_draft(actor=city.actor("reviewer"), version=version, edition=0, text="请补事例")
    opinion_sign(actor=city.actor("lead"), version=version, edition=opinion.edition, outcome=Outcome.RETURNED)

    assert "修改退回的材料" in home(browser, "county.member")
    assert "修改退回的材料" not in home(browser, "county.chief")


def test_author_when_uploaded_and_not_submitted_then_told_to_submit(city: City, browser: Browser) -> None:
    a_version(city)
    Paper.objects.update(state="uploaded")

    assert "提交审阅" in home(browser, "county.member")


def test_coordinator_when_papers_are_missing_then_units_and_names(city: City, browser: Browser) -> None:
    page = home(browser, "county.coordinator")

    assert "催报 1 个单位的材料" in page
    assert "班子材料、个人材料（county.chief、county.member、county.second）" in page


@pytest.mark.parametrize("name", ["county.member", "reviewer", "liaison", "county.observer"])
def test_home_when_nothing_waits_then_says_what_this_is_and_where_to_begin(
    browser: Browser, name: str
) -> None:
    page = home(browser, name)

    assert "现在没有待办" in page
    assert "可以从这里开始" in page


def test_changes_when_papers_moved_then_only_those_one_may_read(city: City, browser: Browser) -> None:
    a_version(city)

    assert "最近变动" in home(browser, "county.chief")
    for name in ("county.coordinator", "county.second", "rival.chief", "system", "audit"):
        assert "county.member，" not in home(browser, name)
        assert "最近变动" not in home(browser, name)


@pytest.mark.parametrize("name", sorted(ALL | {"lead"}))
def test_home_when_opened_then_few_queries(
    city: City, browser: Browser, django_assert_max_num_queries: Any, name: str
) -> None:
    version = a_version(city)
    opinion_draft(actor=city.actor("reviewer"), version=version, edition=0, text="请补事例")
    client = browser(name)
    client.get("/own/")

    # A page of several lists: what waits in papers, items, plans, assignments, notices and reporting periods,
    # the cycle, what changed.
    with django_assert_max_num_queries(25):
        client.get("/")
