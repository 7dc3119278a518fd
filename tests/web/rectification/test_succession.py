"""Somebody changes post, a unit is merged away, a verifier stands no longer free: nothing is left behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import permutations
from typing import TYPE_CHECKING

from city import City
from items import a_shown_notice, closed, drafted, fresh, planned, refused, submitted, working
from meetings import a_cycle

from duizhao.i18n import translator
from duizhao_web.apps.cycles.models import Cycle
from duizhao_web.apps.cycles.services.keeping import cycle_close, cycle_hold
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import SYSTEM
from duizhao_web.apps.kernel.errors import AppErrorCode
from duizhao_web.apps.kernel.models import AuditEvent
from duizhao_web.apps.rectification.coverage import Lack, coverage, lacking, lacking_widely
from duizhao_web.apps.rectification.merged import merged_waiting
from duizhao_web.apps.rectification.models import Amendment, Assignment, Item, Plan, SupervisionNotice
from duizhao_web.apps.rectification.services.absorbing import unit_take_over
from duizhao_web.apps.rectification.services.assigning import Handed, assignment_give
from duizhao_web.apps.rectification.services.plans import plan_begin
from duizhao_web.apps.rectification.services.rechecking import recheck_plan
from duizhao_web.apps.rectification.services.succeeding import (
    Share,
    Succession,
    succession_make,
    succession_try,
)
from duizhao_web.apps.rectification.standing import has_left, is_subordinate, places
from duizhao_web.apps.units.models import Unit
from duizhao_web.apps.units.services.people import tenure_end
from duizhao_web.apps.units.services.tree import unit_merge
from duizhao_web.commands import looking

if TYPE_CHECKING:
    from django.test import Client

Browser = Callable[[str], "Client"]


def test_fit_when_asked_of_every_pair_then_rows_and_functions_say_the_same(city: City) -> None:
    item = drafted(city, sponsor=None)
    tenure_end(actor=SYSTEM, tenure=city.tenures["rival.chief"], on=date(2026, 3, 1))
    people = list(city.people.values())
    known = places([one.pk for one in people], clock.today())

    for owner, verifier in permutations(people, 2):
        Item.objects.filter(pk=item.pk).update(owner=owner, verifier=verifier)
        unfit = Item.objects.filter(lacking(Lack.FIT_VERIFIER), pk=item.pk).exists()
        expected = has_left(verifier.pk, clock.today()) or is_subordinate(known[verifier.pk], known[owner.pk])
        assert unfit is expected, (owner.name, verifier.name)
        widely = Item.objects.filter(lacking_widely(Lack.FIT_VERIFIER), pk=item.pk).exists()
        assert widely is expected, (owner.name, verifier.name)


def test_verifier_when_left_then_on_the_chiefs_desk_in_coverage_and_in_the_ledger(
    city: City, browser: Browser
) -> None:
    item = working(city)
    chief = browser("county.chief")
    assert "另定核验人" not in chief.get("/").content.decode()

    tenure_end(actor=SYSTEM, tenure=city.tenures["county.second"], on=date(2026, 3, 9))

    assert "为 1 项另定核验人" in chief.get("/").content.decode()
    covered = coverage(city.actor("county.chief"), city.unit("county"), item.year)
    assert covered.lacking[Lack.FIT_VERIFIER] == (item,)
    assert item.code in chief.get("/items/?lack=fit_verifier").content.decode()


def a_succession(city: City, reason: str = "工作调整") -> Succession:
    """Let the county's member go: the observer does from now on, the chief checks."""
    return Succession(
        city.people["county.member"], city.people["county.observer"], city.people["county.chief"], reason
    )


def test_succession_when_tried_then_all_of_it_is_named_and_nothing_is_changed(city: City) -> None:
    item = working(city)
    done = closed(city)
    recheck_plan(
        actor=city.actor("head"),
        item=done,
        due_on=date(2026, 4, 1),
        basis="抽看",
        checker=city.people["county.observer"],
    )
    chief = city.actor("county.chief")

    outcomes = succession_try(chief, a_succession(city))

    assert [(one.item, one.share, one.error) for one in outcomes] == [
        (item, Share.OWNER, None),
        (item, Share.SPONSOR, None),
    ]
    assert fresh(item).owner == city.people["county.member"]


def test_succession_when_made_then_owner_sponsor_actions_and_history(city: City) -> None:
    item = working(city)
    stuck = submitted(city)

    outcomes = succession_make(city.actor("county.chief"), a_succession(city))

    failed = [one for one in outcomes if one.error]
    assert {one.item for one in failed} == {stuck}
    found = fresh(item)
    assert found.owner == found.sponsor == city.people["county.observer"]
    assert {one.owner for one in found.actions.filter(state="open")} <= {None, found.owner}
    assert [one.reason for one in found.owners.order_by("pk")][-1] == "工作调整"
    assert found.steps.filter(command="reassign", note="工作调整").count() == 2


def test_succession_when_a_checker_goes_then_verifications_and_rechecks_go_to_the_other(city: City) -> None:
    item = working(city)
    done = closed(city, verifier=city.people["county.second"])
    recheck = recheck_plan(
        actor=city.actor("county.chief"),
        item=done,
        due_on=date(2026, 4, 1),
        basis="抽看",
        checker=city.people["county.observer"],
    )
    succession = Succession(city.people["county.second"], None, city.people["county.chief"], "调离")

    outcomes = succession_make(city.actor("county.chief"), succession)
    assert [(one.item, one.share) for one in outcomes] == [(item, Share.VERIFIER)]
    assert fresh(item).verifier == city.people["county.chief"]

    again = Succession(city.people["county.observer"], None, city.people["county.chief"], "调离")
    (moved,) = succession_make(city.actor("county.chief"), again)
    assert (moved.share, moved.error) == (Share.RECHECK, None)
    recheck.refresh_from_db()
    assert recheck.checker == city.people["county.chief"]


def test_succession_page_when_filled_then_previewed_and_made_by_the_chief_alone(
    city: City, browser: Browser
) -> None:
    item = working(city)
    who = {name: f"{city.people[name].name} #{city.people[name].pk}" for name in city.people}
    form = {
        "person": who["county.member"],
        "doer": who["county.observer"],
        "checker": who["county.chief"],
        "reason": "工作调整",
    }
    chief = browser("county.chief")

    page = chief.post("/items/hand-over/", form).content.decode()
    assert item.code in page
    assert "可以移交 2 处" in page
    assert fresh(item).owner == city.people["county.member"]
    page = chief.post("/items/hand-over/", form | {"do": "1"}).content.decode()
    assert "已移交 2 处" in page
    assert fresh(item).owner == city.people["county.observer"]
    assert browser("county.member").get("/items/hand-over/").status_code == 404


def test_chief_when_gone_and_not_replaced_then_the_coordinator_hands_over_what_they_did(
    city: City, browser: Browser
) -> None:
    chief, member = city.people["county.chief"], city.people["county.member"]
    item = planned(city, owner=chief, sponsor=None, verifier=city.people["city.chief"])
    checked = planned(city, sponsor=None, verifier=chief)
    coordinator = city.actor("county.coordinator")
    theirs = Succession(chief, member, city.people["county.second"], "调离")
    assert browser("county.coordinator").get("/items/hand-over/").status_code == 404
    assert all(one.error for one in succession_try(coordinator, theirs))

    tenure_end(actor=SYSTEM, tenure=city.tenures["county.chief"], on=date(2026, 3, 9))

    assert browser("county.coordinator").get("/items/hand-over/").status_code == 200
    assert browser("rival.coordinator").get("/items/hand-over/").status_code == 404
    made = {(one.item, one.share): one.error for one in succession_make(coordinator, theirs)}
    assert made[item, Share.OWNER] is None
    assert fresh(item).owner == member
    assert fresh(item).steps.get(command="succeed").note == "调离"
    # Who checks is for the superior to say, or for the next chief.
    error = made[checked, Share.VERIFIER]
    assert error is not None
    assert error.code == AppErrorCode.FORBIDDEN
    assert fresh(checked).verifier == chief


def test_coordinator_when_somebody_else_than_the_chief_left_then_waits_for_the_next_chief(city: City) -> None:
    item = working(city)
    for who in ("county.chief", "county.member"):
        tenure_end(actor=SYSTEM, tenure=city.tenures[who], on=date(2026, 3, 9))

    outcomes = succession_make(city.actor("county.coordinator"), a_succession(city))

    assert outcomes
    assert all("不是本单位离任的主要负责人" in one.error.message for one in outcomes if one.error)
    assert all(one.error for one in outcomes)
    assert fresh(item).owner == city.people["county.member"]


def test_unit_when_merged_away_then_its_successor_is_told_and_takes_over_all_of_it(
    city: City, browser: Browser
) -> None:
    item = planned(city, at="town", sponsor=None, verifier=city.people["town.chief"])
    handed = assignment_give(
        actor=city.actor("county.chief"),
        item=working(city),
        handed=Handed(text="限期办结", due=date(2026, 4, 10), unit=city.unit("town")),
    )
    unit_merge(
        actor=SYSTEM, unit=city.unit("town"), into=city.unit("rival"), on=clock.today(), reason="撤乡并县"
    )
    chief = browser("rival.chief")
    assert "接收“乙镇”的1 项整改事项、1 件交办" in chief.get("/").content.decode()
    address = f"/units/{city.units['town'].pk}/take-over/"
    assert item.code in chief.get(address).content.decode()

    assert chief.post(address, {"reason": "撤乡并县"}).status_code == 302

    found = fresh(item)
    assert (found.unit, found.code) == (city.unit("rival"), item.code)
    after = Assignment.objects.get(pk=handed.pk)
    assert after.unit == city.unit("rival")
    assert "并入“丙县”" in after.steps.latest("pk").text
    assert "接收“乙镇”" not in chief.get("/").content.decode()
    assert browser("city.chief").get(address).status_code == 404


def test_unit_when_merged_away_then_its_verifier_without_a_post_is_shown_as_unfit(city: City) -> None:
    item = planned(city, at="town", sponsor=None, verifier=city.people["town.chief"])
    unit_merge(
        actor=SYSTEM, unit=city.unit("town"), into=city.unit("rival"), on=date(2026, 3, 9), reason="撤乡并县"
    )
    unit_take_over(actor=city.actor("rival.chief"), unit=city.unit("town"), reason="撤乡并县")

    covered = coverage(city.actor("rival.chief"), city.unit("rival"), item.year)
    assert item in covered.lacking[Lack.FIT_VERIFIER]


def merged(city: City) -> None:
    unit_merge(
        actor=SYSTEM, unit=city.unit("town"), into=city.unit("rival"), on=clock.today(), reason="撤乡并县"
    )


def test_unit_when_merged_away_without_items_then_its_meeting_waits_and_goes_on_with_the_successor(
    city: City, browser: Browser
) -> None:
    cycle = a_cycle(city, "town")
    merged(city)
    chief = browser("rival.chief")
    assert "接收“乙镇”的1 次会议" in chief.get("/").content.decode()
    address = f"/units/{city.units['town'].pk}/take-over/"
    assert cycle.title in chief.get(address).content.decode()
    assert browser("county.chief").get(address).status_code == 404

    assert chief.post(address, {"reason": "撤乡并县"}).status_code == 302

    after = Cycle.objects.get(pk=cycle.pk)
    assert (after.unit, after.unit_path) == (city.unit("rival"), city.unit("rival").path)
    assert (after.kind, after.title, after.opened_at) == (cycle.kind, cycle.title, cycle.opened_at)
    assert AuditEvent.objects.filter(event="cycles.cycle.taken_over", object_id=cycle.pk).count() == 1
    assert AuditEvent.objects.filter(event="rectification.unit.taken_over").count() == 1
    held = cycle_hold(
        actor=city.actor("rival.coordinator"),
        cycle=after,
        version=after.version,
        on=clock.today(),
        expected=5,
        present=5,
    )
    assert cycle_close(actor=city.actor("rival.chief"), cycle=held, version=held.version).state == "closed"
    assert chief.get(address).status_code == 404


def test_meeting_when_the_successor_has_its_own_of_the_year_then_one_more_with_the_units_name(
    city: City,
) -> None:
    theirs, own = a_cycle(city, "town"), a_cycle(city, "rival")
    merged(city)

    unit_take_over(actor=city.actor("rival.coordinator"), unit=city.unit("town"), reason="撤乡并县")

    after = Cycle.objects.get(pk=theirs.pk)
    assert (after.unit, after.kind) == (city.unit("rival"), "special")
    assert after.title == f"{theirs.title}（原乙镇）"
    assert Cycle.objects.get(pk=own.pk).kind == "annual"


def a_team_plan(city: City, at: str) -> Plan:
    return plan_begin(
        actor=city.actor(f"{at}.coordinator"),
        unit=city.unit(at),
        year=2025,
        sponsor=city.people[f"{at}.chief"],
    )


def test_plan_when_the_successor_has_none_of_the_year_then_goes_on_there_with_its_items(city: City) -> None:
    item = planned(city, at="town", sponsor=None, verifier=city.people["town.chief"])
    plan = a_team_plan(city, "town")
    merged(city)

    taken = unit_take_over(actor=city.actor("rival.chief"), unit=city.unit("town"), reason="撤乡并县")

    assert taken.plans == [plan]
    assert Plan.objects.get(pk=plan.pk).unit == city.unit("rival")
    assert fresh(item).plan_id == plan.pk


def test_plan_when_the_successors_is_frozen_then_items_join_it_as_an_amendment_and_the_old_one_stays(
    city: City,
) -> None:
    item = planned(city, at="town", sponsor=None, verifier=city.people["town.chief"])
    theirs, own = a_team_plan(city, "town"), a_team_plan(city, "rival")
    now, chief = clock.now(), city.people["rival.chief"]
    Plan.objects.filter(pk=own.pk).update(
        state="frozen",
        signed_by=chief,
        signed_at=now,
        endorsed_by=chief,
        endorsed_at=now,
        meeting_on=clock.today(),
        frozen_at=now,
    )
    merged(city)

    unit_take_over(actor=city.actor("rival.chief"), unit=city.unit("town"), reason="撤乡并县")

    assert Plan.objects.get(pk=theirs.pk).unit == city.unit("town")
    assert fresh(item).plan_id == own.pk
    written = Amendment.objects.get(plan=own)
    assert (written.item_code, written.reason) == (item.code, "撤乡并县")


def test_assignment_when_given_by_a_merged_unit_then_the_successors_chief_goes_on(city: City) -> None:
    item = working(city)
    county = assignment_give(
        actor=city.actor("county.chief"),
        item=item,
        handed=Handed(text="限期办结", due=date(2026, 4, 10), unit=city.unit("town")),
    )
    unit_merge(actor=SYSTEM, unit=city.unit("county"), into=city.unit("rival"), on=clock.today(), reason="并")

    taken = unit_take_over(actor=city.actor("rival.chief"), unit=city.unit("county"), reason="并")

    assert taken.assignments == [county]
    assert Assignment.objects.get(pk=county.pk).giving_unit == city.unit("rival")
    assert taken.items == [item]


def test_notice_when_issued_by_a_unit_merged_away_with_nothing_else_then_the_successor_settles_it(
    city: City,
) -> None:
    notice = SupervisionNotice.objects.get(pk=a_shown_notice(city))
    SupervisionNotice.objects.filter(pk=notice.pk).update(issuing_unit=city.unit("town"))
    merged(city)
    chief = city.actor("rival.chief")
    assert [(one.unit.name, one.notices) for one in merged_waiting(chief)] == [("乙镇", 1)]

    taken = unit_take_over(actor=chief, unit=city.unit("town"), reason="撤乡并县")

    assert taken.notices == 1
    after = SupervisionNotice.objects.get(pk=notice.pk)
    assert (after.issuing_unit, after.unit) == (city.unit("rival"), notice.unit)
    assert merged_waiting(chief) == []


def test_take_over_when_nothing_is_left_or_without_reason_then_refused(city: City) -> None:
    a_cycle(city, "town")
    merged(city)
    chief, town = city.actor("rival.chief"), city.unit("town")

    with refused(AppErrorCode.NOT_READY, "须写明理由"):
        unit_take_over(actor=chief, unit=town, reason="  ")
    with refused(AppErrorCode.FORBIDDEN):
        unit_take_over(actor=city.actor("city.chief"), unit=town, reason="接收")
    unit_take_over(actor=chief, unit=town, reason="接收")
    with refused(AppErrorCode.NOT_FOUND):
        unit_take_over(actor=chief, unit=town, reason="接收")


def test_doctor_when_a_merged_unit_left_something_then_named_until_it_is_taken_over(city: City) -> None:
    words = translator("zh")
    a_cycle(city, "town")
    assert [one.well for one in looking.left_behind(words)] == [True]
    merged(city)

    (found,) = looking.left_behind(words)
    assert not found.well
    assert "“乙镇”还有 1 件" in found.line
    unit_take_over(actor=city.actor("rival.chief"), unit=city.unit("town"), reason="接收")

    assert [one.well for one in looking.left_behind(words)] == [True]


def test_unit_when_its_successor_is_merged_in_turn_then_the_next_one_takes_over_both(city: City) -> None:
    of_town, of_county = a_cycle(city, "town"), a_cycle(city, "county")
    for unit, into in (("town", "county"), ("county", "rival")):
        unit_merge(
            actor=SYSTEM, unit=city.unit(unit), into=city.unit(into), on=clock.today(), reason="撤乡并县"
        )
    chief = city.actor("rival.chief")

    assert [(one.unit.name, one.cycles) for one in merged_waiting(chief)] == [("乙镇", 1), ("甲县", 1)]
    for name in ("town", "county"):
        unit_take_over(actor=chief, unit=city.unit(name), reason="撤乡并县")

    assert {Cycle.objects.get(pk=one.pk).unit for one in (of_town, of_county)} == {city.unit("rival")}
    assert Unit.objects.find_problems() == ([], [], [], [], [])
    assert merged_waiting(chief) == []
