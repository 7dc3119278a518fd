"""Saved views of lists: kept and dropped."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl, urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from duizhao_web.apps.accounts.services.views import view_drop, view_keep
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.site.request import Request, own_account

# The lists that have views of their own, by the name of their address.
LISTS: Final = (
    "papers",
    "missing",
    "cycles",
    "items",
    "rechecks",
    "periods",
    "matters",
    "units",
    "people",
    "duties",
    "assignments",
    "notices",
    "accounts",
    "audit",
)


@require_POST
def keep(request: Request) -> HttpResponse:
    """Keep the list as it is narrowed and sorted now."""
    page = request.POST.get("page", "")
    if page not in LISTS:
        raise AppError(AppErrorCode.NOT_FOUND)
    asked = parse_qsl(request.POST.get("query", "")[:2_000])
    query = urlencode([(name, value) for name, value in asked if name != "cursor"])
    name = request.POST.get("name", "")
    view_keep(actor=request.actor, user=own_account(request), page=page, name=name, query=query)
    messages.success(request, _("视图已保存。"))
    return redirect(f"{reverse(page)}?{query}")


@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    """Drop one of one's own."""
    page = view_drop(actor=request.actor, user=own_account(request), view_id=pk)
    messages.success(request, _("视图已删除。"))
    return redirect(page)
