"""What waits for the security administrator: what gives rights once it is confirmed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from duizhao_web.apps.accounts.policy import GRANTS_VIEW
from duizhao_web.apps.accounts.selectors import duties_waiting, links_waiting
from duizhao_web.apps.accounts.services.duties import duty_confirm, duty_refuse
from duizhao_web.apps.accounts.services.links import link_confirm, link_refuse
from duizhao_web.apps.kernel.actor import INSTALLATION
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.units.selectors import changes_waiting, tenure_waiting
from duizhao_web.apps.units.services.changes import change_confirm, change_refuse
from duizhao_web.apps.units.services.people import tenure_confirm, tenure_refuse
from duizhao_web.site import sent
from duizhao_web.site.request import Request

# What one page shows of each kind; what is confirmed makes room for more.
_SHOWN = 100
# What the one sentence for all says already; everything else says itself why it is not done.
_DECIDED = (AppErrorCode.NOT_FOUND, AppErrorCode.CONFLICT, AppErrorCode.OWN_REQUEST)


@require_GET
def grants(request: Request) -> HttpResponse:
    """List what waits, oldest first."""
    authorise(request.actor, GRANTS_VIEW, INSTALLATION)
    waiting: dict[str, QuerySet[Any]] = {
        "tenures": tenure_waiting(request.actor),
        "changes": changes_waiting(request.actor),
        "duties": duties_waiting(request.actor),
        "links": links_waiting(request.actor),
    }
    counts = [rows.count() for rows in waiting.values()]
    shown = {name: rows[:_SHOWN] for name, rows in waiting.items()}
    context = {**shown, "count": sum(counts), "more": max(counts) > _SHOWN, "shown": _SHOWN}
    return render(request, "grants/grants.html", context)


@require_POST
def decide(request: Request) -> HttpResponse:
    """Confirm or refuse what was ticked; what somebody else decided meanwhile is left as it is."""
    authorise(request.actor, GRANTS_VIEW, INSTALLATION)
    confirm, reason = request.POST.get("do") == "confirm", request.POST.get("reason", "").strip()[:200]
    if not confirm and not reason:
        messages.error(request, _("不予确认的，请写明理由。"))
        return redirect("grants")
    done = left = 0
    for name in request.POST.getlist("grant"):
        try:
            _decided(request, name, confirm, reason)
            done += 1
        except AppError as error:
            left += 1
            if error.code not in _DECIDED:
                messages.warning(request, error.message)
    if done:
        text = _("已确认 %(count)s 项，权限即刻生效。") if confirm else _("不予确认 %(count)s 项。")
        messages.success(request, text % {"count": done})
    if left or not done:
        messages.warning(
            request, _("%(count)s 项没有办理：已被他人办理，或者是自己提出的。") % {"count": left}
        )
    return redirect("grants")


def _decided(request: Request, name: str, confirm: bool, reason: str) -> None:
    kind, _colon, digits = name.partition(":")
    waiting: dict[str, tuple[Callable[[], Any], Callable[[Any], Any], Callable[[Any], Any]]] = {
        "tenure": (
            lambda: tenure_waiting(request.actor),
            lambda row: tenure_confirm(actor=request.actor, tenure=row),
            lambda row: tenure_refuse(actor=request.actor, tenure=row, reason=reason),
        ),
        "change": (
            lambda: changes_waiting(request.actor),
            lambda row: change_confirm(actor=request.actor, change=row),
            lambda row: change_refuse(actor=request.actor, change=row, reason=reason),
        ),
        "duty": (
            lambda: duties_waiting(request.actor),
            lambda row: duty_confirm(actor=request.actor, duty=row),
            lambda row: duty_refuse(actor=request.actor, duty=row, reason=reason),
        ),
        "link": (
            lambda: links_waiting(request.actor),
            lambda row: link_confirm(actor=request.actor, link=row),
            lambda row: link_refuse(actor=request.actor, link=row),
        ),
    }
    number = sent.number(digits)
    if kind not in waiting or number is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    rows, yes, no = waiting[kind]
    row = rows().filter(pk=number).first()
    if row is None:
        raise AppError(AppErrorCode.CONFLICT)
    (yes if confirm else no)(row)
