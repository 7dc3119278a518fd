"""People are told what is due, late or waiting: each level once, late rather than never, never a stranger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from city import NOW, City
from django.test import Client
from items import DEADLINE, fresh, submitted, working

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import SYSTEM
from duizhao_web.apps.kernel.clock import FixedClock
from duizhao_web.apps.kernel.daily import run_due
from duizhao_web.apps.rectification.models import Item, Reminder
from duizhao_web.apps.rectification.reminded import reminder_list, reminder_rows, reminders_unseen
from duizhao_web.apps.rectification.reminding import About, Part, Rule, RulesError, When, level, load
from duizhao_web.apps.rectification.services.assigning import Handed, assignment_give, assignment_receive
from duizhao_web.apps.rectification.services.reminding import reminders_make


def on(day: date) -> Any:
    return clock.use_clock(FixedClock(datetime(day.year, day.month, day.day, 2, tzinfo=NOW.tzinfo)))


def made(day: date) -> set[tuple[str, str, int]]:
    """Make the reminders of a day; return who has which, of which level, from this run."""
    before = set(Reminder.objects.values_list("pk", flat=True))
    with on(day):
        reminders_make(actor=SYSTEM, today=day)
    rows = Reminder.objects.exclude(pk__in=before).select_related("person")
    return {(row.person.name, row.rule, row.level) for row in rows}


@pytest.mark.parametrize(
    ("left", "expected"),
    [(31, None), (30, 30), (12, 30), (7, 7), (2, 7), (1, 1), (0, 1), (-1, None)],
)
def test_level_when_before_the_date_then_the_nearest_step_reached(left: int, expected: int | None) -> None:
    rule = Rule("near", About.DEADLINE, When.BEFORE, (Part.OWNER,), days=(30, 7, 1))

    assert level(rule, left) == expected


@pytest.mark.parametrize(("left", "expected"), [(0, None), (-6, None), (-7, 0), (-20, 0), (-21, 1), (-35, 2)])
def test_level_when_after_the_date_then_counted_from_its_start(left: int, expected: int | None) -> None:
    rule = Rule("past", About.DEADLINE, When.AFTER, (Part.OWNER,), start=7, every=14)

    assert level(rule, left) == expected


def test_owner_when_the_deadline_nears_then_reminded_once_a_level(city: City) -> None:
    working(city)
    monday = date(2026, 6, 1)

    assert ("county.member", "deadline-near", 30) in made(monday)
    assert not any(rule == "deadline-near" for _who, rule, _level in made(monday + timedelta(days=1)))
    assert ("county.member", "deadline-near", 7) in made(date(2026, 6, 23))


def test_reminder_when_a_run_was_missed_then_late_and_not_twice(city: City) -> None:
    working(city)

    found = made(date(2026, 6, 29))

    near = [(who, lvl) for who, rule, lvl in found if rule == "deadline-near"]
    assert near == [("county.member", 1)], "the level of the day, not one for each day missed"


def test_deadline_when_past_then_it_goes_up_step_by_step(city: City) -> None:
    working(city)

    def past(days: int) -> set[str]:
        found = made(DEADLINE + timedelta(days=days))
        return {who for who, rule, _level in found if rule.startswith("deadline-past")}

    assert past(1) == {"county.member", "county.coordinator"}
    assert past(7) == {"county.member"}, (
        "the sponsor, who is the owner here; the next of the others is a week on"
    )
    assert "county.chief" in past(15)
    assert "city.chief" in past(30)


def test_deadline_when_extended_then_its_levels_begin_anew(city: City) -> None:
    item = working(city)
    made(date(2026, 6, 29))
    Item.objects.filter(pk=item.pk).update(deadline=date(2026, 8, 31))

    assert ("county.member", "deadline-near", 7) in made(date(2026, 8, 25))


def test_day_off_when_the_job_runs_then_nobody_is_reminded_until_work_begins(city: City) -> None:
    working(city)

    assert made(date(2026, 6, 28)) == set(), "a Sunday"
    assert made(date(2026, 6, 29))


def test_job_when_run_twice_then_nobody_has_anything_twice(city: City) -> None:
    working(city)
    with on(date(2026, 6, 29)):
        assert "rectification.remind" in run_due()
        count = Reminder.objects.count()
        reminders_make(actor=SYSTEM, today=date(2026, 6, 29))

    assert Reminder.objects.count() == count > 0


def test_verifier_when_a_submission_waits_then_reminded(city: City) -> None:
    submitted(city)

    assert ("county.second", "verification-waits", 0) in made(date(2026, 3, 16))


def test_assignment_when_nobody_signs_for_it_then_both_ends_are_told(city: City) -> None:
    item = working(city)
    handed = Handed(text="限期办结", due=date(2026, 4, 10), unit=city.unit("town"))
    one = assignment_give(actor=city.actor("county.chief"), item=item, handed=handed)

    told = {who for who, rule, _level in made(date(2026, 3, 20)) if rule == "not-received"}
    assert told == {"county.chief", "town.chief", "town.coordinator"}
    assignment_receive(actor=city.actor("town.chief"), assignment=one, expected_version=1)
    assert not any(rule == "not-received" for _who, rule, _level in made(date(2026, 3, 24)))


def test_person_when_more_is_due_than_the_cap_then_the_rest_on_the_next_day(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = working(city), working(city)
    Item.objects.filter(pk=second.pk).update(deadline=date(2026, 6, 26))
    rules = load()
    monkeypatch.setattr(
        "duizhao_web.apps.rectification.services.reminding.load",
        lambda _data: type(rules)(tuple(one for one in rules.rules if one.about == About.DEADLINE), 1),
    )

    made(date(2026, 6, 29))
    mine = reminder_list(city.actor("county.member")).order_by("pk")
    assert [one.subject for one in mine] == [second.pk], "the more urgent one"
    made(date(2026, 6, 30))
    assert first.pk in {one.subject for one in mine.all()}


def test_reminder_when_one_sees_the_thing_no_more_then_it_is_not_shown(city: City) -> None:
    item = working(city)
    made(date(2026, 6, 29))
    member = city.actor("county.member")
    assert reminder_rows(member, reminder_list(member))
    Item.objects.filter(pk=item.pk).update(unit_path=city.units["rival"].path, owner=None, sponsor=None)

    assert reminder_rows(member, reminder_list(member)) == []


def test_page_when_opened_then_mine_alone_and_marked_as_seen(
    city: City, browser: Callable[[str], Client]
) -> None:
    item = working(city)
    made(date(2026, 6, 29))

    assert fresh(item).title in browser("county.member").get("/reminders/").content.decode()
    assert fresh(item).title not in browser("rival.chief").get("/reminders/").content.decode()
    assert reminders_unseen(city.actor("county.member")) > 0
    browser("county.member").post("/reminders/seen/")
    assert reminders_unseen(city.actor("county.member")) == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("rule = 3", "rule"),
        ("[[rule]]\nid = 'a'\nabout = 'moon'\nwhen = 'after'\nto = ['owner']", "a: about: 'moon'?"),
        (
            "[[rule]]\nid = 'a'\nabout = 'notice'\nwhen = 'after'\nfrom = 1\nevery = 1\nto = ['owner']",
            "owner?",
        ),
        (
            "[[rule]]\nid = 'a'\nabout = 'deadline'\nwhen = 'after'\nfrom = 1\nevery = 0\nto = ['owner']",
            "every",
        ),
        ("[[rule]]\nid = 'a'\nabout = 'deadline'\nwhen = 'before'\ndays = []\nto = ['owner']", "days"),
        ("cap = 0", "cap"),
        ("cap = [", "reminders.toml"),
    ],
)
def test_rules_when_they_cannot_be_used_then_said_where(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "reminders.toml").write_text(text, encoding="utf-8")

    with pytest.raises(RulesError) as caught:
        load(tmp_path)

    assert words in str(caught.value)


def test_rules_when_the_data_directory_has_its_own_then_these_hold(tmp_path: Path) -> None:
    assert len(load(tmp_path).rules) == len(load().rules) > 10
    (tmp_path / "reminders.toml").write_text("cap = 3", encoding="utf-8")

    assert (load(tmp_path).rules, load(tmp_path).cap) == ((), 3)
