"""审阅: the review page and what it sends back."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from duizhao.corrections import Reason, answers
from duizhao.corrections.conflict import SENTENCES
from duizhao_web.apps.accounts.explanation import seers
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.materials.elsewhere import Elsewhere, elsewhere
from duizhao_web.apps.materials.models import Outcome, PaperState, Version
from duizhao_web.apps.materials.selectors import (
    Shown,
    opinion_of,
    review_batch,
    sees_answers,
    version_get,
    version_shown,
)
from duizhao_web.apps.materials.services.papers import version_commented, version_download, version_open
from duizhao_web.apps.materials.services.reviews import (
    decision_take,
    decision_undo,
    opinion_draft,
    opinion_sign,
)
from duizhao_web.apps.materials.stored import check_titles
from duizhao_web.apps.materials.subjects import authorise_with, may_with
from duizhao_web.site import sent
from duizhao_web.site.request import Request
from duizhao_web.site.review import View, asked, draft, parts
from duizhao_web.site.review.beside import beside, named_items
from duizhao_web.site.review.commented import comments
from duizhao_web.site.review.frame import Setting, frame
from duizhao_web.site.review.versions import versions
from duizhao_web.site.review.view import NamedItem
from duizhao_web.site.words import both


@require_GET
def review(request: Request, paper: int) -> HttpResponse:
    """Show a version: the paper, and beside it what was read, said and decided of it."""
    number = sent.number(request.GET.get("version"))
    version = version_get(request.actor, paper, number)
    there = elsewhere(request.actor, version)
    version_open(actor=request.actor, version=version, beside=there.versions)
    shown = version_shown(version)
    may_decide = _may_review(request, version)
    found = opinion_of(version)
    told = sees_answers(request.actor, version, found)
    view = _view(shown, may_decide, there, told=told, named=named_items(request.actor, shown))
    translate = both()
    setting = _setting(request, shown, may_decide, opinion_there=found is not None)
    context = {
        "version": version,
        "content": mark_safe(frame(setting, parts(view, translate), translate)),
    }
    return render(request, "review/review.html", context)


@require_POST
def decide(request: Request, paper: int) -> HttpResponse:
    """Take one decision and answer with what it changed."""
    version = version_get(request.actor, paper)
    asked_for = sent.fields(request.body)
    authorise_with(request.actor, version.paper, "review")
    try:
        shown = version_shown(version)
        decision = asked(asked_for, version.text, shown.record)
        decision_take(actor=request.actor, version=version, count=_count(asked_for), decision=decision)
    except ValueError:
        return _refused(
            request, version, AppError(AppErrorCode.INVALID, detail=str(asked_for.get("do", ""))[:40])
        )
    except AppError as error:
        return _refused(request, version, error)
    return JsonResponse(_changed(request, version) | {"said": _("已保存。"), "undo": True})


@require_POST
def undo(request: Request, paper: int) -> HttpResponse:
    """Take one's last decision back."""
    version = version_get(request.actor, paper)
    try:
        decision_undo(actor=request.actor, version=version, count=_count(sent.fields(request.body)))
    except AppError as error:
        return _refused(request, version, error)
    return JsonResponse(_changed(request, version) | {"said": _("已撤销。"), "undo": False})


@require_GET
def opinion(request: Request, paper: int) -> HttpResponse:
    """Show the opinion: as it was signed, as it is drafted, or made from what was taken up."""
    version = version_get(request.actor, paper)
    version_open(actor=request.actor, version=version)
    found = opinion_of(version)
    may_review = _may_review(request, version)
    if found is None and not may_review:
        raise AppError(AppErrorCode.NOT_FOUND)
    proposed = draft(_view(version_shown(version), may_review), both())
    context = {
        "version": version,
        "opinion": found,
        "text": found.text if found else proposed,
        "proposed": proposed,
        "edition": found.edition if found else 0,
        "may_review": may_review,
        "may_sign": may_with(request.actor, version.paper, "sign"),
    }
    return render(request, "review/opinion.html", context)


@require_POST
def opinion_save(request: Request, paper: int) -> HttpResponse:
    """Keep the draft, and sign it where that button was pressed."""
    version = version_get(request.actor, paper)
    edition = _number(request.POST.get("edition"))
    text = request.POST.get("text", "")
    outcome = request.POST.get("outcome", "")
    kept = opinion_of(version)
    if kept is None or kept.text != text.strip().replace("\r\n", "\n"):
        kept = opinion_draft(
            actor=request.actor, version=version, edition=edition, text=text.replace("\r\n", "\n")
        )
        edition = kept.edition
    if outcome in Outcome.values:
        opinion_sign(actor=request.actor, version=version, edition=edition, outcome=Outcome(outcome))
        messages.success(request, _("审阅意见已签发：%(outcome)s。") % {"outcome": Outcome(outcome).label})
        return redirect("papers")
    messages.success(request, _("审阅意见草稿已保存。"))
    return redirect("opinion", paper=paper)


@require_POST
def download(request: Request, paper: int) -> HttpResponse:
    """Send the file as it was uploaded."""
    number = sent.number(request.POST.get("version"))
    version = version_get(request.actor, paper, number)
    return _file(version_download(actor=request.actor, version=version), version.file_name)


@require_POST
def commented(request: Request, paper: int) -> HttpResponse:
    """Send the paper as a Word file with what was taken up and remarked, or else with every finding."""
    number = sent.number(request.POST.get("version"))
    version = version_get(request.actor, paper, number)
    view = _view(
        version_shown(version),
        may_decide=False,
        told=sees_answers(request.actor, version, opinion_of(version)),
    )
    data = version_commented(actor=request.actor, version=version, comments=comments(view, both()))
    return _file(data, f"{PurePath(version.file_name).stem}.{_('批注')}.docx")


@require_GET
def seers_of(request: Request, paper: int) -> HttpResponse:
    """Show who sees the paper, and by which rule."""
    version = version_get(request.actor, paper)
    context = {"version": version, "seers": seers(version.paper.thing, clock.today())}
    return render(request, "review/who_sees.html", context)


@require_GET
def compare(request: Request, paper: int) -> HttpResponse:
    """Show two versions side by side, and which decisions did not hold on the way."""
    latest = version_get(request.actor, paper)
    new = version_get(request.actor, paper, max(2, _number(request.GET.get("new", str(latest.number)))))
    old = version_get(request.actor, paper, max(1, _number(request.GET.get("old", str(new.number - 1)))))
    version_open(actor=request.actor, version=new, beside=[old])
    between = new.paper.versions.filter(number__gt=old.number, number__lte=new.number)
    context = {
        "old": old,
        "new": new,
        "numbers": range(1, latest.number + 1),
        "lost": [(one.number, *row) for one in between.only("number", "lost") for row in _lost(one)],
        "content": mark_safe(versions(old.text, new.text, both())),
    }
    return render(request, "review/compare.html", context)


# --------------------------------------------------------------------------- what the page needs


def _file(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _view(
    shown: Shown,
    may_decide: bool,
    there: Elsewhere | None = None,
    *,
    told: bool = True,
    named: tuple[NamedItem, ...] = (),
) -> View:
    return View(
        shown.version.text,
        shown.record,
        shown.findings,
        titles={id_: both()(title) for id_, title in check_titles().items()},
        answers=shown.answers if told else answers(()),
        may_decide=may_decide,
        named=named,
        **(beside(there, shown.record) if there else {}),
    )


def _setting(request: Request, shown: Shown, may_decide: bool, *, opinion_there: bool) -> Setting:
    version, paper = shown.version, shown.version.paper
    waiting = review_batch(request.actor, paper).order_by("changed_at", "pk")
    queue = list(waiting.values_list("pk", flat=True))
    here = queue.index(paper.pk) if paper.pk in queue else -1
    reached = {"paper": paper.pk}
    about = " · ".join(
        (
            str(paper.get_kind_display()),
            paper.unit.name,
            _("%(year)s 年度") % {"year": paper.year},
            _("第 %(number)s 稿") % {"number": version.number},
            str(paper.get_state_display()),
        )
    )
    return Setting(
        title=version.title or version.file_name,
        about=about,
        decide=reverse("decide", kwargs=reached),
        undo=reverse("undo", kwargs=reached),
        count=shown.count,
        before=reverse("review", kwargs={"paper": queue[here - 1]}) if here > 0 else "",
        behind=reverse("review", kwargs={"paper": queue[here + 1]}) if 0 <= here < len(queue) - 1 else "",
        batch=_("本批还有 %(count)s 份") % {"count": len(queue)} if queue else "",
        versions=_part(request, "review/versions.html", version, numbers=range(version.paper.latest, 0, -1)),
        foot=_part(
            request,
            "review/foot.html",
            version,
            may_review=may_decide,
            lost=_lost(version),
            opinion_there=opinion_there,
            **_to_do(request.actor, version),
        ),
        may_decide=may_decide,
    )


def _to_do(actor: Actor, version: Version) -> dict[str, bool]:
    """Return what is next for whose paper it is: to hand it in, or to bring the next version."""
    latest, paper = version.number == version.paper.latest, version.paper
    may_upload = latest and paper.state == PaperState.RETURNED and may_with(actor, paper, "upload")
    return {"may_submit": latest and may_with(actor, paper, "submit"), "may_upload": may_upload}


def _part(request: Request, template: str, version: Version, **more: Any) -> str:
    return render_to_string(template, {"version": version, **more}, request)


def _lost(version: Version) -> list[tuple[str, str]]:
    translate = both()
    return [(one["quote"], translate(SENTENCES[Reason(one["reason"])])) for one in version.lost]


def _may_review(request: Request, version: Version) -> bool:
    return version.number == version.paper.latest and may_with(request.actor, version.paper, "review")


def _changed(request: Request, version: Version) -> dict[str, Any]:
    shown = version_shown(version)
    there, named = elsewhere(request.actor, version), named_items(request.actor, shown)
    view = _view(shown, _may_review(request, version), there, named=named)
    return {"parts": parts(view, both()), "count": shown.count}


def _refused(request: Request, version: Version, error: AppError) -> HttpResponse:
    if error.status == 404:
        raise error
    answer: dict[str, Any] = {"message": error.message}
    if error.code == AppErrorCode.CONFLICT:
        there = elsewhere(request.actor, version)
        # The answer holds what the page does: who asks for it in this way leaves the same trace.
        version_open(actor=request.actor, version=version, beside=there.versions)
        answer |= _changed(request, version)
    return JsonResponse(answer, status=error.status)


def _count(asked_for: dict[str, Any]) -> int:
    count = asked_for.get("count")
    return count if isinstance(count, int) else -1


def _number(value: str | None) -> int:
    found = sent.number(value)
    return -1 if found is None else found
