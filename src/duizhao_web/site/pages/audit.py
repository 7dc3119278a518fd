"""The audit log, for its administrator."""

from __future__ import annotations

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import INSTALLATION
from duizhao_web.apps.kernel.audit.chain import verify
from duizhao_web.apps.kernel.audit.event import told
from duizhao_web.apps.kernel.audit.export import audit_export
from duizhao_web.apps.kernel.audit.selectors import AuditFilter, audit_list
from duizhao_web.apps.kernel.paging import count_of, page_of
from duizhao_web.apps.kernel.policy import AUDIT_VERIFY, authorise
from duizhao_web.site.forms.audit import AuditFilterForm
from duizhao_web.site.request import Request


@require_GET
def audit(request: Request) -> HttpResponse:
    """List what was done, newest first."""
    form, wanted = _wanted(request)
    rows = audit_list(request.actor, wanted)
    page = page_of(rows, order=["-number"], cursor=request.GET.get("cursor", ""))
    told_rows = [(row, told(row.event, row.params)) for row in page.rows]
    context = {"form": form, "page": page, "rows": told_rows, "count": count_of(rows)}
    return render(request, "audit/audit.html", context)


@require_POST
def audit_file(request: Request) -> StreamingHttpResponse:
    """Answer with the log as a CSV file; a POST, because the export is itself recorded."""
    _form, wanted = _wanted(request)
    lines = audit_export(actor=request.actor, wanted=wanted)
    name = f"audit-{clock.today().isoformat()}.csv"
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_POST
def audit_check(request: Request) -> HttpResponse:
    """Verify the chain and show what was found."""
    authorise(request.actor, AUDIT_VERIFY, INSTALLATION)
    return render(request, "audit/verdict.html", {"verdict": verify()})


def _wanted(request: Request) -> tuple[AuditFilterForm, AuditFilter]:
    form = AuditFilterForm(request.GET)
    if not form.is_valid():
        return form, AuditFilter()
    data = form.cleaned_data
    return form, AuditFilter(data["event"], data["actor_name"], data["since"], data["until"])
