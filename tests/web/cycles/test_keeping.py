"""What happens to a meeting once it is opened: dates, steps, held, closed, taken back."""

from __future__ import annotations

from datetime import date

import pytest
from city import City
from meetings import LEADS, a_cycle
from papers import a_version

from duizhao_web.apps.cycles.models import Cycle, CycleState, Notice, StepDone
from duizhao_web.apps.cycles.schedule import Step
from duizhao_web.apps.cycles.selectors import cycle_current, framework_of
from duizhao_web.apps.cycles.services import keeping
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.materials.models import Paper

TODAY = date(2026, 3, 10)


def held(city: City, cycle: Cycle, expected: int = 9, present: int = 6) -> Cycle:
    return keeping.cycle_hold(
        actor=city.actor("county.coordinator"),
        cycle=cycle,
        version=cycle.version,
        on=TODAY,
        expected=expected,
        present=present,
    )


def test_meeting_when_held_and_closed_then_each_step_has_its_day(city: City) -> None:
    cycle = held(city, a_cycle(city))
    assert (cycle.state, cycle.held_on) == (CycleState.HELD, TODAY)

    closed = keeping.cycle_close(actor=city.actor("county.chief"), cycle=cycle, version=cycle.version)
    assert (closed.state, closed.closed_on) == (CycleState.CLOSED, TODAY)
    with pytest.raises(AppError) as error:
        keeping.cycle_hold(
            actor=city.actor("county.chief"), cycle=closed, version=3, on=TODAY, expected=1, present=1
        )
    assert error.value.code == AppErrorCode.WRONG_STATE


@pytest.mark.parametrize(
    ("expected", "present", "enough"),
    [(9, 6, True), (9, 5, False), (10, 6, False), (10, 7, True), (3, 2, True)],
)
def test_attendance_when_below_two_thirds_then_asked_about_and_not_refused(
    city: City, expected: int, present: int, enough: bool
) -> None:
    cycle = held(city, a_cycle(city), expected, present)

    framework = framework_of(cycle)
    assert framework is not None
    share = framework.setting("quorum_share")
    assert share is not None
    assert (present >= cycle.quorum(share.value)) is enough


@pytest.mark.parametrize(
    ("on", "expected", "present"), [("2026-03-11", 9, 9), ("2026-03-10", 5, 6), ("2026-03-10", 5, 0)]
)
def test_meeting_when_held_with_wrong_figures_then_refused(
    city: City, on: str, expected: int, present: int
) -> None:
    cycle = a_cycle(city)

    with pytest.raises(AppError) as error:
        keeping.cycle_hold(
            actor=city.actor("county.chief"),
            cycle=cycle,
            version=1,
            on=date.fromisoformat(on),
            expected=expected,
            present=present,
        )

    assert error.value.code == AppErrorCode.INVALID
    assert Cycle.objects.get().state == CycleState.PREPARING


def test_meeting_when_changed_by_two_then_the_second_is_told(city: City) -> None:
    cycle = a_cycle(city)
    later = date(2026, 4, 10)
    keeping.cycle_edit(
        actor=city.actor("city.coordinator"),
        cycle=cycle,
        version=1,
        title="甲",
        meeting_on=later,
        leads=LEADS,
    )

    with pytest.raises(AppError) as error:
        keeping.cycle_edit(
            actor=city.actor("county.chief"),
            cycle=cycle,
            version=1,
            title="乙",
            meeting_on=TODAY,
            leads=LEADS,
        )

    assert error.value.code == AppErrorCode.CONFLICT
    assert Cycle.objects.get().meeting_on == later


@pytest.mark.parametrize("who", ["county.member", "city.member", "town.chief", "rival.coordinator", "head"])
def test_meeting_when_not_theirs_to_keep_then_refused(city: City, who: str) -> None:
    cycle = a_cycle(city)
    with pytest.raises(AppError):
        keeping.cycle_edit(
            actor=city.actor(who), cycle=cycle, version=1, title="甲", meeting_on=TODAY, leads=LEADS
        )
    with pytest.raises(AppError):
        keeping.cycle_hold(actor=city.actor(who), cycle=cycle, version=1, on=TODAY, expected=2, present=2)
    with pytest.raises(AppError):
        keeping.cycle_withdraw(actor=city.actor(who), cycle=cycle, reason="误")
    with pytest.raises(AppError):
        keeping.step_note(actor=city.actor(who), cycle=cycle, step=Step.STUDY, on=TODAY)


def test_superior_when_the_meeting_was_held_then_only_the_unit_itself_says_so(city: City) -> None:
    cycle = a_cycle(city, who="city.coordinator")

    with pytest.raises(AppError) as error:
        keeping.cycle_hold(
            actor=city.actor("city.chief"), cycle=cycle, version=1, on=TODAY, expected=2, present=2
        )

    assert error.value.code == AppErrorCode.FORBIDDEN


def test_step_when_noted_again_then_the_day_is_put_right_and_may_be_taken_back(city: City) -> None:
    actor, cycle = city.actor("county.coordinator"), a_cycle(city)
    keeping.step_note(actor=actor, cycle=cycle, step=Step.STUDY, on=date(2026, 3, 5))
    keeping.step_note(actor=actor, cycle=cycle, step=Step.STUDY, on=date(2026, 3, 6))

    assert StepDone.objects.get().on == date(2026, 3, 6)
    keeping.step_unnote(actor=actor, cycle=cycle, step=Step.STUDY)
    assert not StepDone.objects.exists()
    with pytest.raises(AppError):
        keeping.step_unnote(actor=actor, cycle=cycle, step=Step.STUDY)


@pytest.mark.parametrize("step", [Step.PAPERS, Step.MEETING, "none"])
def test_step_when_the_server_sees_it_by_itself_then_nobody_notes_it(city: City, step: str) -> None:
    with pytest.raises(AppError):
        keeping.step_note(actor=city.actor("county.chief"), cycle=a_cycle(city), step=step, on=TODAY)


def test_meeting_when_withdrawn_then_gone_with_its_notice(city: City) -> None:
    keeping.cycle_withdraw(actor=city.actor("city.coordinator"), cycle=a_cycle(city), reason="重复部署")

    assert not Cycle.objects.exists()
    assert not Notice.objects.exists()


def test_meeting_when_it_has_papers_then_not_withdrawn(city: City) -> None:
    cycle = a_cycle(city)
    a_version(city)
    Paper.objects.update(cycle=cycle)

    with pytest.raises(AppError) as error:
        keeping.cycle_withdraw(actor=city.actor("county.chief"), cycle=cycle, reason="误")

    assert error.value.code == AppErrorCode.NOT_EMPTY


def test_current_meeting_when_one_is_prepared_then_that_one_else_the_last_held(city: City) -> None:
    member = city.actor("county.member")
    assert cycle_current(member) is None
    last = held(city, a_cycle(city, year=2024))
    assert cycle_current(member) == last
    coming = a_cycle(city)
    assert cycle_current(member) == coming
