"""Who may do what with accounts and assignments.

Three administrators, three powers: one makes accounts, one lets rights take effect, one reads the log.
Taking over
somebody's account needs two of them: the first issues a link, the second confirms it.
"""

from __future__ import annotations

from typing import Final

from duizhao_web.apps.kernel.actor import NO_STATE, Relation, Role
from duizhao_web.apps.kernel.policy import rules

ACCOUNT_LIST: Final = "accounts.account.list"
ACCOUNT_CREATE: Final = "accounts.account.create"
ACCOUNT_EDIT: Final = "accounts.account.edit"
ACCOUNT_END: Final = "accounts.account.end"
ACCOUNT_UNLOCK: Final = "accounts.account.unlock"
LINK_ISSUE: Final = "accounts.link.issue"
LINK_CONFIRM: Final = "accounts.link.confirm"
LINK_REFUSE: Final = "accounts.link.refuse"
LINK_USE: Final = "accounts.link.use"
ADMINISTRATOR_GRANT: Final = "accounts.administrator.grant"
ADMINISTRATOR_REVOKE: Final = "accounts.administrator.revoke"
GRANTS_VIEW: Final = "accounts.grants.view"
SIGN_IN: Final = "accounts.sign_in"
SIGN_IN_REFUSE: Final = "accounts.sign_in.refuse"
SESSION_END: Final = "accounts.session.end"
PASSWORD_CHANGE: Final = "accounts.password.change"
FACTOR_SET: Final = "accounts.factor.set"
FACTOR_REMOVE: Final = "accounts.factor.remove"
VIEW_KEEP: Final = "accounts.view.keep"
GROUP_CREATE: Final = "accounts.group.create"
DUTY_PROPOSE: Final = "accounts.duty.propose"
DUTY_CONFIRM: Final = "accounts.duty.confirm"
DUTY_REFUSE: Final = "accounts.duty.refuse"
DUTY_END: Final = "accounts.duty.end"
DUTY_RECUSE: Final = "accounts.duty.recuse"
INSTALLATION_KEEP: Final = "accounts.installation.keep"

_PLATFORM: Final = [Relation.PLATFORM]
_ABOVE: Final = [Relation.DIRECTLY_BELOW, Relation.BELOW]
_OPERATORS: Final = [Role.SYSTEM_ADMIN, Role.SYSTEM]

RULES: Final = (
    # The system administrator makes and ends accounts, and issues links.
    *rules([ACCOUNT_LIST, ACCOUNT_CREATE], roles=_OPERATORS, relations=_PLATFORM, states=[NO_STATE]),
    *rules(
        [ACCOUNT_EDIT, ACCOUNT_END, ACCOUNT_UNLOCK, LINK_ISSUE],
        roles=_OPERATORS,
        relations=_PLATFORM,
        states=["waiting", "active"],
    ),
    # The security administrator lets rights take effect.
    *rules([ACCOUNT_LIST, GRANTS_VIEW], roles=[Role.SECURITY_ADMIN], relations=_PLATFORM, states=[NO_STATE]),
    *rules(
        [LINK_CONFIRM, LINK_REFUSE, DUTY_CONFIRM, DUTY_REFUSE],
        roles=[Role.SECURITY_ADMIN],
        relations=_PLATFORM,
        states=["proposed"],
    ),
    *rules(
        [ADMINISTRATOR_GRANT, ADMINISTRATOR_REVOKE],
        roles=[Role.SECURITY_ADMIN],
        relations=_PLATFORM,
        states=["waiting", "active"],
    ),
    *rules([DUTY_END], roles=[Role.SECURITY_ADMIN], relations=_PLATFORM, states=["proposed", "confirmed"]),
    # The system itself: first set-up, refused sign-ins, links people use before they are signed in, backups.
    *rules([SIGN_IN_REFUSE, INSTALLATION_KEEP], roles=[Role.SYSTEM], relations=_PLATFORM, states=[NO_STATE]),
    *rules([LINK_CONFIRM, DUTY_CONFIRM], roles=[Role.SYSTEM], relations=_PLATFORM, states=["proposed"]),
    *rules([LINK_USE], roles=[Role.SYSTEM], relations=_PLATFORM, states=["confirmed"]),
    *rules([ADMINISTRATOR_GRANT], roles=[Role.SYSTEM], relations=_PLATFORM, states=["waiting"]),
    # Everybody, with their own account.
    *rules(
        [SIGN_IN, SESSION_END, PASSWORD_CHANGE, FACTOR_SET, FACTOR_REMOVE, VIEW_KEEP],
        roles=[Role.SIGNED_IN],
        relations=[Relation.OWN],
        states=["active"],
    ),
    # Reviewers and supervision groups are sent by the coordinator of a unit above, never by the unit itself.
    *rules([GROUP_CREATE], roles=[Role.COORDINATOR], relations=[Relation.OWN_UNIT], states=["open"]),
    *rules([DUTY_PROPOSE], roles=[Role.COORDINATOR], relations=_ABOVE, states=["open"]),
    *rules(
        [DUTY_END, DUTY_RECUSE], roles=[Role.COORDINATOR], relations=_ABOVE, states=["proposed", "confirmed"]
    ),
    *rules(
        [DUTY_RECUSE],
        roles=[Role.SIGNED_IN],
        relations=[Relation.OWN],
        states=["proposed", "confirmed"],
    ),
)
