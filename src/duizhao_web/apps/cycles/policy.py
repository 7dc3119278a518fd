"""Who may do what with meetings: seeing one is the table of visibility, changing one stands here.

A unit's chief and coordinator open and keep its own meeting. A superior's coordinator opens those directly
below, its chief those of the whole tree below; both may put a date right there or take back what was opened
by mistake. That a meeting was held is said by the unit itself; its chief closes it.
"""

from __future__ import annotations

from typing import Final

from duizhao_web.apps.accounts.visibility import TABLE, Holding, Right
from duizhao_web.apps.kernel.actor import Relation, Role
from duizhao_web.apps.kernel.policy import rules

CYCLE_READ: Final = "cycles.cycle.read"
CYCLE_OPEN: Final = "cycles.cycle.open"
CYCLE_EDIT: Final = "cycles.cycle.edit"
CYCLE_WITHDRAW: Final = "cycles.cycle.withdraw"
CYCLE_HOLD: Final = "cycles.cycle.hold"
CYCLE_CLOSE: Final = "cycles.cycle.close"
CYCLE_REOPEN: Final = "cycles.cycle.reopen"
CYCLE_TAKE_OVER: Final = "cycles.cycle.take_over"
STEP_NOTE: Final = "cycles.step.note"

_STATES: Final = ("preparing", "held", "closed")
_OWN: Final = [Role.CHIEF, Role.COORDINATOR]

RULES: Final = (
    *(
        rule
        for cell in TABLE
        if cell.holding == Holding.CYCLE and Right.READ in cell.rights
        for rule in rules([CYCLE_READ], roles=[cell.role], relations=[cell.relation], states=_STATES)
    ),
    # Of a unit: a meeting that is not there yet.
    *rules([CYCLE_OPEN], roles=_OWN, relations=[Relation.OWN_UNIT, Relation.DIRECTLY_BELOW], states=["open"]),
    *rules([CYCLE_OPEN], roles=[Role.CHIEF], relations=[Relation.BELOW], states=["open"]),
    *rules(
        [CYCLE_EDIT, CYCLE_WITHDRAW],
        roles=_OWN,
        relations=[Relation.OWN_UNIT, Relation.DIRECTLY_BELOW],
        states=["preparing"],
    ),
    *rules(
        [CYCLE_EDIT, CYCLE_WITHDRAW], roles=[Role.CHIEF], relations=[Relation.BELOW], states=["preparing"]
    ),
    *rules([STEP_NOTE], roles=_OWN, relations=[Relation.OWN_UNIT], states=["preparing", "held"]),
    *rules([CYCLE_HOLD], roles=_OWN, relations=[Relation.OWN_UNIT], states=["preparing", "held"]),
    # Closing decides what goes on into the next year: the chief's, as undoing it is.
    *rules([CYCLE_CLOSE], roles=[Role.CHIEF], relations=[Relation.OWN_UNIT], states=["held"]),
    *rules([CYCLE_REOPEN], roles=[Role.CHIEF], relations=[Relation.OWN_UNIT], states=["closed"]),
    # A unit that was merged stands directly below the one it was merged into; the service asks for that.
    *rules(
        [CYCLE_TAKE_OVER],
        roles=_OWN,
        relations=[Relation.DIRECTLY_BELOW],
        states=["preparing", "held"],
    ),
)
