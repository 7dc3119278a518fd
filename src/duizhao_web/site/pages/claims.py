"""认领情况: the team's problems, and who of its members claims which, in the papers' own words."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from duizhao.record import Claim
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.materials.claiming import claimed
from duizhao_web.apps.materials.models import PaperKind
from duizhao_web.apps.materials.selectors import version_get
from duizhao_web.apps.materials.services.papers import version_open
from duizhao_web.site.request import Request


@require_GET
def claims(request: Request, paper: int) -> HttpResponse:
    """Show problems down and members across."""
    version = version_get(request.actor, paper)
    if version.paper.kind != PaperKind.TEAM:
        raise AppError(AppErrorCode.NOT_FOUND)
    found = claimed(request.actor, version)
    version_open(actor=request.actor, version=version, beside=found.members)
    rows = [
        (
            row,
            [
                (member, claim, _mark(claims, claim))
                for member, claims, claim in zip(found.members, found.said, row.cells, strict=True)
            ],
        )
        for row in found.rows
    ]
    bulk = [row for row in found.rows if row.in_bulk]
    context = {
        "version": version,
        "found": found,
        "rows": rows,
        "bulk": bulk,
        "said": list(zip(found.members, found.said, strict=True)),
    }
    return render(request, "papers/claims.html", context)


def _mark(claims: tuple[Claim, ...], claim: Claim | None) -> str:
    """Return what the review page of the member's paper calls the claim."""
    return f"Q{claims.index(claim) + 1}" if claim is not None else ""
