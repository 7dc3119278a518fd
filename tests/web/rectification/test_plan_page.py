"""Plans by page: items out of a paper in one click, each step by whoever may, what is not covered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from city import City
from items import drafted, fresh
from papers import TEAM, TEXT, a_version

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.materials.models import Outcome, Paper
from duizhao_web.apps.materials.services.reviews import opinion_sign
from duizhao_web.apps.rectification.models import Item, Plan
from duizhao_web.apps.rectification.services.plans import item_sign, plan_begin

if TYPE_CHECKING:
    from django.test import Client

Browser = Callable[[str], "Client"]


def agreed(city: City, who: str, text: str) -> Paper:
    version = a_version(city, who, text)
    opinion_sign(actor=city.actor("lead"), version=version, edition=0, outcome=Outcome.AGREED)
    return version.paper


def test_paper_when_all_its_problems_are_chosen_then_an_item_each_and_nothing_left(
    city: City, browser: Browser
) -> None:
    paper, client = agreed(city, "county.coordinator", TEAM), browser("county.coordinator")
    address = f"/plans/{paper.unit_id}/2025/"
    before = client.get(address).content.decode()
    assert "没有事项的问题" in before
    assert "没有对应的措施" in before

    after = client.post(
        f"/papers/{paper.pk}/items/", {"problem": ["P1", "P2", "P3"]}, follow=True
    ).content.decode()

    assert "已生成 3 个整改事项" in after
    assert "没有事项的问题" not in after
    assert "没有销号标准" in after
    assert Item.objects.filter(paper=paper).count() == 3


def test_paper_when_problems_are_put_into_one_without_a_reason_then_said_so(
    city: City, browser: Browser
) -> None:
    paper = agreed(city, "county.coordinator", TEAM)

    said = browser("county.coordinator").post(
        f"/papers/{paper.pk}/items/", {"problem": ["P1", "P2"], "merged": "1"}, follow=True
    )

    assert "写明理由" in said.content.decode()
    assert not Item.objects.exists()


@pytest.mark.parametrize(("who", "answer"), [("county.member", 404), ("rival.chief", 404), ("reviewer", 404)])
def test_paper_when_items_are_made_by_somebody_else_then_refused(
    city: City, browser: Browser, who: str, answer: int
) -> None:
    paper = agreed(city, "county.coordinator", TEAM)

    assert browser(who).post(f"/papers/{paper.pk}/items/", {"problem": ["P1"]}).status_code == answer


def test_plan_when_everybody_does_their_step_then_frozen(city: City, browser: Browser) -> None:
    unit, item = city.unit("county"), drafted(city)
    member = city.people["county.member"]
    begun = browser("county.coordinator").post(
        f"/plans/{unit.pk}/2025/begin/", {"sponsor": f"{member.name} #{member.pk}"}
    )
    assert begun.headers["Location"] == f"/plans/{unit.pk}/2025/"
    plan = Plan.objects.get(unit=unit)
    item_sign(actor=city.actor("county.member"), item=fresh(item), expected_version=fresh(item).version)
    today = clock.today().isoformat()

    for who, what, data in (
        ("county.member", "sign", {}),
        ("county.coordinator", "discuss", {"on": today}),
        ("county.chief", "endorse", {}),
        ("county.coordinator", "freeze", {"meeting_on": today, "meeting_note": "督导组要求写实"}),
    ):
        version = Plan.objects.get(pk=plan.pk).version
        response = browser(who).post(f"/plans/do/{plan.pk}/{what}/", {"version": version, **data})
        assert response.status_code == 302, response.content.decode()

    assert Plan.objects.get(pk=plan.pk).state == "frozen"
    seen = browser("city.chief").get(f"/plans/{unit.pk}/2025/").content.decode()
    assert "督导组要求写实" in seen


def test_plan_when_an_item_is_not_ready_then_the_form_names_it(city: City, browser: Browser) -> None:
    unit, lame = city.unit("county"), drafted(city, points=())
    plan = plan_begin(
        actor=city.actor("county.coordinator"), unit=unit, year=2025, sponsor=city.people["county.chief"]
    )
    for who, what, data in (
        ("county.chief", "sign", {}),
        ("county.chief", "discuss", {"on": clock.today().isoformat()}),
    ):
        version = Plan.objects.get(pk=plan.pk).version
        browser(who).post(f"/plans/do/{plan.pk}/{what}/", {"version": version, **data})

    version = Plan.objects.get(pk=plan.pk).version
    refused = browser("county.chief").post(f"/plans/do/{plan.pk}/endorse/", {"version": version})

    assert refused.status_code == 422
    assert lame.code in refused.content.decode()


def test_own_list_when_others_ask_for_it_then_only_its_person_and_the_chief(
    city: City, browser: Browser
) -> None:
    agreed(city, "county.member", TEXT)
    unit, person = city.unit("county"), city.people["county.member"]
    address = f"/plans/{unit.pk}/2025/{person.pk}/"

    answers = {
        who: browser(who).get(address).status_code
        for who in ("county.member", "county.chief", "county.coordinator", "county.second", "city.chief")
    }

    assert answers == {
        "county.member": 200,
        "county.chief": 200,
        "county.coordinator": 404,
        "county.second": 404,
        "city.chief": 404,
    }
    assert "没有事项的问题" in browser("county.member").get(address).content.decode()


def test_team_page_when_a_member_has_problems_of_their_own_then_none_of_them_is_named(
    city: City, browser: Browser
) -> None:
    agreed(city, "county.member", TEXT)
    unit = city.unit("county")

    for who in ("county.chief", "county.member", "county.coordinator"):
        seen = browser(who).get(f"/plans/{unit.pk}/2025/").content.decode()
        assert "学习抓得不够紧" not in seen
