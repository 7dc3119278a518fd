"""What is changed in the ledger itself: a cell, a pasted block, one thing on many rows; seen first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.rectification.ledger import facts
from duizhao_web.apps.rectification.models import Item
from duizhao_web.apps.rectification.selectors import item_get
from duizhao_web.apps.rectification.services.changing import (
    MOST,
    ON_ROWS,
    Change,
    Field,
    Outcome,
    change_make,
    changes_make,
    changes_try,
    command_of,
    items_of,
    said,
    shown,
)
from duizhao_web.apps.rectification.subjects import authorise_with
from duizhao_web.apps.rectification.words import CommandWord
from duizhao_web.site.ledger.columns import BY_KEY, cells, chosen
from duizhao_web.site.ledger.typed import PEOPLE, CellForm, read
from duizhao_web.site.request import Request


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the preview: of which item, what becomes of what, by which command, or why not."""

    item: Item
    column: str
    before: str
    after: str
    command: str
    error: str
    asked: dict[str, Any] | None = None


@require_http_methods(["GET", "POST"])
def cell(request: Request, pk: int, field: str) -> HttpResponse:
    """Ask for a cell's new content, and put it in; where somebody was quicker both are shown."""
    item, what = item_get(request.actor, pk), _field(field)
    if what in ON_ROWS:
        raise AppError(AppErrorCode.NOT_FOUND)
    now = _now(item, what)
    if request.method == "GET":
        return _form(request, item, what, CellForm(actor=request.actor, item=item, field=what, now=now))
    form = CellForm(request.POST, actor=request.actor, item=item, field=what, now=now)
    if not form.is_valid():
        return _form(request, item, what, form, status=422)
    said_ = form.cleaned_data
    value = read(request.actor, what, str(form.data.get("value", "")))
    change = Change(item, said_["version"], what, value, said_.get("reason", ""))
    try:
        change_make(request.actor, change)
    except AppError as error:
        if error.status == 404:
            raise
        return _refused(request, change, error)
    return _row(request, pk)


@require_POST
def changes(request: Request) -> HttpResponse:
    """Show what would become of changes; with ``do`` make them and say of each what became of it."""
    wanted, broken = _wanted(request)
    if not wanted and not broken:
        raise AppError(AppErrorCode.INVALID, detail=_("没有选中事项，或者没有要改的内容"))
    doing = "do" in request.POST
    outcomes = (changes_make if doing else changes_try)(request.actor, [one for one, _text in wanted])
    lines = [_line(one, text) for one, (_change, text) in zip(outcomes, wanted, strict=True)]
    context = {
        "lines": [*lines, *broken],
        "good": sum(1 for line in lines if not line.error),
        "doing": doing,
        "needs_reason": any(one.item.approved_at for one, _text in wanted),
        "reason": request.POST.get("reason", ""),
        "changes": json.dumps([line.asked for line in lines], ensure_ascii=False),
        "back": _back(request),
    }
    return render(request, "ledger/changes.html", context)


@require_POST
def remind(request: Request) -> HttpResponse:
    """Write the words of a reminder for the rows chosen, by owner; the program sends nothing by itself."""
    found = items_of(request.actor, _numbers(request.POST.getlist("item")))
    by_owner: dict[str, list[Item]] = {}
    for item in found.values():
        by_owner.setdefault(item.owner.name if item.owner else _("未定责任人"), []).append(item)
    text = "\n".join(_reminder(name, items) for name, items in by_owner.items())
    return render(request, "ledger/reminder.html", {"text": text, "back": _back(request)})


def _reminder(name: str, items: Sequence[Item]) -> str:
    lines = [_("%(name)s：请报告下列整改事项的进展：") % {"name": name}]
    for item in items:
        day = item.deadline or item.review_on
        until = _("（时限 %(day)s）") % {"day": day.isoformat()} if day else ""
        lines.append(f"{item.code} {item.title}{until}")
    return "\n".join(lines)


def _field(name: str) -> Field:
    try:
        return Field(name)
    except ValueError as error:
        raise AppError(AppErrorCode.NOT_FOUND) from error


def _now(item: Item, field: Field) -> str:
    """Return what the form begins with: as it would be typed."""
    if field in (*PEOPLE, Field.LEAD):
        chosen_ = getattr(item, "lead_unit" if field == Field.LEAD else field.value)
        return f"{chosen_.name} #{chosen_.pk}" if chosen_ else ""
    if field == Field.KIND:
        return item.deadline_kind
    if field == Field.STANDARD:
        return "\n".join(item.points.values_list("text", flat=True))
    now = shown(item, field)
    return "" if now == "—" else now


def _form(request: Request, item: Item, field: Field, form: CellForm, **more: Any) -> HttpResponse:
    command = command_of(item, field)
    authorise_with(request.actor, item, command)
    context = {
        "form": form,
        "item": item,
        "field": field.value,
        "label": BY_KEY[field.value].label,
        "command": "" if command.value == "edit" else CommandWord(command.value).label,
    }
    return render(request, "ledger/cell.html", context, status=more.get("status", 200))


def _refused(request: Request, change: Change, error: AppError) -> HttpResponse:
    """Say why not; where somebody was quicker, what it says now beside what was typed."""
    conflict = error.code == AppErrorCode.CONFLICT
    item = item_get(request.actor, change.item.pk)
    context = {
        "item": item,
        "field": change.field.value,
        "label": BY_KEY[change.field.value].label,
        "message": error.message,
        "conflict": conflict,
        "now": shown(item, change.field),
        "typed": said(change.value),
        "raw": request.POST.get("value", ""),
        "reason": change.reason,
    }
    return render(request, "ledger/refused.html", context, status=error.status)


def _row(request: Request, pk: int) -> HttpResponse:
    item = item_get(request.actor, pk)
    columns = chosen(request.POST.get("cols", ""))
    context = {"item": item, "cells": cells(item, facts([item])[pk], columns)}
    return render(request, "ledger/row.html", context)


def _wanted(request: Request) -> tuple[list[tuple[Change, str]], list[Line]]:
    """Return the changes asked for with what was typed, and those that cannot be read with why."""
    asked = _asked(request)
    items = items_of(request.actor, {pk for pk, _version, _field_, _text in asked})
    reason = request.POST.get("reason", "").strip()
    wanted: list[tuple[Change, str]] = []
    broken: list[Line] = []
    for pk, version, name, text in asked:
        item = items.get(pk)
        if item is None:
            raise AppError(AppErrorCode.NOT_FOUND)
        field = _field(name)
        try:
            value = read(request.actor, field, text)
        except AppError as error:
            broken.append(Line(item, _label(field), shown(item, field), text[:80], "", error.message))
            continue
        wanted.append((Change(item, version or item.version, field, value, reason), text))
    return wanted, broken


def _asked(request: Request) -> list[tuple[int, int, str, str]]:
    """Return what is asked for as item, version, field and text: from a block, or from the bar."""
    if "changes" in request.POST:
        try:
            rows = json.loads(request.POST["changes"])
            found = [
                (int(one["item"]), int(one["version"]), str(one["field"]), str(one["text"])) for one in rows
            ]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise AppError(AppErrorCode.NOT_FOUND) from error
    else:
        name, text = request.POST.get("field", ""), request.POST.get("value", "")
        found = [(pk, 0, name, text) for pk in _numbers(request.POST.getlist("item"))]
    if len(found) > MOST:
        raise AppError(AppErrorCode.INVALID, detail=_("一次最多改 %(most)s 处") % {"most": MOST})
    return found


def _numbers(texts: Sequence[str]) -> list[int]:
    return [int(text) for text in texts if text.isdigit() and len(text) < 19][: MOST + 1]


def _line(outcome: Outcome, text: str) -> Line:
    change = outcome.change
    return Line(
        change.item,
        _label(change.field),
        outcome.before,
        "" if change.field in ON_ROWS else said(change.value),
        str(CommandWord(outcome.command.value).label),
        outcome.error.message if outcome.error else "",
        {"item": change.item.pk, "version": change.version, "field": change.field.value, "text": text},
    )


def _label(field: Field) -> str:
    if field.value in BY_KEY:
        return str(BY_KEY[field.value].label)
    return str(CommandWord(field.value).label)


def _back(request: Request) -> str:
    query = request.POST.get("query", "")[:2_000]
    return query if query.startswith("?") else ""
