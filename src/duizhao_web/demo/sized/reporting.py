"""Reporting periods of the whole tree: two issued, one under way whose day has passed, in every stage."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.db import transaction

from duizhao_web.apps.accounts.actors import actor_of
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.clock import FixedClock, use_clock
from duizhao_web.apps.reporting import events
from duizhao_web.apps.reporting.facts import counted_of
from duizhao_web.apps.reporting.models import Figure, Period, Report, ReportStep
from duizhao_web.apps.reporting.services.issuing import period_close, period_issue
from duizhao_web.apps.reporting.services.opening import Asked, period_open
from duizhao_web.apps.reporting.words import ActWord, StageWord
from duizhao_web.demo.sized.ground import Ground
from duizhao_web.demo.sized.logged import log, moment, written

_TOGETHER: Final = 200
_DAYS: Final = 3
_NOW: Final = (
    *(StageWord.ASKED,) * 2,
    *(StageWord.FILLING,) * 2,
    StageWord.CONFIRMED,
    *(StageWord.HANDED_IN,) * 3,
    StageWord.RETURNED,
    StageWord.LOCKED,
)
_HANDED: Final = (StageWord.HANDED_IN, StageWord.RETURNED, StageWord.LOCKED)
_ACTS: Final = {
    StageWord.FILLING: ActWord.FILL,
    StageWord.CONFIRMED: ActWord.CONFIRM,
    StageWord.HANDED_IN: ActWord.HAND_IN,
    StageWord.RETURNED: ActWord.RETURN,
    StageWord.LOCKED: ActWord.LOCK,
}


def report(ground: Ground) -> None:
    """Build the periods, the earliest first."""
    today = clock.today()
    for until in (today - timedelta(days=68), today - timedelta(days=38)):
        _issued(ground, until)
    period = _opened(ground, today - timedelta(days=8))
    _fill(ground, period, [_NOW[number % len(_NOW)] for number in range(len(ground.units) - 1)])


def _issued(ground: Ground, until: date) -> None:
    """Build one that was issued: every hundredth unit did not report."""
    period = _opened(ground, until)
    units = range(len(ground.units) - 1)
    _fill(ground, period, [StageWord.LOCKED if number % 100 else StageWord.ASKED for number in units])
    day = until + timedelta(days=6)
    with _on(day):
        chief = _actor(ground, day)
        period = period_close(actor=chief, period=period, expected_version=period.version)
        period_issue(actor=chief, period=period, expected_version=period.version)


def _opened(ground: Ground, until: date) -> Period:
    asked = Asked(
        f"{until.year}年{until.month}月{until.day}日整改调度",
        until - timedelta(days=29),
        until,
        _DAYS,
        "重点说明逾期和暂无法整改的原因。",
    )
    with _on(until):
        chief = _actor(ground, until)
        return period_open(actor=chief, opener=ground.units[0], units=ground.units[1:], asked=asked)


def _fill(ground: Ground, period: Period, stages: Sequence[StageWord]) -> None:
    """Put reports into their stages, those that have begun with their figures."""
    reports = list(period.reports.select_related("unit").order_by("unit_path"))
    for first in range(0, len(reports), _TOGETHER):
        some = reports[first : first + _TOGETHER]
        with transaction.atomic():
            _store(ground, period, some, stages[first : first + _TOGETHER])


def _store(ground: Ground, period: Period, reports: Sequence[Report], stages: Sequence[StageWord]) -> None:
    begun = []
    for report, stage in zip(reports, stages, strict=True):
        if stage != StageWord.ASKED:
            _say(ground, period, report, stage)
            begun.append(report)
    locked = [report for report in begun if report.stage == StageWord.LOCKED]
    # Locked at the end: a locked report takes no figures.
    for report in locked:
        report.stage = StageWord.HANDED_IN
    Report.objects.bulk_update(begun, _FIELDS, batch_size=_TOGETHER)
    figures = counted_of([report.unit for report in begun], period.span)
    Figure.objects.bulk_create(
        [
            Figure(report=report, kind=kind, number=len(ids), ids=list(ids))
            for report in begun
            for kind, ids in figures[report.unit_id].items()
        ]
    )
    for report in locked:
        report.stage, report.locked_at = StageWord.LOCKED, moment(period.due_on, 16)
    Report.objects.bulk_update(locked, ("stage", "locked_at"), batch_size=_TOGETHER)
    ReportStep.objects.bulk_create([_step(period, report) for report in begun])
    log(
        written(
            events.REPORT_ACTED,
            report,
            report.unit_path,
            moment(period.due_on, 15),
            unit=report.unit.name,
            title=period.title,
            edition=1,
            kind=_ACTS[StageWord(report.stage)].value,
        )
        for report in begun
    )


_FIELDS: Final = (
    *("stage", "counted_on", "progress", "difficulties", "next_steps", "request", "reply"),
    *("filled_by", "filled_by_name", "confirmed_by", "confirmed_by_name", "confirmed_at", "handed_in_on"),
)


def _say(ground: Ground, period: Period, report: Report, stage: StageWord) -> None:
    number = report.unit.position
    chief, coordinator = ground.people[number, 0], ground.people[number, 4]
    report.stage = stage
    report.counted_on = period.until
    report.progress = "各项按时限推进，逾期的已经逐项说明原因。"
    report.difficulties = "资金下达较晚，部分事项等待上级批复。" if number % 3 else ""
    report.next_steps = "下月办结两项，其余按时限推进。"
    report.request = "请协调渠道维修资金。" if number % 9 == 0 else ""
    report.filled_by, report.filled_by_name = coordinator, coordinator.name
    if stage in (*_HANDED, StageWord.CONFIRMED) and stage != StageWord.RETURNED:
        report.confirmed_by, report.confirmed_by_name = chief, chief.name
        report.confirmed_at = moment(period.due_on, 14)
    if stage in _HANDED:
        report.handed_in_on = period.due_on + timedelta(days=number % 20 == 0)
    if stage == StageWord.LOCKED and report.request and number % 2:
        report.reply = "已列入下月安排。"


def _step(period: Period, report: Report) -> ReportStep:
    stage = StageWord(report.stage)
    return ReportStep(
        report=report,
        act=_ACTS[stage],
        stage=stage,
        by_name=report.filled_by_name,
        at=moment(period.due_on, 15),
    )


def _actor(ground: Ground, day: date) -> Actor:
    return actor_of(ground.users["u0001.chief"], day)


def _on(day: date) -> AbstractContextManager[None]:
    return use_clock(FixedClock(datetime.combine(day, time(2), UTC)))
