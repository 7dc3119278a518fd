"""What somebody was reminded of, with what they may still see of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.rectification.dates import rooms_above
from duizhao_web.apps.rectification.models import Assignment, Item, Reminder, SupervisionNotice
from duizhao_web.apps.rectification.reminding import About


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """A reminder with what it is about, and the days until its date, negative after it."""

    reminder: Reminder
    thing: Model
    left: int


def reminder_rows(actor: Actor, found: Iterable[Reminder]) -> list[ReminderRow]:
    """Return reminders with what they are about, without those about something the actor sees no more."""
    found = list(found)
    today = clock.today()
    things = {about: _things(actor, about, found) for about in {one.about for one in found}}
    return [
        ReminderRow(one, thing, (one.on - today).days)
        for one in found
        if (thing := things[one.about].get(one.subject)) is not None
    ]


def reminder_list(actor: Actor) -> QuerySet[Reminder]:
    """Return the actor's own reminders."""
    return Reminder.objects.filter(person_id=actor.person_id or 0)


def reminders_unseen(actor: Actor) -> int:
    """Return how many reminders the actor has not looked at, at most 100."""
    if actor.person_id is None:
        return 0
    return reminder_list(actor).filter(seen_at__isnull=True)[:100].count()


def _things(actor: Actor, about: str, found: Iterable[Reminder]) -> dict[int, Model]:
    numbers = {one.subject for one in found if one.about == about}
    for room in rooms_above():
        if about in room.THINGS:
            return dict(room.THINGS[About(about)](actor, numbers))
    rows: QuerySet[Any]
    if about in (About.RECEIPT, About.ASSIGNMENT):
        rows = Assignment.objects.visible_to(actor).select_related("item")
    elif about == About.NOTICE:
        rows = SupervisionNotice.objects.visible_to(actor).select_related("item")
    else:
        rows = Item.objects.visible_to(actor)
    return dict(rows.filter(pk__in=numbers).in_bulk())
