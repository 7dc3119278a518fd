"""Units: the tree, a unit's page, and what changes them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from duizhao_web.apps.accounts.explanation import seers
from duizhao_web.apps.accounts.policy import DUTY_PROPOSE, GROUP_CREATE
from duizhao_web.apps.accounts.visibility import Holding, Thing
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import INSTALLATION
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise, may
from duizhao_web.apps.units import policy
from duizhao_web.apps.units.models import PostKind, Unit
from duizhao_web.apps.units.selectors import (
    post_get,
    superiors_of,
    team_get,
    tenure_get,
    unit_children,
    unit_get,
    unit_list,
    unit_roots,
    unit_search,
    unit_view,
)
from duizhao_web.apps.units.services import people, teams, tree
from duizhao_web.apps.units.subjects import of_staff, of_unit
from duizhao_web.site import sent
from duizhao_web.site.filling import filled
from duizhao_web.site.forms import units as forms
from duizhao_web.site.forms.lists import UNITS, UnitsForm
from duizhao_web.site.listing import listed
from duizhao_web.site.request import Request, own_account

_BOTH = ["GET", "POST"]
_ON_A_UNIT = {
    "create": policy.UNIT_CREATE,
    "edit": policy.UNIT_EDIT,
    "move": policy.CHANGE_PROPOSE,
    "close": policy.UNIT_CLOSE,
    "end": policy.SUPERIOR_END,
    "team": policy.TEAM_CREATE,
    "post": policy.POST_CREATE,
    "appoint": policy.TENURE_PROPOSE,
    "person": policy.PERSON_CREATE,
    "duty": DUTY_PROPOSE,
    "group": GROUP_CREATE,
}


@require_GET
def units(request: Request) -> HttpResponse:
    """Show where the tree begins for the actor, with what is directly below, or what a search finds."""
    form = UnitsForm(request.GET)
    context: dict[str, Any] = {"top": may(request.actor, policy.UNIT_CREATE_TOP, INSTALLATION)}
    if form.wanted:
        context |= listed(request, unit_list(request.actor, form.words), form, UNITS, "units")
        above = superiors_of(request.actor, context["rows"])
        context["rows"] = [(row, above[row.pk]) for row in context["rows"]]
    else:
        roots = unit_roots(request.actor)
        # Of a few roots what is below, too; of many the roots alone.
        deep = len(roots) <= 3
        views = own_account(request).saved_views.filter(page="units")
        context |= {"form": form, "list": "units", "views": views}
        context["roots"] = [(root, unit_children(request.actor, root) if deep else []) for root in roots]
    return render(request, "units/units.html", context)


@require_GET
def suggest(request: Request) -> HttpResponse:
    """Return units whose name has what is typed in it."""
    text = str(next(iter(request.GET.values()), "")).partition("#")[0].strip()
    return render(request, "partials/suggestions.html", {"rows": unit_search(request.actor, text)})


@require_GET
def unit(request: Request, pk: int) -> HttpResponse:
    """Show a unit: its teams and posts, what is below, its history."""
    view = unit_view(request.actor, pk, clock.today())
    subject = of_unit(view.unit)
    can = {name: may(request.actor, command, subject) for name, command in _ON_A_UNIT.items()}
    return render(request, "units/unit.html", {"view": view, "unit": view.unit, "can": can})


@require_GET
def who_sees(request: Request, pk: int) -> HttpResponse:
    """Tell who sees what of a unit, and by which rule."""
    unit = unit_get(request.actor, pk)
    today = clock.today()
    team = [(title, seers(Thing(holding, unit.path), today)) for holding, title in _holdings()]
    return render(request, "units/who_sees.html", {"unit": unit, "sections": team})


@require_http_methods(_BOTH)
def unit_top(request: Request) -> HttpResponse:
    """Set up a unit at the top."""
    authorise(request.actor, policy.UNIT_CREATE_TOP, INSTALLATION)
    return _new_unit(request, None, reverse("units"))


@require_http_methods(_BOTH)
def unit_below(request: Request, pk: int) -> HttpResponse:
    """Set up a unit below another."""
    superior = unit_for(request, pk, policy.UNIT_CREATE)
    return _new_unit(request, superior, unit_page(pk))


@require_http_methods(_BOTH)
def unit_edit(request: Request, pk: int) -> HttpResponse:
    """Change name, code or place in lists."""
    unit = unit_for(request, pk, policy.UNIT_EDIT)
    initial = {
        "name": unit.name,
        "code": unit.code or "",
        "position": unit.position,
        "on": clock.today(),
        "version": unit.version,
    }

    def do(data: dict[str, Any]) -> str:
        data["position"] = data["position"] or 0
        tree.unit_edit(actor=request.actor, unit=unit, **data)
        return said(request, pk, _("单位已修改。"))

    form = forms.UnitEditForm(request.POST or None, initial=initial)
    return filled(request, form, do, title=_("修改单位"), action=_("保存"), back=unit_page(pk))


@require_http_methods(_BOTH)
def unit_close(request: Request, pk: int) -> HttpResponse:
    """Dissolve a unit."""
    unit = unit_for(request, pk, policy.UNIT_CLOSE)

    def do(data: dict[str, Any]) -> str:
        tree.unit_close(actor=request.actor, unit=unit, **data)
        return said(request, pk, _("单位已撤销。"))

    form = forms.EndForm(request.POST or None, initial={"on": clock.today()})
    title = _("撤销“%(unit)s”") % {"unit": unit.name}
    why = _("班子、职务、任职到此日为止，记录保留。此事不能撤回。")
    return filled(
        request, form, do, title=title, action=_("撤销单位"), back=unit_page(pk), why=why, danger=True
    )


@require_http_methods(_BOTH)
def team_new(request: Request, pk: int) -> HttpResponse:
    """Set up a team."""
    unit = unit_for(request, pk, policy.TEAM_CREATE)

    def do(data: dict[str, Any]) -> str:
        teams.team_create(actor=request.actor, unit=unit, **data)
        return said(request, pk, _("班子已设立，接着设立职务。"))

    form = forms.TeamForm(request.POST or None, initial={"since": clock.today()})
    return filled(request, form, do, title=_("设立班子"), action=_("设立"), back=unit_page(pk))


@require_http_methods(_BOTH)
def team_close(request: Request, pk: int) -> HttpResponse:
    """End a team."""
    team = team_get(request.actor, pk)
    authorise(request.actor, policy.TEAM_CLOSE, of_staff(team))

    def do(data: dict[str, Any]) -> str:
        teams.team_close(actor=request.actor, team=team, on=data["on"])
        return said(request, team.unit_id, _("班子已终止。"))

    form = forms.DayForm(request.POST or None, initial={"on": clock.today()})
    title = _("终止班子“%(team)s”") % {"team": team.name}
    return filled(request, form, do, title=title, action=_("终止"), back=unit_page(team.unit_id), danger=True)


@require_POST
def team_order(request: Request, pk: int) -> HttpResponse:
    """Move a post of a team one place up or down."""
    team = team_get(request.actor, pk)
    authorise(request.actor, policy.TEAM_ORDER, of_staff(team))
    ids = list(team.posts.filter(until__isnull=True).order_by("position", "pk").values_list("pk", flat=True))
    wanted, up = sent.number(request.POST.get("post")), request.POST.get("to") == "up"
    if wanted not in ids:
        raise AppError(AppErrorCode.CONFLICT)
    place = ids.index(wanted)
    other = max(place - 1, 0) if up else min(place + 1, len(ids) - 1)
    ids[place], ids[other] = ids[other], ids[place]
    teams.team_order(actor=request.actor, team=team, post_ids=ids)
    return HttpResponseRedirect(unit_page(team.unit_id))


@require_http_methods(_BOTH)
def post_new(request: Request, pk: int) -> HttpResponse:
    """Set up a post in a team."""
    team = team_get(request.actor, pk)
    unit = unit_for(request, team.unit_id, policy.POST_CREATE)

    def do(data: dict[str, Any]) -> str:
        data["kind"] = PostKind(data["kind"])
        teams.post_create(actor=request.actor, unit=unit, team=team, **data)
        return said(request, unit.pk, _("职务已设立。"))

    form = forms.PostForm(request.POST or None, initial={"since": clock.today(), "kind": "member"})
    title = _("在“%(team)s”设立职务") % {"team": team.name}
    return filled(request, form, do, title=title, action=_("设立"), back=unit_page(unit.pk))


@require_http_methods(_BOTH)
def coordinator_new(request: Request, pk: int) -> HttpResponse:
    """Set up a coordinator's post."""
    unit = unit_for(request, pk, policy.POST_CREATE)

    def do(data: dict[str, Any]) -> str:
        teams.post_create(actor=request.actor, unit=unit, team=None, kind=PostKind.COORDINATOR, **data)
        return said(request, pk, _("联络员职务已设立。"))

    form = forms.CoordinatorForm(request.POST or None, initial={"since": clock.today(), "title": _("联络员")})
    return filled(request, form, do, title=_("设立联络员"), action=_("设立"), back=unit_page(pk))


@require_http_methods(_BOTH)
def post_edit(request: Request, pk: int) -> HttpResponse:
    """Change a post's title."""
    post = post_get(request.actor, pk)
    authorise(request.actor, policy.POST_EDIT, of_staff(post))

    def do(data: dict[str, Any]) -> str:
        teams.post_edit(actor=request.actor, post=post, title=data["title"])
        return said(request, post.unit_id, _("职务已修改。"))

    form = forms.TitleForm(request.POST or None, initial={"title": post.title})
    return filled(request, form, do, title=_("修改职务"), action=_("保存"), back=unit_page(post.unit_id))


@require_http_methods(_BOTH)
def post_close(request: Request, pk: int) -> HttpResponse:
    """Abolish a post."""
    post = post_get(request.actor, pk)
    authorise(request.actor, policy.POST_CLOSE, of_staff(post))

    def do(data: dict[str, Any]) -> str:
        teams.post_close(actor=request.actor, post=post, on=data["on"])
        return said(request, post.unit_id, _("职务已撤销。"))

    form = forms.DayForm(request.POST or None, initial={"on": clock.today()})
    title = _("撤销职务“%(post)s”") % {"post": post.title}
    return filled(
        request, form, do, title=title, action=_("撤销职务"), back=unit_page(post.unit_id), danger=True
    )


@require_http_methods(_BOTH)
def post_appoint(request: Request, pk: int) -> HttpResponse:
    """Say who holds a post from a day on; whoever held it until then holds it until the day before."""
    post = post_get(request.actor, pk)
    authorise(request.actor, policy.TENURE_PROPOSE, of_staff(post))
    held = post.tenures.filter(until__isnull=True).select_related("person").first()

    def do(data: dict[str, Any]) -> str:
        people.tenure_hand_over(actor=request.actor, post=post, to=data["person"], since=data["since"])
        return said(request, post.unit_id, _("任职已登记，经安全管理员确认后生效。"))

    form = forms.AppointForm(request.POST or None, actor=request.actor, initial={"since": clock.today()})
    why = _("现任 %(person)s 的任职到前一日为止。") % {"person": held.person.name} if held else ""
    title = (_("交接“%(post)s”") if held else _("任命“%(post)s”")) % {"post": post.title}
    return filled(request, form, do, title=title, action=_("登记"), back=unit_page(post.unit_id), why=why)


@require_http_methods(_BOTH)
def tenure_end(request: Request, pk: int) -> HttpResponse:
    """End a person's holding of a post."""
    tenure = tenure_get(request.actor, pk)
    authorise(request.actor, policy.TENURE_END, of_staff(tenure))
    unit_id = tenure.post.unit_id

    def do(data: dict[str, Any]) -> str:
        people.tenure_end(actor=request.actor, tenure=tenure, on=data["on"])
        return said(request, unit_id, _("任职已终止，权限随之终止。"))

    form = forms.DayForm(request.POST or None, initial={"on": clock.today()})
    title = _("%(person)s不再任“%(post)s”") % {"person": tenure.person.name, "post": tenure.post.title}
    return filled(request, form, do, title=title, action=_("终止"), back=unit_page(unit_id), danger=True)


def _new_unit(request: Request, superior: Unit | None, back: str) -> HttpResponse:
    def do(data: dict[str, Any]) -> str:
        made = tree.unit_create(actor=request.actor, superior=superior, **data)
        return said(request, made.pk, _("单位已设立，接着设立班子。"))

    form = forms.UnitForm(request.POST or None, initial={"since": clock.today()})
    title = _("在“%(unit)s”下设立单位") % {"unit": superior.name} if superior else _("设立最上级单位")
    return filled(request, form, do, title=title, action=_("设立"), back=back)


def unit_for(request: Request, pk: int, command: str) -> Unit:
    """Return a unit the actor sees, of which they may do something."""
    found = unit_get(request.actor, pk)
    authorise(request.actor, command, of_unit(found))
    return found


def unit_page(pk: int) -> str:
    """Return the address of a unit's page."""
    return reverse("unit", kwargs={"pk": pk})


def said(request: Request, pk: int, text: str) -> str:
    """Say what was done, and return the address of the unit's page."""
    messages.success(request, text)
    return unit_page(pk)


def _holdings() -> list[tuple[Holding, str]]:
    return [
        (Holding.TEAM_PAPER, _("班子材料")),
        (Holding.TEAM_ITEMS, _("班子整改事项")),
        (Holding.PERSONAL_ITEMS, _("个人整改事项")),
        (Holding.FIGURES, _("统计")),
        (Holding.CYCLE, _("民主生活会")),
        (Holding.REPORT, _("定期调度")),
    ]
