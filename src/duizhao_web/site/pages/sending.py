"""Assigning people to many units at once: the units to choose from, what would become of each, what did."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from duizhao_web.apps.accounts.models import DutyKind
from duizhao_web.apps.accounts.selectors import units_to_assign
from duizhao_web.apps.accounts.services.assigning import Assigned, Sent, duties_make, duties_try
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.site import sent
from duizhao_web.site.forms.accounts import SendingForm, UnitsBelowForm
from duizhao_web.site.request import Request

SHOWN: Final = 300
"""Units to tick on one page; words narrow them."""


@require_http_methods(["GET", "POST"])
def duties_new(request: Request) -> HttpResponse:
    """Choose people and units, see what would become of each assignment, and propose them."""
    if not units_to_assign(request.actor).exists():
        raise AppError(AppErrorCode.NOT_FOUND)
    narrowing = UnitsBelowForm(request.GET)
    offered = list(units_to_assign(request.actor, **narrowing.asked)[: SHOWN + 1])
    today = clock.today()
    initial = {"since": today, "until": today + timedelta(days=30)}
    form = SendingForm(request.POST or None, actor=request.actor, initial=initial)
    ticked = request.POST.getlist("unit")[: SHOWN + 1]
    rows, doing = None, "do" in request.POST
    if request.method == "POST" and form.is_valid():
        rows = _rows(request, form, ticked, doing=doing)
    context = {
        "narrowing": narrowing,
        "form": form,
        "offered": offered[:SHOWN],
        "more": len(offered) > SHOWN,
        "shown": SHOWN,
        "ticked": set(ticked),
        "rows": rows,
        "doing": doing,
        "good": sum(1 for one in rows or () if one.error is None),
        "again": [(name, value) for name in form.fields for value in request.POST.getlist(name)],
    }
    return render(request, "duties/many.html", context, status=422 if form.errors else 200)


def _rows(request: Request, form: SendingForm, ticked: list[str], *, doing: bool) -> list[Assigned] | None:
    """Return each assignment with what became of it, or None where the form was wrong after all."""
    units = list(
        units_to_assign(request.actor).filter(
            pk__in=[pk for one in ticked if (pk := sent.number(one)) is not None]
        )
    )
    if not units:
        form.add_error(None, form.NO_UNIT)
        return None
    data = form.cleaned_data
    wanted = Sent(units=units, **{**data, "kind": DutyKind(data["kind"])})
    try:
        return (duties_make if doing else duties_try)(request.actor, wanted)
    except AppError as error:
        form.add_error(None, error.message)
        return None
