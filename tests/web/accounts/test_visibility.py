"""The visibility table of the design, cell by cell, and the same answer as a condition on rows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sample_room.models import HiddenNote, SamplePaper

from duizhao_web.apps.accounts.explanation import seers
from duizhao_web.apps.accounts.services.duties import duty_recuse
from duizhao_web.apps.accounts.visibility import TABLE, Holding, Right, Thing, must_log, rights, where
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import ADMINISTRATORS, SYSTEM
from duizhao_web.apps.units.services.people import tenure_end, tenure_propose

if TYPE_CHECKING:
    from city import City

PEOPLE = [
    "city.chief",
    "city.member",
    "city.coordinator",
    "county.chief",
    "county.member",
    "county.second",
    "county.coordinator",
    "county.observer",
    "town.chief",
    "town.member",
    "town.coordinator",
    "rival.chief",
    "rival.coordinator",
    "bureau.chief",
    "reviewer",
    "lead",
    "head",
    "inspector",
    "liaison",
    "system",
    "security",
    "audit",
]
ASSIGNED = ("reviewer", "lead", "head", "inspector", "liaison")
GROUP = ("head", "inspector", "liaison")

# What is seen of the county: for each thing who has which rights; nobody else has any.
EXPECTED: dict[str, dict[str, str]] = {
    "paper of county.member": {
        "county.member": "read write",
        "county.chief": "read",
        "county.coordinator": "handed_in",
        "reviewer": "read",
        "lead": "read",
    },
    "paper of county.second": {
        "county.second": "read write",
        "county.chief": "read",
        "county.coordinator": "handed_in",
        "head": "read",
    },
    "paper of county.chief": {
        "county.chief": "read write",
        "county.coordinator": "handed_in",
        "lead": "read",
        "city.chief": "read",
        "city.member": "read",
        "bureau.chief": "read",
    },
    "team_paper": {
        "county.chief": "read write pass",
        "county.member": "read",
        "county.second": "read",
        "county.coordinator": "read write",
        **dict.fromkeys(ASSIGNED, "read"),
        **dict.fromkeys(("city.chief", "city.member", "bureau.chief"), "read"),
    },
    "team_items": {
        "county.chief": "read approve reassign",
        "county.member": "read act",
        "county.second": "read act",
        "county.coordinator": "read write",
        **dict.fromkeys(GROUP, "read verify recheck"),
        **dict.fromkeys(("city.chief", "city.member", "bureau.chief"), "read"),
    },
    "personal_items of county.member": {
        "county.member": "read",
        "county.chief": "read",
        "county.coordinator": "handed_in",
        **dict.fromkeys(GROUP, "counts"),
        **dict.fromkeys(("city.chief", "city.member", "bureau.chief"), "counts"),
    },
    "figures": {
        **dict.fromkeys(
            ("county.chief", "county.member", "county.second", "county.coordinator", *ASSIGNED), "read"
        ),
        **dict.fromkeys(("city.chief", "city.member", "bureau.chief"), "read"),
    },
    "cycle": {
        **dict.fromkeys(
            ("county.chief", "county.member", "county.second", "county.coordinator", *ASSIGNED), "read"
        ),
        **dict.fromkeys(("city.chief", "city.member", "city.coordinator", "bureau.chief"), "read"),
    },
    "report": {
        **dict.fromkeys(("county.chief", "county.member", "county.second", "county.coordinator"), "read"),
        **dict.fromkeys(("city.chief", "city.member", "city.coordinator", "bureau.chief"), "read"),
        **dict.fromkeys(("head", "inspector", "liaison"), "read"),
    },
}
# Two steps down: what is only for the unit directly below is not seen from the city.
TOWN: dict[str, dict[str, str]] = {
    "paper of town.chief": {
        "town.chief": "read write",
        "town.coordinator": "handed_in",
        "county.chief": "read",
        "county.member": "read",
        "county.second": "read",
    },
    "cycle": {
        **dict.fromkeys(("town.chief", "town.member", "town.coordinator"), "read"),
        **dict.fromkeys(
            (
                *("county.chief", "county.member", "county.second", "county.coordinator"),
                *("city.chief", "city.member", "bureau.chief"),
            ),
            "read",
        ),
    },
    "team_items": {
        "town.chief": "read approve reassign",
        "town.member": "read act",
        "town.coordinator": "read write",
        **dict.fromkeys(
            ("county.chief", "county.member", "county.second", "city.chief", "city.member", "bureau.chief"),
            "read",
        ),
    },
}


def thing(city: City, unit: str, name: str) -> Thing:
    holding, _, whose = name.partition(" of ")
    person = city.people[whose].pk if whose else None
    return Thing(Holding(holding), city.unit(unit).path, person, whose.endswith(".chief"))


@pytest.mark.parametrize(
    ("unit", "name", "expected"),
    [("county", name, who) for name, who in EXPECTED.items()]
    + [("town", name, who) for name, who in TOWN.items()],
)
def test_thing_when_anybody_asks_then_the_rights_of_the_table(
    city: City, unit: str, name: str, expected: dict[str, str]
) -> None:
    seen = thing(city, unit, name)

    found = {each: rights(city.actor(each), seen) for each in PEOPLE}

    assert {each: " ".join(r for r in Right if r in has) for each, has in found.items() if has} == expected


def test_table_when_read_then_no_administrator_is_in_it() -> None:
    assert not {cell.role for cell in TABLE} & set(ADMINISTRATORS)


@pytest.mark.parametrize("right", [Right.READ, Right.WRITE, Right.HANDED_IN, Right.COUNTS])
@pytest.mark.parametrize(
    "holding", [Holding.PAPER, Holding.TEAM_ITEMS, Holding.PERSONAL_ITEMS, Holding.FIGURES]
)
def test_condition_when_asked_for_many_then_as_for_each(city: City, holding: Holding, right: Right) -> None:
    for name, person in city.people.items():
        unit = city.unit(name.partition(".")[0]) if "." in name else city.unit("city")
        SamplePaper.objects.create(
            unit=unit, unit_path=unit.path, person=person, of_chief=name.endswith(".chief")
        )

    for name in PEOPLE:
        actor = city.actor(name)
        by_condition = set(
            SamplePaper.objects.filter(where(actor, holding, right)).values_list("pk", flat=True)
        )
        one_by_one = {
            row.pk
            for row in SamplePaper.objects.all()
            if right in rights(actor, Thing(holding, row.unit_path, row.person_id, row.of_chief))
        }
        assert by_condition == one_by_one, name


def test_rows_when_their_room_says_nothing_then_nobody_sees_them(city: City) -> None:
    HiddenNote.objects.create(unit_path=city.unit("county").path)

    assert not any(HiddenNote.objects.visible_to(city.actor(name)).exists() for name in PEOPLE)
    assert not HiddenNote.objects.visible_to(SYSTEM).exists()


@pytest.mark.parametrize(
    ("day", "sees"), [(date(2026, 2, 28), False), (date(2026, 3, 31), True), (date(2026, 4, 1), False)]
)
def test_assignment_when_out_of_its_dates_then_nothing(city: City, day: date, sees: bool) -> None:
    assert bool(rights(city.actor("reviewer", day), thing(city, "county", "team_paper"))) == sees


def test_assignment_when_recused_then_nothing_at_once(city: City) -> None:
    duty_recuse(actor=city.actor("reviewer"), duty=city.duties["reviewer"], reason="亲属关系")

    assert not rights(city.actor("reviewer"), thing(city, "county", "team_paper"))


def test_reading_when_by_assignment_only_then_logged(city: City) -> None:
    paper = thing(city, "county", "paper of county.member")

    assert must_log(city.actor("reviewer"), paper)
    assert not must_log(city.actor("county.chief"), paper)


def test_post_when_not_confirmed_then_no_rights(city: City) -> None:
    today = clock.today()
    tenure_end(actor=SYSTEM, tenure=city.tenures["county.chief"], on=date(2026, 3, 9))
    coordinator = city.actor("county.coordinator")
    tenure_propose(
        actor=coordinator,
        post=city.posts["county.chief"],
        person=city.people["county.coordinator"],
        since=today,
    )

    assert rights(city.actor("county.coordinator"), thing(city, "county", "paper of county.member")) == {
        Right.HANDED_IN
    }
    assert not rights(city.actor("county.chief"), thing(city, "county", "paper of county.member"))


@pytest.mark.parametrize("name", EXPECTED)
def test_explanation_when_asked_then_names_everybody_with_a_right_and_nobody_else(
    city: City, name: str
) -> None:
    found = seers(thing(city, "county", name), clock.today())

    assert {seer.person.name for seer in found} == set(EXPECTED[name])
    assert all(seer.rules and seer.capacity for seer in found)
