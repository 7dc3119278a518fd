"""Opening meetings: from a notice of one's own, or passing one on to the units below; with a preview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from duizhao_web.apps.cycles.enclosure import Enclosure, look
from duizhao_web.apps.cycles.models import Cycle, CycleKind, Notice
from duizhao_web.apps.cycles.schedule import Due, first_leads, schedule
from duizhao_web.apps.cycles.selectors import cycle_get, last_leads, openers, units_to_open
from duizhao_web.apps.cycles.services.opening import Calling, Plan
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.paths import STEP
from duizhao_web.apps.materials.services.joining import cycles_open_with_papers
from duizhao_web.apps.units.models import Unit
from duizhao_web.site.forms import cycles as forms
from duizhao_web.site.request import Request
from duizhao_web.site.words import language

_BOTH: Final = ["GET", "POST"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A unit that may be chosen: how deep it stands, whether it is chosen, and why it cannot be."""

    unit: Unit
    depth: int
    chosen: bool
    opened: bool


@require_http_methods(_BOTH)
def cycle_new(request: Request) -> HttpResponse:
    """Open meetings from a notice: of one's own unit, of those below, or of both at once."""
    opener = _opener(request)
    year = clock.today().year - (clock.today().month < 7)
    framework = forms.framework_for(year)
    leads = first_leads(framework, last_leads(opener))
    title = _("%(year)s年度民主生活会") % {"year": year}
    initial = {"year": year, "title": title, "kind": CycleKind.ANNUAL, "framework": forms.name_of(framework)}
    initial |= {"issuers": opener.name, **forms.lead_fields(leads)}
    form = forms.CallingForm(request.POST or None, request.FILES or None, initial=initial)
    return _opening(request, opener, form, None)


@require_http_methods(_BOTH)
def cycle_open_below(request: Request, pk: int) -> HttpResponse:
    """Pass the notice of a meeting on: open that of units below from it."""
    cycle = cycle_get(request.actor, pk)
    if not units_to_open(request.actor).exclude(pk=cycle.unit_id).exists():
        raise AppError(AppErrorCode.NOT_FOUND)
    initial: dict[str, Any] = {
        "kind": cycle.kind,
        "year": cycle.year,
        "title": cycle.title,
        "framework": f"{cycle.framework_id}@{cycle.framework_version}",
        "meeting_on": cycle.meeting_on,
    }
    form = forms.OpeningForm(request.POST or None, initial=initial | forms.lead_fields(cycle.leads))
    return _opening(request, _opener(request), form, cycle)


@require_GET
def deadlines(request: Request) -> HttpResponse:
    """Show by when each step would be due."""
    _opener(request)
    form = forms.LeadsForm(request.GET)
    context: dict[str, Any] = {"due": _due(form), "said": bool(request.GET.get("meeting_on"))}
    return render(request, "cycles/deadlines.html", context)


def _opening(
    request: Request, opener: Unit, form: forms.OpeningForm, passed_on: Cycle | None
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            return HttpResponseRedirect(_open(request, opener, form, passed_on))
        except AppError as error:
            if error.code in (AppErrorCode.NOT_FOUND, AppErrorCode.FORBIDDEN):
                raise
            form.add_error(None, error.message)
    choices = _choices(request, opener, form, passed_on)
    context = {
        "form": form,
        "opener": opener,
        "passed_on": passed_on,
        "choices": choices,
        "free": sum(not one.opened for one in choices),
        "due": _due(form) if form.is_bound else _first_due(form),
        "said": True,
    }
    return render(request, "cycles/open.html", context, status=422 if form.errors else 200)


def _open(request: Request, opener: Unit, form: forms.OpeningForm, passed_on: Cycle | None) -> str:
    data = form.cleaned_data
    plan = Plan(
        year=data["year"],
        title=data["title"],
        framework=data["framework"],
        meeting_on=data["meeting_on"],
        leads=form.leads,
        kind=data["kind"],
        notice=passed_on.notice if passed_on else _calling(data),
    )
    units = _chosen(request, plan)
    cycles = cycles_open_with_papers(actor=request.actor, opener=opener, units=units, plan=plan)
    messages.success(request, _("已部署，共 %(count)s 个单位。") % {"count": len(cycles)})
    if passed_on is not None:
        return reverse("cycle-below", kwargs={"pk": passed_on.pk})
    own = next((cycle for cycle in cycles if cycle.unit_id == opener.pk), None)
    return reverse("cycle", kwargs={"pk": own.pk}) if own else reverse("cycles")


def _chosen(request: Request, plan: Plan) -> Sequence[Unit]:
    rows = units_to_open(request.actor)
    if "all" in request.POST:
        # All that can be: those that have the meeting already are passed over.
        known = Cycle.objects.visible_to(request.actor).filter(year=plan.year, kind=plan.kind)
        return list(rows.exclude(pk__in=known.values("unit")) if plan.kind == CycleKind.ANNUAL else rows)
    wanted = {int(one) for one in request.POST.getlist("unit") if one.isdecimal() and len(one) < 19}
    found = list(rows.filter(pk__in=wanted))
    if len(found) != len(wanted):
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


def _choices(
    request: Request, opener: Unit, form: forms.OpeningForm, passed_on: Cycle | None
) -> list[Choice]:
    year = str(form["year"].value() or "")
    chosen = set(request.POST.getlist("unit"))
    known: set[int] = set()
    if year.isdecimal() and form["kind"].value() == CycleKind.ANNUAL:
        rows = Cycle.objects.visible_to(request.actor).filter(year=int(year[:4]), kind=CycleKind.ANNUAL)
        known = set(rows.values_list("unit_id", flat=True))
    begin = len(opener.path)
    return [
        Choice(
            unit,
            max(0, (len(unit.path) - begin) // STEP),
            chosen=str(unit.pk) in chosen
            or (request.method == "GET" and (passed_on is not None or unit.pk == opener.pk)),
            opened=unit.pk in known,
        )
        for unit in units_to_open(request.actor)
    ]


def _calling(data: dict[str, Any]) -> Calling | Notice:
    return Calling(
        title=data["notice_title"],
        number=data["number"],
        issuers=data["issuers"],
        theme=data["theme"],
        text=data["text"],
        file=_file(data["file"]),
    )


def _file(file: Any) -> Enclosure | None:
    return look(file.name, file.read(), language()) if file else None


def _opener(request: Request) -> Unit:
    found = openers(request.actor)
    wanted = request.GET.get("unit", "")
    chosen = next((unit for unit in found if str(unit.pk) == wanted), None)
    if not found:
        raise AppError(AppErrorCode.NOT_FOUND)
    return chosen or found[0]


def _due(form: forms.LeadsForm) -> tuple[Due, ...]:
    if form.is_valid() or "meeting_on" in form.cleaned_data:
        return schedule(form.cleaned_data["meeting_on"], form.leads)
    return ()


def _first_due(form: forms.OpeningForm) -> tuple[Due, ...]:
    meeting = form.initial.get("meeting_on")
    if meeting is None:
        return ()
    leads = {name.removeprefix("lead_"): days for name, days in form.initial.items() if name[:5] == "lead_"}
    return schedule(meeting, leads)
