"""Reporting periods: the list, one period with who stands where, what is done with it, what was issued."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.db.models import F, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import LEADERS, Role
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.paging import count_of, page_of
from duizhao_web.apps.reporting.filing import WITH_THE_UNIT, PeriodAct
from duizhao_web.apps.reporting.models import Period, Report
from duizhao_web.apps.reporting.rollup import rolled_up
from duizhao_web.apps.reporting.selectors import (
    issue_get,
    issues_of,
    may_open,
    missing_in,
    oversees,
    own_reports,
    period_acts_of,
    period_get,
    period_list,
    reports_of,
    standing_of,
)
from duizhao_web.apps.reporting.services import issuing
from duizhao_web.apps.reporting.words import FigureKind, PeriodActWord
from duizhao_web.site.filling import filled
from duizhao_web.site.forms import periods as fill
from duizhao_web.site.listing import listed
from duizhao_web.site.request import Request

_BOTH: Final = ["GET", "POST"]
_DRAFTED: Final = 500
"""How many units one reminder names."""
_LONGEST: Final = 19
"""Digits no number of a row has."""


@require_GET
def periods(request: Request) -> HttpResponse:
    """List the periods one sees, the latest first."""
    actor = request.actor
    if not actor.holds(*LEADERS, Role.COORDINATOR):
        raise AppError(AppErrorCode.NOT_FOUND)
    form = fill.PeriodsForm(request.GET)
    wanted = form.wanted
    rows = period_list(actor, stage=wanted.get("stage", ""), words=form.words, mine=wanted.get("mine", ""))
    context = listed(request, rows, form, fill.PERIODS, "periods")
    found = list(context["rows"])
    standing, own = standing_of(found), own_reports(actor, found)
    context["rows"] = [
        (one, standing[one.pk] if oversees(actor, one) else None, own.get(one.pk)) for one in found
    ]
    context["may_open"] = may_open(actor)
    return render(request, "periods/periods.html", context)


@require_GET
def period(request: Request, pk: int) -> HttpResponse:
    """Show a period: what is asked; for who oversees it who stands where; for a unit its own report."""
    actor, found = request.actor, period_get(request.actor, pk)
    acts = period_acts_of(actor, found)
    context: dict[str, Any] = {
        "period": found,
        "acts": [(act.value, PeriodActWord(act.value).label) for act in acts],
        "first": next((act.value for act in acts if act in _FIRST), ""),
        "own": own_reports(actor, [found]).get(found.pk),
        "oversees": oversees(actor, found),
    }
    if context["oversees"]:
        context |= _standing(request, found)
    return render(request, "periods/period.html", context)


@require_http_methods(_BOTH)
def period_act(request: Request, pk: int, act: str) -> HttpResponse:
    """Do one thing with a period."""
    found = period_get(request.actor, pk)
    wanted = next((one for one in PeriodAct if one.value == act), None)
    if wanted is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    if wanted not in period_acts_of(request.actor, found):
        raise AppError(AppErrorCode.WRONG_STATE if oversees(request.actor, found) else AppErrorCode.NOT_FOUND)
    way, back = _WAYS[wanted], reverse("period", kwargs={"pk": pk})

    def do(data: dict[str, Any]) -> str:
        data["expected_version"] = data.pop("version")
        made = way.do(actor=request.actor, period=found, **data)
        messages.success(request, str(way.done))
        if wanted in (PeriodAct.ISSUE, PeriodAct.ISSUE_AGAIN):
            return reverse("period-issue", kwargs={"pk": made.pk})
        return reverse("periods") if wanted == PeriodAct.WITHDRAW else back

    initial = {"version": found.version, "title": found.title, "due_on": found.due_on}
    form = way.form(request.POST or None, initial=initial | _words(wanted, found))
    label = str(PeriodActWord(act).label)
    return filled(
        request,
        form,
        do,
        title=f"{label} · {found.title}",
        action=label,
        back=back,
        why=str(way.why),
        danger=wanted == PeriodAct.WITHDRAW,
    )


@require_GET
def issue(request: Request, pk: int) -> HttpResponse:
    """Show what was issued of a period: a line a unit, sums, beside the period before."""
    found = issue_get(request.actor, pk)
    rolled = rolled_up(found)
    sums, before = rolled.sums, rolled.sums_before
    context = {
        "issue": found,
        "period": found.period,
        "issues": issues_of(request.actor, found.period),
        "kinds": [kind.label for kind in FigureKind],
        "sums": [(kind.label, sums[kind], before.get(kind)) for kind in FigureKind],
        "lines": [
            (line, [(kind.label, line.figures.get(kind), line.before.get(kind)) for kind in FigureKind])
            for line in rolled.lines
        ],
        "asked": rolled.asked,
        "missing": rolled.missing,
        "reported": len(rolled.lines) - len(rolled.missing),
    }
    return render(request, "periods/issue.html", context)


def _standing(request: Request, found: Period) -> dict[str, Any]:
    form = fill.PeriodForm(request.GET)
    rows = reports_of(request.actor, found)
    only = form.cleaned_data["stage"] if form.is_valid() else ""
    rows = _only(rows, only)
    page = page_of(rows, order=("unit_path", "id"), cursor=request.GET.get("cursor", ""))
    chosen = set(request.GET.getlist("unit"))
    seen = Report.objects.visible_to(request.actor).filter(pk__in=[row.pk for row in page.rows])
    readable = set(seen.values_list("pk", flat=True))
    return {
        "form": form,
        "only": only,
        "page": page,
        "count": count_of(rows),
        "rows": [(row, row.pk in readable, str(row.unit_id) in chosen) for row in page.rows],
        "standing": standing_of([found])[found.pk],
        "issues": issues_of(request.actor, found),
        "drafting": "draft" in request.GET,
        "text": _draft(missing_in(request.actor, found), chosen, found) if "draft" in request.GET else "",
    }


def _only(rows: QuerySet[Report], only: str) -> QuerySet[Report]:
    if only == "missing":
        return rows.filter(stage__in=[stage.value for stage in WITH_THE_UNIT])
    if only == "late":
        unsent = Q(handed_in_on__isnull=True, period__due_on__lt=clock.today())
        return rows.filter(unsent | Q(handed_in_on__gt=F("period__due_on")), edition=1)
    return rows.filter(stage=only) if only else rows


def _draft(missing: QuerySet[Report], chosen: set[str], found: Period) -> str:
    """Return the reminder's words: of the units chosen, or of all that have not handed in."""
    wanted = [int(one) for one in chosen if one.isdecimal() and len(one) < _LONGEST]
    rows = missing.filter(unit__in=wanted) if chosen else missing
    lines = [_line(one, found) for one in rows[:_DRAFTED]]
    return "\n".join([*lines, _("（仅供工作核对，不作为评价个人的依据。）")]) if lines else ""


def _line(one: Report, found: Period) -> str:
    words = {"unit": one.unit.name, "title": found.title, "stage": one.get_stage_display()}
    words["by"] = found.due_on.isoformat()
    if found.left < 0:
        return _("%(unit)s：“%(title)s”应于 %(by)s 前报送，目前%(stage)s，请尽快报送。") % words
    return _("%(unit)s：“%(title)s”目前%(stage)s，请于 %(by)s 前报送。") % words


def _words(act: PeriodAct, found: Period) -> dict[str, str]:
    return {"text": found.text} if act == PeriodAct.EDIT else {}


@dataclass(frozen=True, slots=True)
class _Way:
    """How an act is done: the form that asks for it, the service, what is said before and afterwards."""

    form: type[forms.Form]
    do: Callable[..., Any]
    done: str | Promise
    why: str | Promise = ""


_FIRST: Final = (PeriodAct.CLOSE, PeriodAct.ISSUE)
_WAYS: Final = {
    PeriodAct.EDIT: _Way(fill.EditForm, issuing.period_edit, gettext_lazy("已调整。")),
    PeriodAct.WITHDRAW: _Way(
        fill.ReasonForm,
        issuing.period_withdraw,
        gettext_lazy("已撤回。"),
        gettext_lazy("撤回后各单位不再看到，操作日志里有记录。已有单位开始填报的不能撤回。"),
    ),
    PeriodAct.CLOSE: _Way(
        fill.ConfirmForm,
        issuing.period_close,
        gettext_lazy("已截止填报。"),
        gettext_lazy("截止后各单位不能再报送；没有报送的，汇总时列为未报。印发以前可以重新开放。"),
    ),
    PeriodAct.REOPEN: _Way(
        fill.ReasonForm, issuing.period_reopen, gettext_lazy("已重新开放，各单位可以补报。")
    ),
    PeriodAct.ISSUE: _Way(
        fill.ConfirmForm,
        issuing.period_issue,
        gettext_lazy("已汇总印发。"),
        gettext_lazy("印发的数据以后不再改动；要更正的，另作一次更正印发并写明理由，原来的仍在。"),
    ),
    PeriodAct.ISSUE_AGAIN: _Way(
        fill.ReasonForm,
        issuing.period_issue_again,
        gettext_lazy("已更正印发，原来印发的不变。"),
        gettext_lazy("先在有误的单位填报上“要求更正”，报送锁定以后再更正印发。"),
    ),
}
