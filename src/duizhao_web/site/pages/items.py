"""Items: one with everything about it, and the form of each command."""

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
from duizhao_web.apps.kernel import clock, files
from duizhao_web.apps.kernel.actor import LEADERS, Actor, Role
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.rectification.lifecycle import Command
from duizhao_web.apps.rectification.recurring import other_years
from duizhao_web.apps.rectification.selectors import evidence_get, item_get
from duizhao_web.apps.rectification.services.drafting import Draft, Origin, item_create
from duizhao_web.apps.rectification.services.proving import evidence_download
from duizhao_web.apps.rectification.services.verifying import Said, Verdict, item_judge
from duizhao_web.apps.rectification.showing import ItemShown, item_shown
from duizhao_web.apps.rectification.uploads import is_picture
from duizhao_web.apps.rectification.words import SourceKind
from duizhao_web.apps.units.selectors import own_person
from duizhao_web.site.filling import filled
from duizhao_web.site.forms.items import NewItemForm, OwnItemForm
from duizhao_web.site.items import frame
from duizhao_web.site.items.doing import DOINGS, Doing
from duizhao_web.site.request import Request

_BOTH = ["GET", "POST"]


class _ConflictError(Exception):
    """Somebody else was quicker: the page shows both versions instead of a sentence in the form."""


@require_GET
def item(request: Request, pk: int) -> HttpResponse:
    """Show an item with everything about it."""
    return render(request, "items/item.html", _context(request.actor, item_shown(request.actor, pk)))


@require_GET
def item_seers(request: Request, pk: int) -> HttpResponse:
    """Say who sees the item, and by which rule."""
    found = item_get(request.actor, pk)
    context = {"item": found, "seers": seers(found.thing, clock.today())}
    return render(request, "items/who_sees.html", context)


@require_http_methods(_BOTH)
def item_new(request: Request) -> HttpResponse:
    """Draft an item of the unit's by hand."""
    return _new(request, NewItemForm, _("拟定整改事项"), (Role.COORDINATOR, Role.CHIEF))


@require_http_methods(_BOTH)
def item_new_own(request: Request) -> HttpResponse:
    """Draft an item of one's own list by hand."""
    return _new(request, OwnItemForm, _("拟定个人整改事项"), LEADERS)


@require_http_methods(_BOTH)
def item_do(request: Request, pk: int, what: str, part: int = 0) -> HttpResponse:
    """Fill in what a command asks for, and give it."""
    doing = DOINGS.get(what)
    if doing is None or doing.part != bool(part):
        raise AppError(AppErrorCode.NOT_FOUND)
    shown = item_shown(request.actor, pk)
    offer = shown.offer(doing.command)
    if offer is None:
        raise AppError(AppErrorCode.FORBIDDEN)
    back = reverse("item", kwargs={"pk": pk})
    form = doing.form(
        request.POST or None, request.FILES or None, actor=request.actor, shown=shown, part=part
    )

    def do(data: dict[str, Any]) -> str:
        try:
            doing.do(request.actor, shown.item, data, part)
        except AppError as error:
            if error.code == AppErrorCode.CONFLICT:
                raise _ConflictError from error
            raise
        messages.success(request, _("已办理：%(what)s。") % {"what": doing.title})
        return back

    title = f"{doing.title} · {shown.item.code}"
    try:
        return filled(
            request,
            form,
            do,
            title=title,
            action=str(doing.title),
            back=back,
            why=frame.about(shown, part, doing.command),
            danger=doing.danger,
        )
    except _ConflictError:
        return _both_versions(request, pk, doing, title, part)


@require_POST
def item_judge_view(request: Request, pk: int) -> HttpResponse:
    """Keep the verifier's answers, and close or return the item where that was asked for."""
    found = item_get(request.actor, pk)
    answers = {
        int(name[4:]): Said(met=value == "yes", note=request.POST.get(f"note-{name[4:]}", ""))
        for name, value in request.POST.items()
        if name.startswith("met-") and name[4:].isdigit()
    }
    try:
        item_judge(
            actor=request.actor,
            item=found,
            expected_version=_number(request.POST.get("version")),
            answers=answers,
            verdict=Verdict(request.POST.get("verdict", "save")),
            reason=request.POST.get("reason", ""),
        )
    except ValueError as error:
        raise AppError(AppErrorCode.NOT_FOUND) from error
    except AppError as error:
        if error.status == 404 or error.code == AppErrorCode.FORBIDDEN:
            raise
        context = _context(request.actor, item_shown(request.actor, pk))
        context |= {"trouble": error.message, "typed": request.POST, "said": answers}
        return render(request, "items/item.html", context, status=error.status)
    messages.success(request, _("核验意见已保存。"))
    return redirect("item", pk=pk)


@require_GET
def evidence_picture(request: Request, pk: int, evidence: int) -> HttpResponse:
    """Return a photo to be shown in the page."""
    _item, found = evidence_get(request.actor, pk, evidence)
    if not is_picture(found.media_type):
        raise AppError(AppErrorCode.NOT_FOUND)
    response = HttpResponse(files.load(found.sha256), content_type=found.media_type)
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


@require_POST
def evidence_file(request: Request, pk: int, evidence: int) -> HttpResponse:
    """Return the file of a piece of evidence; every download leaves a trace."""
    about, found = evidence_get(request.actor, pk, evidence)
    data = evidence_download(actor=request.actor, item=about, evidence=found)
    response = HttpResponse(data, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = _attachment(found.file_name)
    return response


def _new(request: Request, form_class: type[OwnItemForm], title: str, roles: Any) -> HttpResponse:
    actor = request.actor
    homes = [seat.unit_path for seat in actor.seats if seat.role in roles]
    if not homes:
        raise AppError(AppErrorCode.NOT_FOUND)
    form = form_class(request.POST or None, actor=actor, initial={"year": clock.today().year - 1})

    def do(data: dict[str, Any]) -> str:
        person = None
        unit = data.get("unit")
        if unit is None:
            person = own_person(actor)
            unit = person.unit
        origin = Origin(SourceKind(data["kind"]), "", data["document"], data["given_on"])
        made = item_create(
            actor=actor,
            unit=unit,
            year=data["year"],
            draft=Draft(title=data["title"], text=data["text"]),
            origins=[origin],
            person=person,
        )
        messages.success(
            request, _("已拟定 %(code)s，接着补齐责任人、时限、销号标准和任务。") % {"code": made.code}
        )
        return reverse("item", kwargs={"pk": made.pk})

    return filled(request, form, do, title=title, action=_("拟定"), back=reverse("items"))


def _context(actor: Actor, shown: ItemShown) -> dict[str, Any]:
    found = shown.item
    first, rest = frame.buttons(shown)
    judging = shown.offer(Command.ANSWER)
    return {
        "shown": shown,
        "item": found,
        "tone": frame.tone(found),
        "flags": frame.flags(found),
        "stages": frame.stages(found),
        "first": first,
        "rest": rest,
        "actions": frame.actions(shown),
        "asked": frame.asked(shown),
        "lines": frame.lines(shown),
        "judging": judging,
        "cannot_judge": judging.why if judging else "",
        "cannot_pass": frame.cannot_pass(shown),
        "may_comment": shown.offer(Command.COMMENT) is not None,
        "may_prove": shown.offer(Command.EVIDENCE) is not None,
        "rechecks": frame.rechecks(shown),
        "years": other_years(actor, found),
        "may_recheck": shown.offer(Command.PLAN_RECHECK) is not None
        and not any(one.held is None for one in found.rechecks.all()),
        "extended": found.first_deadline != found.deadline,
    }


def _both_versions(request: Request, pk: int, doing: Doing, title: str, part: int) -> HttpResponse:
    """Show what was typed beside what the item says by now; sending it again is meant."""
    shown = item_shown(request.actor, pk)
    typed_on = _number(request.POST.get("version"))
    typed = request.POST.copy()
    typed["version"] = str(shown.item.version)
    again = doing.form(typed, actor=request.actor, shown=shown, part=part)
    context = {
        "form": again,
        "title": title,
        "action": doing.title,
        "back": reverse("item", kwargs={"pk": pk}),
        "item": shown.item,
        "now": [(field.label, field.initial) for field in again if field.name != "version" and field.initial],
        "news": frame.lines(shown)[: max(shown.item.version - typed_on, 1)],
        "danger": doing.danger,
    }
    return render(request, "items/conflict.html", context, status=409)


def _attachment(name: str) -> str:
    return content_disposition_header(as_attachment=True, filename=name) or "attachment"


def _number(value: str | None) -> int:
    return int(value) if value and value.isdigit() else -1
