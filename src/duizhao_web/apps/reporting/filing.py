"""The lives of a period and of a unit's report: two tables of (from, act, to, side, who), pure and complete.

A report lies with its unit until it is handed in, then with whoever asked for it. Once locked it never goes
back: what turns out wrong is corrected by another edition, and the first stays as it was. Policy rows and
buttons are made from these tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from duizhao_web.apps.kernel.actor import Relation, Role, Standing, each


class Stage(StrEnum):
    """Where a unit's report stands."""

    ASKED = "asked"
    FILLING = "filling"
    CONFIRMED = "confirmed"
    HANDED_IN = "handed_in"
    RETURNED = "returned"
    LOCKED = "locked"


class Act(StrEnum):
    """What may be done with a report."""

    BEGIN = "begin"
    FILL = "fill"
    CONFIRM = "confirm"
    UNCONFIRM = "unconfirm"
    HAND_IN = "hand_in"
    RETURN = "return"
    LOCK = "lock"
    REPLY = "reply"
    CORRECT = "correct"
    RECALL = "recall"
    """That a correction was asked for."""


class PeriodStage(StrEnum):
    """Where a period stands."""

    OPEN = "open"
    CLOSED = "closed"
    ISSUED = "issued"


class PeriodAct(StrEnum):
    """What may be done with a period."""

    EDIT = "edit"
    WITHDRAW = "withdraw"
    CLOSE = "close"
    REOPEN = "reopen"
    ISSUE = "issue"
    ISSUE_AGAIN = "issue_again"


class Side(StrEnum):
    """On whose side of a report somebody acts."""

    UNIT = "unit"
    ASKING = "asking"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: from this stage, by this act, to that stage, on whose side, by whom; whether with words."""

    source: Stage
    act: Act
    target: Stage
    side: Side
    who: tuple[Standing, ...]
    words: bool = False


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One row of a period's life; ``target`` is None where it is gone."""

    source: PeriodStage
    act: PeriodAct
    target: PeriodStage | None
    who: tuple[Standing, ...]
    words: bool = False


CHIEF: Final = each((Role.CHIEF,), Relation.OWN_UNIT)
OFFICE: Final = each((Role.CHIEF, Role.COORDINATOR), Relation.OWN_UNIT)
"""Of the unit that fills in, or of the one that asks, by the side."""

WITH_THE_UNIT: Final = (Stage.ASKED, Stage.FILLING, Stage.CONFIRMED, Stage.RETURNED)
"""Where the next step is the unit's."""
HANDED: Final = (Stage.HANDED_IN, Stage.RETURNED, Stage.LOCKED)
"""Where those above may read it: before that it is the unit's draft."""
PENDING: Final = (*WITH_THE_UNIT, Stage.HANDED_IN)


def _rows(
    sources: tuple[Stage, ...], act: Act, target: Stage, who: tuple[Standing, ...], *, words: bool = False
) -> Iterator[Row]:
    side = Side.ASKING if act in _OF_ASKING else Side.UNIT
    for source in sources:
        yield Row(source, act, target, side, who, words)


_OF_ASKING: Final = (Act.RETURN, Act.LOCK, Act.REPLY, Act.CORRECT, Act.RECALL)

TABLE: Final[tuple[Row, ...]] = (
    *_rows((Stage.ASKED,), Act.BEGIN, Stage.FILLING, OFFICE),
    *_rows((Stage.FILLING, Stage.RETURNED), Act.FILL, Stage.FILLING, OFFICE),
    *_rows((Stage.FILLING,), Act.CONFIRM, Stage.CONFIRMED, CHIEF),
    *_rows((Stage.CONFIRMED,), Act.UNCONFIRM, Stage.FILLING, OFFICE, words=True),
    *_rows((Stage.CONFIRMED,), Act.HAND_IN, Stage.HANDED_IN, OFFICE),
    *_rows((Stage.HANDED_IN,), Act.RETURN, Stage.RETURNED, OFFICE, words=True),
    *_rows((Stage.HANDED_IN,), Act.LOCK, Stage.LOCKED, OFFICE),
    *_rows((Stage.HANDED_IN,), Act.REPLY, Stage.HANDED_IN, OFFICE, words=True),
    *_rows((Stage.LOCKED,), Act.REPLY, Stage.LOCKED, OFFICE, words=True),
    *_rows((Stage.LOCKED,), Act.CORRECT, Stage.LOCKED, OFFICE, words=True),
    # As long as its unit has not begun with it.
    *_rows((Stage.LOCKED,), Act.RECALL, Stage.LOCKED, OFFICE, words=True),
)

PERIODS: Final[tuple[PeriodRow, ...]] = (
    PeriodRow(PeriodStage.OPEN, PeriodAct.EDIT, PeriodStage.OPEN, OFFICE),
    PeriodRow(PeriodStage.OPEN, PeriodAct.WITHDRAW, None, OFFICE, words=True),
    PeriodRow(PeriodStage.OPEN, PeriodAct.CLOSE, PeriodStage.CLOSED, OFFICE),
    PeriodRow(PeriodStage.CLOSED, PeriodAct.REOPEN, PeriodStage.OPEN, OFFICE, words=True),
    # What is issued is the asking unit's word: its chief's.
    PeriodRow(PeriodStage.CLOSED, PeriodAct.ISSUE, PeriodStage.ISSUED, CHIEF),
    PeriodRow(PeriodStage.ISSUED, PeriodAct.ISSUE_AGAIN, PeriodStage.ISSUED, CHIEF, words=True),
)

_BY_STEP: Final = MappingProxyType({(row.source, row.act): row for row in TABLE})
_PERIOD_BY_STEP: Final = MappingProxyType({(row.source, row.act): row for row in PERIODS})


def state_of(stage: Stage | PeriodStage) -> str:
    """Return the stage as the policy knows it, in words no other room uses.

    What somebody may know of an open unit must not follow from an open period.
    """
    return f"{'report' if isinstance(stage, Stage) else 'period'}.{stage.value}"


def row_of(stage: str, act: Act) -> Row | None:
    """Return the row for an act at a stage, ``None`` where there is none."""
    return _BY_STEP.get((Stage(stage), act))


def period_row_of(stage: str, act: PeriodAct) -> PeriodRow | None:
    """Return the row for an act on a period at a stage, ``None`` where there is none."""
    return _PERIOD_BY_STEP.get((PeriodStage(stage), act))


def side_of(act: Act) -> Side:
    """Return on whose side an act is."""
    return Side.ASKING if act in _OF_ASKING else Side.UNIT
