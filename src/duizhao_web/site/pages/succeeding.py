"""When somebody changes post or a unit is merged away: what they had goes to others, seen first."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.rectification.merged import left_behind
from duizhao_web.apps.rectification.services.absorbing import unit_take_over
from duizhao_web.apps.rectification.services.succeeding import (
    Share,
    Succession,
    may_hand_over,
    succession_make,
    succession_try,
)
from duizhao_web.apps.units.selectors import unit_get
from duizhao_web.site.forms.items import SuccessionForm
from duizhao_web.site.request import Request

_BOTH = ["GET", "POST"]
SHARES = {
    Share.OWNER: gettext_lazy("责任人（连同任务）"),
    Share.SPONSOR: gettext_lazy("责任领导"),
    Share.ACTIONS: gettext_lazy("他人事项中的任务"),
    Share.VERIFIER: gettext_lazy("核验人"),
    Share.RECHECK: gettext_lazy("回头看人员"),
    Share.ASSIGNMENT: gettext_lazy("交办的承办人"),
}


@require_http_methods(_BOTH)
def hand_over(request: Request) -> HttpResponse:
    """Hand over everything somebody has in items of the chief's unit; first seen, then done."""
    if not may_hand_over(request.actor):
        raise AppError(AppErrorCode.NOT_FOUND)
    form = SuccessionForm(request.POST or None, actor=request.actor)
    rows, doing = None, "do" in request.POST
    if request.method == "POST" and form.is_valid():
        succession = Succession(**form.cleaned_data)
        made = (succession_make if doing else succession_try)(request.actor, succession)
        rows = [(one, SHARES[one.share]) for one in made]
    context = {
        "form": form,
        "rows": rows,
        "doing": doing,
        "good": sum(1 for one, _share in rows or () if one.error is None),
        "again": [(name, request.POST.get(name, "")) for name in form.fields],
    }
    return render(request, "items/hand_over.html", context, status=422 if form.errors else 200)


@require_http_methods(_BOTH)
def take_over(request: Request, pk: int) -> HttpResponse:
    """Take over what a unit that was merged into one's own has left."""
    unit = unit_get(request.actor, pk)
    left = left_behind(request.actor, unit)
    if left.nothing:
        raise AppError(AppErrorCode.NOT_FOUND)
    reason = request.POST.get("reason", "").strip()
    if request.method == "POST" and reason:
        taken = unit_take_over(actor=request.actor, unit=unit, reason=reason)
        said = _("已接收事项 %(items)s 项、会议 %(cycles)s 次、方案 %(plans)s 个，编号、时限和经过不变。")
        numbers = {"items": len(taken.items), "cycles": len(taken.cycles), "plans": len(taken.plans)}
        messages.success(request, said % numbers)
        return redirect("items" if taken.items else "home")
    context = {"unit": unit, "left": left, "missing": request.method == "POST"}
    return render(request, "items/take_over.html", context, status=422 if context["missing"] else 200)
