"""Reporting periods: the list, one period with who stands where, what is done with it, what was issued."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from duizhao_web.apps.kernel.actor import GROUP, LEADERS, Role
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.paging import count_of, page_of
from duizhao_web.apps.reporting.filing import PeriodAct, PeriodStage
from duizhao_web.apps.reporting.models import Period, Report
from duizhao_web.apps.reporting.rollup import Line, beside, every_line, lines_of, totals, unanswered
from duizhao_web.apps.reporting.selectors import (
    issue_get,
    issues_of,
    may_open,
    oversees,
    own_reports,
    period_acts_of,
    period_get,
    period_list,
    readable,
    readable_beside,
    reports_of,
    to_remind,
)
from duizhao_web.apps.reporting.services import issuing
from duizhao_web.apps.reporting.standing import standing_of
from duizhao_web.apps.reporting.there import kinds_there
from duizhao_web.apps.reporting.words import FigureKind, PeriodActWord, StageWord
from duizhao_web.apps.units.models import PostKind
from duizhao_web.site.filling import filled
from duizhao_web.site.forms import periods as fill
from duizhao_web.site.listing import listed
from duizhao_web.site.request import Request

_BOTH: Final = ["GET", "POST"]
_DRAFTED: Final = 200
"""How many units one reminder names: what a letter can hold."""
_ASKED: Final = 20
"""As many requests are shown below the figures; more have a page of their own."""
_COUNTED: Final = ("reported", "late", "missing", "asked")
_STANDING: Final = ("handed_in", "locked", "missing", "overdue")
"""Filters whose number is known without counting again."""
_LONGEST: Final = 19
"""Digits no number of a row has."""


@require_GET
def periods(request: Request) -> HttpResponse:
    """List the periods one sees, the latest first."""
    actor = request.actor
    if not actor.holds(*LEADERS, Role.COORDINATOR, *GROUP):
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
    context |= _standing(request, found) if context["oversees"] else _beside(request, found)
    if context["oversees"] and acts:
        _next_step(context)
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
        why=_why(wanted, found),
        danger=wanted == PeriodAct.WITHDRAW,
    )


@require_GET
def issue(request: Request, pk: int) -> HttpResponse:
    """Show what was issued of a period: sums, a page of lines, beside the period before."""
    found = issue_get(request.actor, pk)
    form = fill.IssueForm(request.GET)
    only = form.wanted.get("only", "")
    rows = lines_of(found, wanted=only, words=form.words)
    shown = rows.annotate(link=readable(request.actor, period="issue__period"))
    page = page_of(shown, order=("id",), cursor=request.GET.get("cursor", ""))
    sums, waiting = totals(found), unanswered(found)
    known = {"": sums.units, "unanswered": waiting, **{name: getattr(sums, name) for name in _COUNTED}}
    asked = every_line(found, wanted="asked") if sums.asked <= _ASKED and not form.narrowed else ()
    context = {
        "issue": found,
        "period": found.period,
        "issues": issues_of(request.actor, found.period),
        "form": form,
        "filtered": bool(form.narrowed),
        "requests": only in ("asked", "unanswered"),
        "kinds": [kind.label for kind in FigureKind],
        "totals": sums,
        "unanswered": waiting,
        "sums": [(kind.label, sums.sums[kind], sums.before.get(kind)) for kind in FigureKind],
        "page": page,
        "count": count_of(rows) if form.words else known[only],
        "lines": [
            (line, row.link is not None, _cells(line))  # type: ignore[attr-defined]
            for row, line in zip(page.rows, beside(found, page.rows), strict=True)
        ],
        "asked": list(asked) if sums.asked else [],
    }
    return render(request, "periods/issue.html", context)


def _cells(line: Line) -> list[tuple[str, int | None, int | None]]:
    return [(str(kind.label), line.figures.get(kind), line.before.get(kind)) for kind in FigureKind]


def _standing(request: Request, found: Period) -> dict[str, Any]:
    actor, form = request.actor, fill.PeriodForm(request.GET)
    only = form.wanted.get("stage", "")
    rows = reports_of(actor, found, only=only, words=form.words)
    shown = rows.defer("progress", "difficulties", "next_steps").annotate(link=readable(actor))
    page = page_of(shown, order=("unit_path", "id"), cursor=request.GET.get("cursor", ""))
    now = standing_of([found])[found.pk]
    taking = (now.missing if found.stage == PeriodStage.OPEN else 0) or now.corrections
    lost = reports_of(actor, found, only="abandoned").count() if taking else 0
    known = {"": now.asked, "abandoned": lost, **{name: getattr(now, name) for name in _STANDING}}
    chosen = set(request.GET.getlist("unit"))
    context: dict[str, Any] = {
        "form": form,
        "filtered": bool(form.narrowed),
        "page": page,
        "count": count_of(rows) if form.words or only not in known else known[only],
        "rows": list(_rows(page.rows, chosen)),
        "standing": now,
        "abandoned": lost,
        "remindable": bool(taking),
        "issues": issues_of(actor, found) if found.stage == PeriodStage.ISSUED else [],
        "drafting": "draft" in request.GET,
    }
    if context["drafting"]:
        context |= _draft(to_remind(actor, found, only=only, words=form.words), chosen, found)
    return context


def _next_step(context: dict[str, Any]) -> None:
    """Let the one button that stands out be what is next: to examine what lies here, to close once all is in
    or the day has passed.
    """
    found, now = context["period"], context["standing"]
    context["examine"] = now.handed_in
    closing = context["first"] == PeriodAct.CLOSE.value
    if now.handed_in or (closing and now.missing and found.left >= 0):
        context["first"] = ""


def _rows(rows: Sequence[Report], chosen: set[str]) -> Iterator[tuple[Report, int | None, bool, str]]:
    """Yield reports with the edition one may read, whether it is ticked, and who of the unit is missing."""
    pending = [row for row in rows if row.with_the_unit and row.taken]
    there = kinds_there({row.unit_id for row in pending}) if pending else {}
    for row in rows:
        kinds = there.get(row.unit_id, {PostKind.CHIEF.value})
        lacking = "" if PostKind.CHIEF in kinds else "both" if not kinds else "chief"
        if lacking == "chief" and row.stage == StageWord.CONFIRMED:
            lacking = ""  # the coordinator hands it in
        yield row, row.link, str(row.unit_id) in chosen, lacking  # type: ignore[attr-defined]


def _beside(request: Request, found: Period) -> dict[str, Any]:
    """Return the reports of others that one may read without overseeing the period."""
    rows = readable_beside(request.actor, found)
    page = page_of(rows, order=("unit_path", "id"), cursor=request.GET.get("cursor", ""))
    return {"page": page, "rows": page.rows, "count": count_of(rows)}


def _draft(rows: QuerySet[Report], chosen: set[str], found: Period) -> dict[str, Any]:
    """Return the reminder's words: of the units chosen, or of all that are listed and have not handed in."""
    wanted = [int(one) for one in chosen if one.isdecimal() and len(one) < _LONGEST]
    rows = rows.filter(unit__in=wanted) if chosen else rows
    named = list(rows[: _DRAFTED + 1])
    lines = [_line(one, found) for one in named[:_DRAFTED]]
    text = "\n".join([*lines, _("（仅供工作核对，不作为评价个人的依据。）")]) if lines else ""
    return {"text": text, "cut": _DRAFTED if len(named) > _DRAFTED else 0}


def _line(one: Report, found: Period) -> str:
    words = {"unit": one.unit.name, "title": found.title, "stage": one.get_stage_display()}
    words["by"] = found.due_on.isoformat()
    if one.edition > 1:
        return _("%(unit)s：“%(title)s”的更正目前%(stage)s，请尽快报送。") % words
    if found.left < 0:
        return _("%(unit)s：“%(title)s”应于 %(by)s 前报送，目前%(stage)s，请尽快报送。") % words
    return _("%(unit)s：“%(title)s”目前%(stage)s，请于 %(by)s 前报送。") % words


def _why(act: PeriodAct, found: Period) -> str:
    """Return what a press does, with how the units stand that it is about."""
    why = str(_WAYS[act].why)
    if act not in (PeriodAct.CLOSE, PeriodAct.ISSUE):
        return why
    now = standing_of([found])[found.pk]
    words = {"asked": now.asked, "locked": now.locked, "missing": now.missing}
    return _("应报 %(asked)s 个单位，已锁定 %(locked)s 个，未报 %(missing)s 个。") % words + why


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
        gettext_lazy("先在有误的单位填报上“要求更正”，报送锁定以后再更正印发；原来印发的不变。"),
    ),
}
