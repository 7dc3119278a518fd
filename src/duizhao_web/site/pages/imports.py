"""Ledgers brought as files: looked at row by row before anything is taken in."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from duizhao.ledger.layout import known_columns
from duizhao_web.apps.exchange.judging import TAKEN, Does, Judged, judged
from duizhao_web.apps.exchange.models import Incoming
from duizhao_web.apps.exchange.services.importing import (
    import_units,
    incoming_get,
    incoming_list,
    ledger_bring,
    ledger_drop,
    ledger_import,
    ledger_name_columns,
)
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.language import library_language
from duizhao_web.apps.rectification.words import SourceKind
from duizhao_web.site.forms.imports import LedgerForm
from duizhao_web.site.request import Request

_SHOWN: Final = 200
_NOT_HERE: Final = (AppErrorCode.NOT_FOUND, AppErrorCode.FORBIDDEN)


@require_http_methods(["GET", "POST"])
def imports(request: Request) -> HttpResponse:
    """Take a file to be looked at, and name those that wait."""
    units = import_units(request.actor)
    if not units:
        raise AppError(AppErrorCode.NOT_FOUND)
    initial = {"year": clock.today().year - 1, "source": SourceKind.SELF.value}
    form = LedgerForm(request.POST or None, request.FILES or None, units=units, initial=initial)
    if request.method == "POST" and form.is_valid():
        name, content, said = form.brought()
        try:
            made = ledger_bring(actor=request.actor, name=name, data=content, **said)
            return redirect("import", pk=made.pk)
        except AppError as error:
            if error.code in _NOT_HERE:
                raise
            form.add_error("file", error.message)
    context = {"form": form, "waiting": incoming_list(request.actor)}
    return render(request, "exports/imports.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET"])
def incoming(request: Request, pk: int) -> HttpResponse:
    """Show what a file would change, what its columns are taken for, and what is wrong with it."""
    found = incoming_get(request.actor, pk)
    return _shown(request, found, judged(request.actor, found))


@require_POST
def incoming_act(request: Request, pk: int, act: str) -> HttpResponse:
    """Name the columns, take the file in, or drop it."""
    found = incoming_get(request.actor, pk)
    try:
        if act == "columns":
            ledger_name_columns(actor=request.actor, incoming=found, columns=_said(request, found))
            return redirect("import", pk=pk)
        if act == "drop":
            ledger_drop(actor=request.actor, incoming=found)
            return redirect("imports")
        if act != "take-in":
            raise AppError(AppErrorCode.NOT_FOUND)
        counts = ledger_import(actor=request.actor, incoming=found).counts
    except AppError as error:
        if error.code in _NOT_HERE:
            raise
        return _shown(request, found, judged(request.actor, found), error.message)
    words = {
        "created": counts[Does.CREATE],
        "edited": counts[Does.EDIT],
        "reported": counts[Does.REPORT],
    }
    said = _("已导入：新增 %(created)s 项、修改 %(edited)s 项、报告进展 %(reported)s 项。")
    messages.success(request, said % words)
    return redirect("imports")


def _said(request: Request, found: Incoming) -> dict[str, str]:
    """Return what the form says of each title; its fields are numbered, titles may be anything."""
    titles = [title for title, _key in judged(request.actor, found).columns]
    return {title: request.POST.get(f"column-{at}", "") for at, title in enumerate(titles)}


def _shown(request: Request, found: Incoming, plan: Judged, wrong: str = "") -> HttpResponse:
    known, language = known_columns(), library_language()
    faults = plan.faults
    context: dict[str, Any] = {
        "incoming": found,
        "plan": plan,
        "wrong": wrong,
        "fields": [(key, known[key].title.text(language)) for key in TAKEN],
        "counts": [(_does(does), count) for does, count in sorted(plan.counts.items())],
        "lines": [(line, _does(line.does)) for line in plan.lines[:_SHOWN]],
        "more": max(0, len(plan.lines) - _SHOWN),
        "faults": faults[:_SHOWN],
        "fault_count": len(faults),
        "wrong_lines": sum(1 for line in plan.lines if line.faults),
        "ready": not faults and not plan.unread and any(line.does != Does.NOTHING for line in plan.lines),
    }
    return render(request, "exports/incoming.html", context, status=422 if wrong else 200)


def _does(does: Does) -> str:
    return {
        Does.CREATE: _("新增"),
        Does.EDIT: _("修改"),
        Does.REPORT: _("报告进展"),
        Does.NOTHING: _("不变"),
    }[does]
