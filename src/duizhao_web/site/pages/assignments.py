"""Assignments: what one handed down, what one was handed, and every step until the giver confirms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.rectification.assigning import Act
from duizhao_web.apps.rectification.desk import (
    End,
    acts_of,
    assignment_get,
    assignment_list,
    assignment_rows,
    chain_of,
    led_by,
    steps_of,
)
from duizhao_web.apps.rectification.following_words import ActWord
from duizhao_web.apps.rectification.lifecycle import Command
from duizhao_web.apps.rectification.models import Assignment
from duizhao_web.apps.rectification.selectors import item_get
from duizhao_web.apps.rectification.services import assigning
from duizhao_web.apps.rectification.services.assigning import Handed
from duizhao_web.apps.rectification.subjects import may_read, may_with
from duizhao_web.site.filling import filled
from duizhao_web.site.forms import following as fill
from duizhao_web.site.forms.fields import ActorForm
from duizhao_web.site.forms.handed import ASSIGNMENTS, AssignmentsForm
from duizhao_web.site.listing import listed
from duizhao_web.site.request import Request

_BOTH = ["GET", "POST"]
ENDS: Final = {
    End.GIVEN: gettext_lazy("我交办的"),
    End.RECEIVED: gettext_lazy("交给我的"),
    End.WATCHED: gettext_lazy("我督办的"),
    End.ALL: gettext_lazy("全部"),
}


@require_GET
def assignments(request: Request) -> HttpResponse:
    """List the assignments at one end of the desk, the earliest due first; and the items led in person."""
    end = _end(request)
    only_open = request.GET.get("all") != "1"
    form = AssignmentsForm(request.GET)
    rows = assignment_list(request.actor, end, only_open=only_open, words=form.words)
    context = listed(request, rows, form, ASSIGNMENTS, "assignments")
    context |= {
        "ends": [(key.value, label, key == end) for key, label in ENDS.items()],
        "end": end.value,
        "only_open": only_open,
        "rows": assignment_rows(context["rows"]),
        "led": led_by(request.actor) if end == End.GIVEN and not form.words else [],
    }
    return render(request, "assignments/assignments.html", context)


@require_GET
def assignment(request: Request, pk: int) -> HttpResponse:
    """Show one assignment: what, who, until when, its chain, and what may be done."""
    found = assignment_get(request.actor, pk)
    acts = acts_of(request.actor, found)
    context = {
        "row": assignment_rows([found])[0],
        "one": found,
        "steps": steps_of(found),
        "chain": chain_of(request.actor, found),
        "acts": [(act.value, ActWord(act.value).label) for act in acts],
        "first": acts[0].value if acts else "",
        "may_see_item": _sees_item(request, found),
    }
    return render(request, "assignments/assignment.html", context)


@require_http_methods(_BOTH)
def assignment_act(request: Request, pk: int, act: str) -> HttpResponse:
    """Do one thing with an assignment."""
    found = assignment_get(request.actor, pk)
    wanted = next((one for one in Act if one.value == act), None)
    if wanted is None or wanted not in acts_of(request.actor, found):
        raise AppError(AppErrorCode.NOT_FOUND if wanted is None else AppErrorCode.WRONG_STATE)
    way = _WAYS[wanted]
    back = reverse("assignment", kwargs={"pk": pk})

    def do(data: dict[str, Any]) -> str:
        way.do(request, found, data)
        messages.success(request, str(way.done))
        return back

    title = f"{ActWord(act).label} · {found.item.title}"
    initial = {"version": found.version}
    form: forms.Form
    if issubclass(way.form, ActorForm):
        form = way.form(request.POST or None, actor=request.actor, initial=initial)
    else:
        form = way.form(request.POST or None, initial=initial)
    return filled(request, form, do, title=title, action=str(ActWord(act).label), back=back, why=found.text)


@require_http_methods(_BOTH)
def item_assign(request: Request, item: int) -> HttpResponse:
    """Hand an item, or one of its actions, down."""
    found = item_get(request.actor, item)
    if not may_with(request.actor, found, Command.ASSIGN):
        raise AppError(AppErrorCode.FORBIDDEN)
    actions = {one.pk: one for one in found.actions.all()}

    def do(data: dict[str, Any]) -> str:
        data["action"] = actions.get(data["action"])
        made = assigning.assignment_give(actor=request.actor, item=found, handed=Handed(**data))
        messages.success(request, _("已交办，办结前可以收回。"))
        return reverse("assignment", kwargs={"pk": made.pk})

    form = fill.PartForm(request.POST or None, actor=request.actor, initial={"unit": found.unit.name})
    field = form.fields["action"]
    assert isinstance(field, forms.TypedChoiceField)
    field.choices = [("", _("整个事项")), *((pk, one.text) for pk, one in actions.items())]
    title = _("交办：%(title)s") % {"title": found.title}
    back = reverse("item-follow", kwargs={"item": item})
    return filled(request, form, do, title=title, action=_("交办"), back=back)


def _end(request: Request) -> End:
    try:
        return End(request.GET.get("end", End.GIVEN.value))
    except ValueError as error:
        raise AppError(AppErrorCode.NOT_FOUND) from error


def _sees_item(request: Request, found: Assignment) -> bool:
    """Return whether the item itself may be opened: whoever receives a part need not see the whole."""
    return may_read(request.actor, found.item)


@dataclass(frozen=True, slots=True)
class _Way:
    """How an act is done: the form that asks for it, the service, what is said afterwards."""

    form: type[forms.Form]
    do: Callable[[Request, Assignment, dict[str, Any]], object]
    done: str | Promise


def _by(service: Callable[..., object]) -> Callable[[Request, Assignment, dict[str, Any]], object]:
    def do(request: Request, found: Assignment, data: dict[str, Any]) -> object:
        given = {name: value for name, value in data.items() if name != "version"}
        if "version" in data:
            given["expected_version"] = data["version"]
        return service(actor=request.actor, assignment=found, **given)

    return do


def _pass_on(request: Request, found: Assignment, data: dict[str, Any]) -> object:
    version = data.pop("version")
    return assigning.assignment_pass_on(
        actor=request.actor, assignment=found, expected_version=version, handed=Handed(**data)
    )


_WAYS: Final = {
    Act.RECEIVE: _Way(fill.VersionForm, _by(assigning.assignment_receive), gettext_lazy("已签收。")),
    Act.REPORT: _Way(
        fill.SaidForm, _by(assigning.assignment_report), gettext_lazy("办理情况已报告，交办人可以看到。")
    ),
    Act.ANSWER: _Way(fill.SaidForm, _by(assigning.assignment_answer), gettext_lazy("已答复，等交办人确认。")),
    Act.RAISE: _Way(fill.SaidForm, _by(assigning.assignment_raise), gettext_lazy("已上报，等交办人批复。")),
    Act.PASS_ON: _Way(fill.PassOnForm, _pass_on, gettext_lazy("已转交；对方办结经您确认后，您再答复。")),
    Act.HAND_OVER: _Way(
        fill.HandOverForm, _by(assigning.assignment_hand_over), gettext_lazy("已换人，等新的承办人签收。")
    ),
    Act.ASK: _Way(fill.AskForm, _by(assigning.assignment_ask), gettext_lazy("已过问，记入经过。")),
    Act.REPLY: _Way(fill.AgainForm, _by(assigning.assignment_reply), gettext_lazy("已批复。")),
    Act.CONFIRM: _Way(fill.ConfirmForm, _by(assigning.assignment_confirm), gettext_lazy("已确认办结。")),
    Act.SEND_BACK: _Way(fill.AgainForm, _by(assigning.assignment_send_back), gettext_lazy("已退回重办。")),
    Act.RECALL: _Way(fill.SaidForm, _by(assigning.assignment_recall), gettext_lazy("已收回。")),
}
