"""Reminding: once a working day, each level once, late rather than never."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q

from duizhao_web.apps.cycles.workdays import is_working
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import INSTALLATION, Actor, Subject
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.rectification import events
from duizhao_web.apps.rectification.dates import Dated, Holders, dated
from duizhao_web.apps.rectification.models import Reminder
from duizhao_web.apps.rectification.policy import REMINDERS_MAKE, REMINDERS_SEE
from duizhao_web.apps.rectification.reminding import About, Rule, Rules, level, load
from duizhao_web.apps.rectification.services.mailing import letters_make

_BATCH = 1_000


class _Due(NamedTuple):
    """A reminder that should be there: how late (the most urgent first), for whom, of which level."""

    left: int
    person: int
    rule: str
    about: str
    subject: int
    on: date
    level: int


@service
def reminders_make(*, actor: Actor, today: date) -> int:
    """Make every reminder whose level was reached and that is not there yet; return how many were made.

    Nothing is made on a day off; what was missed is made on the next working day, in its present level.
    """
    authorise(actor, REMINDERS_MAKE, INSTALLATION)
    made = 0
    if is_working(today):
        rules = load(Path(settings.DATA))
        made = _make(rules, today)
    record(events.REMINDERS_MADE, actor=actor, count=made)
    return made


@service
def reminders_see(*, actor: Actor) -> int:
    """Mark all reminders of the actor as seen; return how many were not."""
    if actor.person_id is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    authorise(actor, REMINDERS_SEE, Subject(user_id=actor.user_id))
    rows = Reminder.objects.filter(person_id=actor.person_id, seen_at__isnull=True)
    count = rows.update(seen_at=clock.now())
    record(events.REMINDERS_SEEN, actor=actor, count=count)
    return count


def _make(rules: Rules, today: date) -> int:
    wanted = defaultdict(list)
    for due in _due(rules, today):
        wanted[due.person].append(due)
    made = 0
    people = sorted(wanted)
    for start in range(0, len(people), _BATCH):
        part = people[start : start + _BATCH]
        known = _known(part, min(due.on for person in part for due in wanted[person]), today)
        rows = [
            Reminder(
                person_id=due.person,
                rule=due.rule,
                about=due.about,
                subject=due.subject,
                on=due.on,
                level=due.level,
                made_on=today,
            )
            for person in part
            for due in sorted(set(wanted[person]) - known)[: rules.cap]
        ]
        # Another worker may make the same at this moment: each stays once.
        Reminder.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)
        letters_make(Counter(row.person_id for row in rows), today)
        made += len(rows)
    return made


def _due(rules: Rules, today: date) -> Iterator[_Due]:
    holders = Holders(today)
    by_about: dict[About, list[Rule]] = defaultdict(list)
    for rule in rules.rules:
        by_about[rule.about].append(rule)
    for about, some in by_about.items():
        for one in dated(about, today, max(rule.reach for rule in some)):
            for rule in some:
                yield from _of_rule(rule, one, holders, today)


def _of_rule(rule: Rule, one: Dated, holders: Holders, today: date) -> Iterator[_Due]:
    left = (one.on - today).days
    reached = level(rule, left)
    if reached is None:
        return
    for person in {person for part in rule.to for person in holders.of(one, part)}:
        yield _Due(left, person, rule.id, one.about.value, one.subject, one.on, reached)


def _known(people: list[int], since: date, today: date) -> set[_Due]:
    """Return what was made already for these people about dates since a day, comparable with what is due."""
    rows = Reminder.objects.filter(Q(person_id__in=people), on__gte=since)
    fields = ("person_id", "rule", "about", "subject", "on", "level")
    return {_Due((row[4] - today).days, *row) for row in rows.values_list(*fields)}
