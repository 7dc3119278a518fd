"""Lists as files; by POST, because each export is itself recorded."""

from __future__ import annotations

from typing import Any, Final

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from duizhao_web.apps.exchange.catalogue import datasets, documents
from duizhao_web.apps.exchange.layouts import ITEM_LISTS, LEDGER
from duizhao_web.apps.exchange.places import desk
from duizhao_web.apps.exchange.policy import ITEMS_EXPORT
from duizhao_web.apps.exchange.services.arranging import layout_units
from duizhao_web.apps.exchange.services.documenting import document_make, report_units
from duizhao_web.apps.exchange.services.exporting import export, may_export
from duizhao_web.apps.exchange.services.importing import import_units
from duizhao_web.apps.exchange.services.templating import template_units
from duizhao_web.apps.exchange.templates import in_force, kinds
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.site.forms.exports import ItemsForm, wanted_of
from duizhao_web.site.request import Request

_REPORTS: Final = ("progress_report", "last_year")


@require_GET
def exports(request: Request) -> HttpResponse:
    """Offer the lists of items, narrowed as the form says."""
    offered = [datasets()[name] for name in ITEM_LISTS if may_export(request.actor, name)]
    if not offered:
        raise AppError(AppErrorCode.NOT_FOUND)
    form = ItemsForm(request.GET, actor=request.actor)
    context: dict[str, Any] = {"form": form, "lists": [(one.name, one.title, one.about) for one in offered]}
    context["reports"] = [(one.name, one.title) for one in map(documents().get, _REPORTS) if one]
    chosen = form.cleaned_data.get("unit") if form.is_valid() else None
    context["units"] = [chosen] if chosen else report_units(request.actor)
    context["arranging"] = [(unit, LEDGER) for unit in layout_units(request.actor)]
    context["keeping"] = template_units(request.actor)
    context["templates"] = _forms_used(request)
    context["may_import"] = bool(import_units(request.actor))
    return render(request, "exports/exports.html", context, status=200 if form.is_valid() else 422)


def _forms_used(request: Request) -> list[tuple[Any, str]]:
    """Return each kind of Word file with the unit whose form is used for the actor, "" for ours."""
    used = in_force(desk(request.actor, ITEMS_EXPORT).unit_path)
    offered = [
        one for one in kinds().values() if one.name not in datasets() or may_export(request.actor, one.name)
    ]
    rows = [(one.title, used[one.name].unit.name if one.name in used else "") for one in offered]
    return sorted(rows, key=lambda row: not row[1])


@require_POST
def document(request: Request, name: str, pk: int, form: str = "docx") -> FileResponse:
    """Answer with a document about an item, a notice or a unit."""
    wanted = wanted_of("ledger", request.GET, request.actor)
    made = document_make(actor=request.actor, name=name, pk=pk, wanted=wanted, pdf=form == "pdf")
    return FileResponse(made.file, as_attachment=True, filename=made.name, content_type=made.media_type)


@require_POST
def export_file(request: Request, dataset: str, writer: str) -> FileResponse:
    """Answer with a list in the form asked for, narrowed as the page it was asked on."""
    wanted = wanted_of(dataset, request.GET, request.actor)
    made = export(actor=request.actor, dataset=dataset, writer=writer, wanted=wanted)
    return FileResponse(made.file, as_attachment=True, filename=made.name, content_type=made.media_type)
