"""The same concrete matter named again: the earlier item is shown to those who may read it, as a question."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from city import City
from items import a_matter, closed, drafted, fresh, refused
from papers import agreed_team_paper

from duizhao_web.apps.insight.overview import Scope, named_again
from duizhao_web.apps.kernel.errors import AppErrorCode
from duizhao_web.apps.materials.models import Paper
from duizhao_web.apps.rectification.coverage import coverage
from duizhao_web.apps.rectification.matters import Answered, Asked, matter_list
from duizhao_web.apps.rectification.models import Item, SameMatter, Source, Step
from duizhao_web.apps.rectification.services.drafting import items_from_paper
from duizhao_web.apps.rectification.services.matching import matter_judge

if TYPE_CHECKING:
    from django.test import Client

Browser = Callable[[str], "Client"]
MATTER = "河湾村三组提灌站停用两年，38 户靠柴油泵浇地"


@pytest.fixture
def earlier(city: City) -> Item:
    """An item of the year before the paper's, closed, about one pumping station."""
    item = closed(city, title="河湾村三组提灌站长期停用", text=f"{MATTER}，群众意见大。")
    Item.objects.filter(pk=item.pk).update(year=2024)
    return fresh(item)


@pytest.fixture
def paper(city: City) -> Paper:
    """The county's team paper, agreed to, which names that station again and something else."""
    return agreed_team_paper(
        city,
        "甲县领导班子对照检查材料\n一、存在问题\n（一）带头干事创业方面\n"
        f"一是抓落实不够。如，{MATTER}，至今没有修好。\n"
        "二是学习不够深入。理论学习满足于完成任务。\n",
    )


def test_plan_when_a_paper_names_a_closed_matter_again_then_the_earlier_item_is_asked_about(
    city: City, browser: Browser, earlier: Item, paper: Paper
) -> None:
    covered = coverage(city.actor("county.chief"), city.unit("county"), paper.year)

    (uncovered,) = covered.papers
    named = {problem.title: before for problem, before in uncovered.rows}
    assert [before.item.pk for before in named.values() if before] == [earlier.pk]
    page = browser("county.coordinator").get(f"/plans/{paper.unit_id}/{paper.year}/").content.decode()
    assert f"往年同一具体事项？{earlier.code} 已销号" in page


def test_review_page_when_a_reviewer_looks_then_nothing_of_items_is_told(
    city: City, browser: Browser, earlier: Item, paper: Paper
) -> None:
    theirs = browser("county.chief").get(f"/papers/{paper.pk}/").content.decode()
    assert "往年整改事项" in theirs
    assert f'href="/items/{earlier.pk}/"' in theirs
    assert "是否回头看？" in theirs

    reviewers = browser("reviewer").get(f"/papers/{paper.pk}/").content.decode()
    assert "往年整改事项" not in reviewers
    assert earlier.code not in reviewers


def test_items_when_made_of_it_then_linked_both_ways_and_a_recheck_is_suggested(
    city: City, browser: Browser, earlier: Item, paper: Paper
) -> None:
    made = items_from_paper(actor=city.actor("county.coordinator"), paper=paper)

    (again,) = [item for item in made if item.sources.filter(earlier=earlier).exists()]
    chief = browser("county.chief")
    assert "往年同一具体事项？" in chief.get(f"/items/{again.pk}/").content.decode()
    page = chief.get(f"/items/{earlier.pk}/").content.decode()
    assert "这件事后来又提出过？" in page
    assert "是否回头看？" in page
    assert "是否回头看？" not in browser("county.member").get(f"/items/{earlier.pk}/").content.decode()
    scope = Scope(unit=city.unit("county"), year=paper.year)
    assert [one.earlier for one in named_again(city.actor("city.chief"), scope)] == [earlier]


def test_items_when_two_years_speak_of_different_matters_then_not_linked(city: City, paper: Paper) -> None:
    other = drafted(city, title="公车加油账目不清", text="两张油卡没有登记台账。")
    Item.objects.filter(pk=other.pk).update(year=2024)

    made: list[Any] = items_from_paper(actor=city.actor("county.coordinator"), paper=paper)

    assert not [item for item in made if item.sources.filter(earlier__isnull=False).exists()]


def pair(city: City) -> Source:
    return Source.objects.select_related("item", "earlier").get(pk=a_matter(city))


def test_list_when_matters_are_named_again_then_both_sides_stand_there_and_the_overview_counts_them(
    city: City, browser: Browser
) -> None:
    one = pair(city)

    page = browser("county.member").get("/matters/").content.decode()
    overview = browser("county.chief").get(f"/overview/?unit={one.item.unit_id}").content.decode()

    assert f'href="/items/{one.item_id}/"' in page
    assert f'href="/items/{one.earlier_id}/"' in page
    assert "全部 1 对" in overview
    assert "提灌站" not in browser("rival.chief").get("/matters/").content.decode()


def test_pair_when_one_side_may_not_be_read_then_not_listed(city: City) -> None:
    one = pair(city)
    Item.objects.filter(pk=one.item_id).update(owner=city.people["rival.chief"])

    assert Item.objects.visible_to(city.actor("rival.chief")).filter(pk=one.item_id).exists()
    assert not matter_list(city.actor("rival.chief"), Asked()).exists()


def test_list_when_narrowed_by_unit_aspect_year_and_earlier_state_then_only_these(city: City) -> None:
    one = pair(city)
    head = city.actor("head")

    def found(**asked: Any) -> bool:
        return matter_list(head, Asked(**asked)).filter(pk=one.pk).exists()

    assert found(unit=city.unit("county"), aspect=one.item.aspect, year=one.item.year, closed=False)
    assert not found(unit=city.unit("town"))
    assert not found(aspect="别的方面")
    assert not found(year=one.item.year - 1)
    assert not found(closed=True)
    assert found(words="提灌站")


def test_pair_when_said_to_be_another_matter_then_no_question_any_more_and_the_reason_is_kept(
    city: City, browser: Browser
) -> None:
    one = pair(city)
    assert one.earlier is not None
    chief = browser("county.chief")
    assert "往年同一具体事项？" in chief.get(f"/items/{one.item_id}/").content.decode()

    answer = chief.post(f"/matters/{one.pk}/", {"same": "no", "reason": "两个村的站"})

    assert answer.status_code == 302
    assert "往年同一具体事项？" not in chief.get(f"/items/{one.item_id}/").content.decode()
    said = Step.objects.get(item=one.item, command="match")
    assert said.note == f"与 {one.earlier.code} 不是同一件事：两个村的站"
    assert not matter_list(city.actor("head"), Asked(answered=Answered.OPEN)).exists()
    assert "两个村的站" in chief.get("/matters/?answered=other").content.decode()


def test_overview_when_a_closed_matter_is_said_to_be_another_then_not_among_those_named_again(
    city: City,
) -> None:
    before, now = closed(city), drafted(city)
    one = Source.objects.create(item=now, kind="self", text="再提", earlier=before)
    chief, scope = city.actor("county.chief"), Scope(unit=city.unit("county"))
    assert [again.earlier for again in named_again(chief, scope)] == [before]

    matter_judge(actor=chief, source=one, same=False, reason="不是一处")
    assert named_again(chief, scope) == []
    matter_judge(actor=chief, source=one, same=True, reason="看错了，是一处")
    assert [again.earlier for again in named_again(chief, scope)] == [before]
    assert SameMatter.objects.get().reason == "看错了，是一处"
    assert Step.objects.filter(item=now, command="match").count() == 2


def test_pair_when_judged_by_who_works_on_it_or_without_reason_then_refused(city: City) -> None:
    one = pair(city)

    with refused(AppErrorCode.FORBIDDEN):
        matter_judge(actor=city.actor("county.member"), source=one, same=False, reason="不是")
    with refused(AppErrorCode.NOT_READY, "须写明理由"):
        matter_judge(actor=city.actor("county.chief"), source=one, same=False, reason=" ")
    Item.objects.filter(pk=one.item_id).update(
        owner=city.people["county.chief"], verifier=city.people["city.chief"]
    )
    with refused(AppErrorCode.NOT_READY, "须由他人办理"):
        matter_judge(
            actor=city.actor("county.chief"), source=Source.objects.get(pk=one.pk), same=False, reason="不是"
        )


def test_pairs_when_taken_away_then_as_the_page_is_narrowed(city: City, browser: Browser) -> None:
    one = pair(city)
    client = browser("head")

    def taken(query: str) -> str:
        answer = client.post(f"/exports/matters/csv/{query}")
        return b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]

    assert one.item.title in taken("")
    assert one.item.title not in taken("?answered=same")
