"""What lies on whose desk: assignments at both ends, notices to answer, items led in person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor, Role
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.paths import NOTHING
from duizhao_web.apps.kernel.policy import may
from duizhao_web.apps.rectification import assigning
from duizhao_web.apps.rectification.assigning import Act, Stage
from duizhao_web.apps.rectification.following_words import NoticeState
from duizhao_web.apps.rectification.models import (
    Assignment,
    AssignmentStep,
    Item,
    LeaderAct,
    Leading,
    SiteCheck,
    SupervisionNotice,
)
from duizhao_web.apps.rectification.policy import NOTICE_ANSWER, NOTICE_SETTLE, assignment_code

_OPEN: Final = [stage.value for stage in assigning.OPEN]
_ON_THE_GIVER: Final = [stage.value for stage in assigning.ON_THE_GIVER]
_ON_THE_RECEIVER: Final = [stage.value for stage in assigning.ON_THE_RECEIVER]
_NEXT: Final = {
    Stage.GIVEN: Act.RECEIVE,
    Stage.RECEIVED: Act.ANSWER,
    Stage.RETURNED: Act.ANSWER,
    Stage.ANSWERED: Act.CONFIRM,
    Stage.RAISED: Act.REPLY,
}
# A first page shows a few of each; nobody reads more.
_WAITING: Final = 200


class End(StrEnum):
    """Which end of assignments a list shows."""

    GIVEN = "given"
    RECEIVED = "received"
    WATCHED = "watched"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """An assignment with its days: until due, since the receiver's last word, since it was asked for."""

    assignment: Assignment
    left: int
    silent: int
    unasked: int | None
    open: bool

    @property
    def overdue(self) -> int:
        """Return by how many days it is late, 0 where it is not."""
        return max(-self.left, 0) if self.open else 0


def assignment_list(
    actor: Actor, end: End = End.ALL, *, only_open: bool = False, words: str = ""
) -> QuerySet[Assignment]:
    """Return the assignments at one end of the actor's desk, or all that they see; those with the words."""
    rows = Assignment.objects.visible_to(actor).filter(_at(actor, end))
    for word in words.split():
        rows = rows.filter(
            Q(text__icontains=word)
            | Q(item__title__icontains=word)
            | Q(item__code__icontains=word)
            | Q(unit__name__icontains=word)
            | Q(receiver__name__icontains=word)
            | Q(giver__name__icontains=word)
        )
    if only_open:
        rows = rows.filter(stage__in=_OPEN)
    return rows.select_related("item", "unit", "receiver", "giver", "giving_unit", "watcher")


def assignment_rows(found: Iterable[Assignment]) -> list[AssignmentRow]:
    """Return the assignments with their days, counted to today."""
    today = clock.today()
    return [_row(one, today) for one in found]


def assignment_get(actor: Actor, pk: int) -> Assignment:
    """Return one assignment the actor sees."""
    found: Assignment | None = assignment_list(actor).select_related("action", "above").filter(pk=pk).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


def assignments_of(actor: Actor, item: Item) -> list[AssignmentRow]:
    """Return what was handed down of an item, as far as the actor sees it, in the order it was given."""
    return assignment_rows(assignment_list(actor).filter(item=item).order_by("pk"))


def chain_of(actor: Actor, assignment: Assignment) -> list[AssignmentRow]:
    """Return what it was passed on from and what from it, as far as the actor sees them."""
    rows = assignment_list(actor).filter(item_id=assignment.item_id).exclude(pk=assignment.pk)
    near = Q(above=assignment)
    if assignment.above_id is not None:
        near |= Q(pk=assignment.above_id)
    return assignment_rows(rows.filter(near).order_by("pk"))


def steps_of(assignment: Assignment) -> Sequence[AssignmentStep]:
    """Return what happened to an assignment, in order."""
    return list(assignment.steps.all())


def acts_of(actor: Actor, assignment: Assignment) -> list[Act]:
    """Return what the actor may do with an assignment as it stands."""
    return [act for act in assigning.acts(assignment.stage) if _may(actor, assignment, act)]


def assignments_waiting(actor: Actor) -> dict[Act, list[Assignment]]:
    """Return the assignments that wait for the actor by what is to be done next, the earliest due first."""
    if actor.person_id is None or actor.administrator:
        return {}
    mine = _at(actor, End.RECEIVED) & Q(stage__in=_ON_THE_RECEIVER)
    theirs = _at(actor, End.GIVEN) & Q(stage__in=_ON_THE_GIVER)
    rows = Assignment.objects.visible_to(actor).filter(mine | theirs).select_related("unit")
    found: dict[Act, list[Assignment]] = {act: [] for act in (*_NEXT.values(),)}
    for one in rows.order_by("due", "pk")[:_WAITING]:
        found[_NEXT[Stage(one.stage)]].append(one)
    return found


@dataclass(frozen=True, slots=True)
class LedRow:
    """An item led in person: days since anybody reported on it, and since the leader last did something."""

    item: Item
    silent: int
    idle: int


def led_by(actor: Actor) -> list[LedRow]:
    """Return the open items the actor leads in person (我领办的), the longest silent first."""
    if actor.person_id is None:
        return []
    last = (
        LeaderAct.objects.filter(item=OuterRef("pk"), by_id=actor.person_id)
        .order_by()
        .values("item")
        .annotate(on=Max("on"))
        .values("on")
    )
    rows = (
        Item.objects.visible_to(actor)
        .filter(
            led_by__person_id=actor.person_id,
            led_by__until__isnull=True,
            closed_on__isnull=True,
        )
        .exclude(state__in=["merged", "withdrawn"])
        .annotate(acted_on=Subquery(last), led_since=F("led_by__since"))
        .select_related("unit", "owner")
    )
    today = clock.today()
    found = [
        LedRow(
            item,
            (today - (item.reported_on or timezone.localtime(item.created_at).date())).days,
            (today - (item.acted_on or item.led_since)).days,
        )
        for item in rows
    ]
    return sorted(found, key=lambda row: (-row.silent, row.item.pk))


@dataclass(frozen=True, slots=True)
class Followed:
    """How an item was followed up: who leads it, what leaders did, visits, notices."""

    leading: Leading | None
    acts: Sequence[LeaderAct]
    visits: Sequence[SiteCheck]
    notices: Sequence[SupervisionNotice]


def followed(actor: Actor, item: Item) -> Followed:
    """Return how an item the actor sees was followed up, the latest first."""
    return Followed(
        item.led_by.filter(until__isnull=True).select_related("person").first(),
        list(item.leader_acts.all()[:50]),
        list(item.site_checks.select_related("unit")[:50]),
        list(notice_list(actor).filter(item=item).order_by("-issued_on", "-pk")[:50]),
    )


def notice_list(actor: Actor, *, words: str = "", kind: str = "") -> QuerySet[SupervisionNotice]:
    """Return the notices the actor sees; of a kind, and those with the words."""
    rows = SupervisionNotice.objects.visible_to(actor)
    if kind:
        rows = rows.filter(kind=kind)
    for word in words.split():
        rows = rows.filter(
            Q(item__title__icontains=word)
            | Q(item__code__icontains=word)
            | Q(unit__name__icontains=word)
            | Q(to__name__icontains=word)
            | Q(number__icontains=word)
        )
    return rows.select_related("item", "unit", "to", "issuing_unit")


def notice_get(actor: Actor, pk: int) -> SupervisionNotice:
    """Return one notice the actor sees."""
    found: SupervisionNotice | None = notice_list(actor).filter(pk=pk).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


def may_answer(actor: Actor, notice: SupervisionNotice) -> bool:
    """Return whether the actor may answer a notice now."""
    return may(actor, NOTICE_ANSWER, notice.subject)


def may_settle(actor: Actor, notice: SupervisionNotice) -> bool:
    """Return whether the actor may settle a notice now."""
    return may(actor, NOTICE_SETTLE, notice.issuing)


def notices_on_desk(actor: Actor) -> dict[str, list[SupervisionNotice]]:
    """Return the notices whose next step is the actor's, the earliest due first: ``issued`` wait for the
    answer, ``answered`` for the outcome, from whoever issued them.
    """
    if actor.person_id is None or actor.administrator:
        return {}
    mine = Q(to_id=actor.person_id) | Q(unit_path__in=_units(actor))
    waiting = mine & Q(state=NoticeState.ISSUED) | Q(by_id=actor.person_id, state=NoticeState.ANSWERED)
    found: dict[str, list[SupervisionNotice]] = {}
    for one in notice_list(actor).filter(waiting).order_by("answer_due", "pk")[:100]:
        found.setdefault(one.state, []).append(one)
    return found


def notices_waiting(actor: Actor) -> list[SupervisionNotice]:
    """Return the notices that wait for the actor's answer, the earliest due first."""
    return notices_on_desk(actor).get(NoticeState.ISSUED, [])


def _row(one: Assignment, today: date) -> AssignmentRow:
    return AssignmentRow(
        one,
        (one.due - today).days,
        _days(one.reported_at or one.received_at or one.given_at, today),
        None if one.asked_at is None else _days(one.asked_at, today),
        one.stage in _OPEN,
    )


def _days(since: datetime, today: date) -> int:
    return (today - timezone.localtime(since).date()).days


def _at(actor: Actor, end: End) -> Q:
    """Return the condition that an assignment lies at an end of the actor's desk."""
    if end == End.ALL:
        return Q()
    if actor.person_id is None or actor.administrator:
        return NOTHING
    if end == End.GIVEN:
        return Q(giver_id=actor.person_id)
    if end == End.WATCHED:
        return Q(watcher_id=actor.person_id)
    return Q(receiver_id=actor.person_id) | Q(receiver__isnull=True, unit_path__in=_units(actor))


def _units(actor: Actor) -> list[str]:
    """Return the units for which the actor receives: those they are chief or coordinator of."""
    return [seat.unit_path for seat in actor.seats if seat.role in (Role.CHIEF, Role.COORDINATOR)]


def _may(actor: Actor, assignment: Assignment, act: Act) -> bool:
    row = assigning.row_of(assignment.stage, act)
    if row is None:
        return False
    subject = assignment.receiving_unit if act == Act.HAND_OVER else assignment.subject(row.side)
    if act == Act.CONFIRM and actor.person_id == assignment.answered_by_id:
        return False
    return may(actor, assignment_code(act), subject)
