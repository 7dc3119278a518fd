"""The next step is told on the first page and stands where one comes to: plans, requests, notices, papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from city import City
from items import closed, drafted, fresh, planned, working
from meetings import a_cycle
from papers import a_version

from duizhao_web.apps.cycles.services.keeping import cycle_hold
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.materials.models import Outcome
from duizhao_web.apps.materials.services.reviews import opinion_draft, opinion_sign
from duizhao_web.apps.rectification.following_words import NoticeKind
from duizhao_web.apps.rectification.models import Plan
from duizhao_web.apps.rectification.services.asking import extension_ask
from duizhao_web.apps.rectification.services.following import Notice, notice_answer, notice_issue
from duizhao_web.apps.rectification.services.plans import plan_begin, plan_discuss, plan_endorse, plan_sign
from duizhao_web.apps.rectification.services.rechecking import item_reopen
from duizhao_web.apps.rectification.waiting import Next, items_waiting, plans_waiting

if TYPE_CHECKING:
    from django.test import Client

Browser = Callable[[str], "Client"]


def begun(city: City, sponsor: str = "county.member") -> Plan:
    """Return the county's plan of the year, with what was drafted before."""
    return plan_begin(
        actor=city.actor("county.coordinator"),
        unit=city.unit("county"),
        year=2025,
        sponsor=city.people[sponsor],
    )


def verbs(city: City, who: str) -> list[str]:
    return [verb for verb, _plan in plans_waiting(city.actor(who))]


def test_plan_when_it_goes_its_way_then_waits_for_each_in_turn(city: City) -> None:
    assert verbs(city, "county.member") == []
    planned(city)
    plan = begun(city)
    assert (verbs(city, "county.member"), verbs(city, "county.second")) == (["sign"], [])

    plan = plan_sign(actor=city.actor("county.member"), plan=plan, expected_version=plan.version)
    assert (verbs(city, "county.member"), verbs(city, "county.chief")) == ([], ["endorse"])

    plan = plan_discuss(
        actor=city.actor("county.coordinator"), plan=plan, expected_version=plan.version, on=clock.today()
    )
    plan_endorse(actor=city.actor("county.chief"), plan=plan, expected_version=plan.version)
    assert verbs(city, "county.coordinator") == []

    cycle = a_cycle(city)
    cycle_hold(
        actor=city.actor("county.coordinator"),
        cycle=cycle,
        version=cycle.version,
        on=clock.today(),
        expected=3,
        present=3,
    )
    assert verbs(city, "county.coordinator") == ["freeze"]
    assert verbs(city, "city.chief") == []


def test_plan_when_nothing_is_in_it_then_nobody_is_asked_to_sign(city: City) -> None:
    begun(city)

    assert verbs(city, "county.member") == []


def test_first_page_when_a_plan_waits_then_leads_to_it(city: City, browser: Browser) -> None:
    planned(city)
    plan = begun(city)

    page = browser("county.member").get("/").content.decode()

    assert "签字 1 份方案清单" in page
    assert f'href="/plans/{plan.unit_id}/2025/"' in page
    assert "甲县班子整改方案" in page


def test_request_when_the_sponsor_has_not_signed_then_the_sponsor_is_told_and_the_chief_not_yet(
    city: City, browser: Browser
) -> None:
    item = working(city, sponsor=None, owner=city.people["county.member"])
    type(item).objects.filter(pk=item.pk).update(sponsor=city.people["county.second"])
    item = fresh(item)
    extension_ask(
        actor=city.actor("county.member"),
        item=item,
        expected_version=item.version,
        until=date(2026, 8, 31),
        reason="汛期停工",
    )

    assert [one.item.pk for one in items_waiting(city.actor("county.second"))[Next.COUNTERSIGN]] == [item.pk]
    assert Next.DECIDE not in items_waiting(city.actor("county.chief"))
    assert "签署 1 项申请" in browser("county.second").get("/").content.decode()


def test_notice_when_answered_then_whoever_issued_it_is_told(city: City, browser: Browser) -> None:
    notice = notice_issue(
        actor=city.actor("city.chief"),
        item=working(city),
        notice=Notice(kind=NoticeKind.REMINDER, text="请说明进展", answer_due=date(2026, 4, 10)),
    )
    assert "办结 1 件提醒督办" not in browser("city.chief").get("/").content.decode()

    notice_answer(
        actor=city.actor("county.coordinator"), notice=notice, expected_version=1, text="已排出计划"
    )

    assert "办结 1 件提醒督办" in browser("city.chief").get("/").content.decode()
    assert "件提醒督办" not in browser("city.member").get("/").content.decode()


def test_action_when_it_is_changed_then_the_form_says_what_it_says_now(city: City, browser: Browser) -> None:
    item = drafted(city)
    action = item.actions.get()

    page = browser("county.coordinator").get(f"/items/{item.pk}/do/action_edit/{action.pk}/").content.decode()

    assert "到河湾村蹲点一周</textarea>" in page
    assert 'value="2026-05-31"' in page


def test_request_when_decided_then_the_form_says_what_is_asked_for_and_why(
    city: City, browser: Browser
) -> None:
    item = working(city)
    asked = extension_ask(
        actor=city.actor("county.member"),
        item=item,
        expected_version=item.version,
        until=date(2026, 8, 31),
        reason="汛期停工",
    )

    page = browser("county.chief").get(f"/items/{item.pk}/do/decide/{asked.pk}/").content.decode()

    assert "由 2026-06-30 延到 2026-08-31 · 汛期停工" in page


def test_item_when_begun_again_then_its_page_tells_the_round_that_is_over(
    city: City, browser: Browser
) -> None:
    item = closed(city)
    assert "以前各轮" not in browser("county.member").get(f"/items/{item.pk}/").content.decode()

    item_reopen(
        actor=city.actor("city.chief"),
        item=item,
        expected_version=item.version,
        reason="反弹",
        basis="回头看",
        deadline=date(2026, 9, 30),
    )

    page = browser("county.member").get(f"/items/{item.pk}/").content.decode()
    assert "2026-03-10 由county.second销号" in page
    assert "时限 2026-06-30，首次时限 2026-06-30" in page


def test_paper_when_its_author_opens_it_then_the_next_step_stands_there(city: City, browser: Browser) -> None:
    version = a_version(city, submit=False)
    address = f"/papers/{version.paper_id}/"
    author, chief = browser("county.member"), browser("county.chief")
    assert f'action="{address}submit/"' in author.get(address).content.decode()
    assert f'action="{address}submit/"' not in chief.get(address).content.decode()

    author.post(f"{address}submit/")
    assert f'action="{address}submit/"' not in author.get(address).content.decode()

    opinion_draft(actor=city.actor("lead"), version=version, edition=0, text="请补充事例")
    opinion_sign(actor=city.actor("lead"), version=version, edition=1, outcome=Outcome.RETURNED)
    assert "上传修改稿" in author.get(address).content.decode()
    assert "上传修改稿" not in chief.get(address).content.decode()
