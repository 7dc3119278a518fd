"""Reporting periods of the city: one locked and issued last month, one open now, filled in halfway."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from duizhao_web.apps.reporting.models import Period, Report
from duizhao_web.apps.reporting.services import filing, issuing
from duizhao_web.apps.reporting.services.filing import Said
from duizhao_web.apps.reporting.services.opening import Asked, period_open
from duizhao_web.apps.reporting.words import FigureKind

if TYPE_CHECKING:
    from duizhao_web.demo.load import City

On = Callable[[date], AbstractContextManager[None]]
_ASKING: Final = "qinghe"
_SAID: Final = {
    "qinghe.water": Said(
        progress="渠尾闸门更换完毕，农业水价成本监审已经做完。\n其余事项按时限推进，没有新的逾期。",
        difficulties="水价听证涉及多个部门，本局安排不了。",
        next_steps="入冬前通水，年底前拿出水价方案。",
        request="请县里一并安排水价听证。",
        notes={FigureKind.BLOCKED: "等水价方案"},
    ),
}
_SHORT: Final = Said(progress="各项按时限推进，没有需要说明的。", next_steps="继续推进。")
_TEXT: Final = "重点说明逾期和暂无法整改的原因，需县里协调的写具体。"


def report(city: City, on: On, today: date) -> None:
    """Let the county ask its bureaus twice: last month's is issued, this month's is under way."""
    last = today - timedelta(days=33)
    with on(last - timedelta(days=3)):
        former = _open(city, last, 5)
    with on(last + timedelta(days=1)):
        for one in _reports(former):
            _hand_in(city, one)
    with on(last + timedelta(days=6)):
        for one in _reports(former):
            _lock(city, one)
        _issue(city, former)
    with on(today - timedelta(days=1)):
        now = _open(city, today - timedelta(days=1), 3)
    with on(today):
        first, *others = _reports(now)
        if others:
            _hand_in(city, others[0])
        by = city.actor(f"{_key(city, first)}.coordinator")
        filing.report_begin(actor=by, report=first, expected_version=1)


def _open(city: City, until: date, days: int) -> Period:
    unit = city.units[_ASKING]
    below = [
        one
        for key, one in city.units.items()
        if key.startswith(f"{_ASKING}.") and f"{key}.chief" in city.users
    ]
    title = f"{until.year}年{until.month}月整改调度"
    asked = Asked(title, until - timedelta(days=30), until, days, _TEXT)
    return period_open(actor=city.actor(f"{_ASKING}.chief"), opener=unit, units=below, asked=asked)


def _reports(period: Period) -> list[Report]:
    return list(period.reports.filter(latest=True).select_related("unit", "period").order_by("unit_path"))


def _key(city: City, one: Report) -> str:
    return next(key for key, unit in city.units.items() if unit.pk == one.unit_id)


def _hand_in(city: City, one: Report) -> None:
    key = _key(city, one)
    by, chief = city.actor(f"{key}.coordinator"), city.actor(f"{key}.chief")
    said = _SAID.get(key, _SHORT)
    one = filing.report_begin(actor=by, report=one, expected_version=one.version)
    one = filing.report_fill(actor=by, report=one, expected_version=one.version, said=said)
    one = filing.report_confirm(actor=chief, report=one, expected_version=one.version)
    filing.report_hand_in(actor=by, report=one, expected_version=one.version)


def _lock(city: City, one: Report) -> None:
    chief = city.actor(f"{_ASKING}.chief")
    if one.request:
        text = "由县发展改革部门牵头，下月安排听证。"
        one = filing.report_reply(actor=chief, report=one, expected_version=one.version, text=text)
    filing.report_lock(actor=chief, report=one, expected_version=one.version)


def _issue(city: City, period: Period) -> None:
    chief = city.actor(f"{_ASKING}.chief")
    period = issuing.period_close(actor=chief, period=period, expected_version=period.version)
    issuing.period_issue(actor=chief, period=period, expected_version=period.version)
