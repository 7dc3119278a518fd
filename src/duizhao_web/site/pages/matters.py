"""Matters named again: the list of pairs, and the answer whether a pair is one matter."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.rectification.matters import matter_get, matter_list, matter_rows
from duizhao_web.apps.rectification.services.matching import matter_judge
from duizhao_web.site.filling import filled
from duizhao_web.site.forms.matters import MATTERS, MatterForm, MattersForm
from duizhao_web.site.listing import listed
from duizhao_web.site.request import Request


@require_GET
def matters(request: Request) -> HttpResponse:
    """List the pairs of which the actor may read both items."""
    form = MattersForm(request.GET, actor=request.actor)
    context = listed(request, matter_list(request.actor, form.asked), form, MATTERS, "matters")
    context["rows"] = matter_rows(request.actor, context["rows"])
    return render(request, "matters/matters.html", context)


@require_http_methods(["GET", "POST"])
def matter(request: Request, pk: int) -> HttpResponse:
    """Ask whether a pair is one matter, and keep the answer."""
    row = matter_get(request.actor, pk)
    if not row.may_judge:
        raise AppError(AppErrorCode.FORBIDDEN)

    def do(data: dict[str, Any]) -> str:
        matter_judge(actor=request.actor, source=row.source, same=data["same"], reason=data["reason"])
        messages.success(request, _("已认定，记入事项经过。"))
        return reverse("matters")

    said = row.matter
    initial = {"same": "yes" if said.same else "no", "reason": said.reason} if said else None
    title = _("“%(item)s”与“%(earlier)s”是不是同一件事") % {
        "item": f"{row.item.code} {row.item.title}",
        "earlier": f"{row.earlier.code} {row.earlier.title}",
    }
    form = MatterForm(request.POST or None, initial=initial)
    return filled(request, form, do, title=title, action=_("认定"), back=reverse("matters"))
