"""Handing down: given, received, worked on, answered, confirmed; passed on, raised and replied to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import LEADERS, Actor, Relation
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.rectification import assigning, events, merged
from duizhao_web.apps.rectification.assigning import Act, Row, Stage
from duizhao_web.apps.rectification.following_words import ActWord
from duizhao_web.apps.rectification.lifecycle import Command
from duizhao_web.apps.rectification.models import Action, Assignment, AssignmentStep, Item
from duizhao_web.apps.rectification.policy import assignment_code
from duizhao_web.apps.rectification.services.moving import locked_item
from duizhao_web.apps.rectification.subjects import authorise_with
from duizhao_web.apps.units.models import Person, SecondSuperior, Unit, in_force


@dataclass(frozen=True, slots=True)
class Handed:
    """What is handed down: the words, until when, to which unit, there to whom, watched by whom."""

    text: str
    due: date
    unit: Unit
    receiver: Person | None = None
    watcher: Person | None = None
    action: Action | None = None


@service
def assignment_give(*, actor: Actor, item: Item, handed: Handed) -> Assignment:
    """Hand an item, or one of its actions, down to a unit or a person there."""
    item = locked_item(item)
    authorise_with(actor, item, Command.ASSIGN)
    if handed.action is not None and handed.action.item_id != item.pk:
        raise AppError(AppErrorCode.NOT_FOUND)
    giving = _giving_unit(actor, item)
    _may_receive(giving, item, handed)
    return _given(actor, item, giving, handed)


@service
def assignment_pass_on(
    *, actor: Actor, assignment: Assignment, expected_version: int, handed: Handed
) -> Assignment:
    """Hand a part of what was received further down; the first receiver answers for all of it."""
    with acting(actor, assignment, Act.PASS_ON, expected_version, handed.text) as above:
        giving = above.unit
        _may_receive(giving, above.item, handed)
        return _given(actor, above.item, giving, handed, above)


@service
def assignment_receive(*, actor: Actor, assignment: Assignment, expected_version: int) -> Assignment:
    """Sign for it (签收)."""
    with acting(actor, assignment, Act.RECEIVE, expected_version) as locked:
        locked.received_at = clock.now()
    return locked


@service
def assignment_report(
    *, actor: Actor, assignment: Assignment, expected_version: int, text: str
) -> Assignment:
    """Report how it goes."""
    with acting(actor, assignment, Act.REPORT, expected_version, text) as locked:
        locked.reported_at = clock.now()
    return locked


@service
def assignment_answer(
    *, actor: Actor, assignment: Assignment, expected_version: int, text: str
) -> Assignment:
    """Answer the giver; what was passed on must have been confirmed or taken back before."""
    with acting(actor, assignment, Act.ANSWER, expected_version, text) as locked:
        if locked.passed_on.filter(stage__in=[stage.value for stage in assigning.OPEN]).exists():
            raise AppError(AppErrorCode.NOT_READY, detail=_("转交下级的还没有全部确认办结"))
        locked.reported_at = locked.answered_at = clock.now()
        locked.answered_by_id = actor.person_id
    return locked


@service
def assignment_raise(*, actor: Actor, assignment: Assignment, expected_version: int, text: str) -> Assignment:
    """Say what cannot be solved here, and what is asked of the giver, who must answer."""
    with acting(actor, assignment, Act.RAISE, expected_version, text) as locked:
        locked.reported_at = clock.now()
    return locked


@service
def assignment_reply(
    *, actor: Actor, assignment: Assignment, expected_version: int, text: str, due: date | None = None
) -> Assignment:
    """Answer what was raised: what is decided, with another date where the giver sets one."""
    with acting(actor, assignment, Act.REPLY, expected_version, text) as locked:
        locked.asked_at = clock.now()
        if due is not None:
            _in_future(due)
            locked.due = due
    return locked


@service
def assignment_confirm(
    *, actor: Actor, assignment: Assignment, expected_version: int, text: str = ""
) -> Assignment:
    """Confirm the answer: only now it leaves the giver's desk."""
    with acting(actor, assignment, Act.CONFIRM, expected_version, text) as locked:
        if actor.person_id == locked.answered_by_id:
            raise AppError(AppErrorCode.OWN_REQUEST)
        locked.confirmed_at, locked.confirmed_by_id = clock.now(), actor.person_id
    return locked


@service
def assignment_send_back(
    *, actor: Actor, assignment: Assignment, expected_version: int, text: str, due: date | None = None
) -> Assignment:
    """Send an answer back, with the reason."""
    with acting(actor, assignment, Act.SEND_BACK, expected_version, text) as locked:
        locked.asked_at = clock.now()
        locked.answered_by = locked.answered_at = None
        if due is not None:
            _in_future(due)
            locked.due = due
    return locked


@service
def assignment_recall(
    *, actor: Actor, assignment: Assignment, expected_version: int, text: str
) -> Assignment:
    """Take it back, with the reason; what was passed on from it is taken back with it."""
    with acting(actor, assignment, Act.RECALL, expected_version, text) as locked:
        _take_back(locked, actor, text)
    return locked


@service
def assignment_ask(*, actor: Actor, assignment: Assignment, text: str) -> Assignment:
    """Ask how it stands (过问); what others see is not changed by it."""
    with acting(actor, assignment, Act.ASK, None, text) as locked:
        locked.asked_at = clock.now()
    return locked


@service
def assignment_hand_over(
    *, actor: Actor, assignment: Assignment, expected_version: int, receiver: Person, text: str
) -> Assignment:
    """Let somebody else of the receiving unit do it, who signs for it anew."""
    with acting(actor, assignment, Act.HAND_OVER, expected_version, text) as locked:
        _of_unit(receiver, locked.unit)
        locked.receiver = receiver
        locked.received_at = None
        locked.stage = Stage.GIVEN.value
    return locked


@contextmanager
def acting(
    actor: Actor, assignment: Assignment, act: Act, expected_version: int | None, text: str = ""
) -> Iterator[Assignment]:
    """Let the block change the locked assignment by one act, in the stage the table names, with its step.

    ``expected_version`` is the one the page showed: another one means that somebody else was quicker.
    """
    locked = _locked(assignment)
    row = _authorised(actor, locked, act)
    if expected_version is not None and locked.version != expected_version:
        raise AppError(AppErrorCode.CONFLICT)
    if row.words and not text.strip():
        raise AppError(AppErrorCode.NOT_READY, detail=_("须写明内容"))
    locked.stage = row.target.value
    yield locked
    if expected_version is not None:
        locked.version += 1
    locked.full_clean(exclude=_RELATED)
    locked.save()
    _step(locked, ActWord(act.value), actor, text)


def assignments_follow(actor: Actor, unit: Unit, into: Unit, reason: str) -> list[Assignment]:
    """Let what was handed to a merged unit, or by it, go on with the unit it was merged into.

    Called where the items were taken over, which the policy was asked for.
    """
    rows = merged.assignments().select_for_update(of=("self",)).select_related("item")
    # What waits for the giver's word.
    moved = list(rows.filter(giving_unit=unit).exclude(unit=unit).order_by("pk"))
    Assignment.objects.filter(giving_unit=unit).update(giving_unit=into)
    for one in rows.filter(unit=unit).order_by("pk"):
        one.unit, one.unit_path, one.version = into, into.path, one.version + 1
        one.save(update_fields=["unit", "unit_path", "version"])
        words = _("“%(unit)s”并入“%(into)s”，由后者承办：%(reason)s")
        _step(one, ActWord.HAND_OVER, actor, words % {"unit": unit.name, "into": into.name, "reason": reason})
        moved.append(one)
    return moved


_RELATED = ["item", "action", "above", "unit", "giving_unit"]


def _authorised(actor: Actor, locked: Assignment, act: Act) -> Row:
    row = next((each for each in assigning.TABLE if each.act == act), None)
    if row is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    in_charge = act == Act.HAND_OVER
    authorise(actor, assignment_code(act), locked.receiving_unit if in_charge else locked.subject(row.side))
    here = assigning.row_of(locked.stage, act)
    if here is None:
        raise AppError(AppErrorCode.WRONG_STATE)
    return here


def _locked(assignment: Assignment) -> Assignment:
    rows = Assignment.objects.select_for_update(of=("self",)).select_related("item", "unit", "giving_unit")
    found: Assignment = rows.get(pk=assignment.pk)
    return found


def _given(
    actor: Actor, item: Item, giving: Unit, handed: Handed, above: Assignment | None = None
) -> Assignment:
    if actor.person_id is None:
        raise AppError(AppErrorCode.FORBIDDEN)
    _in_future(handed.due)
    made = Assignment(
        item=item,
        action=handed.action,
        above=above,
        unit=handed.unit,
        unit_path=handed.unit.path,
        receiver=handed.receiver,
        giving_unit=giving,
        giver_id=actor.person_id,
        watcher=handed.watcher,
        text=handed.text.strip(),
        due=handed.due,
        given_at=clock.now(),
    )
    made.full_clean(exclude=_RELATED)
    made.save()
    _step(made, ActWord.GIVE, actor, handed.text)
    return made


def _giving_unit(actor: Actor, item: Item) -> Unit:
    """Return the unit as whose leader the actor hands down: the item's own, or the one above it."""
    for relation in (Relation.OWN_UNIT, Relation.DIRECTLY_BELOW, Relation.BELOW):
        for seat in actor.seats:
            if seat.role in LEADERS and seat.relation(item.unit_path) == relation:
                return unit_at(seat.unit_path)
    return item.unit


def unit_at(path: str) -> Unit:
    """Return the unit at a place of the tree."""
    found: Unit = Unit.objects.get(path=path)
    return found


def _may_receive(giving: Unit, item: Item, handed: Handed) -> None:
    """Refuse a unit that is neither the giver's own nor below it nor named in the item."""
    unit = handed.unit
    if unit.until is not None:
        raise AppError(AppErrorCode.INVALID, detail=_("“%(unit)s”已撤销") % {"unit": unit.name})
    below = unit.path.startswith(giving.path)
    led = SecondSuperior.objects.filter(in_force(clock.today()), unit=unit, superior=giving)
    named = unit.pk == item.lead_unit_id or item.cooperating.filter(pk=unit.pk).exists()
    if not (below or named or led.exists()):
        raise AppError(AppErrorCode.INVALID, detail=_("只能交办给本单位、下级单位，或者事项的牵头、配合单位"))
    if handed.receiver is not None:
        _of_unit(handed.receiver, unit)


def _of_unit(person: Person, unit: Unit) -> None:
    held = person.tenures.filter(in_force(clock.today()), unit_path=unit.path, confirmed_at__isnull=False)
    if person.unit_id != unit.pk and not held.exists():
        raise AppError(
            AppErrorCode.INVALID,
            detail=_("%(person)s不在“%(unit)s”任职") % {"person": person.name, "unit": unit.name},
        )


def _in_future(due: date) -> None:
    if due < clock.today():
        raise AppError(AppErrorCode.INVALID, detail=_("办理期限不能早于今天"))


def _take_back(assignment: Assignment, actor: Actor, text: str) -> None:
    rows = assignment.passed_on.select_for_update(of=("self",)).select_related("item")
    for one in rows.filter(stage__in=[stage.value for stage in assigning.OPEN]):
        one.stage = Stage.RECALLED.value
        one.version += 1
        one.save()
        _step(one, ActWord.RECALL, actor, text)
        _take_back(one, actor, text)


def _step(assignment: Assignment, act: ActWord, actor: Actor, text: str) -> None:
    AssignmentStep.objects.create(
        assignment=assignment,
        act=act.value,
        stage=assignment.stage,
        text=text.strip(),
        by_id=actor.person_id,
        by_name=actor.name,
        at=clock.now(),
    )
    record(
        events.ASSIGNMENT_ACTED,
        actor=actor,
        about=assignment,
        unit_path=assignment.unit_path,
        code=assignment.item.code,
        kind=act.value,
    )
