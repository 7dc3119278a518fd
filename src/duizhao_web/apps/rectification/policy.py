"""Who may do what with items and plans: the items' rows are made from the lifecycle, reading from the table
of visibility.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao_web.apps.accounts.visibility import TABLE as VISIBILITY
from duizhao_web.apps.accounts.visibility import Holding as Seen
from duizhao_web.apps.accounts.visibility import Right
from duizhao_web.apps.kernel.actor import LEADERS, NO_STATE, Relation, Role
from duizhao_web.apps.kernel.policy import Rule, rules
from duizhao_web.apps.rectification.assigning import TABLE as HANDED
from duizhao_web.apps.rectification.assigning import Act
from duizhao_web.apps.rectification.lifecycle import STORED, TABLE, Command, Holding

PLAN_WRITE: Final = "rectification.plan.write"
PLAN_SIGN: Final = "rectification.plan.sign"
PLAN_ENDORSE: Final = "rectification.plan.endorse"
PLAN_FREEZE: Final = "rectification.plan.freeze"
LIST_WRITE: Final = "rectification.list.write"
LIST_HAND_IN: Final = "rectification.list.hand_in"
LIST_ENDORSE: Final = "rectification.list.endorse"
LIST_FREEZE: Final = "rectification.list.freeze"
NOTICE_ANSWER: Final = "rectification.notice.answer"
NOTICE_SETTLE: Final = "rectification.notice.settle"
REMINDERS_MAKE: Final = "rectification.reminders.make"
REMINDERS_SEE: Final = "rectification.reminders.see"
MAIL_SEND: Final = "rectification.mail.send"
MAIL_SET: Final = "rectification.mail.set"
UNIT_TAKE_OVER: Final = "rectification.unit.take_over"
READ: Final = "read"
NEW: Final = "new"

_THING: Final = {Holding.TEAM: "item", Holding.PERSONAL: "personal"}
_SEEN: Final = {Holding.TEAM: Seen.TEAM_ITEMS, Holding.PERSONAL: Seen.PERSONAL_ITEMS}


def code(command: Command | str, holding: Holding) -> str:
    """Return what the policy calls a command on the team's item or a person's own."""
    return f"rectification.{_THING[holding]}.{command}"


def assignment_code(act: Act) -> str:
    """Return what the policy calls an act on an assignment."""
    return f"rectification.assignment.{act.value}"


def _assignments() -> Iterator[Rule]:
    for row in HANDED:
        for role, relation in row.who:
            yield Rule(role, relation, row.source.value, assignment_code(row.act))


def _items() -> Iterator[Rule]:
    for holding in Holding:
        for row in TABLE:
            for role, relation in row.who(holding):
                yield Rule(role, relation, row.source, code(row.command, holding))
        for cell in VISIBILITY:
            if cell.holding == _SEEN[holding] and Right.READ in cell.rights:
                states = [state.value for state in STORED]
                yield from rules(
                    [code(READ, holding)], roles=[cell.role], relations=[cell.relation], states=states
                )


_WRITERS: Final = [Role.COORDINATOR, Role.CHIEF]
_UNIT: Final = [Relation.OWN_UNIT]
_OWN: Final = [Relation.OWN]

RULES: Final = (
    *_items(),
    *_assignments(),
    *rules(
        [REMINDERS_MAKE, MAIL_SEND], roles=[Role.SYSTEM], relations=[Relation.PLATFORM], states=[NO_STATE]
    ),
    *rules([REMINDERS_SEE, MAIL_SET], roles=[Role.SIGNED_IN], relations=[Relation.OWN], states=[NO_STATE]),
    # What a unit has left that was merged away stands directly below the one it was merged into.
    *rules(
        [UNIT_TAKE_OVER],
        roles=[Role.CHIEF, Role.COORDINATOR],
        relations=[Relation.DIRECTLY_BELOW],
        states=["merged"],
    ),
    # Notices: answered by whom or whose unit they went to, settled by who issued them.
    *rules([NOTICE_ANSWER], roles=[Role.SIGNED_IN], relations=[Relation.RECEIVER], states=["issued"]),
    *rules([NOTICE_ANSWER], roles=_WRITERS, relations=_UNIT, states=["issued"]),
    *rules(
        [NOTICE_SETTLE], roles=[Role.SIGNED_IN], relations=[Relation.GIVER], states=["issued", "answered"]
    ),
    *rules([NOTICE_SETTLE], roles=[Role.CHIEF], relations=_UNIT, states=["issued", "answered"]),
    # The team's plan: written, signed by its sponsor, discussed, endorsed by the chief, frozen after the
    # meeting.
    *rules([PLAN_WRITE], roles=_WRITERS, relations=_UNIT, states=[NEW, "drafting", "signed"]),
    *rules([PLAN_SIGN], roles=[Role.SIGNED_IN], relations=[Relation.SPONSOR], states=["drafting"]),
    *rules([PLAN_ENDORSE], roles=[Role.CHIEF], relations=_UNIT, states=["signed"]),
    *rules([PLAN_FREEZE], roles=_WRITERS, relations=_UNIT, states=["endorsed"]),
    # A member's own list: written and handed in by the member, endorsed by the chief.
    *rules([LIST_WRITE], roles=LEADERS, relations=_OWN, states=[NEW, "drafting"]),
    *rules([LIST_HAND_IN], roles=LEADERS, relations=_OWN, states=["drafting"]),
    *rules([LIST_ENDORSE], roles=[Role.CHIEF], relations=_UNIT, states=["signed"]),
    *rules([LIST_FREEZE], roles=[Role.CHIEF], relations=_UNIT, states=["endorsed"]),
)
