"""The first page tells each of those concerned what waits for them in an item, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from city import City
from django.test import Client
from items import closed, drafted, planned, submitted, working

from duizhao_web.apps.rectification.models import Item
from duizhao_web.apps.rectification.services.asking import extension_ask
from duizhao_web.apps.rectification.services.plans import item_sign
from duizhao_web.apps.rectification.services.rechecking import recheck_plan
from duizhao_web.apps.rectification.services.verifying import item_return
from duizhao_web.apps.rectification.waiting import Next, items_waiting


def waits(city: City, who: str) -> dict[Next, list[int]]:
    return {what: [one.item.pk for one in rows] for what, rows in items_waiting(city.actor(who)).items()}


def test_sponsor_then_chief_when_an_item_is_drafted_then_each_in_turn(city: City) -> None:
    item = drafted(city)
    assert waits(city, "county.member") == {Next.SIGN: [item.pk]}
    assert waits(city, "county.chief") == {}

    item_sign(actor=city.actor("county.member"), item=item, expected_version=item.version)
    assert waits(city, "county.member") == {}
    assert waits(city, "county.chief") == {Next.APPROVE: [item.pk]}


def test_owner_when_items_run_then_the_earliest_due_first(city: City) -> None:
    late, soon = planned(city), planned(city)
    Item.objects.filter(pk=soon.pk).update(deadline=date(2026, 4, 1))

    assert waits(city, "county.member") == {Next.WORK: [soon.pk, late.pk]}


def test_verifier_when_submitted_then_owner_when_returned(city: City) -> None:
    item = submitted(city)
    assert waits(city, "county.second") == {Next.VERIFY: [item.pk]}
    assert waits(city, "county.member") == {}

    item_return(
        actor=city.actor("county.second"), item=item, expected_version=item.version, reason="缺第二条的佐证"
    )
    assert waits(city, "county.second") == {}
    assert waits(city, "county.member") == {Next.MEND: [item.pk]}


def test_chief_when_more_time_is_asked_for_then_decides(city: City) -> None:
    item = working(city)
    extension_ask(
        actor=city.actor("county.member"),
        item=item,
        expected_version=item.version,
        until=date(2026, 8, 31),
        reason="汛期不能施工",
    )

    assert waits(city, "county.chief") == {Next.DECIDE: [item.pk]}
    assert Next.DECIDE not in waits(city, "county.member")
    assert waits(city, "city.chief") == {}, "the first extension is the chief's"


def test_checker_when_a_recheck_is_planned_then_told(city: City) -> None:
    item = closed(city)
    recheck_plan(
        actor=city.actor("county.chief"),
        item=item,
        due_on=date(2026, 6, 1),
        checker=city.people["county.chief"],
        basis="主要负责人指定",
    )

    assert waits(city, "county.chief") == {Next.RECHECK: [item.pk]}


def test_others_when_something_waits_then_nothing_of_it(city: City) -> None:
    submitted(city)

    for who in ("rival.chief", "town.chief", "county.observer", "reviewer", "system", "security", "audit"):
        assert waits(city, who) == {}, who


def test_page_when_opened_then_the_verifier_gets_to_the_item_by_one_press(
    city: City, browser: Callable[[str], Client]
) -> None:
    item = submitted(city)

    page = browser("county.second").get("/").content.decode()

    assert "核验 1 项" in page
    assert f'<a class="todo-head" href="/items/{item.pk}/">' in page
