"""Opening meetings: who may, for which units, from which notice; all of them or none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from city import City
from meetings import LEADS, MEETING, a_cycle, a_plan

from duizhao_web.apps.cycles.enclosure import look
from duizhao_web.apps.cycles.models import Cycle, CycleKind, Notice
from duizhao_web.apps.cycles.schedule import Step
from duizhao_web.apps.cycles.selectors import cycle_get, cycle_list, units_to_open
from duizhao_web.apps.cycles.services.opening import cycles_open
from duizhao_web.apps.kernel import files
from duizhao_web.apps.kernel.actor import SYSTEM
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.models import AuditEvent
from duizhao_web.apps.units.services.tree import unit_create

OPENERS = {
    "county": {"county.chief", "county.coordinator", "city.chief", "city.coordinator", "bureau.chief"},
    "town": {
        "town.chief",
        "town.coordinator",
        "county.chief",
        "county.coordinator",
        "city.chief",
        "bureau.chief",
    },
}
SEERS = {
    "county": {
        *("county.chief", "county.member", "county.second", "county.coordinator"),
        *("city.chief", "city.member", "city.coordinator", "bureau.chief"),
        *("reviewer", "lead", "head", "inspector", "liaison"),
    },
    "town": {
        *("town.chief", "town.member", "town.coordinator", "county.chief", "county.member", "county.second"),
        *("county.coordinator", "city.chief", "city.member", "bureau.chief"),
    },
}


def opens(city: City, name: str, unit: str) -> bool:
    try:
        (cycle,) = cycles_open(
            actor=city.actor(name), opener=city.unit(unit), units=[city.unit(unit)], plan=a_plan()
        )
    except AppError:
        return False
    cycle.delete()
    return True


@pytest.mark.parametrize("unit", OPENERS)
def test_meeting_when_opened_by_anybody_then_only_by_who_may(city: City, unit: str) -> None:
    opened = set()
    for name in city.users:
        if opens(city, name, unit):
            opened.add(name)
        assert (city.unit(unit) in units_to_open(city.actor(name))) is (name in opened)

    assert opened == OPENERS[unit]


@pytest.mark.parametrize("unit", SEERS)
def test_meeting_when_looked_for_by_anybody_then_seen_by_those_of_the_table(city: City, unit: str) -> None:
    cycle = a_cycle(city, unit)

    seen = {name for name in city.users if cycle_list(city.actor(name)).exists()}
    for name in city.users:
        if name in seen:
            assert cycle_get(city.actor(name), cycle.pk) == cycle
        else:
            with pytest.raises(AppError) as error:
                cycle_get(city.actor(name), cycle.pk)
            assert error.value.code == AppErrorCode.NOT_FOUND

    assert seen == SEERS[unit]


def test_steps_when_opened_then_due_on_working_days_before_and_after(city: City) -> None:
    cycle = a_cycle(city)

    due = {one.step: one.day for one in cycle.steps}
    assert list(due) == list(Step)
    assert due[Step.MEETING] == MEETING
    # Seven working days before Friday, 3 April 2026.
    assert due[Step.PAPERS] == date(2026, 3, 25)
    assert due[Step.CONSENT] == date(2026, 4, 1)
    # Four to six April are off for Qingming.
    assert due[Step.REPORT] == date(2026, 4, 27)
    assert all(one.sure for one in cycle.steps)


def test_steps_when_the_year_is_not_announced_then_said(city: City) -> None:
    cycle = a_cycle(city, meeting_on=date(2030, 1, 10))

    assert not any(one.sure for one in cycle.steps)


def test_leads_when_a_step_has_none_then_it_has_no_date(city: City) -> None:
    cycle = a_cycle(city, leads={"papers": 3})

    assert [one.step for one in cycle.steps] == [Step.PAPERS, Step.MEETING]


@pytest.mark.parametrize("leads", [{"nothing": 3}, {"papers": -1}, {"papers": 251}, {"papers": "3"}])
def test_leads_when_they_make_no_sense_then_refused(city: City, leads: Any) -> None:
    with pytest.raises(AppError) as error:
        a_cycle(city, leads=leads)

    assert error.value.code == AppErrorCode.INVALID
    assert not Notice.objects.exists()


def test_meetings_when_opened_for_many_units_then_one_notice_and_an_event_each(city: City) -> None:
    actor = city.actor("city.chief")
    units = list(units_to_open(actor))
    before = AuditEvent.objects.count()

    cycles = cycles_open(actor=actor, opener=city.unit("city"), units=units, plan=a_plan())

    assert {cycle.unit_id for cycle in cycles} == {unit.pk for unit in city.units.values()}
    assert Notice.objects.count() == 1
    assert AuditEvent.objects.count() == before + len(units)
    event = AuditEvent.objects.filter(event="cycles.cycle.opened").latest("pk")
    assert "关于开好2025年度民主生活会的通知" in str(event.params)


def test_meetings_when_one_unit_has_its_own_already_then_none_is_opened_and_the_unit_named(
    city: City,
) -> None:
    a_cycle(city, "rival")
    units = [city.unit("county"), city.unit("rival")]

    with pytest.raises(AppError) as error:
        cycles_open(
            actor=city.actor("city.coordinator"), opener=city.unit("city"), units=units, plan=a_plan()
        )

    assert error.value.code == AppErrorCode.NAME_TAKEN
    assert "丙县" in error.value.message
    assert Cycle.objects.count() == 1
    assert Notice.objects.count() == 1


def test_meetings_when_one_unit_is_out_of_reach_then_none_is_opened(city: City) -> None:
    units = [city.unit("county"), city.unit("town")]

    with pytest.raises(AppError):
        cycles_open(
            actor=city.actor("city.coordinator"), opener=city.unit("city"), units=units, plan=a_plan()
        )

    assert not Cycle.objects.exists()


def test_meeting_when_special_then_beside_the_annual_one(city: City) -> None:
    a_cycle(city)
    a_cycle(city, kind=CycleKind.SPECIAL.value, title="巡察整改专题民主生活会")

    with pytest.raises(AppError) as error:
        a_cycle(city, kind=CycleKind.SPECIAL.value, title="巡察整改专题民主生活会")

    assert error.value.code == AppErrorCode.NAME_TAKEN
    assert Cycle.objects.count() == 2


def test_framework_when_there_is_none_of_the_name_then_refused(city: City) -> None:
    with pytest.raises(AppError) as error:
        a_cycle(city, framework="meeting-1901@1")

    assert error.value.code == AppErrorCode.INVALID


def test_framework_when_no_version_is_named_then_the_newest_is_kept(city: City) -> None:
    cycle = a_cycle(city, framework="meeting-2025")

    assert (cycle.framework_id, cycle.framework_version) == ("meeting-2025", "1")


def test_notice_when_its_file_has_a_classification_mark_then_refused_and_kept_nowhere(city: City) -> None:
    with pytest.raises(AppError) as error:
        look("通知.txt", "机密★1年\n关于召开民主生活会的通知".encode())

    assert error.value.code == AppErrorCode.FILE_REFUSED


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"\x00\x01" * 40])
def test_notice_when_its_file_cannot_be_read_then_said_so(city: City, data: bytes) -> None:
    with pytest.raises(AppError) as error:
        look("通知.docx", data)

    assert error.value.code == AppErrorCode.FILE_REFUSED
    assert len(error.value.message) > 8


def test_notice_when_its_file_passes_then_kept_under_its_digest(city: City) -> None:
    data = "各单位：请按期完成会前准备。".encode()
    cycle = a_cycle(city, file=look("通知.txt", data))

    assert cycle.notice.file_name == "通知.txt"
    assert files.load(cycle.notice.sha256) == data


def test_meetings_when_opened_for_hundreds_then_few_queries(
    city: City, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    top = city.unit("city")
    for number in range(60):
        unit_create(
            actor=SYSTEM, name=f"丁{number}局", superior=top, since=date(2020, 1, 1), code=f"d{number}"
        )
    actor = city.actor("city.coordinator")
    units = [unit for unit in units_to_open(actor) if unit.pk != top.pk]

    with django_assert_max_num_queries(110):  # the chain of the log writes each event after the one before
        cycles = cycles_open(actor=actor, opener=city.unit("city"), units=units, plan=a_plan(leads=LEADS))

    assert len(cycles) == 63
