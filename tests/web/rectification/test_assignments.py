"""What is handed down stays on the giver's desk until the giver confirms; both ends see all of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from city import NOW, City
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import translation
from items import answered as judged
from items import drafted, proven, working

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.clock import FixedClock
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.models import AuditEvent
from duizhao_web.apps.rectification import assigning as table
from duizhao_web.apps.rectification.assigning import Act, Stage
from duizhao_web.apps.rectification.desk import (
    End,
    acts_of,
    assignment_get,
    assignment_list,
    assignment_rows,
    assignments_waiting,
)
from duizhao_web.apps.rectification.following_words import ActWord, StageWord
from duizhao_web.apps.rectification.models import Assignment, Item
from duizhao_web.apps.rectification.services import assigning
from duizhao_web.apps.rectification.services.assigning import Handed
from duizhao_web.apps.rectification.services.verifying import (
    item_close,
    item_confirm,
    item_submit,
    item_verify,
)

DUE = date(2026, 4, 10)
_REFUSALS = (AppErrorCode.NOT_FOUND, AppErrorCode.FORBIDDEN, AppErrorCode.WRONG_STATE)


def given(
    city: City, *, to: str = "town", person: str = "", by: str = "county.chief", **more: Any
) -> Assignment:
    item = more.pop("item", None) or working(city)
    handed = Handed(
        text="限期拿出办法，把三个问题办结",
        due=DUE,
        unit=city.unit(to),
        receiver=city.people[person] if person else None,
        **more,
    )
    return assigning.assignment_give(actor=city.actor(by), item=item, handed=handed)


def fresh(one: Assignment) -> Assignment:
    found: Assignment = Assignment.objects.get(pk=one.pk)
    return found


def do(city: City, who: str, act: str, one: Assignment, **more: Any) -> Assignment:
    service = getattr(assigning, f"assignment_{act}")
    service(actor=city.actor(who), assignment=one, expected_version=fresh(one).version, **more)
    return fresh(one)


def received(city: City, **more: Any) -> Assignment:
    return do(city, "town.coordinator", "receive", given(city, **more))


def answered(city: City) -> Assignment:
    return do(city, "town.chief", "answer", received(city), text="三个问题都办结了")


def refused(code: AppErrorCode, words: str = "") -> Any:
    return pytest.raises(AppError, check=lambda error: error.code == code and words in error.message)


def sees(city: City, who: str, one: Assignment) -> bool:
    return assignment_list(city.actor(who)).filter(pk=one.pk).exists()


def test_assignment_when_confirmed_then_every_step_stands_in_its_chain(city: City) -> None:
    one = do(city, "county.chief", "confirm", answered(city))

    assert one.stage == Stage.CONFIRMED
    assert [step.act for step in one.steps.all()] == ["give", "receive", "answer", "confirm"]
    assert AuditEvent.objects.filter(event="rectification.assignment.acted", object_id=one.pk).count() == 4


def test_assignment_when_given_then_both_ends_see_it_and_nobody_beside(city: City) -> None:
    one = given(city)

    seen = {who for who in city.users if city.users[who].person_id and sees(city, who, one)}

    assert seen >= {"county.chief", "county.member", "county.coordinator", "town.chief", "town.coordinator"}
    assert seen >= {"city.chief", "city.member", "head"}
    assert not seen & {"rival.chief", "rival.coordinator", "reviewer", "county.observer", "city.coordinator"}
    assert not any(sees(city, who, one) for who in ("system", "security", "audit"))


def test_receiver_when_of_another_unit_then_sees_the_assignment_and_not_the_item(city: City) -> None:
    one = given(city)

    assert sees(city, "town.coordinator", one)
    assert not Item.objects.visible_to(city.actor("town.coordinator")).filter(pk=one.item_id).exists()


def test_giver_when_days_pass_then_sees_since_when_nobody_said_a_word(city: City) -> None:
    one = given(city)

    with clock.use_clock(FixedClock(NOW + timedelta(days=35))):
        (row,) = assignment_rows(assignment_list(city.actor("county.chief"), End.GIVEN, only_open=True))
        assert (row.silent, row.unasked, row.overdue) == (35, None, 4)
        assigning.assignment_ask(actor=city.actor("county.chief"), assignment=one, text="进展如何")
        (row,) = assignment_rows(assignment_list(city.actor("county.chief"), End.GIVEN))
        assert (row.silent, row.unasked) == (35, 0), "asking is no report"


def waits(city: City, who: str) -> dict[str, int]:
    found = assignments_waiting(city.actor(who))
    return {act.value: len(rows) for act, rows in found.items() if rows}


def test_desk_when_something_waits_then_on_the_desk_of_who_must_act(city: City) -> None:
    one = given(city)
    assert waits(city, "town.chief") == waits(city, "town.coordinator") == {"receive": 1}
    assert waits(city, "county.chief") == waits(city, "rival.chief") == waits(city, "audit") == {}

    one = do(city, "town.chief", "answer", do(city, "town.coordinator", "receive", one), text="都办结了")
    assert waits(city, "county.chief") == {"confirm": 1}
    one = do(city, "county.chief", "send_back", one, text="第三个问题没有办结")
    assert waits(city, "town.chief") == {"answer": 1}
    do(city, "town.chief", "raise", one, text="需要县里协调用地")
    assert waits(city, "county.chief") == {"reply": 1}


def test_answer_when_given_by_the_confirmer_then_somebody_else_must_confirm(city: City) -> None:
    item = working(city)
    one = given(city, to="county", item=item, by="city.chief")
    one = do(city, "county.chief", "receive", one)
    one = do(city, "county.chief", "answer", one, text="办了")

    assert Act.CONFIRM not in acts_of(city.actor("county.chief"), one)
    do(city, "city.chief", "confirm", one)


def test_chief_when_giver_and_answerer_then_confirmation_is_refused_here_and_by_the_database(
    city: City,
) -> None:
    one = given(city, to="county", by="county.member")
    one = do(city, "county.chief", "receive", one)
    one = do(city, "county.chief", "answer", one, text="办了")

    with refused(AppErrorCode.OWN_REQUEST):
        do(city, "county.chief", "confirm", one)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.filter(pk=one.pk).update(
            stage="confirmed", confirmed_by=city.people["county.chief"], confirmed_at=clock.now()
        )


def test_person_when_handed_something_then_only_that_person_signs_for_it(city: City) -> None:
    one = given(city, person="town.member")

    for who in ("town.chief", "town.coordinator"):
        assert Act.RECEIVE not in acts_of(city.actor(who), one)
        with refused(AppErrorCode.NOT_FOUND):
            do(city, who, "receive", one)
    assert do(city, "town.member", "receive", one).stage == Stage.RECEIVED


def test_receiver_when_gone_then_the_chief_names_another_who_signs_anew(city: City) -> None:
    one = do(city, "town.member", "receive", given(city, person="town.member"))

    one = do(city, "town.chief", "hand_over", one, receiver=city.people["town.coordinator"], text="工作调整")

    assert (one.stage, one.received_at, one.receiver_id) == (
        Stage.GIVEN,
        None,
        city.people["town.coordinator"].pk,
    )


def test_part_when_passed_on_then_the_first_answer_waits_for_it(city: City) -> None:
    one = given(city, to="county", by="city.chief")
    one = do(city, "county.chief", "receive", one)
    part = assigning.assignment_pass_on(
        actor=city.actor("county.chief"),
        assignment=one,
        expected_version=one.version,
        handed=Handed(text="河湾村的部分", due=DUE, unit=city.unit("town")),
    )

    with refused(AppErrorCode.NOT_READY, "转交下级的"):
        do(city, "county.chief", "answer", one, text="都好了")
    part = do(city, "town.chief", "receive", part)
    part = do(city, "town.chief", "answer", part, text="办好了")
    do(city, "county.chief", "confirm", part)
    assert do(city, "county.chief", "answer", one, text="都好了").stage == Stage.ANSWERED


def test_assignment_when_taken_back_then_so_is_what_was_passed_on(city: City) -> None:
    one = do(city, "county.chief", "receive", given(city, to="county", by="city.chief"))
    part = assigning.assignment_pass_on(
        actor=city.actor("county.chief"),
        assignment=one,
        expected_version=one.version,
        handed=Handed(text="河湾村的部分", due=DUE, unit=city.unit("town")),
    )

    do(city, "city.chief", "recall", one, text="并入另一件")

    assert fresh(part).stage == Stage.RECALLED


def test_raised_matter_when_replied_with_a_date_then_work_goes_on_until_then(city: City) -> None:
    one = do(city, "town.chief", "raise", received(city), text="需要县里协调用地")

    with refused(AppErrorCode.WRONG_STATE):
        do(city, "town.chief", "answer", one, text="办了")
    one = do(city, "county.chief", "reply", one, text="已协调", due=date(2026, 5, 1))

    assert (one.stage, one.due) == (Stage.RECEIVED, date(2026, 5, 1))


@pytest.mark.parametrize(
    ("to", "person", "due", "words"),
    [
        ("rival", "", DUE, "只能交办给"),
        ("town", "rival.chief", DUE, "不在“乙镇”任职"),
        ("town", "", date(2026, 3, 9), "不能早于今天"),
    ],
)
def test_assignment_when_it_cannot_be_right_then_a_sentence_says_why(
    city: City, to: str, person: str, due: date, words: str
) -> None:
    handed = Handed(text="办", due=due, unit=city.unit(to), receiver=city.people[person] if person else None)
    item = working(city)

    with refused(AppErrorCode.INVALID, words):
        assigning.assignment_give(actor=city.actor("county.chief"), item=item, handed=handed)


def test_cooperating_unit_when_named_in_the_item_then_it_may_be_handed_a_part(city: City) -> None:
    item = working(city)
    item.cooperating.add(city.unit("rival"))

    assert given(city, to="rival", item=item).unit_id == city.units["rival"].pk


@pytest.mark.parametrize("who", ["county.coordinator", "county.second", "town.chief", "reviewer", "head"])
def test_item_when_one_does_not_answer_for_it_then_it_is_not_theirs_to_hand_down(
    city: City, who: str
) -> None:
    item = working(city)

    with pytest.raises(AppError):
        given(city, item=item, by=who)


def test_two_when_they_act_at_once_then_the_second_is_told(city: City) -> None:
    one = given(city)
    shown = one.version
    do(city, "town.chief", "receive", one)

    with refused(AppErrorCode.WRONG_STATE):
        assigning.assignment_receive(
            actor=city.actor("town.coordinator"), assignment=one, expected_version=shown
        )
    do(city, "town.chief", "report", one, text="正在办")
    with refused(AppErrorCode.CONFLICT):
        assigning.assignment_report(
            actor=city.actor("town.chief"), assignment=one, expected_version=shown, text="又一次"
        )


def test_table_when_every_stage_and_act_is_tried_then_only_its_rows_pass(city: City) -> None:
    services: dict[Act, Callable[..., object]] = {
        act: getattr(assigning, f"assignment_{act.value}") for act in Act
    }
    arguments: dict[Act, dict[str, Any]] = {
        Act.PASS_ON: {"handed": Handed(text="一部分", due=DUE, unit=city.unit("town"))},
        Act.HAND_OVER: {"receiver": city.people["town.member"]},
    }
    one = given(city, watcher=city.people["county.second"])
    filled = {
        "received_at": clock.now(),
        "answered_at": clock.now(),
        "answered_by": city.people["town.member"],
    }
    people = ("county.chief", "county.second", "city.chief", "town.chief", "town.coordinator", "rival.chief")
    tried = 0
    for stage, act, who in product(Stage, Act, people):
        done = {"confirmed_at": clock.now(), "confirmed_by": city.people["county.chief"]}
        none = {"confirmed_at": None, "confirmed_by": None}
        Assignment.objects.filter(pk=one.pk).update(
            stage=stage.value, **filled, **(done if stage == Stage.CONFIRMED else none)
        )
        actor, now = city.actor(who), fresh(one)
        wanted = act in acts_of(actor, now)
        given_words = {} if act in (Act.RECEIVE, Act.PASS_ON) else {"text": "话"}
        version = {} if act == Act.ASK else {"expected_version": now.version}
        try:
            with transaction.atomic():
                services[act](actor=actor, assignment=now, **given_words, **version, **arguments.get(act, {}))
                transaction.set_rollback(True)
            code = None
        except AppError as error:
            code = error.code
        passed = code is None
        assert passed == wanted, (stage, act, who)
        assert code in (None, *_REFUSALS)
        assert not (wanted and table.row_of(stage, act) is None)
        tried += passed
    assert tried > len(table.TABLE)


def test_pages_when_walked_then_each_end_gets_there_by_its_button(
    city: City, browser: Callable[[str], Client]
) -> None:
    item = working(city)
    chief, town = browser("county.chief"), browser("town.coordinator")
    shown = chief.get(f"/items/{item.pk}/follow/")
    assert f"/items/{item.pk}/assign/" in shown.content.decode()
    answer = chief.post(
        f"/items/{item.pk}/assign/",
        {
            "text": "限期办结",
            "unit": "乙镇",
            "due": "2026-04-10",
            "receiver": "",
            "watcher": "",
            "action": "",
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    one = Assignment.objects.get()
    assert "限期办结" in town.get("/assignments/?end=received").content.decode()
    assert "限期办结" in town.get("/assignments/?end=received&q=限期+办结").content.decode()
    assert "没有符合条件的交办" in town.get("/assignments/?end=received&q=限期+没有的话").content.decode()
    assert "签收" in town.get(f"/assignments/{one.pk}/").content.decode()
    town.post(f"/assignments/{one.pk}/receive/", {"version": one.version})
    town.post(f"/assignments/{one.pk}/answer/", {"version": fresh(one).version, "text": "办结了"})
    assert "确认办结" in chief.get(f"/assignments/{one.pk}/").content.decode()
    chief.post(f"/assignments/{one.pk}/confirm/", {"version": fresh(one).version, "text": ""})
    assert fresh(one).stage == Stage.CONFIRMED
    english = chief.get(f"/assignments/{one.pk}/", headers={"accept-language": "en"}).content.decode()
    assert "confirm" in english.lower()


def test_list_when_long_then_its_queries_do_not_grow(
    city: City, browser: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    item = working(city)
    for _ in range(12):
        given(city, item=item)

    client = browser("county.chief")
    with django_assert_max_num_queries(12):
        assert client.get("/assignments/").status_code == 200


def test_assignment_when_not_to_be_seen_then_not_found(city: City) -> None:
    one = given(city)

    with refused(AppErrorCode.NOT_FOUND):
        assignment_get(city.actor("rival.chief"), one.pk)
    assert drafted(city).assignments.count() == 0


@pytest.mark.parametrize("language", ["zh", "en"])
def test_docs_when_they_name_stages_and_acts_then_all_of_them_as_the_pages_do(language: str) -> None:
    page = Path(__file__).parents[3] / "docs" / language / "handing-down.md"
    text = page.read_text(encoding="utf-8")

    with translation.override("zh-hans" if language == "zh" else "en"):
        words = [str(label) for label in (*StageWord.labels, *ActWord.labels)]
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("settled", ["confirmed", "recalled"])
def test_item_when_something_handed_down_is_open_then_not_submitted_until_the_giver_is_done(
    city: City, browser: Callable[[str], Client], settled: str
) -> None:
    item = proven(city)
    one = given(city, item=item)
    owner = city.actor("county.member")

    with pytest.raises(AppError, match="还有交办未经交办人确认"):
        item_submit(actor=owner, item=item, expected_version=Item.objects.get(pk=item.pk).version)
    assert "还有交办未经交办人确认" in browser("county.member").get(f"/items/{item.pk}/").content.decode()

    if settled == "confirmed":
        one = do(city, "town.coordinator", "receive", one)
        one = do(city, "town.coordinator", "answer", one, text="已经办结")
        with pytest.raises(AppError, match="还有交办未经交办人确认"):
            item_submit(actor=owner, item=item, expected_version=Item.objects.get(pk=item.pk).version)
        do(city, "county.chief", "confirm", one)
    else:
        do(city, "county.chief", "recall", one, text="不再交办")
    item_submit(actor=owner, item=item, expected_version=Item.objects.get(pk=item.pk).version)

    assert Item.objects.get(pk=item.pk).state == "submitted"


def version(item: Item) -> int:
    return Item.objects.get(pk=item.pk).version


@pytest.mark.parametrize("two_levels", [False, True])
def test_item_when_handed_down_after_it_was_submitted_then_not_passed_until_the_giver_is_done(
    city: City, browser: Callable[[str], Client], two_levels: bool
) -> None:
    item = judged(city, two_levels=two_levels)
    one = given(city, item=item, person="town.member")
    passes = item_verify if two_levels else item_close
    verifier = city.actor("county.second")

    with refused(AppErrorCode.NOT_READY, f"乙镇 {city.people['town.member'].name}（待签收，限 {DUE} 前）"):
        passes(actor=verifier, item=item, expected_version=version(item))
    page = browser("county.second").get(f"/items/{item.pk}/").content.decode()
    assert "还有交办未经交办人确认" in page
    assert 'value="pass" disabled' in page
    do(city, "county.chief", "recall", one, text="不再交办")
    passes(actor=verifier, item=item, expected_version=version(item))

    assert Item.objects.get(pk=item.pk).state == ("verified" if two_levels else "closed")


def test_item_when_handed_down_between_the_two_levels_then_the_superior_waits_too(city: City) -> None:
    item = judged(city, two_levels=True)
    item_verify(actor=city.actor("county.second"), item=item, expected_version=version(item))
    one = given(city, item=item)

    with refused(AppErrorCode.NOT_READY, "乙镇（待签收"):
        item_confirm(actor=city.actor("city.member"), item=item, expected_version=version(item))
    do(city, "county.chief", "recall", one, text="不再交办")
    item_confirm(actor=city.actor("city.member"), item=item, expected_version=version(item))

    assert Item.objects.get(pk=item.pk).state == "closed"


def test_refusal_when_the_verifier_may_not_see_what_was_handed_down_then_counted_and_not_named(
    city: City,
) -> None:
    item = judged(city, by="rival.chief", verifier=city.people["rival.chief"])
    given(city, item=item, person="town.member")

    with pytest.raises(AppError) as caught:
        item_close(actor=city.actor("rival.chief"), item=item, expected_version=version(item))

    assert "1 件没有列出" in caught.value.message
    assert "乙镇" not in caught.value.message
