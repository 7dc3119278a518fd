"""Reports of inspection and audit: read, gone through problem by problem, made into draft items."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from duizhao_web.apps.exchange.models import IncomingReport
from duizhao_web.apps.exchange.named import Named, lead_units, looked_at, pieces, taken_before
from duizhao_web.apps.exchange.services.reports import (
    bringing_units,
    report_bring,
    report_drop,
    report_edit,
    report_get,
    report_list,
    report_read,
    report_take,
)
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.rectification.words import SourceKind
from duizhao_web.site.forms.imports import ReportForm, rows_of
from duizhao_web.site.request import Request

_NOT_HERE: Final = (AppErrorCode.NOT_FOUND, AppErrorCode.FORBIDDEN)


@require_http_methods(["GET", "POST"])
def reports(request: Request) -> HttpResponse:
    """Take a report to be read, and name those whose problems wait to be gone through."""
    units = bringing_units(request.actor)
    if not units:
        raise AppError(AppErrorCode.NOT_FOUND)
    initial = {"year": clock.today().year, "source": SourceKind.INSPECTION.value}
    form = ReportForm(request.POST or None, request.FILES or None, units=units, initial=initial)
    if request.method == "POST" and form.is_valid():
        name, content, said = form.brought()
        try:
            made = report_bring(actor=request.actor, read=report_read(name, content), **said)
            return redirect("import-report", pk=made.pk)
        except AppError as error:
            if error.code in _NOT_HERE:
                raise
            form.add_error("file", error.message)
    context = {"form": form, "waiting": report_list(request.actor)}
    return render(request, "exports/reports.html", context, status=422 if form.errors else 200)


@require_GET
def report(request: Request, pk: int) -> HttpResponse:
    """Show the problems found in a report, beside its words."""
    return _shown(request, report_get(request.actor, pk))


@require_POST
def report_act(request: Request, pk: int, act: str) -> HttpResponse:
    """Keep what was corrected, add a row, make items, or drop the report."""
    found = report_get(request.actor, pk)
    if act not in ("save", "add", "take", "drop"):
        raise AppError(AppErrorCode.NOT_FOUND)
    if act == "drop":
        report_drop(actor=request.actor, report=found)
        return redirect("import-reports")
    rows = rows_of(request.POST)
    if act == "add":
        rows.append(Named())
    document = request.POST.get("document", found.document)
    try:
        found = report_edit(actor=request.actor, report=found, rows=rows, document=document)
        if act != "take":
            return redirect(f"{reverse('import-report', args=[pk])}#{'last' if act == 'add' else 'rows'}")
        count = report_take(actor=request.actor, report=found)
    except AppError as error:
        if error.code in _NOT_HERE:
            raise
        return _shown(request, report_get(request.actor, pk), error.message)
    messages.success(request, _("已拟定整改事项：%(count)s 项。") % {"count": count})
    return redirect(f"{reverse('items')}?year={found.year}&source={found.source}")


def _shown(request: Request, found: IncomingReport, wrong: str = "") -> HttpResponse:
    rows = looked_at(request.actor, found)
    context: dict[str, Any] = {
        "report": found,
        "rows": rows,
        "pieces": pieces(found.text, [one.row for one in rows]),
        "units": lead_units(request.actor, found.unit),
        "before": taken_before(found.unit, found.digest),
        "taken": sum(1 for one in rows if one.row.take),
        "faults": sum(1 for one in rows if one.faults),
        "wrong": wrong,
    }
    return render(request, "exports/report.html", context, status=422 if wrong else 200)
