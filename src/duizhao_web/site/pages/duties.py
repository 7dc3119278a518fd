"""Assignments: who reviews or supervises which unit, until when; and recusal."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from duizhao_web.apps.accounts import policy
from duizhao_web.apps.accounts.models import Duty, DutyKind
from duizhao_web.apps.accounts.selectors import duty_get, duty_list, units_to_assign
from duizhao_web.apps.accounts.services import duties as services
from duizhao_web.apps.accounts.subjects import of_duty
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.policy import authorise, may
from duizhao_web.apps.units.selectors import unit_get
from duizhao_web.apps.units.subjects import of_unit
from duizhao_web.site.filling import filled
from duizhao_web.site.forms.accounts import DutyForm, GroupForm
from duizhao_web.site.forms.lists import DUTIES, DutiesForm
from duizhao_web.site.forms.units import DayForm, ReasonForm
from duizhao_web.site.listing import listed
from duizhao_web.site.request import Request

_BOTH = ["GET", "POST"]


@require_GET
def duties(request: Request) -> HttpResponse:
    """List the assignments that run: one's own and those one may see."""
    form = DutiesForm(request.GET)
    wanted = form.wanted
    rows = duty_list(
        request.actor, clock.today(), form.words, wanted.get("kind", ""), wanted.get("state", "")
    )
    context = listed(request, rows, form, DUTIES, "duties")
    context["rows"] = [(row, *_possible(request, row)) for row in context["rows"]]
    context["may_assign"] = units_to_assign(request.actor).exists()
    return render(request, "duties/duties.html", context)


def _possible(request: Request, duty: Duty) -> tuple[bool, bool]:
    """Return whether the actor may take somebody out of an assignment, and let it end early."""
    subject = of_duty(duty)
    return may(request.actor, policy.DUTY_RECUSE, subject), may(request.actor, policy.DUTY_END, subject)


@require_http_methods(_BOTH)
def duty_new(request: Request, pk: int) -> HttpResponse:
    """Assign somebody to a unit."""
    unit = unit_get(request.actor, pk)
    authorise(request.actor, policy.DUTY_PROPOSE, of_unit(unit))

    def do(data: dict[str, Any]) -> str:
        data["kind"] = DutyKind(data["kind"])
        services.duty_propose(actor=request.actor, unit=unit, **data)
        messages.success(request, _("指派已登记，经安全管理员确认后生效。"))
        return reverse("duties")

    today = clock.today()
    initial = {"since": today, "until": today + timedelta(days=30)}
    form = DutyForm(request.POST or None, actor=request.actor, initial=initial)
    title = _("指派人员到“%(unit)s”") % {"unit": unit.name}
    back = reverse("unit", kwargs={"pk": pk})
    return filled(request, form, do, title=title, action=_("登记"), back=back)


@require_http_methods(_BOTH)
def group_new(request: Request, pk: int) -> HttpResponse:
    """Found a supervision group of a unit's."""
    unit = unit_get(request.actor, pk)
    authorise(request.actor, policy.GROUP_CREATE, of_unit(unit))

    def do(data: dict[str, Any]) -> str:
        services.group_create(actor=request.actor, unit=unit, name=data["name"])
        messages.success(request, _("督导组已成立，接着在被督导单位的页面指派人员。"))
        return reverse("duties")

    form = GroupForm(request.POST or None)
    back = reverse("unit", kwargs={"pk": pk})
    return filled(request, form, do, title=_("成立督导组"), action=_("成立"), back=back)


@require_http_methods(_BOTH)
def duty_recuse(request: Request, pk: int) -> HttpResponse:
    """Take somebody out of an assignment for good."""
    duty = duty_get(request.actor, pk, clock.today())
    authorise(request.actor, policy.DUTY_RECUSE, of_duty(duty))

    def do(data: dict[str, Any]) -> str:
        services.duty_recuse(actor=request.actor, duty=duty, reason=data["reason"])
        messages.success(request, _("回避已登记，即刻生效。"))
        return reverse("duties")

    title = _("%(person)s对“%(unit)s”回避") % {"person": duty.person.name, "unit": duty.unit.name}
    form = ReasonForm(request.POST or None)
    back = reverse("duties")
    return filled(request, form, do, title=title, action=_("回避"), back=back, danger=True)


@require_http_methods(_BOTH)
def duty_end(request: Request, pk: int) -> HttpResponse:
    """Let an assignment end early."""
    duty = duty_get(request.actor, pk, clock.today())
    authorise(request.actor, policy.DUTY_END, of_duty(duty))

    def do(data: dict[str, Any]) -> str:
        services.duty_end(actor=request.actor, duty=duty, on=data["on"])
        messages.success(request, _("指派已提前终止。"))
        return reverse("duties")

    title = _("终止%(person)s到“%(unit)s”的指派") % {"person": duty.person.name, "unit": duty.unit.name}
    form = DayForm(request.POST or None, initial={"on": clock.today()})
    back = reverse("duties")
    return filled(request, form, do, title=title, action=_("终止"), back=back, danger=True)
