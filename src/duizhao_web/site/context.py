"""What every page shows around its content."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.accounts.policy import ACCOUNT_LIST, GRANTS_VIEW
from duizhao_web.apps.kernel.actor import ANONYMOUS, INSTALLATION, LEADERS, Actor, Role
from duizhao_web.apps.kernel.policy import AUDIT_VIEW, may


class Entry(NamedTuple):
    """An entry of the navigation: the address's name, its label, the first part of the address."""

    name: str
    label: str | Promise
    section: str


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the navigation for the one who acts."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    section = request.path.strip("/").partition("/")[0]
    return {"actor": actor, "navigation": navigation(actor), "section": section}


def navigation(actor: Actor) -> list[Entry]:
    """Return the entries the actor has any use for."""
    if actor.user_id is None:
        return []
    entries = [Entry("home", _("工作台"), "")]
    if actor.seats or actor.duties:
        entries.append(Entry("papers", _("材料"), "papers"))
    if actor.holds(*LEADERS, Role.COORDINATOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN) or actor.duties:
        entries.append(Entry("units", _("单位"), "units"))
    if actor.holds(*LEADERS, Role.COORDINATOR, Role.SYSTEM_ADMIN):
        entries.append(Entry("people", _("人员"), "people"))
    if actor.holds(Role.COORDINATOR, Role.SECURITY_ADMIN) or actor.duties:
        entries.append(Entry("duties", _("指派"), "duties"))
    if may(actor, ACCOUNT_LIST, INSTALLATION):
        entries.append(Entry("accounts", _("账号"), "accounts"))
    if may(actor, GRANTS_VIEW, INSTALLATION):
        entries.append(Entry("grants", _("待确认"), "grants"))
    if may(actor, AUDIT_VIEW, INSTALLATION):
        entries.append(Entry("audit", _("操作日志"), "audit"))
    return entries
