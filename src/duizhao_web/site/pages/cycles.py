"""Meetings: the list, one meeting's page, the units below, and what is done with a meeting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from duizhao_web.apps.accounts.explanation import seers
from duizhao_web.apps.cycles import policy
from duizhao_web.apps.cycles.models import Cycle
from duizhao_web.apps.cycles.selectors import cycle_get, cycle_list, framework_of, openers
from duizhao_web.apps.cycles.services import keeping
from duizhao_web.apps.cycles.subjects import of_cycle
from duizhao_web.apps.insight.checklist import Stand, checklist, next_for
from duizhao_web.apps.insight.progress import progress, units_below
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.paging import count_of, page_of
from duizhao_web.apps.kernel.policy import authorise, may
from duizhao_web.apps.rectification.services.years import year_close, year_reopen
from duizhao_web.apps.rectification.years import account, account_items, closing, failed_among
from duizhao_web.site.filling import filled
from duizhao_web.site.forms import cycles as forms
from duizhao_web.site.items import frame
from duizhao_web.site.listing import listed
from duizhao_web.site.request import Request
from duizhao_web.site.words import language

_BOTH = ["GET", "POST"]
_ON_A_CYCLE = {
    "edit": policy.CYCLE_EDIT,
    "withdraw": policy.CYCLE_WITHDRAW,
    "hold": policy.CYCLE_HOLD,
    "close": policy.CYCLE_CLOSE,
    "reopen": policy.CYCLE_REOPEN,
}


@require_GET
def cycles(request: Request) -> HttpResponse:
    """Show the meetings one sees, those whose day is latest first."""
    actor = request.actor
    if not actor.seats and not actor.duties:
        raise AppError(AppErrorCode.NOT_FOUND)
    form = forms.CyclesForm(request.GET)
    asked = {name: value for name, value in form.narrowed.items() if name != "q"}
    rows = cycle_list(actor, words=form.words, **asked)
    context = listed(request, rows, form, forms.ORDERS, "cycles")
    today = clock.today()
    context |= {
        "rows": [(row, (row.meeting_on - today).days) for row in context["rows"]],
        "may_open": bool(openers(actor)),
    }
    return render(request, "cycles/cycles.html", context)


@require_GET
def cycle(request: Request, pk: int) -> HttpResponse:
    """Show a meeting: where it stands, what is missing, its notice."""
    actor, cycle = request.actor, cycle_get(request.actor, pk)
    found = checklist(actor, cycle)
    subject = of_cycle(cycle)
    framework = framework_of(cycle)
    context = {
        "cycle": cycle,
        "found": found,
        "can": {name: may(actor, command, subject) for name, command in _ON_A_CYCLE.items()},
        "next": next_for(actor, cycle, found),
        "framework": framework.title.to(language()) if framework else "",
        "days": (cycle.meeting_on - clock.today()).days,
        "today": clock.today(),
        "has_below": units_below(actor, cycle).exists(),
        "account": account(actor, cycle.unit, cycle.year - 1),
    }
    return render(request, "cycles/cycle.html", context)


@require_GET
def below(request: Request, pk: int) -> HttpResponse:
    """Show who stands where below the meeting's unit, in the order of the tree."""
    cycle = cycle_get(request.actor, pk)
    form = forms.BelowForm(request.GET)
    only = form.only_which
    rows, page = progress(request.actor, cycle, only=only, cursor=request.GET.get("cursor", ""))
    context = {
        "cycle": cycle,
        "form": form,
        "rows": rows,
        "page": page,
        "only": only,
        "count": count_of(units_below(request.actor, cycle, only)),
        "may_open": any(row.cycle is None for row in rows) and bool(openers(request.actor)),
    }
    return render(request, "cycles/below.html", context)


@require_GET
def seers_of(request: Request, pk: int) -> HttpResponse:
    """Tell who sees the meeting, and by which rule."""
    cycle = cycle_get(request.actor, pk)
    context = {"cycle": cycle, "seers": seers(cycle.thing, clock.today())}
    return render(request, "cycles/who_sees.html", context)


@require_POST
def notice(request: Request, pk: int) -> HttpResponse:
    """Give the notice's file as it was handed in."""
    cycle = cycle_get(request.actor, pk)
    data = keeping.notice_download(actor=request.actor, cycle=cycle)
    response = HttpResponse(data, content_type="application/octet-stream")
    name = content_disposition_header(True, cycle.notice.file_name) or ""
    response.headers["Content-Disposition"] = name
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(_BOTH)
def edit(request: Request, pk: int) -> HttpResponse:
    """Put title, day and lead times right."""
    cycle = _cycle_for(request, pk, policy.CYCLE_EDIT)
    initial = {"title": cycle.title, "meeting_on": cycle.meeting_on, "version": cycle.version}
    form = forms.CycleForm(request.POST or None, initial=initial | forms.lead_fields(cycle.leads))

    def do(data: dict[str, Any]) -> str:
        keeping.cycle_edit(
            actor=request.actor,
            cycle=cycle,
            version=data["version"],
            title=data["title"],
            meeting_on=data["meeting_on"],
            leads=form.leads,
        )
        return _said(request, pk, _("已调整，各步期限随之重新推算。"))

    return filled(request, form, do, title=_("调整安排"), action=_("保存"), back=_page(pk))


@require_POST
def step(request: Request, pk: int) -> HttpResponse:
    """Note that a step was done, or take the note back."""
    cycle = cycle_get(request.actor, pk)
    form = forms.StepForm(request.POST)
    if not form.is_valid():
        raise AppError(AppErrorCode.INVALID, detail=_("步骤或者日期"))
    name = form.cleaned_data["step"]
    if "undo" in request.POST:
        keeping.step_unnote(actor=request.actor, cycle=cycle, step=name)
        return redirect(_said(request, pk, _("已撤销登记。")))
    on = form.cleaned_data["on"] or clock.today()
    keeping.step_note(actor=request.actor, cycle=cycle, step=name, on=on)
    return redirect(_said(request, pk, _("已登记完成。")))


@require_http_methods(_BOTH)
def hold(request: Request, pk: int) -> HttpResponse:
    """Write down that the meeting was held."""
    cycle = _cycle_for(request, pk, policy.CYCLE_HOLD)
    day = cycle.held_on or min(cycle.meeting_on, clock.today())
    initial = {"on": day, "expected": cycle.expected, "present": cycle.present, "version": cycle.version}

    def do(data: dict[str, Any]) -> str:
        keeping.cycle_hold(actor=request.actor, cycle=cycle, **data)
        return _said(request, pk, _("召开情况已登记。"))

    form = forms.HoldForm(request.POST or None, initial=initial)
    return filled(request, form, do, title=_("登记召开情况"), action=_("登记"), back=_page(pk))


@require_http_methods(_BOTH)
def close(request: Request, pk: int) -> HttpResponse:
    """Show what becomes of everything when the meeting is closed, and close it."""
    cycle = _cycle_for(request, pk, policy.CYCLE_CLOSE)
    if request.method == "POST":
        version = request.POST.get("version", "")
        if not version.isdecimal() or len(version) > 9:
            raise AppError(AppErrorCode.CONFLICT)
        carried = year_close(actor=request.actor, cycle=cycle, version=int(version))
        words = _("本次民主生活会已办结，结转下年 %(count)s 项。") if carried else _("本次民主生活会已办结。")
        return redirect(_said(request, pk, words % {"count": len(carried)}))
    found = checklist(request.actor, cycle)
    context = {
        "cycle": cycle,
        "closing": closing(request.actor, cycle),
        "open": [row for row in found.steps if row.stand is not Stand.DONE],
        "next_year": cycle.year + 1,
    }
    return render(request, "cycles/close.html", context)


@require_http_methods(_BOTH)
def reopen(request: Request, pk: int) -> HttpResponse:
    """Undo the closing of a meeting."""
    cycle = _cycle_for(request, pk, policy.CYCLE_REOPEN)

    def do(data: dict[str, Any]) -> str:
        year_reopen(actor=request.actor, cycle=cycle, version=cycle.version, reason=data["reason"])
        return _said(request, pk, _("已撤销办结，结转一并撤销。"))

    why = _("撤销后回到“已召开”，结转到下一年度的事项一并撤销结转；操作日志里有记录。")
    title = _("撤销“%(unit)s %(title)s”的办结") % {"unit": cycle.unit.name, "title": cycle.title}
    form = forms.WithdrawForm(request.POST or None)
    return filled(request, form, do, title=title, action=_("撤销办结"), back=_page(pk), why=why, danger=True)


@require_GET
def last_year(request: Request, pk: int) -> HttpResponse:
    """Show last year's account: what became of each item, from facts."""
    cycle = cycle_get(request.actor, pk)
    found = account(request.actor, cycle.unit, cycle.year - 1)
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    rows = account_items(request.actor, cycle.unit, cycle.year - 1)
    page = page_of(rows, order=("year", "serial", "id"), cursor=request.GET.get("cursor", ""))
    context = {
        "cycle": cycle,
        "account": found,
        "page": page,
        "rows": [(row, frame.tone(row), frame.flags(row)) for row in page.rows],
        "failed": failed_among(page.rows),
    }
    return render(request, "cycles/last_year.html", context)


@require_http_methods(_BOTH)
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take back what was opened by mistake."""
    cycle = _cycle_for(request, pk, policy.CYCLE_WITHDRAW)

    def do(data: dict[str, Any]) -> str:
        keeping.cycle_withdraw(actor=request.actor, cycle=cycle, reason=data["reason"])
        messages.success(request, _("已撤回。"))
        return reverse("cycles")

    why = _("撤回后不再显示，操作日志里有记录。已有材料归入的不能撤回。")
    title = _("撤回“%(unit)s %(title)s”") % {"unit": cycle.unit.name, "title": cycle.title}
    form = forms.WithdrawForm(request.POST or None)
    return filled(request, form, do, title=title, action=_("撤回"), back=_page(pk), why=why, danger=True)


def _cycle_for(request: Request, pk: int, command: str) -> Cycle:
    cycle = cycle_get(request.actor, pk)
    authorise(request.actor, command, of_cycle(cycle))
    return cycle


def _page(pk: int) -> str:
    return reverse("cycle", kwargs={"pk": pk})


def _said(request: Request, pk: int, words: str) -> str:
    messages.success(request, words)
    return _page(pk)
