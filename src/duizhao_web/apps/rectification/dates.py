"""The dates people are reminded of, and who has a part in each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType, ModuleType
from typing import Final

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from duizhao_web.apps.accounts.models import Duty
from duizhao_web.apps.kernel.paths import STEP
from duizhao_web.apps.kernel.room import Room
from duizhao_web.apps.rectification import assigning
from duizhao_web.apps.rectification.following_words import NoticeState
from duizhao_web.apps.rectification.lifecycle import State
from duizhao_web.apps.rectification.models import Assignment, Item, Recheck, SupervisionNotice
from duizhao_web.apps.rectification.reminding import About, Part
from duizhao_web.apps.units.models import PostKind, Tenure, in_force

_DOING: Final = [State.PLANNED.value, State.IN_PROGRESS.value, State.RETURNED.value]
_AT_WORK: Final = [State.IN_PROGRESS.value, State.RETURNED.value]
_CHUNK: Final = 2_000
_GROUP: Final = "group"


@dataclass(frozen=True, slots=True)
class Dated:
    """Something with a date: what, which, when, and who has a part in it; units stand for their posts."""

    about: About
    subject: int
    on: date
    unit_path: str
    personal: bool
    people: Mapping[Part, int | None]
    receiving_path: str = ""
    issuing_path: str = ""


def dated(about: About, today: date, reach: int) -> Iterator[Dated]:
    """Yield what has a date of this kind not later than ``reach`` days from today."""
    yield from _finders()[about](today + timedelta(days=reach))


def rooms_above() -> Iterator[ModuleType]:
    """Yield what rooms above remind of: their module ``remindable``, where they have one, with ``FINDERS`` of
    dates and ``THINGS`` as far as an actor sees them.
    """
    for config in apps.get_app_configs():
        if isinstance(config, Room) and find_spec(f"{config.name}.remindable") is not None:
            yield import_module(f"{config.name}.remindable")


@dataclass(slots=True)
class Holders:
    """Who holds which post of a unit today; asked once for all units."""

    on: date
    _held: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = Tenure.objects.filter(
            in_force(self.on),
            confirmed_at__isnull=False,
            post__kind__in=[PostKind.CHIEF, PostKind.COORDINATOR],
        )
        for path, kind, person in rows.values_list("unit_path", "post__kind", "person_id"):
            self._held.setdefault((path, kind), []).append(person)
        groups = Duty.objects.filter(
            in_force(self.on), confirmed_at__isnull=False, recused_on__isnull=True, group__isnull=False
        )
        for path, person in groups.order_by("pk").values_list("unit__path", "person_id"):
            self._held.setdefault((path, _GROUP), []).append(person)

    def of(self, one: Dated, part: Part) -> list[int]:
        """Return the people who have a part in something: named in it, or by the post they hold."""
        named = one.people.get(part)
        if named is not None:
            return [named]
        match part:
            case Part.CHECKER if not one.personal:
                # Nobody named: the supervision group's to do.
                return self._held.get((one.unit_path, _GROUP), [])
            case Part.CHIEF:
                return self._at(one.unit_path, PostKind.CHIEF)
            case Part.COORDINATOR:
                # A coordinator knows of personal items only whether the list was handed in.
                return [] if one.personal else self._at(one.unit_path, PostKind.COORDINATOR)
            case Part.SUPERIOR:
                above = one.unit_path[:-STEP]
                return [] if one.personal or not above else self._at(above, PostKind.CHIEF)
            case Part.RECEIVER if one.receiving_path:
                return self._office(one.receiving_path)
            case Part.ISSUER if one.issuing_path:
                return self._office(one.issuing_path)
        return []

    def _office(self, path: str) -> list[int]:
        return [*self._at(path, PostKind.CHIEF), *self._at(path, PostKind.COORDINATOR)]

    def _at(self, path: str, kind: PostKind) -> list[int]:
        return self._held.get((path, kind.value), [])


def _of_item(about: About, item: Item, on: date) -> Dated:
    people = {Part.OWNER: item.owner_id, Part.SPONSOR: item.sponsor_id, Part.VERIFIER: item.verifier_id}
    return Dated(about, item.pk, on, item.unit_path, item.personal, people)


_FIELDS: Final = (
    "pk",
    "unit_path",
    "personal",
    "owner_id",
    "sponsor_id",
    "verifier_id",
    "deadline",
    "review_on",
    "reported_on",
    "started_on",
    "submitted_on",
)


def _items(condition: Q, about: About, day: Callable[[Item], date | None]) -> Iterator[Dated]:
    rows = Item.objects.filter(condition).only(*_FIELDS[1:]).order_by("pk")
    for item in rows.iterator(chunk_size=_CHUNK):
        on = day(item)
        if on is not None:
            yield _of_item(about, item, on)


def _deadlines(until: date) -> Iterator[Dated]:
    rows = Q(state__in=_DOING, deadline__lte=until)
    return _items(rows, About.DEADLINE, lambda item: item.deadline)


def _reviews(until: date) -> Iterator[Dated]:
    rows = Q(state__in=[*_DOING, State.BLOCKED.value], review_on__lte=until)
    return _items(rows, About.REVIEW, lambda item: item.review_on)


def _silent(until: date) -> Iterator[Dated]:
    heard = Q(reported_on__lte=until) | Q(reported_on__isnull=True, started_on__lte=until)
    rows = Q(state__in=_AT_WORK) & heard
    return _items(rows, About.PROGRESS, lambda item: item.reported_on or item.started_on)


def _submitted(until: date) -> Iterator[Dated]:
    rows = Q(state=State.SUBMITTED.value, submitted_on__lte=until)
    return _items(rows, About.VERIFICATION, lambda item: item.submitted_on)


def _rechecks(until: date) -> Iterator[Dated]:
    rows = Recheck.objects.filter(held__isnull=True, due_on__lte=until).select_related("item")
    for one in rows.order_by("pk").iterator(chunk_size=_CHUNK):
        found = _of_item(About.RECHECK, one.item, one.due_on)
        people = {**found.people, Part.CHECKER: one.checker_id}
        yield Dated(About.RECHECK, one.item_id, one.due_on, found.unit_path, found.personal, people)


def _handed(rows: Q, about: About, day: Callable[[Assignment], date]) -> Iterator[Dated]:
    found = Assignment.objects.filter(rows).select_related("giving_unit").order_by("pk")
    for one in found.iterator(chunk_size=_CHUNK):
        people = {Part.GIVER: one.giver_id, Part.RECEIVER: one.receiver_id, Part.WATCHER: one.watcher_id}
        yield Dated(about, one.pk, day(one), one.giving_unit.path, False, people, one.unit_path)


def _unreceived(until: date) -> Iterator[Dated]:
    rows = Q(stage=assigning.Stage.GIVEN.value)
    given = lambda one: timezone.localtime(one.given_at).date()  # noqa: E731 (one use, beside the next)
    return (one for one in _handed(rows, About.RECEIPT, given) if one.on <= until)


def _assignments(until: date) -> Iterator[Dated]:
    stages = [stage.value for stage in assigning.ON_THE_RECEIVER]
    return _handed(Q(stage__in=stages, due__lte=until), About.ASSIGNMENT, lambda one: one.due)


def _notices(until: date) -> Iterator[Dated]:
    rows = SupervisionNotice.objects.filter(state=NoticeState.ISSUED, answer_due__lte=until)
    for one in rows.order_by("pk").iterator(chunk_size=_CHUNK):
        people = {Part.RECEIVER: one.to_id, Part.ISSUER: one.by_id}
        yield Dated(About.NOTICE, one.pk, one.answer_due, one.unit_path, False, people, one.unit_path)


_FINDERS: Final[Mapping[About, Callable[[date], Iterator[Dated]]]] = {
    About.DEADLINE: _deadlines,
    About.REVIEW: _reviews,
    About.PROGRESS: _silent,
    About.VERIFICATION: _submitted,
    About.RECHECK: _rechecks,
    About.RECEIPT: _unreceived,
    About.ASSIGNMENT: _assignments,
    About.NOTICE: _notices,
}


@cache
def _finders() -> Mapping[About, Callable[[date], Iterator[Dated]]]:
    found = dict(_FINDERS)
    for room in rooms_above():
        found |= room.FINDERS
    return MappingProxyType(found)
