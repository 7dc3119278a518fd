"""Papers: the list of those one may read, handing in, and files looked at before anything is kept."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from duizhao_web.apps.cycles.models import Cycle
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Role
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.materials import reading
from duizhao_web.apps.materials.doubting import Doubt, Doubted, doubts_of, kept_already, likely_target
from duizhao_web.apps.materials.proposing import Proposal, propose
from duizhao_web.apps.materials.selectors import Target, paper_get, paper_list, upload_cycles, upload_targets
from duizhao_web.apps.materials.services.papers import paper_submit, paper_upload
from duizhao_web.apps.materials.subjects import may_with
from duizhao_web.site.forms.papers import ORDERS, PapersForm
from duizhao_web.site.listing import listed
from duizhao_web.site.request import Request
from duizhao_web.site.words import language


@require_GET
def papers(request: Request) -> HttpResponse:
    """Show the papers one may read, those changed last first, and where to hand one in."""
    form = PapersForm(request.GET)
    narrowed = {name: value for name, value in form.narrowed.items() if name != "q"}
    rows = paper_list(request.actor, words=form.words, **narrowed)
    context = listed(request, rows, form, ORDERS, "papers")
    targets = upload_targets(request.actor)
    cycles = upload_cycles(targets)
    if not targets and not context["rows"] and not request.actor.duties:
        raise AppError(AppErrorCode.NOT_FOUND)
    context |= {
        "rows": [(row, may_with(request.actor, row, "submit")) for row in context["rows"]],
        "targets": targets,
        "cycles": cycles,
        "several": len({one.unit.pk for one in targets}) > 1,
        "year": clock.today().year - 1,
        "may_return": request.actor.holds(Role.LEAD_REVIEWER),
    }
    return render(request, "papers/papers.html", context)


@require_POST
def look(request: Request) -> HttpResponse:
    """Read a file in memory and say what it is; nothing is kept."""
    targets = upload_targets(request.actor)
    if not targets:
        raise AppError(AppErrorCode.NOT_FOUND)
    try:
        read = _read(request)
    except AppError as error:
        return JsonResponse({"message": error.message}, status=error.status)
    guess = likely_target(targets, read)
    kept = kept_already(targets, read)
    proposal = _proposal(targets, guess, read)
    return JsonResponse(
        {
            "title": read.record.title or "",
            "year": read.record.year or clock.today().year - 1,
            "target": guess.key,
            "cycle": proposal.cycle.pk if proposal else "",
            "why": _why(proposal),
            "problems": len(read.record.problems),
            "findings": len(read.findings),
            "doubts": {one.key: [_doubt(each) for each in doubts_of(read, one, kept)] for one in targets},
        }
    )


@require_POST
def upload(request: Request) -> HttpResponse:
    """Keep a file as the next version of the paper a person has confirmed it to be."""
    try:
        target = _target(request)
        year = int(request.POST.get("year", ""))
        if not 1990 <= year <= clock.today().year + 1:
            raise ValueError
    except ValueError:
        return _answered(request, AppError(AppErrorCode.INVALID, detail=_("年度")))
    try:
        read = _read(request)
        version = paper_upload(
            actor=request.actor,
            unit=target.unit,
            person=target.person,
            year=year,
            read=read,
            cycle=_cycle(request, target),
        )
    except AppError as error:
        return _answered(request, error)
    said = _("已保存为第 %(number)s 稿。") % {"number": version.number}
    if request.accepts("text/html"):
        messages.success(request, said)
        for one in doubts_of(read, target):
            messages.warning(request, _doubt(one))
        return redirect("papers")
    return JsonResponse({"message": said, "lost": len(version.lost)})


@require_POST
def submit(request: Request, paper: int) -> HttpResponse:
    """Hand the latest version in for review."""
    paper_submit(actor=request.actor, paper=paper_get(request.actor, paper))
    messages.success(request, _("已提交审阅。"))
    return redirect("papers")


def _answered(request: Request, error: AppError) -> HttpResponse:
    if request.accepts("text/html"):
        raise error
    return JsonResponse({"message": error.message}, status=error.status)


def _read(request: Request) -> reading.Read:
    file = request.FILES.get("file")
    if file is None or not file.name:
        raise AppError(AppErrorCode.INVALID, detail=_("文件"))
    return reading.read(file.name, file.read(), language())


def _proposal(targets: list[Target], guess: Target, read: reading.Read) -> Proposal | None:
    cycles = [cycle for cycle in upload_cycles(targets) if cycle.unit_id == guess.unit.pk]
    return propose(cycles, name=read.name, title=read.record.title or "", year=read.record.year)


def _why(proposal: Proposal | None) -> str:
    """Return what speaks for the meeting proposed: it is a proposal, and says so."""
    if proposal is None:
        return ""
    said = {
        "title": _("按标题建议"),
        "name": _("按文件名建议"),
        "year": _("按材料所写年度建议"),
        "only": _("本单位只有这一次"),
    }
    return said[proposal.why]


def _doubt(doubted: Doubted) -> str:
    """Return what makes one doubt that the file is the paper it is taken for."""
    said = {
        Doubt.AUTHOR: _("材料里写的是“%(words)s”，不是所选的人。"),
        Doubt.UNIT: _("材料里写的单位是“%(words)s”，不是所选的单位。"),
        Doubt.TEAM: _("看起来是班子材料，不是个人材料。"),
        Doubt.INDIVIDUAL: _("看起来是个人材料，不是班子材料。"),
        Doubt.NO_PROBLEMS: _("看起来不是对照检查材料，或者没有读到查摆的问题。"),
        Doubt.SUFFIX: _("文件名以 %(words)s 结尾，内容却是另一种格式，已按内容读取。"),
        Doubt.KEPT: _("同样的文件已作为 %(words)s 年度的材料上传过。"),
    }
    return said[doubted.doubt] % {"words": doubted.words}


def _cycle(request: Request, target: Target) -> Cycle | None:
    """Return the meeting a person has confirmed, one of the target's own unit."""
    wanted = request.POST.get("cycle", "")
    if not wanted:
        return None
    for cycle in upload_cycles([target]):
        if str(cycle.pk) == wanted:
            return cycle
    raise AppError(AppErrorCode.INVALID, detail=_("所选民主生活会不是这个单位的"))


def _target(request: Request) -> Target:
    key = request.POST.get("target", "")
    found = next((one for one in upload_targets(request.actor) if one.key == key), None)
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return found
