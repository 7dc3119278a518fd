"""Who may do what with periods and reports: rows made from the tables of their lives and of visibility.

A superior's coordinator asks the units directly below, its chief those of the whole tree below. What is then
done with a report on the asking side is the asking unit's: nobody further up takes it out of its hands.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao_web.apps.accounts.visibility import TABLE as VISIBILITY
from duizhao_web.apps.accounts.visibility import Holding, Right
from duizhao_web.apps.kernel.actor import Relation, Role
from duizhao_web.apps.kernel.policy import Rule, rules
from duizhao_web.apps.reporting.filing import (
    HANDED,
    PERIODS,
    TABLE,
    Act,
    PeriodAct,
    PeriodStage,
    Stage,
    state_of,
)

PERIOD_OPEN: Final = "reporting.period.open"
PERIOD_ASK: Final = "reporting.unit.ask"
PERIOD_READ: Final = "reporting.period.read"
REPORT_READ: Final = "reporting.report.read"
_OFFICE: Final = [Role.CHIEF, Role.COORDINATOR]


def report_code(act: Act) -> str:
    """Return what the policy calls an act on a report."""
    return f"reporting.report.{act.value}"


def period_code(act: PeriodAct) -> str:
    """Return what the policy calls an act on a period."""
    return f"reporting.period.{act.value}"


def _acts() -> Iterator[Rule]:
    for row in TABLE:
        for role, relation in row.who:
            yield Rule(role, relation, state_of(row.source), report_code(row.act))
    for one in PERIODS:
        for role, relation in one.who:
            yield Rule(role, relation, state_of(one.source), period_code(one.act))


def _reading() -> Iterator[Rule]:
    for cell in VISIBILITY:
        if cell.holding != Holding.REPORT or Right.READ not in cell.rights:
            continue
        for stage in Stage if cell.relation == Relation.OWN_UNIT else HANDED:
            yield Rule(cell.role, cell.relation, state_of(stage), REPORT_READ)
        # Who is assigned to a unit reads its reports, not what was rolled up of others.
        if cell.relation == Relation.ASSIGNED:
            continue
        # What a unit below was reported goes further down than its superior's coordinator reads.
        if cell.role == Role.COORDINATOR and cell.relation != Relation.OWN_UNIT:
            continue
        for one in PeriodStage:
            yield Rule(cell.role, cell.relation, state_of(one), PERIOD_READ)


RULES: Final = (
    *_acts(),
    *_reading(),
    *rules([PERIOD_OPEN], roles=_OFFICE, relations=[Relation.OWN_UNIT], states=["open"]),
    *rules([PERIOD_ASK], roles=_OFFICE, relations=[Relation.DIRECTLY_BELOW], states=["open"]),
    *rules([PERIOD_ASK], roles=[Role.CHIEF], relations=[Relation.BELOW], states=["open"]),
)
