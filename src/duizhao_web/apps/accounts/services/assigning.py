"""People assigned to many units at once: what would become of each, then each by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from duizhao_web.apps.accounts.models import Duty, DutyKind, SupervisionGroup
from duizhao_web.apps.accounts.services.duties import belongs, duty_propose
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.units.models import Person, PostKind, Tenure, Unit, in_force

MOST: Final = 500
"""So many assignments are made at once, people times units."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Who goes to which units, in what capacity, until when; ``teams``: to read the papers of each team."""

    people: Sequence[Person]
    units: Sequence[Unit]
    kind: DutyKind
    since: date
    until: date
    group: SupervisionGroup | None = None
    teams: bool = False


@dataclass(frozen=True, slots=True)
class Assigned:
    """One person and unit: whose papers are named, and why not where it is refused."""

    person: Person
    unit: Unit
    named: tuple[Person, ...]
    error: AppError | None = None


def duties_try(actor: Actor, sent: Sent) -> list[Assigned]:
    """Return what would become of each; nothing is changed."""
    with transaction.atomic():
        found = list(_assigned(actor, sent))
        transaction.set_rollback(True)
    return found


def duties_make(actor: Actor, sent: Sent) -> list[Assigned]:
    """Propose each assignment by itself: one that is refused keeps no other from being made."""
    return list(_assigned(actor, sent))


def _assigned(actor: Actor, sent: Sent) -> Iterator[Assigned]:
    if len(sent.people) * len(sent.units) > MOST:
        raise AppError(AppErrorCode.INVALID, detail=_("一次最多指派 %(most)s 项") % {"most": MOST})
    teams = _teams(sent.units) if sent.teams else {}
    for unit in sent.units:
        for person in sent.people:
            named = tuple(one for one in teams.get(unit.pk, ()) if one.pk != person.pk)
            yield Assigned(person, unit, named, _refused(actor, sent, person, unit, named))


def _refused(
    actor: Actor, sent: Sent, person: Person, unit: Unit, named: tuple[Person, ...]
) -> AppError | None:
    try:
        with transaction.atomic():
            _refuse_in_words(sent, person, unit)
            duty_propose(
                actor=actor,
                person=person,
                unit=unit,
                kind=sent.kind,
                group=sent.group,
                since=sent.since,
                until=sent.until,
                named=named,
            )
    except AppError as error:
        return error
    return None


def _refuse_in_words(sent: Sent, person: Person, unit: Unit) -> None:
    """Refuse where the person works there, or is there in that capacity already for some of the time."""
    said = {"person": person.name, "unit": unit.name}
    if belongs(person, unit):
        detail = _("%(person)s在“%(unit)s”任职，不能指派到本单位") % said
        raise AppError(AppErrorCode.NOT_READY, detail=detail)
    running = Duty.objects.filter(person=person, unit=unit, kind=sent.kind, recused_on__isnull=True)
    if running.filter(since__lte=sent.until, until__gte=sent.since).exists():
        detail = _("%(person)s 这段时间已指派到“%(unit)s”") % said
        raise AppError(AppErrorCode.NOT_READY, detail=detail)


def _teams(units: Sequence[Unit]) -> dict[int, list[Person]]:
    """Return the chief and the members of each unit's team, in one query."""
    held = Tenure.objects.filter(
        in_force(clock.today()),
        confirmed_at__isnull=False,
        post__kind__in=[PostKind.CHIEF, PostKind.MEMBER],
        post__unit__in=list(units),
    )
    found: dict[int, list[Person]] = {}
    for one in held.select_related("person", "post").order_by("post__position", "pk"):
        team = found.setdefault(one.post.unit_id, [])
        if one.person not in team:
            team.append(one.person)
    return found
