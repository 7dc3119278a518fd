"""Looking again at what was closed: the list, planning by draw, rule or hand with a preview, one draw."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.rectification import looking
from duizhao_web.apps.rectification.drawing import by_rule, drawn
from duizhao_web.apps.rectification.models import Item
from duizhao_web.apps.rectification.services import rechecking
from duizhao_web.apps.rectification.services.rechecking import Planned
from duizhao_web.apps.rectification.words import RecheckChoice, RecheckRule
from duizhao_web.site.forms.rechecks import RECHECKS, PlanningForm, RechecksForm
from duizhao_web.site.listing import listed
from duizhao_web.site.request import Request

MOST: Final = 200
"""Rechecks planned at once; a draw may be among more."""
_POOL: Final = 5_000


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be planned: among how many, which, which of them the named person cannot look at."""

    pool: list[Item]
    chosen: list[Item]
    unfit: list[Item]
    digest: str

    @property
    def too_many(self) -> bool:
        """Return whether there are more than are planned at once."""
        return len(self.chosen) > MOST


@require_GET
def rechecks(request: Request) -> HttpResponse:
    """List the rechecks the actor may know of, the earliest due first."""
    form = RechecksForm(request.GET, actor=request.actor)
    rows = looking.recheck_list(request.actor, form.asked)
    context = listed(request, rows, form, RECHECKS, "rechecks")
    context |= {
        "rows": looking.recheck_rows(request.actor, context["rows"]),
        "may_plan": bool(looking.units_to_plan_for(request.actor)),
    }
    return render(request, "rechecks/rechecks.html", context)


@require_http_methods(["GET", "POST"])
def rechecks_plan(request: Request) -> HttpResponse:
    """Choose closed items to be looked at again, see which they would be, and plan that."""
    units = looking.units_to_plan_for(request.actor)
    if not units:
        raise AppError(AppErrorCode.NOT_FOUND)
    asked = request.POST if request.method == "POST" else request.GET
    form = PlanningForm(asked if "how" in asked else None, actor=request.actor, units=units)
    preview = None
    if form.is_bound and form.is_valid():
        preview = _preview(request, form)
        if request.method == "POST":
            try:
                return _planned(request, form, preview)
            except AppError as error:
                if error.code in (AppErrorCode.NOT_FOUND, AppErrorCode.FORBIDDEN):
                    raise
                form.add_error(None, error.message)
    context = {
        "form": form,
        "preview": preview,
        "hand": preview is not None and form.cleaned_data["how"] == RecheckChoice.HAND,
        "again": [(name, value) for name in form.fields for value in asked.getlist(name)],
        "most": MOST,
    }
    return render(request, "rechecks/plan.html", context, status=422 if form.errors else 200)


@require_GET
def recheck_draw(request: Request, pk: int) -> HttpResponse:
    """Show a draw with everything that decided it, drawn once more."""
    draw = looking.draw_get(request.actor, pk)
    context = {"draw": draw, "repeated": looking.repeat(request.actor, draw)}
    return render(request, "rechecks/draw.html", context)


@require_POST
def recheck_file(request: Request, pk: int) -> HttpResponse:
    """Give out what was kept with a recheck."""
    found = looking.recheck_get(request.actor, pk)
    data = rechecking.recheck_download(actor=request.actor, recheck=found)
    header = content_disposition_header(as_attachment=True, filename=found.file_name)
    headers = {"Content-Disposition": header or "attachment"}
    return HttpResponse(data, content_type=found.media_type, headers=headers)


def _preview(request: Request, form: PlanningForm) -> Preview:
    """Return what the form would plan, by asking the selector now."""
    data = form.cleaned_data
    rows = looking.pool(request.actor, form.pool)
    pool = list(rows.order_by("-closed_on", "pk")[:_POOL])
    match RecheckChoice(data["how"]):
        case RecheckChoice.RANDOM:
            chosen = drawn(pool, seed=data["seed"].strip(), share=data["share"])
        case RecheckChoice.RULE:
            rules = [RecheckRule(one) for one in data["rules"]]
            kept = set(by_rule(rows, rules).values_list("pk", flat=True))
            chosen = [item for item in pool if item.pk in kept]
        case RecheckChoice.HAND:
            chosen = pool[:MOST]
    unfit = [item for item in chosen if looking.unfit(item, data["checker"])]
    return Preview(pool, chosen, unfit, _digest(pool))


def _digest(pool: Sequence[Item]) -> str:
    numbers = ",".join(str(pk) for pk in sorted(item.pk for item in pool))
    return hashlib.sha256(numbers.encode()).hexdigest()


def _planned(request: Request, form: PlanningForm, preview: Preview) -> HttpResponse:
    """Plan what was previewed; where other items are closed by now, it has to be looked at first."""
    data = form.cleaned_data
    if request.POST.get("pool") != preview.digest:
        raise AppError(AppErrorCode.NOT_READY, detail=_("预览以后已销号事项有变化，请核对后再安排"))
    how, when, who = RecheckChoice(data["how"]), data["due_on"], data["checker"]
    if how == RecheckChoice.RANDOM:
        made = rechecking.rechecks_draw(
            actor=request.actor,
            items=preview.pool,
            seed=data["seed"],
            share=data["share"],
            due_on=when,
            checker=who,
            narrowed=form.narrowed,
        )
        messages.success(request, _("已抽取并安排回头看 %(count)s 项。") % {"count": len(made)})
        assert made[0].draw is not None
        return redirect("recheck-draw", pk=made[0].draw.pk)
    ticked = set(request.POST.getlist("item"))
    chosen = [item for item in preview.chosen if how != RecheckChoice.HAND or str(item.pk) in ticked]
    if len(chosen) > MOST:
        raise AppError(AppErrorCode.INVALID, detail=_("一次最多安排 %(most)s 项") % {"most": MOST})
    basis = form.rules_said if how == RecheckChoice.RULE else request.POST.get("basis", "").strip()
    if not basis:
        raise AppError(AppErrorCode.NOT_READY, detail=_("须写明为什么看这几项"))
    basis = f"{basis}（{form.narrowed}）" if how == RecheckChoice.RULE and form.narrowed else basis
    made = rechecking.rechecks_plan(actor=request.actor, items=chosen, planned=Planned(when, basis, how, who))
    messages.success(request, _("已安排回头看 %(count)s 项。") % {"count": len(made)})
    return redirect(reverse("rechecks"))
