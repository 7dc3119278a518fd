"""People assigned to many units at once: seen first, each by itself, recusal and own units respected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from city import City

from duizhao_web.apps.accounts.models import Duty, DutyKind, SupervisionGroup
from duizhao_web.apps.accounts.selectors import units_to_assign
from duizhao_web.apps.accounts.services.assigning import Sent, duties_make, duties_try
from duizhao_web.apps.accounts.services.duties import duty_propose, duty_recuse
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode

if TYPE_CHECKING:
    from django.test import Client

Browser = Callable[[str], "Client"]
SINCE, UNTIL = date(2026, 5, 1), date(2026, 6, 30)


def sent(city: City, *units: str, **more: Any) -> Sent:
    """Let two people go to units: the reviewer, and the lead reviewer."""
    values: dict[str, Any] = {
        "people": [city.people["reviewer"], city.people["lead"]],
        "units": [city.unit(name) for name in units],
        "kind": DutyKind.REVIEWER,
        "since": SINCE,
        "until": UNTIL,
    }
    return Sent(**values | more)


def test_units_when_a_coordinator_assigns_then_those_below_and_not_the_own(city: City) -> None:
    everything = units_to_assign(city.actor("city.coordinator"))
    direct = units_to_assign(city.actor("city.coordinator"), direct=True)

    assert [unit.name for unit in everything] == ["甲县", "乙镇", "丙县", "市局"]
    assert [unit.name for unit in direct] == ["甲县", "丙县", "市局"]
    assert [unit.name for unit in units_to_assign(city.actor("city.coordinator"), words="县")] == [
        "甲县",
        "丙县",
    ]
    assert not units_to_assign(city.actor("town.coordinator")).exists()
    assert not units_to_assign(city.actor("city.chief")).exists()


def test_sending_when_tried_then_each_is_named_and_nothing_is_there(city: City) -> None:
    before = Duty.objects.count()

    found = duties_try(city.actor("city.coordinator"), sent(city, "county", "rival", teams=True))

    assert [(one.unit.name, one.person.name, one.error) for one in found] == [
        ("甲县", "reviewer", None),
        ("甲县", "lead", None),
        ("丙县", "reviewer", None),
        ("丙县", "lead", None),
    ]
    assert {one.name for one in found[0].named} == {"county.chief", "county.member", "county.second"}
    assert Duty.objects.count() == before


def test_sending_when_made_then_proposed_for_each_with_that_units_team_named(city: City) -> None:
    made = duties_make(city.actor("city.coordinator"), sent(city, "town", "rival", teams=True))

    assert [one.error for one in made] == [None] * 4
    rows = Duty.objects.filter(since=SINCE)
    assert {(one.unit.name, one.person.name, one.state) for one in rows} == {
        (unit, person, "proposed") for unit in ("乙镇", "丙县") for person in ("reviewer", "lead")
    }
    named = {one.name for one in rows.filter(unit=city.unit("town"))[0].named.all()}
    assert named == {"town.chief", "town.member"}


def test_sending_when_one_was_taken_out_of_a_unit_for_good_then_not_there_and_elsewhere_all_the_same(
    city: City,
) -> None:
    duty_recuse(actor=city.actor("reviewer"), duty=city.duties["reviewer"], reason="亲属关系")

    made = duties_make(city.actor("city.coordinator"), sent(city, "county", "rival"))

    refused = [one for one in made if one.error]
    assert [(one.unit.name, one.person.name) for one in refused] == [("甲县", "reviewer")]
    assert "已对“甲县”回避" in refused[0].error.message  # type: ignore[union-attr]
    assert Duty.objects.filter(since=SINCE).count() == 3
    with pytest.raises(AppError, match="回避"):
        duty_propose(
            actor=city.actor("city.coordinator"),
            person=city.people["reviewer"],
            unit=city.unit("county"),
            kind=DutyKind.LEAD_REVIEWER,
            since=SINCE,
            until=UNTIL,
        )


def test_sending_when_somebody_belongs_there_or_is_there_already_or_the_unit_is_not_below_then_refused(
    city: City,
) -> None:
    coordinator = city.actor("county.coordinator")
    people = [city.people["town.member"], city.people["reviewer"]]
    duties_make(city.actor("county.coordinator"), sent(city, "town", people=[city.people["reviewer"]]))

    found = duties_make(coordinator, sent(city, "town", "rival", people=people))

    codes = {(one.unit.name, one.person.name): one.error and one.error.code for one in found}
    assert codes == {
        ("乙镇", "town.member"): AppErrorCode.NOT_READY,
        ("乙镇", "reviewer"): AppErrorCode.NOT_READY,
        ("丙县", "town.member"): AppErrorCode.NOT_FOUND,
        ("丙县", "reviewer"): AppErrorCode.NOT_FOUND,
    }


def test_page_when_filled_then_previewed_then_made(city: City, browser: Browser) -> None:
    client = browser("city.coordinator")
    group = SupervisionGroup.objects.get()
    form = {
        "people": f"reviewer #{city.people['reviewer'].pk}\nlead #{city.people['lead'].pk}",
        "kind": "group_member",
        "group": str(group.pk),
        "since": SINCE.isoformat(),
        "until": UNTIL.isoformat(),
        "unit": [str(city.units["town"].pk), str(city.units["rival"].pk)],
    }
    before = Duty.objects.count()
    assert "指派到多个单位" in client.get("/duties/").content.decode()
    assert "指派到多个单位" not in browser("town.coordinator").get("/duties/").content.decode()

    shown = client.post("/duties/new/", form).content.decode()
    assert "可以登记 4 项" in shown
    assert Duty.objects.count() == before
    page = client.post("/duties/new/", form | {"do": "1"}).content.decode()
    assert "已登记 4 项" in page
    assert Duty.objects.filter(group=group, since=SINCE).count() == 4


def test_page_when_wrongly_filled_then_said_what(city: City, browser: Browser) -> None:
    client = browser("city.coordinator")
    form = {
        "people": f"reviewer #{city.people['reviewer'].pk}",
        "kind": "group_head",
        "since": UNTIL.isoformat(),
        "until": SINCE.isoformat(),
    }

    page = client.post("/duties/new/", form).content.decode()
    assert "督导的须选督导组" in page
    assert "截止日期不能早于开始日期" in page
    right = form | {"kind": "reviewer", "since": SINCE.isoformat(), "until": UNTIL.isoformat()}
    assert "请勾选单位" in client.post("/duties/new/", right).content.decode()
    for wrong in ("²", "9" * 40, "x", "-1"):
        assert client.post("/duties/new/", right | {"unit": wrong}).status_code == 422, wrong
