"""Changes as a grid makes them: one cell, a block of cells, one command on many items; each by its service.

What would happen is found out by doing it and taking it back, so that a preview promises what is then done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.rectification.lifecycle import Command
from duizhao_web.apps.rectification.models import Item
from duizhao_web.apps.rectification.selectors import item_get
from duizhao_web.apps.rectification.services.asking import amendment_ask, extension_ask
from duizhao_web.apps.rectification.services.drafting import Draft, item_edit
from duizhao_web.apps.rectification.services.handing import item_reassign, verifier_name
from duizhao_web.apps.rectification.services.plans import item_approve, item_sign
from duizhao_web.apps.rectification.words import DeadlineKind
from duizhao_web.apps.units.models import Person, Unit

Value = str | date | Person | Unit | DeadlineKind | tuple[str, ...] | None
MOST: Final = 200
"""So many changes are made at once."""


class Field(StrEnum):
    """What is changed: a column of the grid, or a command on the whole row."""

    TITLE = "title"
    GOAL = "goal"
    CAUSE = "cause"
    STANDARD = "standard"
    OWNER = "owner"
    SPONSOR = "sponsor"
    LEAD = "lead"
    VERIFIER = "verifier"
    KIND = "kind"
    DEADLINE = "deadline"
    REVIEW = "review"
    APPROVE = "approve"
    SIGN = "sign"


ON_ROWS: Final = (Field.APPROVE, Field.SIGN)
BAR: Final = (Field.OWNER, Field.SPONSOR, Field.VERIFIER, Field.KIND, Field.DEADLINE, *ON_ROWS)
"""What is changed on many rows at once."""
_IN_DRAFT: Final = {
    Field.LEAD: "lead_unit",
    Field.KIND: "deadline_kind",
    Field.REVIEW: "review_on",
    Field.STANDARD: "points",
}
_REASSIGNED: Final = {Field.OWNER: "owner", Field.SPONSOR: "sponsor", Field.LEAD: "lead_unit"}
_AMENDED: Final = {
    Field.TITLE: "title",
    Field.GOAL: "goal",
    Field.CAUSE: "cause",
    Field.STANDARD: "points",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change: of which item, as it stood at which version, what, to what, and why."""

    item: Item
    version: int
    field: Field
    value: Value = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a change: by which command, or why not."""

    change: Change
    command: Command
    before: str
    error: AppError | None = None

    @property
    def done(self) -> bool:
        """Return whether it is done, or would be."""
        return self.error is None


def command_of(item: Item, field: Field) -> Command:
    """Return the command by which a field of the item changes: until it is approved, it is written."""
    if field == Field.APPROVE:
        return Command.APPROVE
    if field == Field.SIGN:
        return Command.SIGN
    if item.approved_at is None:
        return Command.EDIT
    if field == Field.VERIFIER:
        return Command.NAME_VERIFIER
    return Command.REASSIGN if field in _REASSIGNED else Command.ASK


def change_make(actor: Actor, change: Change) -> None:
    """Make a change by the service that is there for it."""
    item, version = change.item, change.version
    match command_of(item, change.field):
        case Command.APPROVE:
            item_approve(actor=actor, item=item, expected_version=version, reason=change.reason)
        case Command.SIGN:
            item_sign(actor=actor, item=item, expected_version=version)
        case Command.EDIT:
            item_edit(actor=actor, item=item, expected_version=version, draft=_draft(change))
        case Command.NAME_VERIFIER:
            person = _person(change.value)
            verifier_name(
                actor=actor, item=item, expected_version=version, verifier=person, reason=change.reason
            )
        case Command.REASSIGN:
            _reassign(actor, change)
        case _:
            _ask(actor, change)


def changes_try(actor: Actor, changes: Sequence[Change]) -> list[Outcome]:
    """Return what would become of the changes; nothing is changed."""
    with transaction.atomic():
        found = list(_made(actor, changes))
        transaction.set_rollback(True)
    return found


def changes_make(actor: Actor, changes: Sequence[Change]) -> list[Outcome]:
    """Make the changes, each by itself: one that is refused keeps no other from being made."""
    return list(_made(actor, changes))


def _made(actor: Actor, changes: Sequence[Change]) -> Iterator[Outcome]:
    if len(changes) > MOST:
        raise AppError(AppErrorCode.INVALID, detail=_("一次最多改 %(most)s 处") % {"most": MOST})
    # Several cells of one row: each is made on what the one before has left.
    steps: dict[int, int] = {}
    for change in changes:
        pk = change.item.pk
        now = Change(
            item_get(actor, pk), change.version + steps.get(pk, 0), change.field, change.value, change.reason
        )
        before, command = shown(now.item, change.field), command_of(now.item, change.field)
        try:
            with transaction.atomic():
                change_make(actor, now)
        except AppError as error:
            yield Outcome(change, command, before, error)
        else:
            steps[pk] = steps.get(pk, 0) + 1
            yield Outcome(change, command, before)


def shown(item: Item, field: Field) -> str:
    """Return what the item says there now."""
    if field in ON_ROWS:
        return str(item.get_state_display())
    if field == Field.STANDARD:
        return "；".join(item.points.values_list("text", flat=True))
    return said(getattr(item, _IN_DRAFT.get(field, field.value)))


def said(value: Value) -> str:
    """Return a value in words."""
    if value in (None, ""):
        return "—"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "；".join(value)
    if isinstance(value, Person | Unit):
        return str(value.name)
    if value in DeadlineKind.values:
        return str(DeadlineKind(value).label)
    return str(value)


def _draft(change: Change) -> Draft:
    value = change.value
    if value in (None, ()):
        raise AppError(AppErrorCode.INVALID, detail=_("这里不能清空，请填写新的内容"))
    name = _IN_DRAFT.get(change.field, change.field.value)
    return Draft(**{name: value})  # type: ignore[arg-type]


def _reassign(actor: Actor, change: Change) -> None:
    if change.value is None:
        raise AppError(AppErrorCode.INVALID, detail=_("这里不能清空，请填写新的内容"))
    item_reassign(
        actor=actor,
        item=change.item,
        expected_version=change.version,
        reason=change.reason,
        **{_REASSIGNED[change.field]: change.value},  # type: ignore[arg-type]
    )


def _ask(actor: Actor, change: Change) -> None:
    """Ask for what an approved item is to say otherwise; it is decided by others."""
    item, version, reason = change.item, change.version, change.reason
    if change.field == Field.DEADLINE and isinstance(change.value, date):
        extension_ask(actor=actor, item=item, expected_version=version, until=change.value, reason=reason)
        return
    name = _AMENDED.get(change.field)
    if name is None or not change.value:
        raise AppError(AppErrorCode.NOT_READY, detail=_("事项已审定，这一项不能在台账中改"))
    value = list(change.value) if isinstance(change.value, tuple) else change.value
    amendment_ask(actor=actor, item=item, expected_version=version, reason=reason, change={name: value})


def _person(value: Value) -> Person:
    if not isinstance(value, Person):
        raise AppError(AppErrorCode.INVALID, detail=_("须写明姓名"))
    return value


def items_of(actor: Actor, pks: Iterable[int]) -> dict[int, Item]:
    """Return the items among these that the actor may read."""
    rows = Item.objects.visible_to(actor).filter(pk__in=list(pks)[: MOST + 1])
    return {
        item.pk: item for item in rows.select_related("unit", "owner", "sponsor", "verifier", "lead_unit")
    }
