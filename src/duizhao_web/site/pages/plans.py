"""Plans: the team's and each member's own list, what is not covered yet, and items out of agreed papers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from duizhao_web.apps.accounts.visibility import Holding, Right, Thing, rights
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import LEADERS, Actor, Role
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import may
from duizhao_web.apps.materials.selectors import paper_get
from duizhao_web.apps.rectification import lifecycle
from duizhao_web.apps.rectification.coverage import coverage
from duizhao_web.apps.rectification.models import Item, Plan
from duizhao_web.apps.rectification.policy import code
from duizhao_web.apps.rectification.selectors import (
    item_list,
    lists_handed_in,
    plan_get,
    plan_list,
    plan_of,
)
from duizhao_web.apps.rectification.services import plans as services
from duizhao_web.apps.rectification.services.drafting import items_from_paper
from duizhao_web.apps.rectification.services.years import carried_plan
from duizhao_web.apps.rectification.years import carried_into
from duizhao_web.apps.units.models import Person, Unit
from duizhao_web.apps.units.selectors import person_get, unit_get
from duizhao_web.site.filling import filled
from duizhao_web.site.forms.plans import BeginForm
from duizhao_web.site.items import frame
from duizhao_web.site.items.planning import DOINGS, LACKS
from duizhao_web.site.request import Request

_BOTH = ["GET", "POST"]


@require_GET
def plans(request: Request) -> HttpResponse:
    """List the plans one may read, and where one may begin one."""
    actor = request.actor
    if not actor.seats and not actor.duties:
        raise AppError(AppErrorCode.NOT_FOUND)
    year = clock.today().year - 1
    rows = list(plan_list(actor).order_by("-year", "unit_path", "kind", "pk")[:200])
    context = {"rows": rows, "begin": _to_begin(actor), "year": year}
    return render(request, "plans/plans.html", context)


@require_GET
def plan(request: Request, unit: int, year: int, person: int = 0) -> HttpResponse:
    """Show a unit's plan of a year, or a member's own list: where it stands, its items, what is missing."""
    about, whose = _of(request.actor, unit, person)
    found = plan_of(request.actor, about, year, whose)
    covered = coverage(request.actor, about, year, whose)
    carried = carried_into(request.actor, about, year, whose)
    rows = item_list(request.actor, year=year, personal=whose is not None).filter(unit=about, person=whose)
    context = {
        "unit": about,
        "whose": whose,
        "year": year,
        "plan": found,
        "buttons": _buttons(request.actor, found) if found else [],
        "may_begin": found is None and _may_begin(request.actor, about, whose),
        "may_create": _may_create(request.actor, about, whose),
        "covered": covered,
        "lacking": [(LACKS[what], items) for what, items in covered.lacking.items() if items],
        "rows": [(row, frame.tone(row), frame.flags(row)) for row in rows.order_by("serial")[:300]],
        "amendments": list(found.amendments.all()) if found else [],
        "carried": carried,
        "may_carry": found is not None
        and any(one.planned_at is None for one in carried)
        and may(request.actor, services.command_of(found, "write"), found.subject),
        "lists": list(lists_handed_in(request.actor, year=year).filter(unit=about)) if not whose else [],
    }
    return render(request, "plans/plan.html", context)


@require_POST
def plan_carried(request: Request, pk: int) -> HttpResponse:
    """Take what was carried over from the year before into the plan."""
    found = plan_get(request.actor, pk)
    made = carried_plan(actor=request.actor, plan=found)
    messages.success(request, _("已列入本年方案 %(count)s 项。") % {"count": len(made)})
    return redirect(_address(found.unit, found.year, found.person))


@require_http_methods(_BOTH)
def plan_begin(request: Request, unit: int, year: int, person: int = 0) -> HttpResponse:
    """Begin the team's plan, or one's own list."""
    about, whose = _of(request.actor, unit, person)
    if not _may_begin(request.actor, about, whose):
        raise AppError(AppErrorCode.FORBIDDEN)
    back = _address(about, year, whose)

    def do(data: dict[str, Any]) -> str:
        services.plan_begin(
            actor=request.actor, unit=about, year=year, person=whose, sponsor=data.get("sponsor")
        )
        return back

    form = BeginForm(request.POST or None, actor=request.actor)
    if whose is not None:
        del form.fields["sponsor"]
    title = _("编制%(year)s年度个人整改清单") if whose else _("编制%(year)s年度班子整改方案")
    return filled(request, form, do, title=title % {"year": year}, action=_("编制"), back=back)


@require_http_methods(_BOTH)
def plan_do(request: Request, pk: int, what: str) -> HttpResponse:
    """Fill in what a step of a plan asks for, and take it."""
    found = plan_get(request.actor, pk)
    doing = DOINGS.get(what)
    if doing is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    if not may(request.actor, services.command_of(found, doing.verb), found.subject):
        raise AppError(AppErrorCode.FORBIDDEN)
    back = _address(found.unit, found.year, found.person)

    def do(data: dict[str, Any]) -> str:
        version = data.pop("version")
        doing.do(actor=request.actor, plan=found, expected_version=version, **data)
        messages.success(request, _("已办理：%(what)s。") % {"what": doing.title})
        return back

    form = doing.form(request.POST or None, actor=request.actor, initial={"version": found.version})
    return filled(request, form, do, title=str(doing.title), action=str(doing.title), back=back)


@require_POST
def items_make(request: Request, paper: int) -> HttpResponse:
    """Make items of the chosen problems of an agreed paper, one each or one for all of them."""
    about = paper_get(request.actor, paper)
    chosen = request.POST.getlist("problem")
    back = _address(about.unit, about.year, about.person)
    if not chosen:
        messages.error(request, _("请先选择问题。"))
        return redirect(back)
    try:
        made = items_from_paper(
            actor=request.actor,
            paper=about,
            problem_ids=chosen,
            merged="merged" in request.POST,
            reason=request.POST.get("reason", ""),
        )
    except AppError as error:
        if error.code != AppErrorCode.NOT_READY:
            raise
        messages.error(request, error.message)
        return redirect(back)
    messages.success(request, _("已生成 %(count)s 个整改事项。") % {"count": len(made)})
    return redirect(back)


def _of(actor: Actor, unit: int, person: int) -> tuple[Unit, Person | None]:
    """Return unit and person whose plan it is, where the actor may read its items."""
    about = unit_get(actor, unit)
    whose = person_get(actor, person) if person else None
    holding = Holding.PERSONAL_ITEMS if whose else Holding.TEAM_ITEMS
    if Right.READ not in rights(actor, Thing(holding, about.path, person or None)):
        raise AppError(AppErrorCode.NOT_FOUND)
    return about, whose


def _address(unit: Unit, year: int, whose: Person | None) -> str:
    if whose is None:
        return reverse("plan", kwargs={"unit": unit.pk, "year": year})
    return reverse("own-list", kwargs={"unit": unit.pk, "year": year, "person": whose.pk})


def _buttons(actor: Actor, found: Plan) -> list[tuple[str, str | Promise]]:
    """Return the steps the actor may take now, the one that counts last."""
    return [
        (reverse("plan-do", kwargs={"pk": found.pk, "what": what}), doing.title)
        for what, doing in DOINGS.items()
        if may(actor, services.command_of(found, doing.verb), found.subject)
        and not (what == "discuss" and (found.discussed_on or found.kind == "personal"))
    ]


def _may_begin(actor: Actor, unit: Unit, whose: Person | None) -> bool:
    empty = Plan(unit=unit, unit_path=unit.path, kind="personal" if whose else "team", person=whose)
    return may(actor, services.command_of(empty, "write"), empty.subject)


def _may_create(actor: Actor, unit: Unit, whose: Person | None) -> bool:
    empty = Item(unit=unit, unit_path=unit.path, person=whose, personal=whose is not None)
    return may(actor, code(lifecycle.Command.CREATE, empty.holding), empty.subject)


def _to_begin(actor: Actor) -> list[tuple[Unit, int]]:
    """Return the units whose plan, and the person whose list, the actor may look at and begin."""
    paths = {seat.unit_path for seat in actor.seats if seat.role in (*LEADERS, Role.COORDINATOR)}
    leading = {seat.unit_path for seat in actor.seats if seat.role in LEADERS}
    units = Unit.objects.visible_to(actor).filter(path__in=paths, until__isnull=True)
    return [(unit, actor.person_id or 0 if unit.path in leading else 0) for unit in units]
