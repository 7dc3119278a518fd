"""谁还没交: units and people whose paper is not handed in, and the words of a reminder."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from duizhao_web.apps.cycles.models import Cycle
from duizhao_web.apps.cycles.selectors import cycle_get
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.paths import at_or_below
from duizhao_web.apps.materials.handing import Call, UnitMissing, call_of, missing_in, units_missing
from duizhao_web.site.forms.lists import MISSING, MissingForm
from duizhao_web.site.listing import listed
from duizhao_web.site.request import Request
from duizhao_web.site.todo import what_lacks


@require_GET
def missing(request: Request) -> HttpResponse:
    """Show what is missing; with units chosen, or all of them, the reminder's words."""
    actor = request.actor
    if not actor.seats and not actor.duties:
        raise AppError(AppErrorCode.NOT_FOUND)
    form = MissingForm(request.GET)
    year = form.wanted.get("year") or clock.today().year - 1
    cycle = _cycle(request)
    if cycle is not None:
        year = cycle.year
    call = call_of(cycle) if cycle else Call(year)
    rows = units_missing(actor, call, form.words)
    if cycle is not None:
        rows = rows.filter(at_or_below(cycle.unit_path, "path"))
    context = listed(request, rows, form, MISSING, "missing")
    found = missing_in(actor, call, context["rows"])
    chosen = set(request.GET.getlist("unit"))
    drafted = [one for one in found if str(one.unit.pk) in chosen] if "draft" in request.GET else []
    by = form.wanted.get("by")
    context |= {
        "year": year,
        "cycle": cycle,
        "rows": [(one, str(one.unit.pk) in chosen) for one in found],
        "drafting": "draft" in request.GET,
        "text": _draft(drafted, year, by.isoformat() if by else ""),
    }
    return render(request, "papers/missing.html", context)


def _cycle(request: Request) -> Cycle | None:
    """Return the meeting whose papers are asked for, where the address names one."""
    wanted = request.GET.get("cycle", "")
    if not wanted:
        return None
    if not wanted.isdecimal() or len(wanted) > 18:
        raise AppError(AppErrorCode.NOT_FOUND)
    return cycle_get(request.actor, int(wanted))


def _draft(found: Iterable[UnitMissing], year: int, by: str) -> str:
    lines = [_line(one, year, by) for one in found]
    return "\n".join([*lines, _("（仅供工作核对，不作为评价个人的依据。）")]) if lines else ""


def _line(one: UnitMissing, year: int, by: str) -> str:
    words = {"unit": one.unit.name, "year": year, "papers": what_lacks(one), "by": by}
    if by:
        return _("%(unit)s：%(year)s 年度民主生活会材料尚未交齐，请于 %(by)s 前提交：%(papers)s。") % words
    return _("%(unit)s：%(year)s 年度民主生活会材料尚未交齐，请尽快提交：%(papers)s。") % words
