"""谁还没交: units and people whose paper is not handed in, and the words of a reminder."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.paging import count_of, page_of
from duizhao_web.apps.materials.handing import UnitMissing, missing_in, units_missing
from duizhao_web.site.forms.fields import DayField
from duizhao_web.site.request import Request


class MissingForm(forms.Form):
    """Which year, and by when the papers are asked for."""

    year = forms.IntegerField(label=gettext_lazy("年度"), required=False, min_value=1990, max_value=2200)
    by = DayField(label=gettext_lazy("提交期限"), required=False)


@require_GET
def missing(request: Request) -> HttpResponse:
    """Show what is missing; with units chosen, or all of them, the reminder's words."""
    actor = request.actor
    if not actor.seats and not actor.duties:
        raise AppError(AppErrorCode.NOT_FOUND)
    form = MissingForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    year = wanted.get("year") or clock.today().year - 1
    rows = units_missing(actor, year)
    page = page_of(rows, order=("path",), cursor=request.GET.get("cursor", ""))
    found = missing_in(actor, year, list(page.rows))
    chosen = set(request.GET.getlist("unit"))
    drafted = [one for one in found if str(one.unit.pk) in chosen] if "draft" in request.GET else []
    by = wanted.get("by")
    context = {
        "form": form,
        "year": year,
        "rows": [(one, str(one.unit.pk) in chosen) for one in found],
        "page": page,
        "count": count_of(rows),
        "drafting": "draft" in request.GET,
        "text": _draft(drafted, year, by.isoformat() if by else ""),
    }
    return render(request, "papers/missing.html", context)


def _draft(found: Iterable[UnitMissing], year: int, by: str) -> str:
    lines = [_line(one, year, by) for one in found]
    return "\n".join([*lines, _("（仅供工作核对，不作为评价个人的依据。）")]) if lines else ""


def _line(one: UnitMissing, year: int, by: str) -> str:
    parts = [_("班子材料")] if one.lacks_team else []
    if one.names:
        parts.append(_("个人材料（%(names)s）") % {"names": _("、").join(one.names)})
    words = {"unit": one.unit.name, "year": year, "papers": _("、").join(parts), "by": by}
    if by:
        return _("%(unit)s：%(year)s 年度民主生活会材料尚未交齐，请于 %(by)s 前提交：%(papers)s。") % words
    return _("%(unit)s：%(year)s 年度民主生活会材料尚未交齐，请尽快提交：%(papers)s。") % words
