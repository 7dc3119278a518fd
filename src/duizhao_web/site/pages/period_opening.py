"""Opening a reporting period: for the units directly below, for all below, or for those chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from duizhao_web.apps.cycles import workdays
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.paths import STEP
from duizhao_web.apps.reporting.selectors import directly, last_period, openers, units_to_ask
from duizhao_web.apps.reporting.services.opening import period_open
from duizhao_web.apps.units.models import Unit
from duizhao_web.site.forms import periods as fill
from duizhao_web.site.request import Request

_DAYS: Final = 3
_SHORT: Final = timedelta(days=20)
"""A period of fewer days goes on to the end of the next month."""
_SHOWN: Final = 300
"""More units than anybody ticks one by one: beyond that only those directly below are listed."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A unit that may be chosen: how deep it stands, whether it is chosen."""

    unit: Unit
    depth: int
    chosen: bool


@require_http_methods(["GET", "POST"])
def period_new(request: Request) -> HttpResponse:
    """Open a period."""
    opener = _opener(request)
    form = fill.OpeningForm(request.POST or None, initial=_initial(opener))
    units = units_to_ask(request.actor, opener)
    form.count_units(directly(units, opener).count(), units.count())
    if request.method == "POST" and form.is_valid():
        try:
            return HttpResponseRedirect(_open(request, opener, form))
        except AppError as error:
            if error.code in (AppErrorCode.NOT_FOUND, AppErrorCode.FORBIDDEN):
                raise
            form.add_error(None, error.message)
    choices = _choices(request, opener)
    context = {
        "form": form,
        "opener": opener,
        "openers": openers(request.actor),
        "choices": choices,
        "cut": len(choices) < form.below,
        "due": _due(fill.DaysForm(form.data if form.is_bound else _initial(opener))),
    }
    return render(request, "periods/open.html", context, status=422 if form.errors else 200)


@require_GET
def period_due(request: Request) -> HttpResponse:
    """Show by when reports would be due."""
    _opener(request)
    return render(request, "periods/due.html", {"due": _due(fill.DaysForm(request.GET))})


def _open(request: Request, opener: Unit, form: fill.OpeningForm) -> str:
    units = _chosen(request, opener, form.cleaned_data["reach"])
    made = period_open(actor=request.actor, opener=opener, units=units, asked=form.asked)
    messages.success(request, _("已发出，共 %(count)s 个单位填报。") % {"count": len(units)})
    return reverse("period", kwargs={"pk": made.pk})


def _chosen(request: Request, opener: Unit, reach: str) -> Sequence[Unit]:
    rows = units_to_ask(request.actor, opener)
    if reach == "tree":
        return list(rows)
    if reach == "children":
        return list(directly(rows, opener))
    wanted = {int(one) for one in request.POST.getlist("unit") if one.isdecimal() and len(one) < 19}
    found = list(rows.filter(pk__in=wanted))
    if len(found) != len(wanted):
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


def _choices(request: Request, opener: Unit) -> list[Choice]:
    chosen = set(request.POST.getlist("unit"))
    found = list(units_to_ask(request.actor, opener)[: _SHOWN + 1])
    if len(found) > _SHOWN:
        found = list(directly(units_to_ask(request.actor, opener), opener)[:_SHOWN])
    return [Choice(unit, _depth(opener, unit), str(unit.pk) in chosen) for unit in found]


def _depth(opener: Unit, unit: Unit) -> int:
    """Return how far below those directly below a unit stands; one led beside the tree counts as directly
    below.
    """
    if not unit.path.startswith(opener.path):
        return 0
    return max(0, (len(unit.path) - len(opener.path)) // STEP - 1)


def _initial(opener: Unit) -> dict[str, Any]:
    """Return what to begin with: from the day after the last period, to the end of the month."""
    last = last_period(opener)
    since = last.until + timedelta(days=1) if last else clock.today().replace(day=1)
    until = _month_end(max(since + _SHORT, clock.today()))
    title = _("%(year)s年%(month)s月整改调度") % {"year": until.year, "month": until.month}
    return {"title": title, "since": since, "until": until, "days": _DAYS, "reach": "children"}


def _month_end(day: date) -> date:
    following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return following - timedelta(days=1)


def _due(form: fill.DaysForm) -> date | None:
    if not form.is_valid():
        return None
    return workdays.counted(form.cleaned_data["until"], form.cleaned_data["days"])


def _opener(request: Request) -> Unit:
    found = openers(request.actor)
    if not found:
        raise AppError(AppErrorCode.NOT_FOUND)
    wanted = request.POST.get("opener", request.GET.get("opener", ""))
    return next((unit for unit in found if str(unit.pk) == wanted), found[0])
