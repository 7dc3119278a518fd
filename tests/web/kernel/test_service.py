"""A write: the change and its events, or neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from duizhao_web.apps.kernel.actor import SYSTEM, Actor
from duizhao_web.apps.kernel.audit.record import coming_from, record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.models import AuditEvent
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.units import events
from duizhao_web.apps.units.models import Unit
from duizhao_web.apps.units.policy import UNIT_EDIT
from duizhao_web.apps.units.services.tree import unit_edit
from duizhao_web.apps.units.subjects import of_unit

if TYPE_CHECKING:
    from city import City


@service
def rename(*, unit: Unit, actor: Actor, ask: bool = True, tell: bool = True, fail: bool = False) -> None:
    """Stand in for a service, with what one may forget."""
    if ask:
        authorise(actor, UNIT_EDIT, of_unit(unit))
    Unit.objects.filter(pk=unit.pk).update(name="改名")
    if tell:
        record(events.UNIT_CLOSED, actor=actor, about=unit, unit_path=unit.path, unit="改名", reason="")
    if fail:
        raise AppError(AppErrorCode.CONFLICT)


@pytest.mark.parametrize("slip", [{"ask": False}, {"tell": False}])
def test_service_when_it_forgets_policy_or_event_then_nothing_is_changed(
    city: City, slip: dict[str, bool]
) -> None:
    unit = city.unit("county")

    with pytest.raises(RuntimeError, match="rename"):
        rename(unit=unit, actor=SYSTEM, **slip)

    assert city.unit("county").name == "甲县"


def test_service_when_it_fails_then_neither_change_nor_event_stays(city: City) -> None:
    before = AuditEvent.objects.count()

    with pytest.raises(AppError):
        rename(unit=city.unit("county"), actor=SYSTEM, fail=True)

    assert (city.unit("county").name, AuditEvent.objects.count()) == ("甲县", before)


def test_service_when_refused_then_nothing_is_changed(city: City) -> None:
    with pytest.raises(AppError) as caught:
        rename(unit=city.unit("county"), actor=city.actor("rival.coordinator"))

    assert caught.value.code == AppErrorCode.NOT_FOUND
    assert city.unit("county").name == "甲县"


def test_service_when_done_then_the_event_says_who_what_where(city: City) -> None:
    actor = city.actor("county.coordinator")

    with coming_from("192.0.2.7"):
        rename(unit=city.unit("county"), actor=actor)

    event = AuditEvent.objects.latest("number")
    assert (event.event, event.actor_id, event.actor_name) == (
        "units.unit.closed",
        city.users["county.coordinator"].pk,
        "county.coordinator",
    )
    assert (event.address, event.object_type, event.object_id) == (
        "192.0.2.7",
        "units.unit",
        city.units["county"].pk,
    )


def test_service_when_called_by_another_then_both_are_one(city: City) -> None:
    @service
    def twice() -> None:
        rename(unit=city.unit("county"), actor=SYSTEM)
        rename(unit=city.unit("rival"), actor=SYSTEM, fail=True)

    before = AuditEvent.objects.count()
    with pytest.raises(AppError):
        twice()

    assert city.unit("county").name == "甲县"
    assert AuditEvent.objects.count() == before


def test_event_when_recorded_outside_a_service_then_refused(city: City) -> None:
    with pytest.raises(RuntimeError, match="outside a service"):
        record(events.UNIT_CLOSED, actor=SYSTEM, unit="甲县", reason="")


def test_value_when_too_long_then_a_sentence_and_no_change(city: City) -> None:
    unit = city.unit("county")

    with pytest.raises(AppError) as caught:
        unit_edit(
            actor=SYSTEM, unit=unit, version=unit.version, name="长" * 101, code="", position=0, on=unit.since
        )

    assert caught.value.code == AppErrorCode.INVALID
    assert city.unit("county").name == "甲县"
