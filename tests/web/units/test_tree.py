"""Moves, merges and the end of units: scope follows, history stays."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from duizhao_web.apps.kernel.actor import SYSTEM
from duizhao_web.apps.kernel.audit.chain import verify
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.units.models import Person, Post, Team, Tenure, Unit
from duizhao_web.apps.units.services import people, tree

if TYPE_CHECKING:
    from city import City

DAY = date(2026, 3, 10)


def sees(city: City, name: str) -> set[str]:
    return set(Unit.objects.visible_to(city.actor(name)).values_list("name", flat=True))


def test_unit_when_moved_then_its_rows_go_along_and_others_see_it(city: City) -> None:
    tree.unit_move(
        actor=city.actor("system"),
        unit=city.unit("town"),
        superior=city.unit("rival"),
        on=DAY,
        reason="区划调整",
    )

    assert sees(city, "county.chief") == {"甲县"}
    assert sees(city, "rival.chief") == {"丙县", "乙镇"}
    for model in (Person, Post, Team, Tenure):
        rows = model.objects.filter(unit_path=city.unit("town").path)
        assert rows.count() == {Person: 3, Post: 3, Team: 1, Tenure: 3}[model]
    assert Unit.objects.find_problems() == ([], [], [], [], [])
    assert verify().faults == ()
    former, present = city.unit("town").periods.all()
    assert (former.superior, former.until) == (city.unit("county"), date(2026, 3, 9))
    assert (present.superior, present.reason) == (city.unit("rival"), "区划调整")


@pytest.mark.parametrize("under", ["county", "town"])
def test_unit_when_moved_under_itself_then_refused(city: City, under: str) -> None:
    with pytest.raises(AppError) as caught:
        tree.unit_move(actor=SYSTEM, unit=city.unit("county"), superior=city.unit(under), on=DAY, reason="")

    assert caught.value.code == AppErrorCode.INSIDE_ITSELF


def test_unit_when_merged_then_closed_below_the_other_with_its_children_open(city: City) -> None:
    tree.unit_merge(actor=SYSTEM, unit=city.unit("county"), into=city.unit("rival"), on=DAY, reason="合并")

    county, town, rival = (city.unit(name) for name in ("county", "town", "rival"))
    assert (county.state, county.merged_into) == ("closed", rival)
    assert town.superior_path == county.superior_path == rival.path
    assert not Tenure.objects.filter(unit_path=county.path, until__isnull=True).exists()
    assert city.actor("county.chief", date(2026, 3, 11)).seats == ()
    assert "甲县" in sees(city, "rival.chief")


def test_unit_when_something_is_below_then_not_closed(city: City) -> None:
    with pytest.raises(AppError) as caught:
        tree.unit_close(actor=SYSTEM, unit=city.unit("county"), on=DAY, reason="")

    assert caught.value.code == AppErrorCode.NOT_EMPTY


def test_unit_when_two_edit_it_then_the_second_is_told(city: City) -> None:
    unit = city.unit("county")
    change = {"actor": SYSTEM, "unit": unit, "version": unit.version, "code": "", "position": 0, "on": DAY}
    tree.unit_edit(**change, name="甲市")

    with pytest.raises(AppError) as caught:
        tree.unit_edit(**change, name="甲区")

    assert caught.value.code == AppErrorCode.CONFLICT
    assert city.unit("county").name == "甲市"


def test_post_when_handed_over_then_one_ends_the_day_before_the_other_begins(city: City) -> None:
    people.tenure_hand_over(
        actor=city.actor("county.coordinator"),
        post=city.posts["county.chief"],
        to=city.people["county.second"],
        since=DAY,
    )

    former, present = city.posts["county.chief"].tenures.order_by("since")
    assert (former.until, present.since) == (date(2026, 3, 9), DAY)
    assert present.state == "proposed"


def test_person_when_in_two_teams_then_acts_in_both(city: City) -> None:
    post = city.posts["rival.chief"]
    people.tenure_end(actor=SYSTEM, tenure=city.tenures["rival.chief"], on=date(2026, 3, 9))
    tenure = people.tenure_propose(actor=SYSTEM, post=post, person=city.people["county.member"], since=DAY)
    people.tenure_confirm(actor=city.actor("security"), tenure=tenure)

    seats = {(seat.role.value, seat.unit_path) for seat in city.actor("county.member").seats}
    assert seats == {("member", city.unit("county").path), ("chief", city.unit("rival").path)}
