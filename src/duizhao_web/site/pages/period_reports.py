"""One unit's report in a period: read, filled in, confirmed, handed in, returned, locked; and what is behind
each figure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from duizhao_web.apps.accounts.explanation import seers
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.paging import page_of
from duizhao_web.apps.reporting.filing import Act
from duizhao_web.apps.reporting.models import Report
from duizhao_web.apps.reporting.selectors import (
    acts_of,
    behind,
    editions,
    figure_get,
    former_figures,
    report_get,
    sees_period,
)
from duizhao_web.apps.reporting.services import correcting, filing
from duizhao_web.apps.reporting.words import OF_ASSIGNMENTS, ActWord
from duizhao_web.site.filling import filled
from duizhao_web.site.forms import periods as fill
from duizhao_web.site.request import Request

_BOTH: Final = ["GET", "POST"]


@require_GET
def report(request: Request, pk: int) -> HttpResponse:
    """Show a report: its figures with what is behind them, its words, its course."""
    found = report_get(request.actor, pk)
    former = former_figures(request.actor, found)
    acts = acts_of(request.actor, found)
    context = {
        "report": found,
        "period": found.period,
        "sees_period": sees_period(request.actor, found.period),
        "figures": [(one, former.get(one.kind)) for one in found.figures.all()],
        "prose": [(label, getattr(found, name)) for name, label in fill.HEADINGS.items()],
        "steps": found.steps.all(),
        "editions": editions(request.actor, found),
        "acts": [(act.value, ActWord(act.value).label) for act in acts if act not in (Act.BEGIN, Act.FILL)],
        "begin": Act.BEGIN in acts,
        "fill": Act.FILL in acts,
        "first": next((act.value for act in acts if act in _FIRST), ""),
    }
    return render(request, "periods/report.html", context)


@require_http_methods(_BOTH)
def report_fill(request: Request, pk: int) -> HttpResponse:
    """Fill a report in: the figures stand there, each may be explained; save, or count anew."""
    found = report_get(request.actor, pk)
    acts = acts_of(request.actor, found)
    if Act.BEGIN in acts and request.method == "POST":
        version = _version(request)
        filing.report_begin(actor=request.actor, report=found, expected_version=version)
        return HttpResponseRedirect(reverse("period-report-fill", kwargs={"pk": pk}))
    if Act.FILL not in acts:
        raise AppError(AppErrorCode.WRONG_STATE)
    former = former_figures(request.actor, found)
    form = fill.FillForm(
        request.POST or None, figures=found.figures.all(), former=former, initial=fill.fill_initial(found)
    )
    if request.method == "POST" and form.is_valid():
        try:
            return HttpResponseRedirect(_fill(request, found, form))
        except AppError as error:
            if error.code in (AppErrorCode.NOT_FOUND, AppErrorCode.FORBIDDEN):
                raise
            form.add_error(None, error.message)
    context = {"report": found, "period": found.period, "form": form}
    context["ahead"] = found.counted_on is not None and found.counted_on < found.period.until
    return render(request, "periods/fill.html", context, status=422 if form.errors else 200)


@require_http_methods(_BOTH)
def report_act(request: Request, pk: int, act: str) -> HttpResponse:
    """Do one thing with a report."""
    found = report_get(request.actor, pk)
    wanted = next((one for one in _WAYS if one.value == act), None)
    if wanted is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    if wanted not in acts_of(request.actor, found):
        raise AppError(AppErrorCode.WRONG_STATE)
    way, back = _WAYS[wanted], reverse("period-report", kwargs={"pk": pk})

    def do(data: dict[str, Any]) -> str:
        data["expected_version"] = data.pop("version")
        made = way.do(actor=request.actor, report=found, **data)
        messages.success(request, str(way.done))
        return reverse("period", kwargs={"pk": found.period_id}) if made.pk != found.pk else back

    initial = {"version": found.version, "text": found.reply if wanted == Act.REPLY else ""}
    form = way.form(request.POST or None, initial=initial)
    label = str(ActWord(act).label)
    title = f"{label} · {found.unit.name} {found.period.title}"
    return filled(request, form, do, title=title, action=label, back=back, why=str(way.why))


@require_GET
def figure(request: Request, pk: int, kind: str) -> HttpResponse:
    """List what a figure counted, as far as one may read it."""
    found = report_get(request.actor, pk)
    one = figure_get(request.actor, found, kind)
    rows = behind(request.actor, one)
    order = ("due", "id") if kind in OF_ASSIGNMENTS else ("unit_path", "-year", "serial", "id")
    page = page_of(rows, order=order, cursor=request.GET.get("cursor", ""))
    context = {
        "report": found,
        "period": found.period,
        "sees_period": sees_period(request.actor, found.period),
        "figure": one,
        "assignments": kind in OF_ASSIGNMENTS,
        "page": page,
        "rows": page.rows,
        "unseen": one.number - rows.count(),
    }
    return render(request, "periods/figure.html", context)


@require_GET
def report_seers(request: Request, pk: int) -> HttpResponse:
    """Tell who sees the report, and by which rule."""
    found = report_get(request.actor, pk)
    context = {"report": found, "period": found.period, "seers": seers(found.thing, clock.today())}
    return render(request, "periods/who_sees.html", context)


def _fill(request: Request, found: Report, form: fill.FillForm) -> str:
    recount = "recount" in request.POST
    filing.report_fill(
        actor=request.actor,
        report=found,
        expected_version=form.cleaned_data["version"],
        said=form.said,
        recount=recount,
    )
    messages.success(request, _("已保存，数据已重新取。") if recount else _("已保存。"))
    return reverse("period-report-fill" if recount else "period-report", kwargs={"pk": found.pk})


def _version(request: Request) -> int:
    version = request.POST.get("version", "")
    if not version.isdecimal() or len(version) > 9:
        raise AppError(AppErrorCode.CONFLICT)
    return int(version)


@dataclass(frozen=True, slots=True)
class _Way:
    """How an act is done: the form that asks for it, the service, what is said before and afterwards."""

    form: type[forms.Form]
    do: Callable[..., Report]
    done: str | Promise
    why: str | Promise = ""


_FIRST: Final = (Act.BEGIN, Act.CONFIRM, Act.HAND_IN, Act.LOCK)
_WAYS: Final = {
    Act.CONFIRM: _Way(
        fill.ConfirmForm,
        filing.report_confirm,
        gettext_lazy("已确认，可以报送。"),
        gettext_lazy("确认后由您对填报内容负责；报送以前可以撤回确认。"),
    ),
    Act.UNCONFIRM: _Way(fill.ReasonForm, filing.report_unconfirm, gettext_lazy("已撤回确认，可以继续填报。")),
    Act.HAND_IN: _Way(
        fill.ConfirmForm,
        filing.report_hand_in,
        gettext_lazy("已报送，等上级审核。"),
        gettext_lazy("报送后上级可以看到；退回以前不能再改。"),
    ),
    Act.RETURN: _Way(fill.ReasonForm, filing.report_return, gettext_lazy("已退回，等该单位修改后再报。")),
    Act.LOCK: _Way(
        fill.ConfirmForm,
        filing.report_lock,
        gettext_lazy("已锁定。"),
        gettext_lazy("锁定后数据和文字都不能再改；有误的另作一版更正，这一版仍在。"),
    ),
    Act.REPLY: _Way(fill.ReplyForm, filing.report_reply, gettext_lazy("已答复，该单位可以看到。")),
    Act.CORRECT: _Way(
        fill.ReasonForm,
        correcting.report_correct,
        gettext_lazy("已要求更正，该单位另填一版；这一版不变。"),
        gettext_lazy("该单位开始填报更正以前，可以收回这个要求。"),
    ),
    Act.RECALL: _Way(
        fill.ReasonForm,
        correcting.report_recall,
        gettext_lazy("已收回更正要求，原来锁定的仍然有效。"),
        gettext_lazy("收回后该单位不再看到更正要求，操作日志里有记录。"),
    ),
}
