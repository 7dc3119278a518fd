"""What every page shows around its content."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.accounts.policy import ACCOUNT_LIST, GRANTS_VIEW
from duizhao_web.apps.exchange.services.exporting import may_export
from duizhao_web.apps.kernel.actor import ANONYMOUS, GROUP, INSTALLATION, LEADERS, Actor, Role
from duizhao_web.apps.kernel.policy import AUDIT_VIEW, may
from duizhao_web.apps.rectification.reminded import reminders_unseen
from duizhao_web.site import display


class Entry(NamedTuple):
    """An entry of the navigation: the address's name, its label, the first part of the address."""

    name: str
    label: str | Promise
    section: str


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the navigation for the one who acts, and how they like pages to look."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    section = request.path.strip("/").partition("/")[0]
    chosen = display.read(request.COOKIES.get(display.COOKIE, ""))
    return {
        "actor": actor,
        "navigation": navigation(actor),
        "unseen_reminders": SimpleLazyObject(lambda: reminders_unseen(actor)),
        "section": section,
        "display": chosen,
        "displays": _displays(chosen),
    }


def _displays(chosen: dict[str, str]) -> list[tuple[str, Any, list[tuple[str, Any, bool]]]]:
    return [
        (name, display.TITLES[name], [(key, label, key == chosen[name]) for key, label in choices])
        for name, choices in display.CHOICES.items()
    ]


def navigation(actor: Actor) -> list[Entry]:
    """Return the entries the actor has any use for."""
    if actor.user_id is None:
        return []
    entries = [Entry("home", _("工作台"), "")]
    if actor.seats or actor.duties:
        entries.append(Entry("cycles", _("民主生活会"), "cycles"))
        entries.append(Entry("papers", _("材料"), "papers"))
        entries.append(Entry("assignments", _("交办"), "assignments"))
        entries.append(Entry("items", _("整改"), "items"))
        entries.append(Entry("overview", _("总览"), "overview"))
        entries.append(Entry("plans", _("方案"), "plans"))
    if actor.holds(*LEADERS, Role.COORDINATOR, *GROUP):
        entries.append(Entry("periods", _("调度"), "periods"))
    if actor.holds(*LEADERS, Role.COORDINATOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN) or actor.duties:
        entries.append(Entry("units", _("单位"), "units"))
    if actor.holds(*LEADERS, Role.COORDINATOR, Role.SYSTEM_ADMIN):
        entries.append(Entry("people", _("人员"), "people"))
    if actor.holds(Role.COORDINATOR, Role.SECURITY_ADMIN) or actor.duties:
        entries.append(Entry("duties", _("指派"), "duties"))
    if may_export(actor, "ledger") or may_export(actor, "personal_list"):
        entries.append(Entry("exports", _("清单台账"), "exports"))
    if may(actor, ACCOUNT_LIST, INSTALLATION):
        entries.append(Entry("accounts", _("账号"), "accounts"))
    if may(actor, GRANTS_VIEW, INSTALLATION):
        entries.append(Entry("grants", _("待确认"), "grants"))
    if may(actor, AUDIT_VIEW, INSTALLATION):
        entries.append(Entry("audit", _("操作日志"), "audit"))
    return entries
