"""From one year to the next: closing carries what is open, the new year's account and plan know of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from city import City
from items import DEADLINE, closed, drafted, fresh, planned, refused, working
from meetings import a_cycle

from duizhao_web.apps.cycles.models import Cycle, CycleState
from duizhao_web.apps.cycles.services.keeping import cycle_hold
from duizhao_web.apps.insight.overview import Scope, figures
from duizhao_web.apps.insight.years import years
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.errors import AppErrorCode
from duizhao_web.apps.rectification.ledger import Wanted, facts, ledger
from duizhao_web.apps.rectification.models import Carried, Item
from duizhao_web.apps.rectification.services.plans import plan_begin, plan_sign
from duizhao_web.apps.rectification.services.rechecking import recheck_plan, recheck_record
from duizhao_web.apps.rectification.services.years import carried_plan, year_close, year_reopen
from duizhao_web.apps.rectification.years import Carry, account

if TYPE_CHECKING:
    from django.test import Client

Browser = Callable[[str], "Client"]


def held(city: City, **plan: object) -> Cycle:
    """Return the county's meeting, held today."""
    cycle = a_cycle(city, **plan)
    return cycle_hold(
        actor=city.actor("county.coordinator"),
        cycle=cycle,
        version=cycle.version,
        on=clock.today(),
        expected=3,
        present=3,
    )


def a_closed_year(city: City) -> Cycle:
    """Close the county's meeting of the year, as its chief."""
    cycle = held(city)
    year_close(actor=city.actor("county.chief"), cycle=cycle, version=cycle.version)
    cycle.refresh_from_db()
    return cycle


def test_year_when_closed_then_open_items_go_on_as_they_are_and_closed_ones_stay(city: City) -> None:
    still, draft, done = working(city), drafted(city), closed(city)
    recheck_plan(actor=city.actor("head"), item=done, due_on=date(2026, 3, 20), basis="抽看")
    before = fresh(still)

    cycle = a_closed_year(city)

    assert cycle.state == CycleState.CLOSED
    carried = {one.item_id: one for one in Carried.objects.all()}
    assert set(carried) == {still.pk, draft.pk}
    assert (carried[still.pk].year, carried[still.pk].out_of) == (2026, 2025)
    assert (carried[still.pk].state, carried[still.pk].deadline) == ("in_progress", DEADLINE)
    after = fresh(still)
    kept = ("year", "code", "state", "round", "first_deadline", "deadline", "owner_id", "plan_id")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    step = after.steps.latest("pk")
    assert (step.command, "结转到 2026 年度" in step.note) == ("carry", True)
    assert fresh(done).rechecks.filter(held__isnull=True).count() == 1


def test_year_when_closed_by_another_than_the_chief_then_refused(city: City) -> None:
    cycle = held(city)

    for who in ("county.coordinator", "county.member", "city.chief"):
        with refused(AppErrorCode.FORBIDDEN):
            year_close(actor=city.actor(who), cycle=cycle, version=cycle.version)


def test_year_when_closed_then_nothing_new_is_drafted_in_it(city: City) -> None:
    a_closed_year(city)

    with refused(AppErrorCode.NOT_READY, "已经办结"):
        drafted(city)


def test_year_when_a_special_meeting_is_closed_then_nothing_is_carried(city: City) -> None:
    working(city)
    cycle = held(city, kind="special", title="专题民主生活会")

    assert year_close(actor=city.actor("county.chief"), cycle=cycle, version=cycle.version) == []


def test_year_when_reopened_then_nothing_is_carried_and_closing_again_carries_it(city: City) -> None:
    item = working(city)
    cycle = a_closed_year(city)
    chief = city.actor("county.chief")

    with refused(AppErrorCode.NOT_READY, "理由"):
        year_reopen(actor=chief, cycle=cycle, version=cycle.version, reason=" ")
    cycle = year_reopen(actor=chief, cycle=cycle, version=cycle.version, reason="步骤漏登")

    assert (cycle.state, Carried.objects.count()) == (CycleState.HELD, 0)
    assert "步骤漏登" in item.steps.latest("pk").note
    (again,) = year_close(actor=chief, cycle=cycle, version=cycle.version)
    assert again.item_id == item.pk


@pytest.mark.parametrize("later", ["held", "planned"])
def test_year_when_the_next_one_has_begun_then_closing_stays(city: City, later: str) -> None:
    working(city)
    cycle = a_closed_year(city)
    if later == "held":
        held(city, year=2026)
    else:
        carried_plan(actor=city.actor("county.coordinator"), plan=next_plan(city))

    with refused(AppErrorCode.NOT_READY, "不能再撤销办结"):
        year_reopen(actor=city.actor("county.chief"), cycle=cycle, version=cycle.version, reason="步骤漏登")


def next_plan(city: City):  # type: ignore[no-untyped-def]
    """Begin the county's plan of the year after."""
    return plan_begin(
        actor=city.actor("county.coordinator"),
        unit=city.unit("county"),
        year=2026,
        sponsor=city.people["county.member"],
    )


def test_plan_when_carried_items_are_taken_in_then_a_source_says_so_once(
    city: City, browser: Browser
) -> None:
    item = planned(city)
    a_closed_year(city)
    plan = next_plan(city)
    with refused(AppErrorCode.NOT_READY, "还没有整改事项"):
        plan_sign(actor=city.actor("county.member"), plan=plan, expected_version=plan.version)
    client = browser("county.coordinator")
    address = f"/plans/{plan.unit_id}/2026/"
    assert "列入本年方案" in client.get(address).content.decode()

    assert client.post(f"/plans/carried/{plan.pk}/").status_code == 302

    page = client.get(address).content.decode()
    assert "/plans/carried/" not in page
    assert "已列入方案" in page
    assert list(item.sources.values_list("kind", flat=True)) == ["self", "last_year"]
    assert client.post(f"/plans/carried/{plan.pk}/").status_code == 404
    signed = plan_sign(actor=city.actor("county.member"), plan=plan, expected_version=plan.version)
    assert signed.state == "signed"


def test_account_when_asked_then_the_facts_of_last_year_and_what_failed(city: City) -> None:
    working(city)
    done = closed(city)
    head = city.actor("head")
    recheck = recheck_plan(actor=head, item=done, due_on=date(2026, 3, 20), basis="抽看")
    recheck_record(actor=head, recheck=recheck, held=False, on=clock.today(), found="反弹")

    found = account(city.actor("county.chief"), city.unit("county"), 2025)

    assert found is not None
    assert (found.all, found.closed, found.open, found.blocked, found.failed) == (2, 1, 1, 0, 1)
    assert account(city.actor("rival.chief"), city.unit("county"), 2025) is None


def test_account_when_carried_twice_then_counted_in_both_years(city: City) -> None:
    working(city)
    a_closed_year(city)

    found = account(city.actor("county.chief"), city.unit("county"), 2026)
    assert found is not None
    assert (found.all, found.open) == (1, 1)


def test_cycle_page_when_the_next_year_opens_then_last_years_account_item_by_item(
    city: City, browser: Browser
) -> None:
    item = working(city)
    a_closed_year(city)
    following = a_cycle(city, year=2026, title="2026年度民主生活会")

    page = browser("county.chief").get(f"/cycles/{following.pk}/").content.decode()
    assert "2025 年度应整改 1 项" in page
    rows = browser("county.chief").get(f"/cycles/{following.pk}/last-year/").content.decode()
    assert item.code in rows
    # Who sees the meeting and not its items is told nothing of them.
    other = browser("city.coordinator")
    assert "应整改" not in other.get(f"/cycles/{following.pk}/").content.decode()
    assert other.get(f"/cycles/{following.pk}/last-year/").status_code == 404


def test_closing_page_when_opened_then_says_what_becomes_of_everything_and_does_it(
    city: City, browser: Browser
) -> None:
    item = working(city)
    cycle = held(city)
    chief = browser("county.chief")

    page = chief.get(f"/cycles/{cycle.pk}/close/").content.decode()
    assert "尚未销号的 1 项结转到 2026 年度" in page
    assert item.code in page
    assert not Carried.objects.exists()
    version = re.findall(r'name="version" value="(\d+)"', page)[0]
    chief.post(f"/cycles/{cycle.pk}/close/", {"version": version})

    assert Carried.objects.get().item == item
    assert "撤销办结" in chief.get(f"/cycles/{cycle.pk}/").content.decode()
    chief.post(f"/cycles/{cycle.pk}/reopen/", {"reason": "步骤漏登"})
    assert not Carried.objects.exists()


def test_ledger_when_items_were_carried_over_then_listed_under_the_next_year_where_asked(
    city: City, browser: Browser
) -> None:
    still, done = working(city), closed(city)
    a_closed_year(city)
    chief = city.actor("county.chief")

    def found(**wanted: object) -> set[Item]:
        return set(ledger(chief, Wanted(**wanted)))  # type: ignore[arg-type]

    assert found(year=2025) == {still, done}
    assert found(year=2026) == set()
    assert found(year=2026, carry=Carry.WITH) == {still}
    assert found(year=2025, carry=Carry.WITH) == {still, done}
    assert found(carry=Carry.ONLY) == found(year=2026, carry=Carry.ONLY) == {still}
    assert found(year=2025, carry=Carry.ONLY) == set()
    told = facts([still, done])
    assert (told[still.pk].carried, told[done.pk].carried) == (2026, 0)
    page = browser("county.chief").get("/items/?year=2026&carry=with&cols=carried")
    assert "2025 → 2026" in page.content.decode()


def test_overview_when_items_were_carried_over_then_counted_in_their_year_and_told_beside_the_next(
    city: City, browser: Browser
) -> None:
    working(city)
    closed(city)
    a_closed_year(city)
    chief, unit = city.actor("county.chief"), city.unit("county")

    assert figures(chief, Scope(unit, 2025)).items == 2
    assert figures(chief, Scope(unit, 2026)).items == 0
    assert figures(chief, Scope(unit, 2026, carried=True)).items == 1
    this, last = years(chief, Scope(unit, 2026))
    assert (this.year, this.items, this.carried) == (2026, 0, 1)
    assert (last.year, last.items, last.carried) == (2025, 2, 0)

    client = browser("county.chief")
    page = client.get(f"/overview/?unit={unit.pk}&year=2026&carried=on").content.decode()
    assert "含以前年度结转到本年度的事项" in page
    assert "carry=with" in page
    panel = client.get(f"/overview/years/?unit={unit.pk}&year=2026").content.decode()
    assert "另有结转到本年度" in panel
    assert "carry=only" in panel
