"""What the database itself refuses, whoever writes to it: nobody checks their own work, history stays."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from city import City
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from items import a_document, answered, closed, drafted, fresh, planned, proven, submitted, working

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.room import Room
from duizhao_web.apps.rectification.models import Answer, Item, Owned, Progress, Proof, Round, Source, Step
from duizhao_web.apps.rectification.services.assigning import Handed, assignment_give, assignment_recall

CLOSING = {"state": "closed", "closed_on": date(2026, 3, 10)}


def refused_by_the_database(item: Item, match: str = ".", **values: Any) -> None:
    with pytest.raises(IntegrityError, match=match), transaction.atomic():
        Item.objects.filter(pk=item.pk).update(**values)


def closing(city: City, by: str = "county.second") -> dict[str, Any]:
    person = city.people[by]
    return {**CLOSING, "checked_by": person, "closed_by": person}


def test_closing_when_everything_is_there_then_the_database_agrees(city: City) -> None:
    item = answered(city)

    assert Item.objects.filter(pk=item.pk).update(**closing(city)) == 1


def test_closing_when_the_owner_is_the_verifier_then_refused(city: City) -> None:
    item = answered(city)

    refused_by_the_database(item, verifier=city.people["county.member"])


def test_closing_when_by_somebody_else_than_the_verifier_then_refused(city: City) -> None:
    item = answered(city)

    refused_by_the_database(item, **closing(city, "county.chief"))


def test_closing_when_the_verifier_owned_it_once_then_refused(city: City) -> None:
    item = answered(city)
    second = city.people["county.second"]
    Owned.objects.create(item=item, person=second, since=clock.now(), until=clock.now())

    refused_by_the_database(item, "never owned", **closing(city))


def test_closing_when_the_verifier_reported_on_it_then_refused(city: City) -> None:
    item = answered(city)
    Progress.objects.create(
        item=item,
        round=1,
        on=clock.today(),
        done="做了一件事",
        by=city.people["county.second"],
        by_name="county.second",
        at=clock.now(),
    )

    refused_by_the_database(item, "never owned", **closing(city))


def test_closing_when_the_verifier_uploaded_evidence_then_refused(city: City) -> None:
    item = answered(city)
    item.evidence.update(by=city.people["county.second"])

    refused_by_the_database(item, "never owned", **closing(city))


def test_closing_when_the_verifier_uploaded_evidence_of_another_item_that_is_used_here_then_refused(
    city: City,
) -> None:
    item, other = answered(city), working(city)
    borrowed = a_document(city, other, [1])
    borrowed.by = city.people["county.second"]
    borrowed.save()
    Proof.objects.create(evidence=borrowed, point=item.points.get(number=1), round=1)

    refused_by_the_database(item, "never owned", **closing(city))


def test_closing_when_a_point_has_no_yes_then_refused(city: City) -> None:
    item = submitted(city)

    refused_by_the_database(item, "every point", **closing(city))


def test_closing_when_the_yes_is_of_an_earlier_submission_then_refused(city: City) -> None:
    item = answered(city)
    Answer.objects.filter(point__item=item).update(submission=0)

    refused_by_the_database(item, "every point", **closing(city))


def test_closing_when_a_point_has_no_evidence_then_refused(city: City) -> None:
    item = answered(city)
    Proof.objects.filter(point__item=item, point__number=2).delete()

    refused_by_the_database(item, "every point", **closing(city))


def test_closing_when_an_action_is_open_then_refused(city: City) -> None:
    item = answered(city)
    item.actions.update(state="open", done_on=None)

    refused_by_the_database(item, "every action", **closing(city))


@pytest.mark.parametrize("state", ["verified", "closed"])
def test_closing_when_something_handed_down_is_open_then_refused(city: City, state: str) -> None:
    item = answered(city)
    handed = Handed(text="限期办结", due=date(2026, 4, 10), unit=city.unit("town"))
    one = assignment_give(actor=city.actor("county.chief"), item=item, handed=handed)

    refused_by_the_database(item, "handed down", **closing(city) | {"state": state})

    assignment_recall(actor=city.actor("county.chief"), assignment=one, expected_version=1, text="收回")
    assert Item.objects.filter(pk=item.pk).update(**closing(city)) == 1


def test_item_when_made_closed_at_once_then_refused(city: City) -> None:
    item = answered(city)
    values = {
        field.attname: getattr(item, field.attname)
        for field in Item._meta.concrete_fields
        if field.attname not in ("id", "serial")
    }
    person = city.people["county.second"].pk
    with pytest.raises(IntegrityError, match="begins open"), transaction.atomic():
        Item.objects.create(
            **values | CLOSING | {"serial": 99, "checked_by_id": person, "closed_by_id": person}
        )


def test_first_deadline_when_changed_within_a_round_then_refused(city: City) -> None:
    item = planned(city)

    refused_by_the_database(item, "first deadline", first_deadline=date(2027, 1, 1))
    refused_by_the_database(item, "first deadline|item_approved_with_date", first_deadline=None)


def test_round_when_finished_then_neither_changed_nor_removed(city: City) -> None:
    item = closed(city)

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Round.objects.filter(item=item).update(returns=9)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Round.objects.filter(item=item).delete()
    with pytest.raises(IntegrityError, match="kept"), transaction.atomic():
        Step.objects.filter(item=item).update(note="改了")


@pytest.mark.parametrize(
    "values",
    [
        {"personal": True},
        {"state": "vanished"},
        {"title": ""},
        {"deadline_kind": "some_day"},
        {"state": "merged"},
        {"state": "submitted", "approved_at": None},
        {"round": 0},
        {"closed_on": date(2026, 3, 10)},
    ],
)
def test_row_when_it_says_what_cannot_be_then_refused(city: City, values: dict[str, Any]) -> None:
    item = drafted(city)

    refused_by_the_database(item, **values)


def test_problem_when_it_has_an_item_then_no_second_one(city: City) -> None:
    from papers import a_version

    paper = a_version(city, "county.coordinator").paper
    one, other = drafted(city), drafted(city)
    Source.objects.create(item=one, kind="self", paper=paper, problem_id="P1")

    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.create(item=other, kind="self", paper=paper, problem_id="P1")


def test_triggers_when_the_database_is_made_then_all_that_rooms_rely_on_are_there(city: City) -> None:
    """A migration that lets SQLite rebuild a table would lose them without a word."""
    fresh(proven(city))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        names = {row[0] for row in cursor.fetchall()}

    rooms = [room for room in apps.get_app_configs() if isinstance(room, Room)]
    # What a room does not name is not missed by `doctor`, either.
    assert names == {name for room in rooms for name in room.triggers.get(connection.vendor, ())}
