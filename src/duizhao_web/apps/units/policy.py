"""Who may change the tree, teams, posts and people.

The system administrator keeps the whole tree; a coordinator keeps the own unit and those below. Neither gives
rights by it: a person in a post has the post's rights, and a unit stands elsewhere in the tree, once the
security administrator has confirmed it.
"""

from __future__ import annotations

from typing import Final

from duizhao_web.apps.kernel.actor import NO_STATE, Relation, Role
from duizhao_web.apps.kernel.policy import rules

UNIT_CREATE_TOP: Final = "units.unit.create_top"
UNIT_CREATE: Final = "units.unit.create"
UNIT_EDIT: Final = "units.unit.edit"
UNIT_MOVE: Final = "units.unit.move"
UNIT_MERGE: Final = "units.unit.merge"
UNIT_CLOSE: Final = "units.unit.close"
SUPERIOR_ADD: Final = "units.superior.add"
CHANGE_PROPOSE: Final = "units.change.propose"
CHANGE_WITHDRAW: Final = "units.change.withdraw"
CHANGE_CONFIRM: Final = "units.change.confirm"
CHANGE_REFUSE: Final = "units.change.refuse"
SUPERIOR_END: Final = "units.superior.end"
TEAM_CREATE: Final = "units.team.create"
TEAM_CLOSE: Final = "units.team.close"
TEAM_ORDER: Final = "units.team.order"
POST_CREATE: Final = "units.post.create"
POST_EDIT: Final = "units.post.edit"
POST_CLOSE: Final = "units.post.close"
PERSON_CREATE: Final = "units.person.create"
PERSON_EDIT: Final = "units.person.edit"
TENURE_PROPOSE: Final = "units.tenure.propose"
TENURE_END: Final = "units.tenure.end"
TENURE_CONFIRM: Final = "units.tenure.confirm"
TENURE_REFUSE: Final = "units.tenure.refuse"
IMPORT: Final = "units.import"

# Done on the machine itself; in the browser they are proposed by one and confirmed by another.
_TREE: Final = (UNIT_MOVE, UNIT_MERGE, SUPERIOR_ADD)
_STAFF: Final = (
    UNIT_CREATE,
    UNIT_EDIT,
    TEAM_CREATE,
    TEAM_CLOSE,
    TEAM_ORDER,
    POST_CREATE,
    POST_EDIT,
    POST_CLOSE,
    PERSON_CREATE,
    PERSON_EDIT,
    TENURE_PROPOSE,
)
_WITHIN: Final = (Relation.OWN_UNIT, Relation.DIRECTLY_BELOW, Relation.BELOW)
_FOUND: Final = (Role.SYSTEM_ADMIN, Role.SYSTEM)

RULES: Final = (
    *rules([UNIT_CREATE_TOP, IMPORT], roles=_FOUND, relations=[Relation.PLATFORM], states=[NO_STATE]),
    *rules(_TREE, roles=[Role.SYSTEM], relations=[Relation.PLATFORM], states=["open"]),
    *rules(
        [*_STAFF, UNIT_CLOSE, SUPERIOR_END, CHANGE_PROPOSE],
        roles=_FOUND,
        relations=[Relation.PLATFORM],
        states=["open"],
    ),
    *rules([CHANGE_WITHDRAW], roles=_FOUND, relations=[Relation.PLATFORM], states=["proposed"]),
    *rules(_STAFF, roles=[Role.COORDINATOR], relations=_WITHIN, states=["open"]),
    *rules(
        [UNIT_CLOSE],
        roles=[Role.COORDINATOR],
        relations=[Relation.DIRECTLY_BELOW, Relation.BELOW],
        states=["open"],
    ),
    *rules([TENURE_END], roles=_FOUND, relations=[Relation.PLATFORM], states=["proposed", "confirmed"]),
    *rules([TENURE_END], roles=[Role.COORDINATOR], relations=_WITHIN, states=["proposed", "confirmed"]),
    *rules(
        [TENURE_CONFIRM, TENURE_REFUSE, CHANGE_CONFIRM, CHANGE_REFUSE],
        roles=[Role.SECURITY_ADMIN],
        relations=[Relation.PLATFORM],
        states=["proposed"],
    ),
    *rules([TENURE_CONFIRM], roles=[Role.SYSTEM], relations=[Relation.PLATFORM], states=["proposed"]),
)
