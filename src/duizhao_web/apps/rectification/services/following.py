"""Following up: leading an item in person, what leaders did, visits on the spot, notices and answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import GROUP, LEADERS, Actor
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.rectification import events
from duizhao_web.apps.rectification.following_words import LeaderActKind, NoticeKind, NoticeState
from duizhao_web.apps.rectification.lifecycle import Command
from duizhao_web.apps.rectification.models import (
    Item,
    LeaderAct,
    Leading,
    SiteCheck,
    SupervisionNotice,
)
from duizhao_web.apps.rectification.policy import NOTICE_ANSWER, NOTICE_SETTLE
from duizhao_web.apps.rectification.services.assigning import unit_at
from duizhao_web.apps.rectification.services.moving import beside
from duizhao_web.apps.rectification.services.working import past
from duizhao_web.apps.units.models import Person, Unit


@service
def lead_take(*, actor: Actor, item: Item) -> Leading:
    """Lead an item in person (领办); whoever led it before does so no longer."""
    with beside(actor, item, Command.LEAD) as locked:
        today = clock.today()
        locked.led_by.filter(until__isnull=True).update(until=today)
        made: Leading = Leading.objects.create(item=locked, person_id=_person(actor), since=today)
    return made


@service
def lead_release(*, actor: Actor, item: Item) -> None:
    """Lead it no longer."""
    with beside(actor, item, Command.LEAD) as locked:
        rows = locked.led_by.filter(until__isnull=True, person_id=_person(actor))
        if not rows.update(until=clock.today()):
            raise AppError(AppErrorCode.WRONG_STATE)


@service
def leader_act_add(*, actor: Actor, item: Item, kind: LeaderActKind, on: date, text: str) -> LeaderAct:
    """Write down what the actor, a leader, did about an item in person on a day."""
    with beside(actor, item, Command.FOLLOW) as locked:
        made = LeaderAct(
            item=locked,
            kind=kind,
            on=past(on),
            text=text.strip(),
            by_id=_person(actor),
            by_name=actor.name,
            at=clock.now(),
        )
        made.full_clean(exclude=["item"])
        made.save()
    return made


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit on the spot: where, when, who went, what was heard, seen, asked and found."""

    on: date
    place: str
    people: str
    found: str
    heard: str = ""
    seen: str = ""
    asked: str = ""
    unit: Unit | None = None


@service
def site_check_add(*, actor: Actor, item: Item, visit: Visit) -> SiteCheck:
    """Write down a visit on the spot during the work."""
    with beside(actor, item, Command.VISIT) as locked:
        return keep_visit(actor, locked, visit)


def keep_visit(actor: Actor, item: Item, visit: Visit) -> SiteCheck:
    """Store a visit to an item that the caller holds locked and was allowed to write to."""
    made = SiteCheck(
        item=item,
        on=past(visit.on),
        place=visit.place.strip(),
        unit=visit.unit,
        people=visit.people.strip(),
        heard=visit.heard.strip(),
        seen=visit.seen.strip(),
        asked=visit.asked.strip(),
        found=visit.found.strip(),
        by_id=actor.person_id,
        by_name=actor.name,
        at=clock.now(),
    )
    made.full_clean(exclude=["item", "unit"])
    made.save()
    return made


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notice says: kind, words, document number, when the answer is due, to whom."""

    kind: NoticeKind
    text: str
    answer_due: date
    number: str = ""
    unit: Unit | None = None
    to: Person | None = None


@service
def notice_issue(*, actor: Actor, item: Item, notice: Notice) -> SupervisionNotice:
    """Issue a reminder, a supervision notice, a talk or a circular about an item; it expects an answer."""
    with beside(actor, item, Command.NOTIFY) as locked:
        unit = notice.unit or locked.lead_unit or locked.unit
        if unit.pk not in {locked.unit_id, locked.lead_unit_id} and not unit.path.startswith(
            locked.unit_path
        ):
            raise AppError(AppErrorCode.INVALID, detail=_("只能发给承办这件事的单位"))
        if notice.kind in (NoticeKind.SUPERVISION, NoticeKind.CIRCULAR) and not notice.number.strip():
            raise AppError(AppErrorCode.NOT_READY, detail=_("督办、通报须写明文号"))
        if notice.answer_due < clock.today():
            raise AppError(AppErrorCode.INVALID, detail=_("答复期限不能早于今天"))
        made = SupervisionNotice(
            item=locked,
            unit=unit,
            unit_path=unit.path,
            to=notice.to,
            kind=notice.kind,
            number=notice.number.strip(),
            issued_on=clock.today(),
            answer_due=notice.answer_due,
            text=notice.text.strip(),
            by_id=_person(actor),
            by_name=actor.name,
            issuing_unit=_issuing_unit(actor, locked),
        )
        made.full_clean(exclude=["item", "unit", "issuing_unit"])
        made.save()
        _told(made, actor, NoticeState.ISSUED)
    return made


@service
def notice_answer(
    *, actor: Actor, notice: SupervisionNotice, expected_version: int, text: str
) -> SupervisionNotice:
    """Answer a notice."""
    locked = _locked(notice, expected_version)
    authorise(actor, NOTICE_ANSWER, locked.subject)
    if not text.strip():
        raise AppError(AppErrorCode.NOT_READY, detail=_("须写明内容"))
    locked.state = NoticeState.ANSWERED
    locked.answer, locked.answered_at, locked.answered_by_id = text.strip(), clock.now(), actor.person_id
    return _stored(locked, actor, NoticeState.ANSWERED)


@service
def notice_settle(
    *, actor: Actor, notice: SupervisionNotice, expected_version: int, outcome: str
) -> SupervisionNotice:
    """Settle a notice with what came of it, answered or not."""
    locked = _locked(notice, expected_version)
    authorise(actor, NOTICE_SETTLE, locked.issuing)
    if actor.person_id is not None and actor.person_id == locked.answered_by_id:
        raise AppError(AppErrorCode.OWN_REQUEST)
    if not outcome.strip():
        raise AppError(AppErrorCode.NOT_READY, detail=_("须写明办理结果"))
    locked.state = NoticeState.SETTLED
    locked.outcome, locked.settled_at = outcome.strip(), clock.now()
    return _stored(locked, actor, NoticeState.SETTLED)


def _person(actor: Actor) -> int:
    """Return who acts; whoever leads, acts and issues does so in person."""
    if actor.person_id is None:
        raise AppError(AppErrorCode.FORBIDDEN)
    return actor.person_id


def _issuing_unit(actor: Actor, item: Item) -> Unit:
    """Return the unit in whose name a notice goes out: the leader's, or the home of who was sent."""
    for seat in actor.seats:
        if seat.role in LEADERS and seat.relation(item.unit_path) is not None:
            return unit_at(seat.unit_path)
    return unit_at(actor.home) if actor.holds(*GROUP) and actor.home else item.unit


def _locked(notice: SupervisionNotice, expected_version: int) -> SupervisionNotice:
    rows = SupervisionNotice.objects.select_for_update(of=("self",))
    locked: SupervisionNotice = rows.select_related("item", "unit", "issuing_unit").get(pk=notice.pk)
    if locked.version != expected_version:
        raise AppError(AppErrorCode.CONFLICT)
    return locked


def _stored(locked: SupervisionNotice, actor: Actor, state: NoticeState) -> SupervisionNotice:
    locked.version += 1
    locked.full_clean(exclude=["item", "unit", "issuing_unit"])
    locked.save()
    _told(locked, actor, state)
    return locked


def _told(notice: SupervisionNotice, actor: Actor, state: NoticeState) -> None:
    record(
        events.NOTICE[state],
        actor=actor,
        about=notice,
        unit_path=notice.unit_path,
        code=notice.item.code,
        kind=notice.kind,
        number=notice.number,
    )
