"""What was handed down in the city: signed for and silent, answered and waiting, a notice not answered."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.rectification.following_words import LeaderActKind, NoticeKind
from duizhao_web.apps.rectification.models import Item
from duizhao_web.apps.rectification.services import assigning, following
from duizhao_web.apps.rectification.services.assigning import Handed
from duizhao_web.apps.rectification.services.following import Notice, Visit

if TYPE_CHECKING:
    from duizhao_web.demo.load import City

On = Callable[[date], AbstractContextManager[None]]
_UNIT: Final = "qinghe.water"
_ABOVE: Final = "qinghe.chief"


def hand_down(city: City, on: On, today: date) -> None:
    """Let the county's chief hand two of the water bureau's items down and follow them up."""
    unit = city.units[_UNIT]
    rows = Item.objects.filter(unit=unit, personal=False, state__in=["in_progress", "returned", "blocked"])
    late, stuck = rows.exclude(state="blocked").order_by("deadline")[0], rows.get(state="blocked")
    with on(today - timedelta(days=26)):
        first = assigning.assignment_give(
            actor=city.actor(_ABOVE),
            item=late,
            handed=Handed(
                text="两周内拿出办法，入冬前办结，办一件报一件",
                due=today - timedelta(days=4),
                unit=unit,
                receiver=city.people[f"{_UNIT}.chief"],
                watcher=city.people["qinghe.member"],
            ),
        )
    with on(today - timedelta(days=24)):
        assigning.assignment_receive(actor=city.actor(f"{_UNIT}.chief"), assignment=first, expected_version=1)
    with on(today - timedelta(days=12)):
        _answered(city, stuck, today)
    with on(today - timedelta(days=6)):
        _followed(city, late)
    with on(today - timedelta(days=3)):
        following.notice_issue(
            actor=city.actor(_ABOVE),
            item=late,
            notice=Notice(
                kind=NoticeKind.SUPERVISION,
                number="青督〔2026〕7号",
                text="交办已过期限，请说明原因和完成时间",
                answer_due=today + timedelta(days=2),
            ),
        )


def _answered(city: City, stuck: Item, today: date) -> None:
    """An answer that waits for the giver: it stays on the giver's desk."""
    unit = city.units[_UNIT]
    handed = Handed(text="水价方案卡在哪一步，请说明并提出建议", due=today + timedelta(days=3), unit=unit)
    one = assigning.assignment_give(actor=city.actor(_ABOVE), item=stuck, handed=handed)
    by = city.actor(f"{_UNIT}.coordinator")
    one = assigning.assignment_receive(actor=by, assignment=one, expected_version=one.version)
    assigning.assignment_answer(
        actor=by,
        assignment=one,
        expected_version=one.version,
        text="成本监审已经做完，缺听证一步，建议请县发展改革部门一并安排",
    )


def _followed(city: City, late: Item) -> None:
    leader = city.actor("qinghe.member")
    following.lead_take(actor=leader, item=late)
    following.leader_act_add(
        actor=leader,
        item=late,
        kind=LeaderActKind.COORDINATED,
        on=clock.today(),
        text="召集水利、财政两家商定资金分两批拨付",
    )
    following.site_check_add(
        actor=leader,
        item=late,
        visit=Visit(
            on=clock.today(),
            place="槐渡灌区渠尾",
            people="县政府督查人员二人",
            heard="用水户说来水比去年晚三天",
            seen="渠尾闸门已换，还没有通水",
            found="办法已有，尚未办结",
        ),
    )
