"""Who sees which item: the table of the design, person by person, and nothing beside it."""

from __future__ import annotations

import pytest
from city import City
from items import YEAR, closed, drafted, fresh

from duizhao_web.apps.accounts.explanation import seers
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.rectification.models import Item, Plan
from duizhao_web.apps.rectification.selectors import (
    evidence_get,
    item_get,
    item_list,
    lists_handed_in,
    personal_counts,
    plan_list,
)
from duizhao_web.apps.rectification.services.drafting import Draft, Origin, item_create
from duizhao_web.apps.rectification.services.handing import verifier_name
from duizhao_web.apps.rectification.services.plans import plan_begin, plan_sign
from duizhao_web.apps.rectification.services.rechecking import recheck_plan
from duizhao_web.apps.rectification.words import SourceKind

TEAM_READERS = {
    "county.chief",
    "county.member",
    "county.second",
    "county.coordinator",
    "city.chief",
    "city.member",
    "bureau.chief",
    "head",
    "inspector",
    "liaison",
}
COUNTING = {"city.chief", "city.member", "bureau.chief", "head", "inspector", "liaison"}


def personal(city: City, who: str = "county.second", title: str = "读原著少") -> Item:
    """Draft an item of somebody's own list."""
    return item_create(
        actor=city.actor(who),
        unit=city.unit(who.partition(".")[0]),
        year=YEAR,
        draft=Draft(title=title),
        origins=[Origin(SourceKind.SELF)],
        person=city.people[who],
    )


def readers(city: City, item: Item) -> set[str]:
    return {name for name in city.users if item_list(city.actor(name)).filter(pk=item.pk).exists()}


def test_team_item_when_everybody_looks_then_only_those_of_the_table(city: City) -> None:
    assert readers(city, drafted(city)) == TEAM_READERS


def test_team_item_two_steps_down_when_leaders_look_then_the_whole_line_above(city: City) -> None:
    assert readers(city, drafted(city, at="town")) == {
        "town.chief",
        "town.member",
        "town.coordinator",
        "county.chief",
        "county.member",
        "county.second",
        "city.chief",
        "city.member",
        "bureau.chief",
    }


def test_personal_item_when_everybody_looks_then_its_person_and_the_chief(city: City) -> None:
    assert readers(city, personal(city)) == {"county.second", "county.chief"}


def test_personal_item_when_a_verifier_is_named_then_they_see_that_one(city: City) -> None:
    one, other = personal(city), personal(city)
    verifier_name(
        actor=city.actor("county.chief"),
        item=one,
        expected_version=one.version,
        verifier=city.people["city.member"],
    )

    assert readers(city, one) == {"county.second", "county.chief", "city.member"}
    assert readers(city, other) == {"county.second", "county.chief"}


def test_item_when_somebody_outside_is_named_in_it_then_they_see_that_one(city: City) -> None:
    mine, other = drafted(city, owner=city.people["rival.coordinator"]), drafted(city)

    assert readers(city, mine) == TEAM_READERS | {"rival.coordinator"}
    assert readers(city, other) == TEAM_READERS


def test_item_when_somebody_is_named_to_recheck_it_then_they_see_it_until_it_is_done(city: City) -> None:
    item = closed(city)
    recheck = recheck_plan(
        actor=city.actor("county.chief"),
        item=item,
        due_on=clock.today(),
        basis="县委指定",
        checker=city.people["rival.chief"],
    )
    assert readers(city, item) == TEAM_READERS | {"rival.chief"}

    recheck.held, recheck.done_on, recheck.found = True, clock.today(), "看过"
    recheck.save()

    assert readers(city, item) == TEAM_READERS


@pytest.mark.parametrize("who", ["rival.chief", "town.chief", "reviewer", "system", "security", "audit"])
def test_item_when_asked_for_from_outside_then_there_is_none(city: City, who: str) -> None:
    item = closed(city)
    evidence = item.evidence.get()
    for asked in (
        lambda: item_get(city.actor(who), item.pk),
        lambda: evidence_get(city.actor(who), item.pk, evidence.pk),
    ):
        with pytest.raises(AppError) as caught:
            asked()
        assert caught.value.code == AppErrorCode.NOT_FOUND


def test_counts_of_personal_items_when_asked_then_numbers_only_and_only_for_whom_the_table_names(
    city: City,
) -> None:
    personal(city)
    personal(city, "county.member")

    counting = {name for name in city.users if personal_counts(city.actor(name), year=YEAR)}

    assert counting == COUNTING | {"county.chief", "county.member", "county.second"}
    (count,) = personal_counts(city.actor("city.chief"), year=YEAR)
    assert (count.items, count.open) == (2, 2)
    (own,) = personal_counts(city.actor("county.member"), year=YEAR)
    assert own.items == 1


def test_own_list_when_handed_in_then_the_coordinator_knows_that_and_nothing_more(city: City) -> None:
    member = city.actor("county.second")
    personal(city)
    plan = plan_begin(actor=member, unit=city.unit("county"), year=YEAR, person=city.people["county.second"])
    coordinator = city.actor("county.coordinator")
    assert not lists_handed_in(coordinator, year=YEAR)

    plan_sign(actor=member, plan=plan, expected_version=plan.version)

    assert [one.person_id for one in lists_handed_in(coordinator, year=YEAR)] == [
        city.people["county.second"].pk
    ]
    assert not plan_list(coordinator).filter(pk=plan.pk).exists()
    assert not item_list(coordinator, personal=True)
    assert not lists_handed_in(city.actor("city.chief"), year=YEAR)


def test_plan_when_everybody_looks_then_those_who_see_its_items(city: City) -> None:
    plan = plan_begin(
        actor=city.actor("county.coordinator"),
        unit=city.unit("county"),
        year=YEAR,
        sponsor=city.people["county.member"],
    )

    found = {
        name for name in city.users if Plan.objects.visible_to(city.actor(name)).filter(pk=plan.pk).exists()
    }
    assert found == TEAM_READERS


def test_who_sees_when_asked_then_the_same_people_as_the_lists_show(city: City) -> None:
    item = fresh(drafted(city, owner=city.people["rival.coordinator"]))
    mine = fresh(personal(city))

    assert {seer.person.name for seer in seers(item.thing, clock.today())} == readers(city, item)
    # Who may only know that a list was handed in, or how many items there are, is named as well.
    named = {seer.person.name for seer in seers(mine.thing, clock.today()) if "read" in seer.rights}
    assert named == readers(city, mine)
