"""The life of an item: one table of (from, command, to, who, what is required), pure and complete.

The policy's rows, the diagram and the permission table in the docs, and the buttons of the item page are all
made from ``TABLE``. What it does not name is not possible. A state is a fact; 未启动, 逾期, 临期 and 停滞
are derived from dates (``derived``) and stand in no row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from duizhao_web.apps.kernel.actor import GROUP, LEADERS, Relation, Role, Standing, each


class State(StrEnum):
    """Where an item stands; ``NEW`` is one that is not stored yet."""

    NEW = "new"
    DRAFTED = "drafted"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    VERIFIED = "verified"
    CLOSED = "closed"
    RETURNED = "returned"
    BLOCKED = "blocked"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


class Command(StrEnum):
    """What may be done with an item."""

    CREATE = "create"
    EDIT = "edit"
    SIGN = "sign"
    APPROVE = "approve"
    START = "start"
    START_AT_ONCE = "start_at_once"
    PROGRESS = "progress"
    ACTION = "action"
    EVIDENCE = "evidence"
    SUBMIT = "submit"
    RECALL = "recall"
    ANSWER = "answer"
    RETURN = "return"
    VERIFY = "verify"
    CLOSE = "close"
    CONFIRM = "confirm"
    SEND_BACK = "send_back"
    BLOCK = "block"
    REVIEW = "review"
    UNBLOCK = "unblock"
    ASK = "ask"
    SIGN_REQUEST = "sign_request"
    DECIDE = "decide"
    DECIDE_AGAIN = "decide_again"
    REASSIGN = "reassign"
    SUCCEED = "succeed"
    NAME_VERIFIER = "name_verifier"
    MERGE = "merge"
    SPLIT = "split"
    WITHDRAW = "withdraw"
    PLAN_RECHECK = "plan_recheck"
    RECHECK = "recheck"
    REOPEN = "reopen"
    TAKE_OVER = "take_over"
    CARRY = "carry"
    MATCH = "match"
    COMMENT = "comment"
    ASSIGN = "assign"
    LEAD = "lead"
    FOLLOW = "follow"
    VISIT = "visit"
    NOTIFY = "notify"


class Need(StrEnum):
    """What must be so before a command is done; the words of each stand in ``words``, the tests in
    ``guards``.
    """

    REASON = "reason"
    BASIS = "basis"
    DOCUMENT = "document"
    INTERIM = "interim"
    REVIEW_DATE = "review_date"
    OWNER = "owner"
    DEADLINE = "deadline"
    STANDARD = "standard"
    ACTIONS = "actions"
    VERIFIER = "verifier"
    INDEPENDENT = "independent"
    FROM_ABOVE = "from_above"
    SIGNED = "signed"
    APPROVED = "approved"
    UNAPPROVED = "unapproved"
    IMMEDIATE = "immediate"
    ACTIONS_SETTLED = "actions_settled"
    HANDED_BACK = "handed_back"
    EVIDENCE = "evidence"
    ANSWERED = "answered"
    ONE_LEVEL = "one_level"
    TWO_LEVELS = "two_levels"
    DISINTERESTED = "disinterested"
    REQUESTED = "requested"
    VACANT = "vacant"


class Holding(StrEnum):
    """Whose item it is: the team's or one person's own."""

    TEAM = "team"
    PERSONAL = "personal"


BOTH: Final = (Holding.TEAM, Holding.PERSONAL)

Who = tuple[Standing, ...]


AUTHOR: Final = each(LEADERS, Relation.OWN)
"""Whose personal list it is."""
COORDINATOR: Final = each((Role.COORDINATOR,), Relation.OWN_UNIT)
CHIEF: Final = each((Role.CHIEF,), Relation.OWN_UNIT)
TEAM: Final = each(LEADERS, Relation.OWN_UNIT)
SUPERIOR: Final = each(LEADERS, Relation.DIRECTLY_BELOW)
SUPERVISION: Final = each(GROUP, Relation.ASSIGNED)
OWNER: Final = each((Role.SIGNED_IN,), Relation.OWNER)
SPONSOR: Final = each((Role.SIGNED_IN,), Relation.SPONSOR)
VERIFIER: Final = each((Role.SIGNED_IN,), Relation.VERIFIER)
DOER: Final = each((Role.SIGNED_IN,), Relation.DOER)
CHECKER: Final = each((Role.SIGNED_IN,), Relation.CHECKER)
SUCCESSOR: Final = each((Role.CHIEF, Role.COORDINATOR), Relation.DIRECTLY_BELOW)
"""A unit that was merged stands directly below the one it was merged into."""

REPORTERS: Final = (*OWNER, *COORDINATOR)
ABOVE: Final = (*SUPERIOR, *SUPERVISION)

INITIAL: Final = State.DRAFTED
TERMINAL: Final = (State.CLOSED, State.MERGED, State.WITHDRAWN)
"""Closed is the end of a round, the other two the end of the item."""
OPEN: Final = tuple(state for state in State if state not in (*TERMINAL, State.NEW))
WORKING: Final = (State.PLANNED, State.IN_PROGRESS, State.RETURNED, State.BLOCKED)
CHANGEABLE: Final = (State.DRAFTED, *WORKING)
STORED: Final = tuple(state for state in State if state is not State.NEW)

_READY: Final = (Need.OWNER, Need.STANDARD, Need.ACTIONS, Need.DEADLINE, Need.VERIFIER)
_PROVEN: Final = (Need.ACTIONS_SETTLED, Need.EVIDENCE, Need.HANDED_BACK)
_CHECKED: Final = (*_PROVEN, Need.ANSWERED, Need.VERIFIER, Need.INDEPENDENT, Need.FROM_ABOVE)


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: from this state, by this command, to that state, by whom, where what is so."""

    source: State
    command: Command
    target: State
    team: Who
    personal: Who
    needs: tuple[Need, ...]

    def who(self, holding: Holding) -> Who:
        """Return who may, for the team's item or a person's own."""
        return self.team if holding == Holding.TEAM else self.personal


def _rows(
    sources: tuple[State, ...] | State,
    command: Command,
    target: State | None,
    team: Who,
    personal: Who = (),
    needs: tuple[Need, ...] = (),
) -> Iterator[Transition]:
    """Yield a row for each source; without a target the state stays what it is."""
    for source in (sources,) if isinstance(sources, State) else sources:
        yield Transition(source, command, target or source, team, personal, needs)


_AT_WORK: Final = (State.IN_PROGRESS, State.BLOCKED)
_TAKEN_UP: Final = (State.PLANNED, State.RETURNED)
"""Whoever reports from here has begun, or begun again."""

TABLE: Final[tuple[Transition, ...]] = (
    # proposing and the plan
    *_rows(State.NEW, Command.CREATE, INITIAL, (*COORDINATOR, *CHIEF), AUTHOR),
    *_rows(
        (State.DRAFTED, State.IN_PROGRESS),
        Command.EDIT,
        None,
        (*REPORTERS, *CHIEF, *SPONSOR),
        OWNER,
        (Need.UNAPPROVED,),
    ),
    *_rows(
        (State.DRAFTED, State.IN_PROGRESS), Command.SIGN, None, SPONSOR, (), (Need.OWNER, Need.UNAPPROVED)
    ),
    *_rows(
        State.DRAFTED, Command.APPROVE, State.PLANNED, CHIEF, CHIEF, (*_READY, Need.FROM_ABOVE, Need.SIGNED)
    ),
    # 即知即改: begun before the plan, approved with it
    *_rows(
        State.IN_PROGRESS,
        Command.APPROVE,
        None,
        CHIEF,
        CHIEF,
        (Need.UNAPPROVED, *_READY, Need.FROM_ABOVE, Need.SIGNED),
    ),
    *_rows(
        State.DRAFTED,
        Command.START_AT_ONCE,
        State.IN_PROGRESS,
        (*REPORTERS, *CHIEF),
        OWNER,
        (Need.OWNER, Need.DEADLINE, Need.IMMEDIATE),
    ),
    # doing and reporting
    *_rows((State.PLANNED, State.RETURNED), Command.START, State.IN_PROGRESS, REPORTERS, OWNER),
    *_rows(_TAKEN_UP, Command.PROGRESS, State.IN_PROGRESS, (*REPORTERS, *SPONSOR, *DOER), OWNER),
    *_rows(_AT_WORK, Command.PROGRESS, None, (*REPORTERS, *SPONSOR, *DOER), OWNER),
    *_rows(State.DRAFTED, Command.ACTION, None, (*REPORTERS, *SPONSOR, *CHIEF), OWNER),
    *_rows(_TAKEN_UP, Command.ACTION, State.IN_PROGRESS, (*REPORTERS, *SPONSOR, *DOER), OWNER),
    *_rows(_AT_WORK, Command.ACTION, None, (*REPORTERS, *SPONSOR, *DOER), OWNER),
    *_rows(_TAKEN_UP, Command.EVIDENCE, State.IN_PROGRESS, (*REPORTERS, *SPONSOR, *DOER), OWNER),
    *_rows(_AT_WORK, Command.EVIDENCE, None, (*REPORTERS, *SPONSOR, *DOER), OWNER),
    *_rows(
        State.IN_PROGRESS,
        Command.SUBMIT,
        State.SUBMITTED,
        REPORTERS,
        OWNER,
        (Need.APPROVED, *_PROVEN, Need.VERIFIER, Need.INDEPENDENT, Need.FROM_ABOVE),
    ),
    *_rows(State.SUBMITTED, Command.RECALL, State.IN_PROGRESS, REPORTERS, OWNER),
    # verification
    *_rows(
        State.SUBMITTED,
        Command.ANSWER,
        None,
        VERIFIER,
        VERIFIER,
        (Need.VERIFIER, Need.INDEPENDENT, Need.FROM_ABOVE),
    ),
    *_rows(State.SUBMITTED, Command.RETURN, State.RETURNED, VERIFIER, VERIFIER, (Need.REASON,)),
    *_rows(State.SUBMITTED, Command.CLOSE, State.CLOSED, VERIFIER, VERIFIER, (*_CHECKED, Need.ONE_LEVEL)),
    *_rows(State.SUBMITTED, Command.VERIFY, State.VERIFIED, VERIFIER, (), (*_CHECKED, Need.TWO_LEVELS)),
    *_rows(
        State.VERIFIED,
        Command.CONFIRM,
        State.CLOSED,
        ABOVE,
        (),
        (*_CHECKED, Need.TWO_LEVELS, Need.DISINTERESTED),
    ),
    *_rows(State.VERIFIED, Command.SEND_BACK, State.RETURNED, ABOVE, (), (Need.REASON,)),
    # what cannot be done now
    *_rows(
        (State.PLANNED, State.IN_PROGRESS, State.RETURNED),
        Command.BLOCK,
        State.BLOCKED,
        REPORTERS,
        OWNER,
        (Need.REASON, Need.DOCUMENT, Need.INTERIM, Need.REVIEW_DATE),
    ),
    *_rows(State.BLOCKED, Command.REVIEW, None, (*REPORTERS, *CHIEF), OWNER, (Need.REASON, Need.REVIEW_DATE)),
    *_rows(State.BLOCKED, Command.UNBLOCK, State.IN_PROGRESS, (*REPORTERS, *CHIEF), OWNER, (Need.REASON,)),
    # asking for more time, for a change, for withdrawal
    *_rows(WORKING, Command.ASK, None, (*REPORTERS, *SPONSOR), OWNER, (Need.REASON,)),
    *_rows(WORKING, Command.SIGN_REQUEST, None, SPONSOR, (), (Need.REQUESTED,)),
    *_rows(WORKING, Command.DECIDE, None, CHIEF, CHIEF, (Need.REQUESTED, Need.DISINTERESTED)),
    *_rows(WORKING, Command.DECIDE_AGAIN, None, ABOVE, VERIFIER, (Need.REQUESTED, Need.DISINTERESTED)),
    *_rows(State.DRAFTED, Command.WITHDRAW, State.WITHDRAWN, CHIEF, OWNER, (Need.REASON,)),
    *_rows(
        WORKING,
        Command.WITHDRAW,
        State.WITHDRAWN,
        (*CHIEF, *SUPERIOR),
        (*CHIEF, *VERIFIER),
        (Need.REQUESTED, Need.REASON, Need.DISINTERESTED),
    ),
    # who does it and who checks it
    *_rows(CHANGEABLE, Command.REASSIGN, None, CHIEF, (), (Need.REASON,)),
    # What a chief had who has left: there is nobody else to hand it over until the next one comes.
    *_rows(CHANGEABLE, Command.SUCCEED, None, COORDINATOR, (), (Need.REASON, Need.VACANT)),
    *_rows((*CHANGEABLE, State.SUBMITTED), Command.NAME_VERIFIER, None, (*CHIEF, *SUPERIOR), CHIEF),
    # one of several, several of one
    *_rows(State.DRAFTED, Command.MERGE, State.MERGED, (*COORDINATOR, *CHIEF), OWNER, (Need.REASON,)),
    *_rows(WORKING, Command.MERGE, State.MERGED, CHIEF, CHIEF, (Need.REASON,)),
    *_rows(State.DRAFTED, Command.SPLIT, None, (*COORDINATOR, *CHIEF), OWNER, (Need.REASON,)),
    *_rows(WORKING, Command.SPLIT, None, CHIEF, CHIEF, (Need.REASON,)),
    *_rows(STORED, Command.TAKE_OVER, None, SUCCESSOR, (), (Need.REASON,)),
    # at the end of the year: it goes on as what it is, and next year's account names it
    *_rows(OPEN, Command.CARRY, None, CHIEF, CHIEF, (Need.REASON,)),
    # after closing
    *_rows(State.CLOSED, Command.PLAN_RECHECK, None, (*CHIEF, *SUPERVISION), CHIEF),
    *_rows(State.CLOSED, Command.RECHECK, None, (*SUPERVISION, *CHECKER), CHECKER, (Need.DISINTERESTED,)),
    *_rows(
        State.CLOSED, Command.REOPEN, State.IN_PROGRESS, ABOVE, (*CHIEF, *VERIFIER), (Need.REASON, Need.BASIS)
    ),
    # whether it is the matter of an earlier year that was closed, say
    *_rows(
        (*OPEN, State.CLOSED),
        Command.MATCH,
        None,
        (*CHIEF, *ABOVE),
        (*CHIEF, *VERIFIER),
        (Need.REASON, Need.DISINTERESTED),
    ),
    # said beside it, in any state
    *_rows(
        STORED,
        Command.COMMENT,
        None,
        (*TEAM, *COORDINATOR, *OWNER, *SPONSOR, *DOER, *VERIFIER, *CHECKER, *ABOVE),
        (*OWNER, *CHIEF, *VERIFIER),
    ),
    # handed down and followed up while it is open; what comes of it is told beside the item
    *_rows(OPEN, Command.ASSIGN, None, (*CHIEF, *SPONSOR, *SUPERIOR)),
    *_rows(OPEN, Command.LEAD, None, (*TEAM, *SPONSOR, *SUPERIOR)),
    *_rows(OPEN, Command.FOLLOW, None, (*TEAM, *SPONSOR, *SUPERIOR)),
    *_rows(OPEN, Command.VISIT, None, (*TEAM, *COORDINATOR, *SPONSOR, *DOER, *VERIFIER, *OWNER, *ABOVE)),
    *_rows(OPEN, Command.NOTIFY, None, (*CHIEF, *ABOVE)),
)

_BY_STEP: Final = MappingProxyType({(row.source, row.command): row for row in TABLE})


def transition(state: str, command: Command) -> Transition | None:
    """Return the row for a command in a state, ``None`` where there is none."""
    return _BY_STEP.get((State(state), command))


def commands(state: str) -> tuple[Command, ...]:
    """Return what the table has for a state, in its order."""
    return tuple(row.command for row in TABLE if row.source == state)
