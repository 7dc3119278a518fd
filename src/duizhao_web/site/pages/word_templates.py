"""A unit's own Word templates: which kinds have one, whose is used, looking at a file before it is kept."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from duizhao_web.apps.exchange.files import Exported
from duizhao_web.apps.exchange.services.templating import (
    Looked,
    template_drop,
    template_file,
    template_get,
    template_keep,
    template_look,
    template_sample,
    template_start,
    template_unit,
)
from duizhao_web.apps.exchange.templates import Kind, in_force, kind_of, kinds
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.units.models import Unit
from duizhao_web.site.forms.exports import TemplateForm
from duizhao_web.site.request import Request


@require_GET
def templates(request: Request, unit: int) -> HttpResponse:
    """List the kinds of documents, each with the template in force."""
    found = template_unit(request.actor, unit)
    used = in_force(found.path)
    context = {"unit": found, "rows": [(one, used.get(one.name)) for one in kinds().values()]}
    return render(request, "exports/templates.html", context)


@require_http_methods(["GET", "POST"])
def template(request: Request, unit: int, kind: str) -> HttpResponse | FileResponse:
    """Show the fields of a kind; look at a file, show how it would look, or keep it."""
    found, of_kind = template_unit(request.actor, unit), kind_of(kind)
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "GET" or not form.is_valid():
        return _shown(request, found, of_kind, form)
    name, data = form.brought()
    try:
        looked = template_look(of_kind, name, data)
        do = request.POST.get("do", "")
        if looked.faults or do not in ("keep", "try"):
            return _shown(request, found, of_kind, form, looked)
        if do == "try":
            return _given(template_sample(of_kind, looked))
        template_keep(actor=request.actor, unit=found, kind=kind, name=name, data=data)
    except AppError as error:
        if error.code in (AppErrorCode.NOT_FOUND, AppErrorCode.FORBIDDEN):
            raise
        form.add_error("file", error.message)
        return _shown(request, found, of_kind, form)
    messages.success(request, _("已启用，今后导出时照此办理。"))
    return redirect("templates", unit=unit)


@require_GET
def start(request: Request, unit: int, kind: str) -> FileResponse:
    """Answer with our own form, its words replaced by fields."""
    return _given(template_start(kind_of(kind), template_unit(request.actor, unit)))


@require_GET
def kept(request: Request, unit: int, kind: str) -> FileResponse:
    """Answer with the unit's own template as it is kept."""
    return _given(template_file(template_get(template_unit(request.actor, unit), kind)))


@require_POST
def drop(request: Request, unit: int, kind: str) -> HttpResponse:
    """Use the unit's own template no more."""
    template_drop(actor=request.actor, unit=template_unit(request.actor, unit), kind=kind)
    messages.success(request, _("已停用本单位的模板。"))
    return redirect("templates", unit=unit)


def _shown(
    request: Request, unit: Unit, kind: Kind, form: TemplateForm, looked: Looked | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        "unit": unit,
        "kind": kind,
        "form": form,
        "looked": looked,
        "fields": kind.shape.told,
        "used": in_force(unit.path).get(kind.name),
    }
    bad = bool(form.errors) or (looked is not None and bool(looked.faults))
    return render(request, "exports/template.html", context, status=422 if bad else 200)


def _given(made: Exported) -> FileResponse:
    return FileResponse(made.file, as_attachment=True, filename=made.name, content_type=made.media_type)
