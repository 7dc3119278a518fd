"""An item from the draft until somebody else has seen the evidence, and what stands in the way."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from city import City
from items import (
    DEADLINE,
    a_document,
    answered,
    closed,
    drafted,
    fresh,
    planned,
    proven,
    refused,
    submitted,
    working,
)

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.errors import AppErrorCode
from duizhao_web.apps.kernel.models import AuditEvent
from duizhao_web.apps.rectification.knowledge import Knowledge
from duizhao_web.apps.rectification.models import Item, Step
from duizhao_web.apps.rectification.services.asking import (
    amendment_ask,
    extension_ask,
    item_withdraw,
    request_decide,
    request_decide_again,
    request_sign,
    withdrawal_ask,
)
from duizhao_web.apps.rectification.services.blocking import block_review, item_block, item_unblock
from duizhao_web.apps.rectification.services.drafting import Draft, item_edit
from duizhao_web.apps.rectification.services.handing import item_reassign, verifier_name
from duizhao_web.apps.rectification.services.plans import item_approve, item_sign
from duizhao_web.apps.rectification.services.proving import evidence_withdraw
from duizhao_web.apps.rectification.services.rechecking import (
    item_reopen,
    recheck_plan,
    recheck_record,
    rechecks_draw,
)
from duizhao_web.apps.rectification.services.shaping import Part, item_merge, item_split
from duizhao_web.apps.rectification.services.verifying import (
    Said,
    item_close,
    item_confirm,
    item_return,
    item_send_back,
    item_submit,
    item_verify,
    points_answer,
)
from duizhao_web.apps.rectification.services.working import action_add, action_drop, progress_report

NOT_READY = AppErrorCode.NOT_READY


def test_item_when_everybody_does_their_part_then_closed_with_the_round_frozen(city: City) -> None:
    item = closed(city)

    assert item.state == "closed"
    assert item.closed_on == clock.today()
    (finished,) = item.rounds.all()
    assert (finished.first_deadline, finished.returns, finished.evidence) == (DEADLINE, 0, 1)
    assert finished.in_time
    commands = list(item.steps.values_list("command", flat=True))
    assert commands == [
        "create",
        "action",
        "sign",
        "approve",
        "start",
        "progress",
        "action",
        "evidence",
        "submit",
        "answer",
        "close",
    ]


def test_code_when_drafted_then_year_aspect_and_a_number_of_its_own(city: City) -> None:
    first, second = drafted(city), drafted(city)

    assert (first.code, second.code) == ("2025-03-001", "2025-03-002")


def test_log_when_an_item_is_closed_then_it_tells_the_number_and_no_content(city: City) -> None:
    item = closed(city)

    told = list(AuditEvent.objects.filter(object_type="rectification.item", object_id=item.pk))
    assert any(event.event == "rectification.item.close" for event in told)
    assert not any(item.title in str(event.params) for event in told)


def test_approval_when_the_sponsor_has_not_signed_then_refused(city: City) -> None:
    item = drafted(city)

    with refused(NOT_READY, "责任领导签字"):
        item_approve(actor=city.actor("county.chief"), item=item, expected_version=item.version)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"points": ()}, "销号标准"),
        ({"deadline": None}, "完成时限"),
        ({"verifier": None}, "核验人"),
        ({"owner": None, "sponsor": None}, "责任人"),
    ],
)
def test_approval_when_something_is_missing_then_said_what(
    city: City, changed: dict[str, object], words: str
) -> None:
    item = drafted(city, **changed)

    with refused(NOT_READY, words):
        item_approve(actor=city.actor("county.chief"), item=item, expected_version=item.version)


def test_approval_when_the_deadline_is_past_then_refused(city: City) -> None:
    item = drafted(city, deadline=clock.today() - timedelta(days=1), sponsor=None)

    with refused(NOT_READY, "早于今天"):
        item_approve(actor=city.actor("county.chief"), item=item, expected_version=item.version)


def test_submission_when_an_action_is_open_then_refused_until_it_is_dropped_with_a_reason(
    city: City,
) -> None:
    item = working(city)
    a_document(city, item, [1, 2])
    owner = city.actor("county.member")
    with refused(NOT_READY, "任务未完成"):
        item_submit(actor=owner, item=item, expected_version=fresh(item).version)
    with refused(NOT_READY, "理由"):
        action_drop(actor=owner, action=item.actions.get(), expected_version=fresh(item).version, reason="  ")

    action_drop(
        actor=owner, action=item.actions.get(), expected_version=fresh(item).version, reason="村已合并"
    )
    item_submit(actor=owner, item=item, expected_version=fresh(item).version)

    assert fresh(item).state == "submitted"


def test_submission_when_a_point_has_no_evidence_then_refused(city: City) -> None:
    item = proven(city)
    proof = item.evidence.get()
    evidence_withdraw(
        actor=city.actor("county.member"), evidence=proof, expected_version=item.version, reason="传错了"
    )
    a_document(city, item, [1])

    with refused(NOT_READY, "佐证材料"):
        item_submit(actor=city.actor("county.member"), item=item, expected_version=fresh(item).version)


def test_closing_when_a_point_is_not_answered_then_refused(city: City) -> None:
    item = submitted(city)
    verifier = city.actor("county.second")
    points_answer(actor=verifier, item=item, expected_version=item.version, answers={1: Said(met=True)})

    with refused(NOT_READY, "每条销号标准"):
        item_close(actor=verifier, item=item, expected_version=fresh(item).version)


def test_answer_when_it_is_no_then_it_says_what_is_missing(city: City) -> None:
    item = submitted(city)
    with refused(NOT_READY, "差在哪里"):
        points_answer(
            actor=city.actor("county.second"),
            item=item,
            expected_version=item.version,
            answers={1: Said(met=False)},
        )


def test_return_when_it_says_why_then_the_owner_goes_on_and_old_answers_count_no_more(city: City) -> None:
    item = answered(city)
    verifier, owner = city.actor("county.second"), city.actor("county.member")
    with refused(NOT_READY, "理由"):
        item_return(actor=verifier, item=item, expected_version=item.version, reason="")

    item_return(actor=verifier, item=item, expected_version=item.version, reason="第二条没有现场记录")
    assert fresh(item).state == "returned"
    progress_report(actor=owner, item=item, on=clock.today(), done="补了现场记录")
    assert fresh(item).state == "in_progress"
    item_submit(actor=owner, item=item, expected_version=fresh(item).version)

    with refused(NOT_READY, "每条销号标准"):
        item_close(actor=verifier, item=item, expected_version=fresh(item).version)
    assert Step.objects.get(item=item, command="return").note == "第二条没有现场记录"


@pytest.mark.parametrize("who", ["county.chief", "county.coordinator", "county.member", "city.chief"])
def test_closing_when_somebody_else_than_the_verifier_then_refused(city: City, who: str) -> None:
    item = answered(city)

    with refused(AppErrorCode.FORBIDDEN):
        item_close(actor=city.actor(who), item=item, expected_version=item.version)


@pytest.mark.parametrize("who", ["rival.chief", "town.chief", "system", "reviewer"])
def test_closing_when_out_of_scope_then_there_is_no_such_item(city: City, who: str) -> None:
    item = answered(city)

    with refused(AppErrorCode.NOT_FOUND):
        item_close(actor=city.actor(who), item=item, expected_version=item.version)


def test_verifier_when_they_reported_on_it_then_named_no_more(city: City) -> None:
    item = working(city)
    progress_report(actor=city.actor("county.coordinator"), item=item, on=clock.today(), done="督促了一次")

    with refused(NOT_READY, "不能作为核验人"):
        verifier_name(
            actor=city.actor("county.chief"),
            item=item,
            expected_version=fresh(item).version,
            verifier=city.people["county.coordinator"],
        )


def test_verifier_when_the_owners_subordinate_then_submission_is_refused(city: City) -> None:
    item = proven(city, verifier=city.people["town.chief"])

    with refused(NOT_READY, "下级"):
        item_submit(actor=city.actor("county.member"), item=item, expected_version=item.version)


def test_verifier_when_a_former_owner_then_submission_is_refused(city: City) -> None:
    item = proven(city)
    chief = city.actor("county.chief")
    item = item_reassign(
        actor=chief,
        item=item,
        expected_version=item.version,
        owner=city.people["county.coordinator"],
        reason="分工调整",
    )

    with refused(NOT_READY, "不能作为核验人"):
        verifier_name(
            actor=chief,
            item=item,
            expected_version=fresh(item).version,
            verifier=city.people["county.member"],
        )


def test_chiefs_item_when_verified_inside_the_unit_then_refused_until_somebody_above_does_it(
    city: City,
) -> None:
    item = drafted(city, owner=city.people["county.chief"], sponsor=None)
    chief = city.actor("county.chief")
    with refused(NOT_READY, "上级领导或者督导组"):
        item_approve(actor=chief, item=item, expected_version=item.version)

    item = verifier_name(
        actor=city.actor("city.chief"),
        item=item,
        expected_version=item.version,
        verifier=city.people["city.member"],
    )
    item_approve(actor=chief, item=item, expected_version=item.version)

    assert fresh(item).state == "planned"


def test_two_levels_when_asked_for_then_the_superior_closes_what_the_verifier_passed(city: City) -> None:
    item = answered(city, two_levels=True)
    verifier, above = city.actor("county.second"), city.actor("city.chief")
    with refused(NOT_READY, "两级核验"):
        item_close(actor=verifier, item=item, expected_version=item.version)
    item = item_verify(actor=verifier, item=item, expected_version=item.version)
    with refused(AppErrorCode.FORBIDDEN):
        item_confirm(actor=city.actor("county.chief"), item=item, expected_version=item.version)

    item = item_confirm(actor=above, item=item, expected_version=item.version)

    assert (fresh(item).state, fresh(item).closed_by_id) == ("closed", city.people["city.chief"].pk)


def test_two_levels_when_the_superior_sends_it_back_then_returned_with_the_reason(city: City) -> None:
    item = answered(city, two_levels=True)
    item = item_verify(actor=city.actor("county.second"), item=item, expected_version=item.version)

    item_send_back(actor=city.actor("head"), item=item, expected_version=item.version, reason="报告没有印发")

    assert fresh(item).state == "returned"


def test_extension_when_granted_then_the_first_date_is_kept_and_the_second_goes_to_the_superior(
    city: City,
) -> None:
    item = working(city)
    coordinator, sponsor, chief = (
        city.actor(f"county.{name}") for name in ("coordinator", "member", "chief")
    )
    until = DEADLINE + timedelta(days=30)
    asked = extension_ask(
        actor=coordinator, item=item, expected_version=item.version, until=until, reason="汛期提前"
    )
    with refused(NOT_READY, "签署"):
        request_decide(actor=chief, request=asked, expected_version=fresh(item).version, grant=True)
    asked = request_sign(actor=sponsor, request=asked, expected_version=fresh(item).version)
    request_decide(actor=chief, request=asked, expected_version=fresh(item).version, grant=True)
    item = fresh(item)
    assert (item.first_deadline, item.deadline) == (DEADLINE, until)

    again = extension_ask(
        actor=sponsor,
        item=item,
        expected_version=item.version,
        until=until + timedelta(days=30),
        reason="又遇汛期",
    )
    with refused(NOT_READY, "上级审批"):
        request_decide(actor=chief, request=again, expected_version=fresh(item).version, grant=True)
    request_decide_again(
        actor=city.actor("city.chief"),
        request=again,
        expected_version=fresh(item).version,
        grant=False,
        note="汛期已过",
    )

    assert (fresh(item).first_deadline, fresh(item).deadline) == (DEADLINE, until)


def test_extension_when_the_date_is_not_later_then_refused(city: City) -> None:
    item = working(city)

    with refused(AppErrorCode.INVALID, "晚于"):
        extension_ask(
            actor=city.actor("county.member"),
            item=item,
            expected_version=item.version,
            until=DEADLINE,
            reason="没有做完",
        )


def test_blocked_when_something_is_missing_then_refused_and_reviewed_when_complete(city: City) -> None:
    item = working(city)
    owner = city.actor("county.member")
    tomorrow = clock.today() + timedelta(days=1)
    with refused(NOT_READY, "请示上级的文件"):
        item_block(
            actor=owner,
            item=item,
            expected_version=item.version,
            reason="用地指标未下达",
            document="",
            interim="先用村部",
            review_on=tomorrow,
        )
    item_block(
        actor=owner,
        item=item,
        expected_version=item.version,
        reason="用地指标未下达",
        document="甲县发〔2026〕9号",
        interim="先用村部",
        review_on=tomorrow,
    )
    assert fresh(item).state == "blocked"
    block_review(
        actor=owner,
        item=item,
        expected_version=fresh(item).version,
        reason="仍未下达",
        review_on=tomorrow + timedelta(days=30),
    )
    item_unblock(actor=owner, item=item, expected_version=fresh(item).version, reason="指标已下达")

    assert fresh(item).state == "in_progress"
    assert item.blocks.count() == 2
    assert not item.blocks.filter(lifted_at__isnull=True).exists()


def test_withdrawal_when_at_work_then_on_a_signed_request_with_the_reason(city: City) -> None:
    item = working(city)
    chief = city.actor("county.chief")
    with refused(NOT_READY, "申请"):
        item_withdraw(actor=chief, item=item, expected_version=item.version, reason="重复")
    withdrawal_ask(
        actor=city.actor("county.member"), item=item, expected_version=item.version, reason="与上级任务重复"
    )

    item_withdraw(actor=chief, item=item, expected_version=fresh(item).version, reason="同意，与上级任务重复")

    assert fresh(item).state == "withdrawn"
    assert item.requests.get().granted


def test_amendment_when_granted_then_the_item_says_it_and_points_are_replaced(city: City) -> None:
    item = working(city)
    asked = amendment_ask(
        actor=city.actor("county.member"),
        item=item,
        expected_version=item.version,
        reason="标准写得太宽",
        change={"goal": "全年蹲点 15 天", "points": ["报告印发", "问题办结", "群众认可"]},
    )

    request_decide(
        actor=city.actor("county.chief"), request=asked, expected_version=fresh(item).version, grant=True
    )

    assert fresh(item).goal == "全年蹲点 15 天"
    assert [point.text for point in fresh(item).points.all()] == ["报告印发", "问题办结", "群众认可"]


def test_edit_when_approved_already_then_refused(city: City) -> None:
    item = planned(city)

    with refused(AppErrorCode.WRONG_STATE):
        item_edit(
            actor=city.actor("county.coordinator"),
            item=item,
            expected_version=item.version,
            draft=Draft(goal="改一改"),
        )


def test_merge_when_into_another_then_it_takes_sources_and_open_actions(city: City) -> None:
    one, other = drafted(city), drafted(city, title="督办跟得不够牢")

    item_merge(
        actor=city.actor("county.coordinator"),
        item=one,
        expected_version=one.version,
        into=other,
        reason="同一件事",
    )

    assert (fresh(one).state, fresh(one).merged_into_id) == ("merged", other.pk)
    assert (fresh(other).sources.count(), fresh(other).actions.count()) == (2, 2)


def test_split_when_a_part_is_taken_off_then_it_has_the_dates_of_the_whole(city: City) -> None:
    item = working(city)
    action_add(
        actor=city.actor("county.member"),
        item=item,
        expected_version=item.version,
        text="写出报告",
        due=DEADLINE,
    )

    (part,) = item_split(
        actor=city.actor("county.chief"),
        item=item,
        expected_version=fresh(item).version,
        parts=[Part("报告没有写", ["报告印发"], [2], owner=city.people["county.coordinator"])],
        reason="两件事",
    )

    part = fresh(part)
    assert (part.state, part.first_deadline, part.split_from_id) == ("in_progress", DEADLINE, item.pk)
    assert part.code != item.code
    assert [action.text for action in part.actions.all()] == ["写出报告"]
    assert fresh(item).actions.count() == 1


def test_recheck_when_it_does_not_hold_then_a_second_round_and_the_first_one_stays(city: City) -> None:
    item = closed(city)
    head = city.actor("head")
    planned_one = recheck_plan(actor=head, item=item, due_on=date(2026, 3, 20), basis="督导组抽看")
    recheck_record(actor=head, recheck=planned_one, held=False, on=clock.today(), found="问题又出现两起")

    item = item_reopen(
        actor=head,
        item=fresh(item),
        expected_version=fresh(item).version,
        reason="反弹",
        basis="回头看发现两起",
        deadline=date(2026, 8, 31),
    )

    item = fresh(item)
    assert (item.state, item.round, item.first_deadline) == ("in_progress", 2, date(2026, 8, 31))
    assert item.rounds.get().first_deadline == DEADLINE
    assert not any(point.met for point in Knowledge(item).points)  # type: ignore[attr-defined]
    with refused(NOT_READY, "佐证材料"):
        item_submit(actor=city.actor("county.member"), item=item, expected_version=item.version)


def test_draw_when_asked_twice_with_one_seed_then_the_same_items(city: City) -> None:
    from duizhao_web.apps.rectification.drawing import drawn

    items = [drafted(city) for _ in range(10)]

    first = drawn(items, seed="2026-1", share=30)
    assert first == drawn(list(reversed(items)), seed="2026-1", share=30)
    assert len(first) == 3
    assert first != drawn(items, seed="2026-2", share=30)


def test_draw_when_closed_items_are_drawn_then_the_basis_names_seed_and_share(city: City) -> None:
    item = closed(city)

    (made,) = rechecks_draw(
        actor=city.actor("head"),
        items=[item],
        seed="2026-1",
        share=20,
        due_on=date(2026, 4, 1),
    )

    assert (made.chosen, "2026-1" in made.basis, "20%" in made.basis) == ("random", True, True)


def test_owner_when_they_named_the_verifier_to_be_owner_then_refused(city: City) -> None:
    item = working(city)

    with refused(NOT_READY, "现为核验人"):
        item_reassign(
            actor=city.actor("county.chief"),
            item=item,
            expected_version=item.version,
            owner=city.people["county.second"],
            reason="换人",
        )


def test_conflict_when_two_write_from_one_version_then_the_second_is_told(city: City) -> None:
    item = drafted(city)
    item_sign(actor=city.actor("county.member"), item=item, expected_version=item.version)

    with refused(AppErrorCode.CONFLICT):
        item_approve(actor=city.actor("county.chief"), item=item, expected_version=item.version)
    assert Item.objects.get(pk=item.pk).state == "drafted"
