"""The policy: every row of the table and nothing beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from itertools import combinations, product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from duizhao_web.apps.accounts.policy import ACCOUNT_LIST
from duizhao_web.apps.kernel.actor import (
    ADMINISTRATORS,
    ANONYMOUS,
    SYSTEM,
    Actor,
    Relation,
    Role,
    Seat,
    Subject,
)
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import Rule, allowed, authorise, may, table
from duizhao_web.apps.units.policy import UNIT_EDIT, UNIT_MOVE

if TYPE_CHECKING:
    from city import City

MATRIX = Path(__file__).with_name("policy.txt")


def as_text(rows: frozenset[Rule]) -> str:
    """Return the table for reading: a block a command, a line for each role and relation with its states."""
    blocks: dict[str, dict[tuple[Role, Relation], set[str]]] = defaultdict(lambda: defaultdict(set))
    for rule in rows:
        if not rule.command.startswith("sample."):
            blocks[rule.command][rule.role, rule.relation].add(rule.state)
    lines = []
    for command, who in sorted(blocks.items()):
        lines.append(command)
        lines += sorted(
            f"  {role} {relation}: {' '.join(sorted(states))}" for (role, relation), states in who.items()
        )
    return "\n".join(lines) + "\n"


def as_rows(text: str) -> set[Rule]:
    """Return the rows a text tells."""
    rows, command = set[Rule](), ""
    for line in text.splitlines():
        if not line.startswith(" "):
            command = line
            continue
        who, _, states = line.strip().partition(": ")
        role, relation = who.split()
        rows |= {Rule(Role(role), Relation(relation), state, command) for state in states.split()}
    return rows


def test_table_when_written_out_then_as_reviewed(golden: Callable[[Path, str], None]) -> None:
    golden(MATRIX, as_text(table()))


def test_policy_when_asked_for_everything_then_only_the_reviewed_rows_are_allowed() -> None:
    reviewed = as_rows(MATRIX.read_text(encoding="utf-8"))
    commands = sorted({rule.command for rule in reviewed})
    states = sorted({rule.state for rule in reviewed})

    said = {
        Rule(role, relation, state, command)
        for role, relation, state, command in product(Role, Relation, states, commands)
        if allowed(role, relation, state, command)
    }

    assert said == reviewed


@pytest.mark.parametrize(("one", "other"), list(combinations(ADMINISTRATORS, 2)))
def test_administrators_when_compared_then_none_has_a_power_of_another(one: Role, other: Role) -> None:
    powers = {role: {rule.command for rule in table() if rule.role == role} for role in (one, other)}

    assert powers[one] & powers[other] <= {ACCOUNT_LIST}


def test_administrators_when_in_the_table_then_only_for_the_whole_installation() -> None:
    assert {rule.relation for rule in table() if rule.role in ADMINISTRATORS} == {Relation.PLATFORM}


@pytest.mark.parametrize("word", ["", "units.unit.destroy", "UNITS.UNIT.MOVE"])
def test_policy_when_the_command_is_unknown_then_refused(word: str) -> None:
    assert not may(SYSTEM, word, Subject("open", "0001"))


def test_policy_when_nobody_is_signed_in_then_nothing_is_allowed() -> None:
    commands = {rule.command for rule in table()}
    states = {rule.state for rule in table()}

    assert not any(
        may(ANONYMOUS, command, Subject(state, "0001")) for command in commands for state in states
    )


COORDINATOR = Actor(1, "a", 1, seats=(Seat(Role.COORDINATOR, "00010001"),))


@pytest.mark.parametrize(
    ("subject", "command", "code"),
    [
        (Subject("open", "00010002"), UNIT_EDIT, AppErrorCode.NOT_FOUND),
        (Subject("open", "0001"), UNIT_EDIT, AppErrorCode.NOT_FOUND),
        (Subject("open", "00010001"), UNIT_MOVE, AppErrorCode.FORBIDDEN),
        (Subject("closed", "00010001"), UNIT_EDIT, AppErrorCode.WRONG_STATE),
    ],
)
def test_refusal_when_out_of_scope_then_not_told_that_it_exists(
    subject: Subject, command: str, code: AppErrorCode
) -> None:
    with pytest.raises(AppError) as caught:
        authorise(COORDINATOR, command, subject)

    assert caught.value.code == code


@pytest.mark.parametrize(
    ("path", "relation"),
    [
        ("00010001", Relation.OWN_UNIT),
        ("000100010001", Relation.DIRECTLY_BELOW),
        ("0001000100010001", Relation.BELOW),
        ("00020001", Relation.DIRECTLY_BELOW),
        ("000200010007", Relation.BELOW),
        ("0001", None),
        ("00010002", None),
        ("0002", None),
        ("00020002", None),
    ],
)
def test_relation_when_a_unit_is_led_beside_the_tree_then_it_is_directly_below(
    path: str, relation: Relation | None
) -> None:
    assert Seat(Role.CHIEF, "00010001", ("00020001",)).relation(path) == relation


def test_room_when_new_then_its_rows_count_without_being_listed(city: City) -> None:
    unit = city.unit("county")

    assert may(city.actor("county.chief"), "sample.paper.praise", Subject("open", unit.path))
    assert not may(city.actor("rival.chief"), "sample.paper.praise", Subject("open", unit.path))
