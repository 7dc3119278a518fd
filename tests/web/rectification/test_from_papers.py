"""Items out of agreed papers, plans, and what is not covered yet."""

from __future__ import annotations

from datetime import date

from city import City
from items import DEADLINE, DUE, drafted, fresh, refused
from papers import TEAM, TEXT, a_version

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.errors import AppErrorCode
from duizhao_web.apps.materials.models import Outcome, Paper
from duizhao_web.apps.materials.services.reviews import opinion_sign
from duizhao_web.apps.rectification.coverage import Lack, coverage
from duizhao_web.apps.rectification.models import Item, Plan
from duizhao_web.apps.rectification.services.asking import amendment_ask, request_decide
from duizhao_web.apps.rectification.services.drafting import Draft, item_edit, items_from_paper
from duizhao_web.apps.rectification.services.plans import (
    item_approve,
    item_sign,
    plan_begin,
    plan_discuss,
    plan_endorse,
    plan_freeze,
    plan_sign,
)
from duizhao_web.apps.rectification.services.working import action_edit
from duizhao_web.apps.rectification.words import DeadlineKind


def agreed(city: City, who: str = "county.coordinator", text: str = TEAM) -> Paper:
    """Return a paper the lead reviewer has agreed to."""
    version = a_version(city, who, text)
    opinion_sign(actor=city.actor("lead"), version=version, edition=0, outcome=Outcome.AGREED)
    return Paper.objects.select_related("unit", "person").get(pk=version.paper_id)


def test_items_when_made_from_a_teams_paper_then_one_each_with_what_the_paper_says(city: City) -> None:
    paper = agreed(city)

    items = items_from_paper(actor=city.actor("county.coordinator"), paper=paper)

    assert [item.title for item in items] == ["学习抓得不够紧", "调研走得不够深", "督办跟得不够牢"]
    assert [item.code for item in items] == ["2025-01-001", "2025-01-002", "2025-01-003"]
    first = items[0]
    assert (first.aspect, first.problem_id, first.paper_id) == ("带头增强党性方面", "P1", paper.pk)
    assert [action.measure_id for action in first.actions.all()] == ["M1"]
    assert first.sources.get().kind == "self"


def test_items_when_made_twice_then_no_problem_has_two(city: City) -> None:
    paper = agreed(city)
    coordinator = city.actor("county.coordinator")
    items_from_paper(actor=coordinator, paper=paper, problem_ids=["P2"])

    rest = items_from_paper(actor=coordinator, paper=paper)
    with refused(AppErrorCode.NOT_READY, "都已经有"):
        items_from_paper(actor=coordinator, paper=paper)

    assert [item.problem_id for item in rest] == ["P1", "P3"]


def test_items_when_several_problems_are_one_then_each_is_a_source_and_the_reason_is_kept(
    city: City,
) -> None:
    paper = agreed(city)
    coordinator = city.actor("county.coordinator")
    with refused(AppErrorCode.NOT_READY, "理由"):
        items_from_paper(actor=coordinator, paper=paper, problem_ids=["P1", "P2"], merged=True)

    (item,) = items_from_paper(
        actor=coordinator, paper=paper, problem_ids=["P1", "P2"], merged=True, reason="同一根源"
    )

    assert [source.problem_id for source in item.sources.all()] == ["P1", "P2"]
    assert item.steps.get().note == "同一根源"
    assert [one.problem_id for one in items_from_paper(actor=coordinator, paper=paper)] == ["P3"]


def test_items_when_the_paper_is_not_agreed_then_refused(city: City) -> None:
    paper = a_version(city, "county.coordinator", TEAM).paper

    with refused(AppErrorCode.NOT_READY, "同意后"):
        items_from_paper(actor=city.actor("county.coordinator"), paper=paper)


def test_items_when_made_from_ones_own_paper_then_ones_own_list_and_nobody_elses(city: City) -> None:
    paper = agreed(city, "county.member", TEXT)
    with refused(AppErrorCode.FORBIDDEN):
        items_from_paper(actor=city.actor("county.coordinator"), paper=paper)

    items = items_from_paper(actor=city.actor("county.member"), paper=paper)

    assert all(item.personal and item.owner_id == city.people["county.member"].pk for item in items)
    assert items[0].code == "2025-P01-001"
    assert "思想的弦松了" in items[0].cause


def test_coverage_when_nothing_is_done_then_everything_is_named_and_less_with_every_step(
    city: City,
) -> None:
    coordinator = city.actor("county.coordinator")
    paper = agreed(city)
    before = coverage(coordinator, paper.unit, 2025)
    assert [one.problem_id for one in before.papers[0].problems] == ["P1", "P2", "P3"]

    first, second, _third = items_from_paper(actor=coordinator, paper=paper)
    after = coverage(coordinator, paper.unit, 2025)
    assert not [one for one in after.papers if one.problems]
    assert {what: len(items) for what, items in after.lacking.items()} == {
        Lack.ACTION: 2,
        Lack.DATE: 3,
        Lack.OWNER: 3,
        Lack.VERIFIER: 3,
        Lack.STANDARD: 3,
        Lack.FIT_VERIFIER: 0,
    }
    item_edit(
        actor=coordinator,
        item=first,
        expected_version=first.version,
        draft=Draft(
            owner=city.people["county.member"],
            deadline_kind=DeadlineKind.BY_DATE,
            deadline=DEADLINE,
            points=["每月一次"],
        ),
    )
    assert len(coverage(coordinator, paper.unit, 2025).lacking[Lack.STANDARD]) == 2
    assert second.pk in {item.pk for item in coverage(coordinator, paper.unit, 2025).lacking[Lack.OWNER]}


def test_coverage_when_asked_from_outside_then_nothing_is_told(city: City) -> None:
    paper = agreed(city)

    assert coverage(city.actor("rival.chief"), paper.unit, 2025).complete


def a_plan(city: City) -> tuple[Plan, Item]:
    item = drafted(city, sponsor=city.people["county.member"])
    plan = plan_begin(
        actor=city.actor("county.coordinator"),
        unit=city.unit("county"),
        year=2025,
        sponsor=city.people["county.member"],
    )
    item = item_sign(
        actor=city.actor("county.member"), item=fresh(item), expected_version=fresh(item).version
    )
    return plan, item


def test_plan_when_signed_discussed_and_endorsed_then_its_items_are_approved_and_it_is_frozen(
    city: City,
) -> None:
    plan, item = a_plan(city)
    coordinator, chief = city.actor("county.coordinator"), city.actor("county.chief")
    plan = plan_sign(actor=city.actor("county.member"), plan=plan, expected_version=plan.version)
    with refused(AppErrorCode.NOT_READY, "集体研究"):
        plan_endorse(actor=chief, plan=plan, expected_version=plan.version)
    plan = plan_discuss(actor=coordinator, plan=plan, expected_version=plan.version, on=date(2026, 3, 9))

    plan = plan_endorse(actor=chief, plan=plan, expected_version=plan.version)
    assert fresh(item).state == "planned"
    plan = plan_freeze(
        actor=coordinator,
        plan=plan,
        expected_version=plan.version,
        meeting_on=clock.today(),
        meeting_note="督导组要求把标准写实",
    )

    assert plan.state == "frozen"


def test_plan_when_one_item_is_not_ready_then_none_is_approved_and_it_is_named(city: City) -> None:
    plan, item = a_plan(city)
    lame = drafted(city, points=(), sponsor=None)
    plan = plan_sign(actor=city.actor("county.member"), plan=plan, expected_version=plan.version)
    plan = plan_discuss(
        actor=city.actor("county.coordinator"),
        plan=plan,
        expected_version=plan.version,
        on=clock.today(),
    )

    with refused(AppErrorCode.NOT_READY, lame.code):
        plan_endorse(actor=city.actor("county.chief"), plan=plan, expected_version=plan.version)

    assert fresh(item).state == "drafted"


def test_plan_when_frozen_then_changed_only_with_a_reason_that_is_kept(city: City) -> None:
    plan, item = a_plan(city)
    chief = city.actor("county.chief")
    plan = plan_sign(actor=city.actor("county.member"), plan=plan, expected_version=plan.version)
    plan = plan_discuss(actor=chief, plan=plan, expected_version=plan.version, on=clock.today())
    plan = plan_endorse(actor=chief, plan=plan, expected_version=plan.version)
    plan_freeze(actor=chief, plan=plan, expected_version=plan.version, meeting_on=clock.today())
    added = drafted(city, sponsor=None)
    with refused(AppErrorCode.NOT_READY, "理由"):
        item_approve(actor=chief, item=added, expected_version=added.version)

    item_approve(actor=chief, item=added, expected_version=added.version, reason="督导点评新增")
    item = fresh(item)
    asked = amendment_ask(
        actor=city.actor("county.member"),
        item=item,
        expected_version=item.version,
        reason="目标写低了",
        change={"goal": "全年 20 天"},
    )
    request_decide(actor=chief, request=asked, expected_version=fresh(item).version, grant=True)

    assert [one.reason for one in plan.amendments.all()] == ["督导点评新增", "目标写低了"]


def test_action_when_the_item_is_approved_then_its_date_does_not_move_later(city: City) -> None:
    plan, item = a_plan(city)
    chief = city.actor("county.chief")
    item_approve(actor=chief, item=item, expected_version=item.version)
    action = item.actions.get()

    with refused(AppErrorCode.NOT_READY, "延期"):
        action_edit(
            actor=city.actor("county.member"),
            action=action,
            expected_version=fresh(item).version,
            text=action.text,
            due=DUE.replace(month=12),
        )
    assert plan.items.count() == 1
