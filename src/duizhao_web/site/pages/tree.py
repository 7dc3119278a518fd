"""Where a unit stands in the tree: proposed here, done once the security administrator has confirmed it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.units import policy
from duizhao_web.apps.units.models import ChangeKind, Unit
from duizhao_web.apps.units.selectors import change_get, superior_get
from duizhao_web.apps.units.services import changes, tree
from duizhao_web.apps.units.subjects import of_change, of_unit
from duizhao_web.site.filling import filled
from duizhao_web.site.forms.units import DayForm, PlaceForm, SuperiorForm
from duizhao_web.site.pages.units import said, unit_for, unit_page
from duizhao_web.site.request import Request

_BOTH = ["GET", "POST"]


@require_http_methods(_BOTH)
def unit_move(request: Request, pk: int) -> HttpResponse:
    """Propose another superior for a unit."""
    unit = unit_for(request, pk, policy.CHANGE_PROPOSE)
    title = _("调整“%(unit)s”的上级") % {"unit": unit.name}
    why = _("下级单位一并移动；新的上级将看到本单位的材料和事项，原上级不再看到。")
    return _proposed(request, unit, ChangeKind.MOVE, title, why)


@require_http_methods(_BOTH)
def unit_merge(request: Request, pk: int) -> HttpResponse:
    """Propose that a unit ends in another."""
    unit = unit_for(request, pk, policy.CHANGE_PROPOSE)
    title = _("把“%(unit)s”并入其他单位") % {"unit": unit.name}
    why = _("下级单位归入新单位，本单位的班子、职务、任职到此日为止。确认以后不能撤回。")
    return _proposed(request, unit, ChangeKind.MERGE, title, why)


@require_http_methods(_BOTH)
def superior_add(request: Request, pk: int) -> HttpResponse:
    """Propose that a second unit leads this one."""
    unit = unit_for(request, pk, policy.CHANGE_PROPOSE)
    why = _("对方作为第二个上级，将看到本单位的材料和事项。")
    return _proposed(request, unit, ChangeKind.LEAD, _("登记双重领导"), why)


@require_http_methods(_BOTH)
def change_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take back a change of the tree that waits."""
    row = change_get(request.actor, pk)
    authorise(request.actor, policy.CHANGE_WITHDRAW, of_change(row))

    def do(_data: dict[str, Any]) -> str:
        changes.change_withdraw(actor=request.actor, change=row)
        return said(request, row.unit_id, _("已撤回，一切照旧。"))

    title = _("撤回“%(kind)s”") % {"kind": row.get_kind_display()}
    form = forms.Form(request.POST or None)
    return filled(request, form, do, title=title, action=_("撤回"), back=unit_page(row.unit_id))


@require_http_methods(_BOTH)
def superior_end(request: Request, pk: int) -> HttpResponse:
    """End the lead of a second superior."""
    row = superior_get(request.actor, pk)
    authorise(request.actor, policy.SUPERIOR_END, of_unit(row.unit))

    def do(data: dict[str, Any]) -> str:
        tree.superior_end(actor=request.actor, row=row, on=data["on"])
        return said(request, row.unit_id, _("双重领导关系已终止。"))

    form = DayForm(request.POST or None, initial={"on": clock.today()})
    title = _("终止“%(unit)s”的领导关系") % {"unit": row.superior.name}
    back = unit_page(row.unit_id)
    return filled(request, form, do, title=title, action=_("终止"), back=back, danger=True)


def _proposed(request: Request, unit: Unit, kind: ChangeKind, title: str, why: str) -> HttpResponse:
    form_class = SuperiorForm if kind == ChangeKind.LEAD else PlaceForm
    form = form_class(request.POST or None, actor=request.actor, initial={"on": clock.today()})

    def do(data: dict[str, Any]) -> str:
        changes.change_propose(actor=request.actor, kind=kind, unit=unit, **data)
        return said(request, unit.pk, _("已提出，安全管理员确认后生效。"))

    return filled(request, form, do, title=title, action=_("提交确认"), back=unit_page(unit.pk), why=why)
