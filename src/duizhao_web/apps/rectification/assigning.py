"""The life of an assignment (交办): one table of (from, act, to, whose side, who), pure and complete.

It lies on the giver's desk until the giver confirms the answer; what cannot be solved by the receiver goes
back up and must be answered. Policy rows, the buttons and the table in the docs are made from ``TABLE``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from duizhao_web.apps.kernel.actor import GROUP, LEADERS, Relation, Role, Standing, each


class Stage(StrEnum):
    """Where an assignment stands."""

    GIVEN = "given"
    RECEIVED = "received"
    ANSWERED = "answered"
    RETURNED = "returned"
    RAISED = "raised"
    CONFIRMED = "confirmed"
    RECALLED = "recalled"


class Act(StrEnum):
    """What may be done with an assignment."""

    RECEIVE = "receive"
    REPORT = "report"
    ANSWER = "answer"
    RAISE = "raise"
    PASS_ON = "pass_on"
    HAND_OVER = "hand_over"
    ASK = "ask"
    REPLY = "reply"
    CONFIRM = "confirm"
    SEND_BACK = "send_back"
    RECALL = "recall"


class Side(StrEnum):
    """On whose side of an assignment somebody acts."""

    GIVING = "giving"
    RECEIVING = "receiving"


Who = tuple[Standing, ...]


GIVER: Final = each((Role.SIGNED_IN,), Relation.GIVER)
WATCHER: Final = each((Role.SIGNED_IN,), Relation.WATCHER)
RECEIVER: Final = each((Role.SIGNED_IN,), Relation.RECEIVER)
CHIEF: Final = each((Role.CHIEF,), Relation.OWN_UNIT)
COORDINATOR: Final = each((Role.COORDINATOR,), Relation.OWN_UNIT)
ABOVE: Final = (*each(LEADERS, Relation.DIRECTLY_BELOW), *each(GROUP, Relation.ASSIGNED))

GIVING: Final = (*GIVER, *CHIEF)
"""The giver; where the giver has left, the chief of the unit the assignment was given in."""
RECEIVING: Final = (*RECEIVER, *CHIEF, *COORDINATOR)

OPEN: Final = (Stage.GIVEN, Stage.RECEIVED, Stage.ANSWERED, Stage.RETURNED, Stage.RAISED)
ON_THE_GIVER: Final = (Stage.ANSWERED, Stage.RAISED)
"""Where the next step is the giver's."""
ON_THE_RECEIVER: Final = (Stage.GIVEN, Stage.RECEIVED, Stage.RETURNED)
WORKING: Final = (Stage.RECEIVED, Stage.RETURNED)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: from this stage, by this act, to that stage, on whose side, by whom; whether with words."""

    source: Stage
    act: Act
    target: Stage
    side: Side
    who: Who
    words: bool


def _rows(
    sources: tuple[Stage, ...], act: Act, target: Stage | None, side: Side, who: Who, *, words: bool = True
) -> Iterator[Row]:
    for source in sources:
        yield Row(source, act, target or source, side, who, words)


TABLE: Final[tuple[Row, ...]] = (
    *_rows((Stage.GIVEN,), Act.RECEIVE, Stage.RECEIVED, Side.RECEIVING, RECEIVING, words=False),
    *_rows(WORKING, Act.REPORT, Stage.RECEIVED, Side.RECEIVING, RECEIVING),
    *_rows(WORKING, Act.ANSWER, Stage.ANSWERED, Side.RECEIVING, RECEIVING),
    *_rows(WORKING, Act.RAISE, Stage.RAISED, Side.RECEIVING, RECEIVING),
    *_rows(WORKING, Act.PASS_ON, None, Side.RECEIVING, (*RECEIVER, *CHIEF)),
    *_rows(ON_THE_RECEIVER, Act.HAND_OVER, None, Side.RECEIVING, CHIEF),
    *_rows(ON_THE_RECEIVER, Act.ASK, None, Side.GIVING, (*GIVING, *WATCHER, *ABOVE)),
    *_rows((Stage.RAISED,), Act.REPLY, Stage.RECEIVED, Side.GIVING, GIVING),
    *_rows((Stage.ANSWERED,), Act.CONFIRM, Stage.CONFIRMED, Side.GIVING, GIVING, words=False),
    *_rows((Stage.ANSWERED,), Act.SEND_BACK, Stage.RETURNED, Side.GIVING, GIVING),
    *_rows(OPEN, Act.RECALL, Stage.RECALLED, Side.GIVING, GIVING),
)

_BY_STEP: Final = MappingProxyType({(row.source, row.act): row for row in TABLE})


def row_of(stage: str, act: Act) -> Row | None:
    """Return the row for an act at a stage, ``None`` where there is none."""
    return _BY_STEP.get((Stage(stage), act))


def acts(stage: str) -> tuple[Act, ...]:
    """Return what the table has for a stage, in its order."""
    return tuple(row.act for row in TABLE if row.source == stage)
