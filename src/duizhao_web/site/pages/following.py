"""Following an item up: who leads it, what leaders did, visits on the spot, notices and their answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.rectification.desk import (
    assignments_of,
    followed,
    may_answer,
    may_settle,
    notice_get,
    notice_list,
)
from duizhao_web.apps.rectification.following_words import LeaderActKind, NoticeKind, NoticeState
from duizhao_web.apps.rectification.lifecycle import Command
from duizhao_web.apps.rectification.models import Item
from duizhao_web.apps.rectification.selectors import item_get
from duizhao_web.apps.rectification.services import following
from duizhao_web.apps.rectification.services.following import Notice, Visit
from duizhao_web.apps.rectification.subjects import may_with
from duizhao_web.site.filling import filled
from duizhao_web.site.forms import following as fill
from duizhao_web.site.forms.handed import NOTICES, NoticesForm
from duizhao_web.site.listing import listed
from duizhao_web.site.request import Request

_BOTH = ["GET", "POST"]


@require_GET
def item_follow(request: Request, item: int) -> HttpResponse:
    """Show everything that was handed down and done to follow an item up."""
    found = item_get(request.actor, item)
    wanted = (Command.ASSIGN, Command.LEAD, Command.FOLLOW, Command.VISIT, Command.NOTIFY)
    context = {
        "item": found,
        "rows": assignments_of(request.actor, found),
        "followed": followed(request.actor, found),
        "may": {command.value: may_with(request.actor, found, command) for command in wanted},
    }
    return render(request, "assignments/follow.html", context)


@require_POST
def item_lead(request: Request, item: int) -> HttpResponse:
    """Begin to lead an item in person, or end it."""
    found = item_get(request.actor, item)
    if request.POST.get("release"):
        following.lead_release(actor=request.actor, item=found)
        messages.success(request, _("已不再领办。"))
    else:
        following.lead_take(actor=request.actor, item=found)
        messages.success(request, _("已标为您领办，工作台上会一直列出，直到销号。"))
    return HttpResponseRedirect(reverse("item-follow", kwargs={"item": item}))


@require_http_methods(_BOTH)
def item_leader_act(request: Request, item: int) -> HttpResponse:
    """Write down what a leader did about an item in person."""
    found = _with(request, item, Command.FOLLOW)
    back = reverse("item-follow", kwargs={"item": item})

    def do(data: dict[str, Any]) -> str:
        data["kind"] = LeaderActKind(data["kind"])
        following.leader_act_add(actor=request.actor, item=found, **data)
        messages.success(request, _("已记入跟进情况。"))
        return back

    form = fill.LeaderActForm(request.POST or None, initial={"on": clock.today()})
    title = _("记录领导部署、过问、协调：%(title)s") % {"title": found.title}
    return filled(request, form, do, title=title, action=_("记录"), back=back)


@require_http_methods(_BOTH)
def item_visit(request: Request, item: int) -> HttpResponse:
    """Write down a visit on the spot."""
    found = _with(request, item, Command.VISIT)
    back = reverse("item-follow", kwargs={"item": item})

    def do(data: dict[str, Any]) -> str:
        following.site_check_add(actor=request.actor, item=found, visit=Visit(**data))
        messages.success(request, _("现场核查已记录。"))
        return back

    initial = {"on": clock.today(), "people": request.actor.name}
    form = fill.VisitForm(request.POST or None, actor=request.actor, initial=initial)
    title = _("现场核查：%(title)s") % {"title": found.title}
    return filled(request, form, do, title=title, action=_("记录"), back=back)


@require_http_methods(_BOTH)
def item_notice(request: Request, item: int) -> HttpResponse:
    """Issue a notice about an item."""
    found = _with(request, item, Command.NOTIFY)
    back = reverse("item-follow", kwargs={"item": item})

    def do(data: dict[str, Any]) -> str:
        data["kind"] = NoticeKind(data["kind"])
        made = following.notice_issue(actor=request.actor, item=found, notice=Notice(**data))
        messages.success(request, _("已发出，答复前一直列在双方的工作台上。"))
        return reverse("notice", kwargs={"pk": made.pk})

    form = fill.NoticeForm(request.POST or None, actor=request.actor)
    title = _("提醒督办：%(title)s") % {"title": found.title}
    return filled(request, form, do, title=title, action=_("发出"), back=back)


@require_GET
def notices(request: Request) -> HttpResponse:
    """List the notices the actor sees, those without an answer first."""
    form = NoticesForm(request.GET)
    rows = notice_list(request.actor, words=form.words, kind=form.wanted.get("kind", ""))
    state = request.GET.get("state", "")
    if state:
        if state not in NoticeState.values:
            raise AppError(AppErrorCode.NOT_FOUND)
        rows = rows.filter(state=state)
    context = listed(request, rows, form, NOTICES, "notices")
    context |= {
        "state": state,
        "states": NoticeState.choices,
        "today": clock.today(),
    }
    return render(request, "notices/notices.html", context)


@require_GET
def notice(request: Request, pk: int) -> HttpResponse:
    """Show one notice with its answer and outcome."""
    found = notice_get(request.actor, pk)
    context = {
        "one": found,
        "may_answer": may_answer(request.actor, found),
        "may_settle": may_settle(request.actor, found),
    }
    return render(request, "notices/notice.html", context)


@require_http_methods(_BOTH)
def notice_answer(request: Request, pk: int) -> HttpResponse:
    """Answer a notice."""
    found = notice_get(request.actor, pk)
    if not may_answer(request.actor, found):
        raise AppError(AppErrorCode.FORBIDDEN)
    back = reverse("notice", kwargs={"pk": pk})

    def do(data: dict[str, Any]) -> str:
        following.notice_answer(
            actor=request.actor, notice=found, expected_version=data["version"], text=data["text"]
        )
        messages.success(request, _("已答复。"))
        return back

    form = fill.SaidForm(request.POST or None, initial={"version": found.version})
    title = _("答复：%(title)s") % {"title": found.item.title}
    return filled(request, form, do, title=title, action=_("答复"), back=back, why=found.text)


@require_http_methods(_BOTH)
def notice_settle(request: Request, pk: int) -> HttpResponse:
    """Settle a notice with its outcome."""
    found = notice_get(request.actor, pk)
    if not may_settle(request.actor, found):
        raise AppError(AppErrorCode.FORBIDDEN)
    back = reverse("notice", kwargs={"pk": pk})

    def do(data: dict[str, Any]) -> str:
        following.notice_settle(
            actor=request.actor, notice=found, expected_version=data["version"], outcome=data["outcome"]
        )
        messages.success(request, _("已办结。"))
        return back

    form = fill.OutcomeForm(request.POST or None, initial={"version": found.version})
    title = _("办结：%(title)s") % {"title": found.item.title}
    return filled(request, form, do, title=title, action=_("办结"), back=back, why=found.answer)


def _with(request: Request, item: int, command: Command) -> Item:
    """Return the item where the actor may do this with it."""
    found: Item = item_get(request.actor, item)
    if not may_with(request.actor, found, command):
        raise AppError(AppErrorCode.FORBIDDEN)
    return found
