"""What leaders do in person, visits on the spot and notices: dated, answered, settled with an outcome."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from city import NOW, City
from items import closed, working

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.clock import FixedClock
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.rectification.desk import followed, led_by, notice_list, notices_waiting
from duizhao_web.apps.rectification.following_words import LeaderActKind, NoticeKind, NoticeState
from duizhao_web.apps.rectification.models import Item, SupervisionNotice
from duizhao_web.apps.rectification.services import following
from duizhao_web.apps.rectification.services.following import Notice, Visit


def refused(code: AppErrorCode, words: str = "") -> Any:
    return pytest.raises(AppError, check=lambda error: error.code == code and words in error.message)


def issued(city: City, item: Item, **more: Any) -> SupervisionNotice:
    values = {"kind": NoticeKind.SUPERVISION, "number": "督字〔2026〕3号", "text": "一个月没有进展，请说明"}
    notice = Notice(answer_due=date(2026, 3, 20), **values | more)
    return following.notice_issue(actor=city.actor("city.chief"), item=item, notice=notice)


def test_leader_when_leading_then_days_of_silence_and_of_their_own_are_counted(city: City) -> None:
    item = working(city)
    chief = city.actor("county.chief")
    following.lead_take(actor=chief, item=item)
    with clock.use_clock(FixedClock(NOW + timedelta(days=12))):
        following.leader_act_add(
            actor=chief, item=item, kind=LeaderActKind.ASKED, on=clock.today(), text="约责任人面谈"
        )
    with clock.use_clock(FixedClock(NOW + timedelta(days=15))):
        (row,) = led_by(chief)

    assert (row.item, row.silent, row.idle) == (item, 15, 3)


def test_item_when_another_takes_the_lead_then_one_leads(city: City) -> None:
    item = working(city)
    following.lead_take(actor=city.actor("county.chief"), item=item)
    following.lead_take(actor=city.actor("county.second"), item=item)

    assert led_by(city.actor("county.chief")) == []
    leading = followed(city.actor("county.chief"), item).leading
    assert leading is not None
    assert leading.person_id == city.people["county.second"].pk
    with refused(AppErrorCode.WRONG_STATE):
        following.lead_release(actor=city.actor("county.chief"), item=item)


def test_item_when_closed_then_it_is_not_led_any_more(city: City) -> None:
    done = closed(city)

    with refused(AppErrorCode.WRONG_STATE):
        following.lead_take(actor=city.actor("county.chief"), item=done)


def test_visit_when_written_down_then_who_where_when_and_what_was_found(city: City) -> None:
    item = working(city)
    visit = Visit(
        on=date(2026, 3, 9),
        place="河湾村",
        people="督导组二人",
        found="两个问题属实办结",
        unit=city.unit("town"),
    )

    following.site_check_add(actor=city.actor("head"), item=item, visit=visit)

    (kept,) = followed(city.actor("county.chief"), item).visits
    assert (kept.place, kept.unit_id, kept.by_name) == ("河湾村", city.units["town"].pk, "head")
    with refused(AppErrorCode.INVALID, "不能晚于今天"):
        following.site_check_add(
            actor=city.actor("head"),
            item=item,
            visit=Visit(on=date(2026, 3, 11), place="村", people="人", found="好"),
        )


def test_notice_when_issued_then_waits_for_an_answer_and_an_outcome(city: City) -> None:
    notice = issued(city, working(city))
    assert [one.pk for one in notices_waiting(city.actor("county.chief"))] == [notice.pk]
    assert notices_waiting(city.actor("county.member")) == []

    notice = following.notice_answer(
        actor=city.actor("county.coordinator"), notice=notice, expected_version=1, text="已排出计划"
    )
    assert notices_waiting(city.actor("county.chief")) == []
    with refused(AppErrorCode.NOT_READY, "办理结果"):
        following.notice_settle(
            actor=city.actor("city.chief"), notice=notice, expected_version=2, outcome=" "
        )
    notice = following.notice_settle(
        actor=city.actor("city.chief"), notice=notice, expected_version=2, outcome="按期推进"
    )

    assert (notice.state, notice.outcome) == (NoticeState.SETTLED, "按期推进")


def test_notice_when_it_is_a_document_then_its_number_is_asked_for(city: City) -> None:
    item = working(city)

    with refused(AppErrorCode.NOT_READY, "文号"):
        issued(city, item, number="")
    assert issued(city, item, kind=NoticeKind.REMINDER, number="").number == ""


@pytest.mark.parametrize("who", ["county.member", "county.coordinator", "town.chief", "reviewer"])
def test_notice_when_one_is_not_above_nor_chief_then_not_theirs_to_issue(city: City, who: str) -> None:
    item = working(city)

    with pytest.raises(AppError):
        following.notice_issue(
            actor=city.actor(who),
            item=item,
            notice=Notice(kind=NoticeKind.REMINDER, text="请说明", answer_due=date(2026, 3, 20)),
        )


def test_notice_when_issued_then_seen_at_both_ends_and_nowhere_else(city: City) -> None:
    notice = issued(city, working(city))

    seen = {who for who in city.users if notice_list(city.actor(who)).filter(pk=notice.pk).exists()}

    assert seen >= {"city.chief", "city.member", "county.chief", "county.coordinator", "county.member"}
    assert not seen & {"rival.chief", "town.chief", "reviewer", "system", "security", "audit"}


def test_notice_when_answered_by_two_then_the_second_is_told(city: City) -> None:
    notice = issued(city, working(city))
    following.notice_answer(actor=city.actor("county.chief"), notice=notice, expected_version=1, text="一")

    with refused(AppErrorCode.CONFLICT):
        following.notice_answer(
            actor=city.actor("county.coordinator"), notice=notice, expected_version=1, text="二"
        )
