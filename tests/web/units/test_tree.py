"""Moves, merges and the end of units: scope follows, history stays."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from duizhao_web.apps.kernel.actor import SYSTEM
from duizhao_web.apps.kernel.audit.chain import verify
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.units.models import ChangeKind, Person, Post, Team, Tenure, TreeChange, Unit
from duizhao_web.apps.units.services import changes, people, tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from city import City
    from django.test import Client

DAY = date(2026, 3, 10)


def sees(city: City, name: str) -> set[str]:
    return set(Unit.objects.visible_to(city.actor(name)).values_list("name", flat=True))


def test_unit_when_moved_then_its_rows_go_along_and_others_see_it(city: City) -> None:
    tree.unit_move(
        actor=SYSTEM,
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


def proposed(city: City, kind: ChangeKind, to: str = "rival", unit: str = "town") -> TreeChange:
    return changes.change_propose(
        actor=city.actor("system"),
        kind=kind,
        unit=city.unit(unit),
        superior=city.unit(to),
        on=DAY,
        reason="区划调整",
    )


@pytest.mark.parametrize("kind", ChangeKind)
def test_place_when_proposed_then_nobody_sees_more_until_another_confirms(
    city: City, kind: ChangeKind
) -> None:
    before = {name: sees(city, name) for name in ("rival.chief", "county.chief")}
    change = proposed(city, kind)

    assert {name: sees(city, name) for name in before} == before
    assert city.unit("town").superior_path == city.unit("county").path
    for name in ("system", "audit", "rival.chief", "rival.coordinator", "county.coordinator"):
        with pytest.raises(AppError):
            changes.change_confirm(actor=city.actor(name), change=change)

    changes.change_confirm(actor=city.actor("security"), change=change)
    assert "乙镇" in sees(city, "rival.chief")
    assert verify().faults == ()
    with pytest.raises(AppError) as caught:
        changes.change_confirm(actor=city.actor("security"), change=change)
    assert caught.value.code == AppErrorCode.WRONG_STATE


@pytest.mark.parametrize("name", ["system", "security"])
def test_tree_when_one_administrator_alone_then_nothing_moves(city: City, name: str) -> None:
    unit, rival = city.unit("town"), city.unit("rival")
    with pytest.raises(AppError):
        tree.unit_move(actor=city.actor(name), unit=unit, superior=rival, on=DAY, reason="")
    with pytest.raises(AppError):
        tree.unit_merge(actor=city.actor(name), unit=unit, into=rival, on=DAY, reason="")
    with pytest.raises(AppError):
        tree.superior_add(actor=city.actor(name), unit=unit, superior=rival, since=DAY)


def test_place_when_refused_or_taken_back_then_all_stays(city: City) -> None:
    changes.change_refuse(
        actor=city.actor("security"), change=proposed(city, ChangeKind.MOVE), reason="未见批复"
    )
    changes.change_withdraw(actor=city.actor("system"), change=proposed(city, ChangeKind.MOVE))

    assert not TreeChange.objects.exists()
    assert city.unit("town").superior_path == city.unit("county").path


def test_place_when_taken_back_meanwhile_then_whoever_answers_is_told(city: City) -> None:
    change = proposed(city, ChangeKind.MERGE)
    stale = TreeChange.objects.get(pk=change.pk)
    changes.change_withdraw(actor=city.actor("system"), change=change)

    with pytest.raises(AppError) as caught:
        changes.change_confirm(actor=city.actor("security"), change=stale)

    assert caught.value.code == AppErrorCode.CONFLICT
    assert city.unit("town").state == "open"


def test_place_when_it_became_impossible_then_said_and_it_goes_on_waiting(city: City) -> None:
    change = proposed(city, ChangeKind.LEAD)
    tree.unit_move(actor=SYSTEM, unit=city.unit("town"), superior=city.unit("rival"), on=DAY, reason="")

    with pytest.raises(AppError) as caught:
        changes.change_confirm(actor=city.actor("security"), change=change)

    assert caught.value.code == AppErrorCode.INSIDE_ITSELF
    change.refresh_from_db()
    assert change.state == "proposed"


def test_place_when_one_waits_then_the_second_of_its_kind_is_refused(city: City) -> None:
    proposed(city, ChangeKind.MOVE)
    with pytest.raises(AppError) as caught:
        proposed(city, ChangeKind.MOVE, "bureau")
    assert caught.value.code == AppErrorCode.NAME_TAKEN


def test_place_when_proposed_in_the_browser_then_confirmed_there(
    city: City, browser: Callable[[str], Client]
) -> None:
    town, rival = city.unit("town"), city.unit("rival")
    form = {"superior": f"丙县 #{rival.pk}", "on": "2026-03-10", "reason": "区划调整"}
    answer = browser("system").post(f"/units/{town.pk}/move/", form, follow=True)
    assert "待安全管理员确认" in answer.content.decode()

    change = TreeChange.objects.get()
    page = browser("security").get("/grants/").content.decode()
    assert "区划调整" in page
    browser("security").post("/grants/decide/", {"do": "confirm", "grant": f"change:{change.pk}"})
    assert city.unit("town").superior_path == rival.path
