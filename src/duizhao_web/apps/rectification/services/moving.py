"""One command on one item, always the same way: lock, ask the policy, compare versions, ask the lifecycle and
its guards, change, check, write the step and the audit event.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db.models import Model

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.rectification import events
from duizhao_web.apps.rectification.finding import put_words
from duizhao_web.apps.rectification.guards import Given, missing, refusal, sentence
from duizhao_web.apps.rectification.knowledge import Knowledge
from duizhao_web.apps.rectification.lifecycle import Command, Need, Transition
from duizhao_web.apps.rectification.models import Item, Step
from duizhao_web.apps.rectification.subjects import authorise_with


@dataclass(slots=True)
class Move:
    """A command under way: the locked item, the row of the table, what the step will say."""

    item: Item
    row: Transition
    actor: Actor
    note: str = ""


@contextmanager
def moving(
    actor: Actor, item: Item, command: Command, expected_version: int | None, given: Given | None = None
) -> Iterator[Move]:
    """Let the block change the locked item by a command; leave it in the state the table names.

    ``expected_version`` is the one the page showed: another one means that somebody else was quicker.
    ``None`` is for what adds a row beside others' and changes nothing anybody was shown.
    """
    given = given or Given()
    locked = locked_item(item)
    row = authorise_with(actor, locked, command)
    if expected_version is not None and locked.version != expected_version:
        raise AppError(AppErrorCode.CONFLICT)
    if clock.now() < locked.changed_at:
        raise AppError(AppErrorCode.CLOCK_BEHIND)
    _ready(locked, row, actor, given)
    move = Move(locked, row, actor, note=given.reason.strip())
    yield move
    locked.state = row.target.value
    finish(move)


@contextmanager
def beside(actor: Actor, item: Item, command: Command, given: Given | None = None) -> Iterator[Item]:
    """Let the block write a row beside the locked item, which itself stays as it is, whatever its state."""
    locked = locked_item(item)
    row = authorise_with(actor, locked, command)
    _ready(locked, row, actor, given or Given())
    yield locked
    told(locked, command, actor)


def _ready(item: Item, row: Transition, actor: Actor, given: Given) -> None:
    """Refuse, in a sentence, what is not so and has to be."""
    known = Knowledge(item)
    lacking = missing(known, actor, row.needs, given)
    if lacking:
        raise AppError(AppErrorCode.NOT_READY, detail=refusal(known, actor, lacking))


def locked_item(item: Item) -> Item:
    """Return the item with its row locked."""
    return Item.objects.select_for_update(of=("self",)).select_related("unit", "person").get(pk=item.pk)


def finish(move: Move) -> None:
    """Check and store the changed item, with its step and the event in the audit log."""
    item, row = move.item, move.row
    item.version += 1
    item.changed_at = clock.now()
    keep_item(item)
    put_words(item)
    step(item, row.command, move.actor, source=row.source.value, note=move.note)
    told(item, row.command, move.actor)


def keep_item(item: Item) -> None:
    """Check and store an item; nobody verifies what they own."""
    if item.owner_id is not None and item.owner_id == item.verifier_id:
        raise AppError(AppErrorCode.NOT_READY, detail=sentence([Need.INDEPENDENT]))
    keep(item)


def keep(row: Model) -> None:
    """Check what was typed and store the row.

    Whether related rows exist, and what the database's constraints say, is not asked for here, one query
    each: services refuse in words what people can bring about, and the database refuses the rest.
    """
    related = [field.name for field in row._meta.concrete_fields if field.is_relation]
    row.clean_fields(exclude=related)
    row.save()


def step(item: Item, command: Command, actor: Actor, *, source: str, note: str = "") -> Step:
    """Write one line of the item's timeline."""
    made: Step = Step.objects.create(
        item=item,
        round=item.round,
        command=command.value,
        source="" if source == "new" else source,
        target=item.state,
        note=note,
        by_id=actor.person_id,
        by_name=actor.name,
        at=clock.now(),
    )
    return made


def told(item: Item, command: Command, actor: Actor) -> None:
    """Write the command into the audit log."""
    record(
        events.OF[command],
        actor=actor,
        about=item,
        unit_path=item.unit_path,
        code=item.code,
        kind=command.value,
    )
