"""Who may do what: one pure table of role, relation, state and command; what is not in it is refused.

Every room writes its rows in its own ``policy.py`` as ``RULES``; the table is their union. There is no switch
that turns the question off: the system itself is an actor with rows of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from itertools import product
from typing import Final, NamedTuple

from django.apps import apps

from duizhao_web.apps.kernel.actor import INSTALLATION, NO_STATE, Actor, Relation, Role, Subject, standings
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.room import Room
from duizhao_web.apps.kernel.work import mark_authorised

AUDIT_VIEW: Final = "kernel.audit.view"
AUDIT_EXPORT: Final = "kernel.audit.export"
AUDIT_VERIFY: Final = "kernel.audit.verify"


class Rule(NamedTuple):
    """One row: in this role and relation, with the thing in this state, the command is allowed."""

    role: Role
    relation: Relation
    state: str
    command: str


def rules(
    commands: Iterable[str], *, roles: Iterable[Role], relations: Iterable[Relation], states: Iterable[str]
) -> Iterator[Rule]:
    """Yield the rows for every combination: how a room writes several at once."""
    for role, relation, state, command in product(roles, relations, states, commands):
        yield Rule(role, relation, state, command)


RULES: Final = (
    *rules(
        [AUDIT_VIEW, AUDIT_EXPORT, AUDIT_VERIFY],
        roles=[Role.AUDIT_ADMIN],
        relations=[Relation.PLATFORM],
        states=[NO_STATE],
    ),
)


@cache
def table() -> frozenset[Rule]:
    """Return the rows of all rooms."""
    rooms = [config for config in apps.get_app_configs() if isinstance(config, Room)]
    return frozenset(rule for room in rooms for rule in import_module(f"{room.name}.policy").RULES)


def allowed(role: Role, relation: Relation, state: str, command: str) -> bool:
    """Return whether the table has the row."""
    return Rule(role, relation, state, command) in table()


def may(actor: Actor, command: str, subject: Subject) -> bool:
    """Return whether the actor may, in any of the capacities in which they stand to the subject."""
    return any(
        allowed(role, relation, subject.state, command) for role, relation in standings(actor, subject)
    )


def authorise(actor: Actor, command: str, subject: Subject) -> None:
    """Return where the actor may; else raise what to answer: somebody with no business there is not told it
    exists.
    """
    if may(actor, command, subject):
        mark_authorised()
        return
    if subject == INSTALLATION:
        raise AppError(AppErrorCode.NOT_FOUND)
    known = standings(actor, subject)
    rows = [rule for rule in table() if (rule.role, rule.relation) in known]
    if any(rule.command == command for rule in rows):
        raise AppError(AppErrorCode.WRONG_STATE)
    raise AppError(
        AppErrorCode.FORBIDDEN
        if any(rule.state == subject.state for rule in rows)
        else AppErrorCode.NOT_FOUND
    )
