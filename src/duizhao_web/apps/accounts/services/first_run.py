"""The first start on an empty directory: three administrators, one unit, its coordinator, and a link for
each.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duizhao_web.apps.accounts.models import Administrator, LinkKind, User
from duizhao_web.apps.accounts.services.accounts import account_create, administrator_grant
from duizhao_web.apps.accounts.services.links import link_confirm, link_issue
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import SYSTEM
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.units.models import PostKind
from duizhao_web.apps.units.services.people import person_create, tenure_confirm, tenure_propose
from duizhao_web.apps.units.services.teams import post_create
from duizhao_web.apps.units.services.tree import unit_create

_ADMINISTRATORS: Final[tuple[tuple[str, Administrator], ...]] = (
    ("system", Administrator.SYSTEM),
    ("security", Administrator.SECURITY),
    ("audit", Administrator.AUDIT),
)
_COORDINATOR: Final[str | Promise] = gettext_lazy("联络员")


class FirstLink(NamedTuple):
    """Whose link it is: what the account is for, its name, the address."""

    title: str
    username: str
    address: str


@service
def first_run() -> list[FirstLink]:
    """Set up what a server needs for people to go on by themselves; return the links, shown once."""
    links = []
    for username, kind in _ADMINISTRATORS:
        user = account_create(actor=SYSTEM, username=username, name=str(kind.label))
        administrator_grant(actor=SYSTEM, user=user, kind=kind)
        links.append(_link(user, str(kind.label)))
    today = clock.today()
    unit = unit_create(actor=SYSTEM, name=_("本单位"), superior=None, since=today)
    post = post_create(
        actor=SYSTEM, unit=unit, team=None, title=str(_COORDINATOR), kind=PostKind.COORDINATOR, since=today
    )
    person = person_create(actor=SYSTEM, unit=unit, name=str(_COORDINATOR))
    tenure_confirm(actor=SYSTEM, tenure=tenure_propose(actor=SYSTEM, post=post, person=person, since=today))
    user = account_create(actor=SYSTEM, username="coordinator", name=person.name, person=person)
    return [*links, _link(user, str(_COORDINATOR))]


def _link(user: User, title: str) -> FirstLink:
    issued = link_issue(actor=SYSTEM, user=user, kind=LinkKind.FIRST)
    link_confirm(actor=SYSTEM, link=issued.link)
    return FirstLink(title, user.username, issued.address)
