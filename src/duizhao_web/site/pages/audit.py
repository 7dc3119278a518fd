"""The audit log, for its administrator."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from duizhao_web.apps.kernel.actor import INSTALLATION
from duizhao_web.apps.kernel.audit.chain import verify
from duizhao_web.apps.kernel.audit.event import told
from duizhao_web.apps.kernel.audit.selectors import AuditFilter, audit_list
from duizhao_web.apps.kernel.policy import AUDIT_VERIFY, authorise
from duizhao_web.site.forms.audit import ORDERS, AuditFilterForm
from duizhao_web.site.listing import listed
from duizhao_web.site.request import Request


@require_GET
def audit(request: Request) -> HttpResponse:
    """List what was done, newest first."""
    form, wanted = _wanted(request)
    context = listed(request, audit_list(request.actor, wanted), form, ORDERS, "audit")
    context["rows"] = [(row, told(row.event, row.params)) for row in context["rows"]]
    return render(request, "audit/audit.html", context)


@require_POST
def audit_check(request: Request) -> HttpResponse:
    """Verify the chain and show what was found."""
    authorise(request.actor, AUDIT_VERIFY, INSTALLATION)
    return render(request, "audit/verdict.html", {"verdict": verify()})


def _wanted(request: Request) -> tuple[AuditFilterForm, AuditFilter]:
    form = AuditFilterForm(request.GET)
    data = form.wanted
    wanted = AuditFilter(data.get("event", ""), form.words, data.get("since"), data.get("until"))
    return form, wanted
