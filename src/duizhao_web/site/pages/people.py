"""People: the list, one person, and the import of units and people."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from duizhao_web.apps.accounts.explanation import seers
from duizhao_web.apps.accounts.visibility import Holding, Thing
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import INSTALLATION
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise, may
from duizhao_web.apps.units import policy
from duizhao_web.apps.units.selectors import person_get, person_list, tenure_list, unit_get
from duizhao_web.apps.units.services.people import person_create, person_edit
from duizhao_web.apps.units.services.roster import roster_import, roster_read, template
from duizhao_web.apps.units.subjects import of_staff, of_unit
from duizhao_web.site.filling import filled
from duizhao_web.site.forms import units as forms
from duizhao_web.site.forms.lists import PEOPLE, PeopleForm
from duizhao_web.site.listing import listed
from duizhao_web.site.request import Request

_BOTH = ["GET", "POST"]
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def people(request: Request) -> HttpResponse:
    """List people by name."""
    form = PeopleForm(request.GET)
    rows = person_list(request.actor, form.words, form.wanted.get("held", ""))
    context = listed(request, rows, form, PEOPLE, "people")
    context["may_import"] = may(request.actor, policy.IMPORT, INSTALLATION)
    return render(request, "people/people.html", context)


@require_GET
def suggest(request: Request) -> HttpResponse:
    """Return people whose name has what is typed in it."""
    text = str(next(iter(request.GET.values()), "")).partition("#")[0].strip()
    rows = person_list(request.actor, text).order_by("name", "pk")[:20]
    return render(request, "partials/suggestions.html", {"rows": rows})


@require_GET
def person(request: Request, pk: int) -> HttpResponse:
    """Show a person, the posts held, and who sees the person's papers."""
    found = person_get(request.actor, pk)
    tenures = tenure_list(request.actor, found)
    chief = any(tenure.post.kind == "chief" and not tenure.until for tenure in tenures)
    thing = Thing(Holding.PAPER, found.unit_path, found.pk, chief)
    context = {
        "person": found,
        "tenures": tenures,
        "seers": seers(thing, clock.today()),
        "can_edit": may(request.actor, policy.PERSON_EDIT, of_staff(found)),
    }
    return render(request, "people/person.html", context)


@require_http_methods(_BOTH)
def person_new(request: Request, pk: int) -> HttpResponse:
    """Register a person of a unit."""
    unit = unit_get(request.actor, pk)
    authorise(request.actor, policy.PERSON_CREATE, of_unit(unit))
    back = reverse("unit", kwargs={"pk": pk})

    def do(data: dict[str, Any]) -> str:
        made = person_create(actor=request.actor, unit=unit, **data)
        messages.success(request, _("%(person)s已登记。") % {"person": made.name})
        return back

    title = _("登记“%(unit)s”的人员") % {"unit": unit.name}
    return filled(
        request, forms.PersonForm(request.POST or None), do, title=title, action=_("登记"), back=back
    )


@require_http_methods(_BOTH)
def edit(request: Request, pk: int) -> HttpResponse:
    """Change a person's name, number or unit."""
    found = person_get(request.actor, pk)
    authorise(request.actor, policy.PERSON_EDIT, of_staff(found))
    back = reverse("person", kwargs={"pk": pk})

    def do(data: dict[str, Any]) -> str:
        person_edit(actor=request.actor, person=found, **data)
        return back

    initial = {
        "name": found.name,
        "staff_code": found.staff_code or "",
        "unit": f"{found.unit.name} #{found.unit_id}",
        "version": found.version,
    }
    form = forms.PersonEditForm(request.POST or None, actor=request.actor, initial=initial)
    return filled(request, form, do, title=_("修改人员"), action=_("保存"), back=back)


@require_http_methods(_BOTH)
def roster(request: Request) -> HttpResponse:
    """Judge a workbook, and take it in where nothing in it is wrong and the box says so."""
    authorise(request.actor, policy.IMPORT, INSTALLATION)
    form = forms.RosterForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data["file"].read()
        today = clock.today()
        try:
            if request.POST.get("do") == "import":
                plan = roster_import(actor=request.actor, data=data, today=today)
                counts = {"units": plan.units, "people": plan.people, "tenures": plan.tenures}
                messages.success(
                    request,
                    _("已导入单位 %(units)s 个、人员 %(people)s 人、任职 %(tenures)s 项；任职待确认。")
                    % counts,
                )
                return redirect("units")
            context["plan"] = roster_read(actor=request.actor, data=data, today=today)
        except AppError as error:
            form.add_error("file", error.message)
            if error.code == AppErrorCode.ROWS_REFUSED:
                context["plan"] = roster_read(actor=request.actor, data=data, today=today)
    return render(request, "people/roster.html", context, status=422 if form.errors else 200)


@require_GET
def roster_template(request: Request) -> HttpResponse:
    """Answer with an empty workbook that has the columns."""
    authorise(request.actor, policy.IMPORT, INSTALLATION)
    headers = {"Content-Disposition": 'attachment; filename="duizhao-roster.xlsx"'}
    return HttpResponse(template(), content_type=_XLSX, headers=headers)
