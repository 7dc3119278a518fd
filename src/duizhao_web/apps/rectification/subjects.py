"""Items as the policy sees them: which command asks for which right, and what is told where it is refused."""

from __future__ import annotations

from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise, may
from duizhao_web.apps.rectification.lifecycle import Command, Transition, transition
from duizhao_web.apps.rectification.models import Item
from duizhao_web.apps.rectification.policy import READ, code


def may_with(actor: Actor, item: Item, command: Command) -> bool:
    """Return whether the actor may do this with the item as it stands; what is still missing apart."""
    return may(actor, code(command, item.holding), item.subject)


def may_read(actor: Actor, item: Item) -> bool:
    """Return whether the actor may read the item."""
    return may(actor, code(READ, item.holding), item.subject)


def authorise_with(actor: Actor, item: Item, command: Command) -> Transition:
    """Return the row of the lifecycle where the actor may, raise what to answer where not."""
    subject = item.subject
    authorise(actor, code(command, item.holding), subject)
    row = transition(subject.state, command)
    if row is None:
        raise AppError(AppErrorCode.WRONG_STATE)
    return row


def authorise_reading(actor: Actor, item: Item) -> None:
    """Return where the actor may read the item; it does not exist for others."""
    authorise(actor, code(READ, item.holding), item.subject)
