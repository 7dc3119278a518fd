"""Returning several papers at once: what would happen to each, and what did."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from duizhao_web.apps.kernel.actor import Role
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.materials.returning import Chosen, chosen_papers
from duizhao_web.apps.materials.services.reviews import paper_return
from duizhao_web.site import sent
from duizhao_web.site.forms.papers import ReturnForm
from duizhao_web.site.request import Request

# A page of the list: nobody returns more without having looked at the list again.
MOST: Final = 50


@require_http_methods(["GET", "POST"])
def returning(request: Request) -> HttpResponse:
    """Show what returning each of the papers would mean; asked to, do it and say of each what came of it."""
    if not request.actor.holds(Role.LEAD_REVIEWER):
        raise AppError(AppErrorCode.NOT_FOUND)
    asked = (request.POST if request.method == "POST" else request.GET).getlist("paper")[:MOST]
    editions = dict(one.partition(":")[::2] for one in asked)
    wanted = [number for number in map(sent.number, editions) if number is not None]
    found = chosen_papers(request.actor, wanted)
    if not found:
        raise AppError(AppErrorCode.NOT_FOUND)
    form = ReturnForm(request.POST or None)
    context: dict[str, object] = {"form": form, "found": found, "able": [one for one in found if one.may]}
    if request.method == "POST" and form.is_valid() and _says_why(form, found):
        results = [(one, _done(request, one, editions, form.cleaned_data["text"])) for one in found]
        context |= {"results": results, "done": sum(not problem for _one, problem in results)}
        return render(request, "papers/returned.html", context)
    return render(request, "papers/return.html", context, status=422 if form.errors else 200)


def _says_why(form: ReturnForm, found: list[Chosen]) -> bool:
    """Return whether each of them would be told why."""
    if not form.cleaned_data["text"].strip() and any(one.may and not one.text for one in found):
        form.add_error("text", _("有的材料还没有拟过意见；请写明为什么退回。"))
    return not form.errors


def _done(request: Request, one: Chosen, editions: dict[str, str], text: str) -> str:
    """Return one paper; return what stood in the way, "" where nothing did."""
    edition = sent.number(editions[str(one.paper.pk)])
    try:
        paper_return(
            actor=request.actor, paper=one.paper, edition=-1 if edition is None else edition, text=text
        )
    except AppError as error:
        return error.message
    return ""
