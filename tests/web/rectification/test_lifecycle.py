"""The table of the lifecycle: every state, command, role and relation is asked, and only its rows say yes."""

from __future__ import annotations

from itertools import product

import pytest

from duizhao_web.apps.kernel.actor import Relation, Role
from duizhao_web.apps.kernel.policy import allowed
from duizhao_web.apps.rectification.guards import _TESTS
from duizhao_web.apps.rectification.lifecycle import (
    OPEN,
    STORED,
    TABLE,
    TERMINAL,
    Command,
    Holding,
    Need,
    State,
    commands,
    transition,
)
from duizhao_web.apps.rectification.policy import code
from duizhao_web.apps.rectification.words import CommandWord, ItemState, NeedWord

# What the design says, apart from the table: who may ever do what to the team's item.
DESIGN = {
    Command.APPROVE: {(Role.CHIEF, Relation.OWN_UNIT)},
    Command.REASSIGN: {(Role.CHIEF, Relation.OWN_UNIT)},
    Command.DECIDE: {(Role.CHIEF, Relation.OWN_UNIT)},
    Command.CLOSE: {(Role.SIGNED_IN, Relation.VERIFIER)},
    Command.VERIFY: {(Role.SIGNED_IN, Relation.VERIFIER)},
    Command.RETURN: {(Role.SIGNED_IN, Relation.VERIFIER)},
    Command.ANSWER: {(Role.SIGNED_IN, Relation.VERIFIER)},
}
ABOVE = {
    (Role.CHIEF, Relation.DIRECTLY_BELOW),
    (Role.MEMBER, Relation.DIRECTLY_BELOW),
    (Role.GROUP_HEAD, Relation.ASSIGNED),
    (Role.GROUP_MEMBER, Relation.ASSIGNED),
    (Role.GROUP_LIAISON, Relation.ASSIGNED),
}
MOVES = {
    ("new", "drafted"),
    ("drafted", "planned"),
    ("drafted", "in_progress"),
    ("drafted", "merged"),
    ("drafted", "withdrawn"),
    ("planned", "in_progress"),
    ("planned", "blocked"),
    ("planned", "merged"),
    ("planned", "withdrawn"),
    ("in_progress", "submitted"),
    ("in_progress", "blocked"),
    ("in_progress", "merged"),
    ("in_progress", "withdrawn"),
    ("submitted", "in_progress"),
    ("submitted", "returned"),
    ("submitted", "verified"),
    ("submitted", "closed"),
    ("verified", "closed"),
    ("verified", "returned"),
    ("returned", "in_progress"),
    ("returned", "blocked"),
    ("returned", "merged"),
    ("returned", "withdrawn"),
    ("blocked", "in_progress"),
    ("blocked", "merged"),
    ("blocked", "withdrawn"),
    ("closed", "in_progress"),
}


@pytest.mark.parametrize("holding", Holding)
def test_policy_when_asked_for_everything_then_it_says_what_the_table_says(holding: Holding) -> None:
    for state, command, role, relation in product(State, Command, Role, Relation):
        row = transition(state, command)
        expected = row is not None and (role, relation) in row.who(holding)

        assert allowed(role, relation, state, code(command, holding)) == expected


def test_moves_when_counted_then_those_of_the_design_and_no_other() -> None:
    assert {(row.source, row.target) for row in TABLE if row.source != row.target} == MOVES


def test_table_when_a_state_and_command_are_given_then_at_most_one_row() -> None:
    steps = [(row.source, row.command) for row in TABLE]

    assert len(steps) == len(set(steps))


def test_who_when_asked_then_as_the_design_says() -> None:
    for command, who in DESIGN.items():
        assert {each for row in TABLE if row.command == command for each in row.team} == who
    for command in (Command.CONFIRM, Command.SEND_BACK, Command.DECIDE_AGAIN, Command.REOPEN):
        assert {each for row in TABLE if row.command == command for each in row.team} == ABOVE


def test_owner_when_asking_then_may_never_decide_about_it() -> None:
    deciding = {
        Command.APPROVE,
        Command.ANSWER,
        Command.RETURN,
        Command.VERIFY,
        Command.CLOSE,
        Command.CONFIRM,
        Command.DECIDE,
        Command.DECIDE_AGAIN,
        Command.REOPEN,
    }
    owner = (Role.SIGNED_IN, Relation.OWNER)

    assert not [row for row in TABLE if row.command in deciding and owner in (*row.team, *row.personal)]


def test_closing_when_by_any_way_then_everything_is_required() -> None:
    needed = {
        Need.ACTIONS_SETTLED,
        Need.EVIDENCE,
        Need.HANDED_BACK,
        Need.ANSWERED,
        Need.VERIFIER,
        Need.INDEPENDENT,
        Need.FROM_ABOVE,
    }
    closing = [row for row in TABLE if row.target == State.CLOSED and row.source != State.CLOSED]

    assert {row.command for row in closing} == {Command.CLOSE, Command.CONFIRM}
    assert all(needed <= set(row.needs) for row in closing)


def test_ends_when_reached_then_nothing_but_words_and_looks_back() -> None:
    assert set(TERMINAL) | set(OPEN) | {State.NEW} == set(State)
    for state in (State.MERGED, State.WITHDRAWN):
        assert set(commands(state)) == {Command.COMMENT, Command.TAKE_OVER}
    assert set(commands(State.CLOSED)) == {
        Command.PLAN_RECHECK,
        Command.RECHECK,
        Command.REOPEN,
        Command.MATCH,
        Command.TAKE_OVER,
        Command.COMMENT,
    }


def test_every_state_when_walked_from_the_draft_then_reached() -> None:
    reached = {State.NEW}
    while True:
        more = {row.target for row in TABLE if row.source in reached} - reached
        if not more:
            break
        reached |= more

    assert reached == set(State)


def test_words_when_compared_then_each_state_command_and_need_has_its_own() -> None:
    assert {state.value for state in STORED} == set(ItemState.values)
    assert {command.value for command in Command} == set(CommandWord.values)
    assert {need.value for need in Need} == set(NeedWord.values)
    assert set(_TESTS) == set(Need)
    assert {need for row in TABLE for need in row.needs} == set(Need)
