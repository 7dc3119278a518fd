"""The lives of a report and a period: every stage × act × role; what the tables do not name is refused."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from city import City
from periods import SAID, UNTIL, a_period, do, filled, handed_in, issued, locked, report_of, steer

from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.reporting import filing
from duizhao_web.apps.reporting.filing import Act, PeriodAct, PeriodStage, Side, Stage
from duizhao_web.apps.reporting.models import Period, Report
from duizhao_web.apps.reporting.selectors import acts_of, period_acts_of
from duizhao_web.apps.reporting.words import ActWord, PeriodActWord, PeriodStageWord, StageWord

_REFUSALS = (AppErrorCode.NOT_FOUND, AppErrorCode.FORBIDDEN, AppErrorCode.WRONG_STATE)
WITH_THE_UNIT = {"county.chief", "county.coordinator"}
ASKING = {"city.chief", "city.coordinator"}
EVERYBODY = (
    *("county.chief", "county.coordinator", "county.member", "county.observer"),
    *("city.chief", "city.coordinator", "city.member", "town.chief", "rival.chief", "rival.coordinator"),
    *("bureau.chief", "reviewer", "head", "system", "security", "audit"),
)
# What is possible at all, and by whom; nothing else is.
POSSIBLE: dict[tuple[Stage, Act], set[str]] = {
    (Stage.ASKED, Act.BEGIN): WITH_THE_UNIT,
    (Stage.FILLING, Act.FILL): WITH_THE_UNIT,
    (Stage.FILLING, Act.CONFIRM): {"county.chief"},
    (Stage.CONFIRMED, Act.UNCONFIRM): WITH_THE_UNIT,
    (Stage.CONFIRMED, Act.HAND_IN): WITH_THE_UNIT,
    (Stage.HANDED_IN, Act.RETURN): ASKING,
    (Stage.HANDED_IN, Act.LOCK): ASKING,
    (Stage.HANDED_IN, Act.REPLY): ASKING,
    (Stage.RETURNED, Act.FILL): WITH_THE_UNIT,
    (Stage.LOCKED, Act.REPLY): ASKING,
    (Stage.LOCKED, Act.CORRECT): ASKING,
}
# Possible only where a correction was asked for: see test_corrections.
RECALLING = {(Stage.LOCKED, Act.RECALL)}
POSSIBLE_OF_PERIODS: dict[tuple[PeriodStage, PeriodAct], set[str]] = {
    (PeriodStage.OPEN, PeriodAct.EDIT): ASKING,
    (PeriodStage.OPEN, PeriodAct.WITHDRAW): ASKING,
    (PeriodStage.OPEN, PeriodAct.CLOSE): ASKING,
    (PeriodStage.CLOSED, PeriodAct.REOPEN): ASKING,
    (PeriodStage.CLOSED, PeriodAct.ISSUE): {"city.chief"},
    (PeriodStage.ISSUED, PeriodAct.ISSUE_AGAIN): {"city.chief"},
}


def returned(city: City, period: Period) -> Report:
    return do(city, "city.coordinator", "return", handed_in(city, period), text="数字请核对")


AT: dict[Stage, Callable[[City, Period], Report]] = {
    Stage.ASKED: lambda city, period: report_of(period, city),
    Stage.FILLING: filled,
    Stage.CONFIRMED: lambda city, period: do(city, "county.chief", "confirm", filled(city, period)),
    Stage.HANDED_IN: handed_in,
    Stage.RETURNED: returned,
    Stage.LOCKED: locked,
}
MORE: dict[str, dict[str, Any]] = {
    "fill": {"said": SAID},
    **{act: {"text": "写明内容"} for act in ("unconfirm", "return", "reply", "correct", "recall")},
}


def test_table_when_read_then_it_has_the_possible_steps_and_no_other() -> None:
    assert {(row.source, row.act) for row in filing.TABLE} == set(POSSIBLE) | RECALLING
    assert {(row.source, row.act) for row in filing.PERIODS} == set(POSSIBLE_OF_PERIODS)
    assert {row.side for row in filing.TABLE if row.act in (Act.RETURN, Act.LOCK)} == {Side.ASKING}
    assert all(row.target == Stage.LOCKED for row in filing.TABLE if row.source == Stage.LOCKED)


def test_words_when_compared_with_the_table_then_each_has_one() -> None:
    assert set(StageWord.values) == {stage.value for stage in Stage}
    assert set(ActWord.values) == {"ask", *(act.value for act in Act)}
    assert set(PeriodStageWord.values) == {stage.value for stage in PeriodStage}
    assert set(PeriodActWord.values) == {act.value for act in PeriodAct}


@pytest.mark.parametrize("stage", Stage)
def test_report_when_anybody_tries_every_act_then_only_what_the_table_says(city: City, stage: Stage) -> None:
    report = AT[stage](city, a_period(city))
    for who, act in product(EVERYBODY, Act):
        allowed = who in POSSIBLE.get((stage, act), set())
        assert (act in acts_of(city.actor(who), report)) == allowed, (stage, who, act)
        if not allowed:
            with pytest.raises(AppError) as caught:
                do(city, who, act.value, report, **MORE.get(act.value, {}))
            assert caught.value.code in _REFUSALS, (stage, who, act)
            assert caught.value.message
    assert Report.objects.get(pk=report.pk).version == report.version


@pytest.mark.parametrize(("stage", "act"), POSSIBLE)
def test_report_when_done_by_who_may_then_in_the_stage_the_table_names(
    city: City, stage: Stage, act: Act
) -> None:
    for who in sorted(POSSIBLE[stage, act]):
        period = a_period(city, title=f"调度 {who}")
        report = do(city, who, act.value, AT[stage](city, period), **MORE.get(act.value, {}))

        row = filing.row_of(stage, act)
        assert row is not None
        assert report.stage == row.target
        last = report.steps.order_by("pk").last()
        assert last is not None
        assert (last.act, last.by_name) == (act.value, who)


def at_period(city: City, stage: PeriodStage) -> Period:
    period = a_period(city)
    locked(city, period)
    if stage == PeriodStage.CLOSED:
        steer(city, "city.coordinator", "close", period)
    if stage == PeriodStage.ISSUED:
        issued(city, period)
    return Period.objects.select_related("unit").get(pk=period.pk)


@pytest.mark.parametrize("stage", PeriodStage)
def test_period_when_anybody_tries_every_act_then_only_what_the_table_says(
    city: City, stage: PeriodStage
) -> None:
    period = at_period(city, stage)
    more: dict[str, dict[str, Any]] = {
        "edit": {"title": "另一个名称", "due_on": UNTIL, "text": ""},
        **{act: {"text": "写明理由"} for act in ("withdraw", "reopen", "issue_again")},
    }
    for who, act in product(EVERYBODY, PeriodAct):
        allowed = who in POSSIBLE_OF_PERIODS.get((stage, act), set())
        assert (act in period_acts_of(city.actor(who), period)) == allowed, (stage, who, act)
        if not allowed:
            with pytest.raises(AppError) as caught:
                steer(city, who, act.value, period, **more.get(act.value, {}))
            assert caught.value.code in _REFUSALS, (stage, who, act)
