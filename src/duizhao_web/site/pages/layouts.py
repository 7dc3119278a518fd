"""The columns of a unit's lists: which, in which order, under which headings; shown with its own rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from duizhao_web.apps.exchange.catalogue import datasets
from duizhao_web.apps.exchange.layouts import (
    ARRANGED,
    Chosen,
    arranged_list,
    chosen_of,
    layout_of,
    offered,
    put_in_order,
    wrong_with,
)
from duizhao_web.apps.exchange.services.arranging import layout_drop, layout_keep, layout_unit
from duizhao_web.apps.exchange.services.exporting import may_export
from duizhao_web.apps.exchange.table import as_text
from duizhao_web.apps.units.models import Unit
from duizhao_web.site.request import Request

_LAST: Final = 999
_SAMPLES: Final = 2


@require_http_methods(["GET", "POST"])
def layout(request: Request, unit: int, dataset: str) -> HttpResponse:
    """Choose the columns, look at them, keep them."""
    found, name = layout_unit(request.actor, unit), arranged_list(dataset).name
    if request.method == "GET":
        return _shown(request, found, name, chosen_of(layout_of(found.path, name), name))
    chosen = _chosen(request.POST, name)
    wrong = wrong_with(chosen, name)
    if wrong or request.POST.get("do") == "look":
        return _shown(request, found, name, chosen, wrong)
    layout_keep(actor=request.actor, unit=found, chosen=chosen, dataset=name)
    words = _("已保存，导出%(title)s时照此办理。") % {"title": datasets()[name].title}
    messages.success(request, words)
    return redirect("export-columns", unit=unit, dataset=name)


@require_POST
def layout_forget(request: Request, unit: int, dataset: str) -> HttpResponse:
    """Have the columns from above again."""
    layout_drop(actor=request.actor, unit=layout_unit(request.actor, unit), dataset=dataset)
    messages.success(request, _("已改回沿用上级的列。"))
    return redirect("export-columns", unit=unit, dataset=dataset)


def _chosen(data: QueryDict, name: str) -> list[Chosen]:
    """Return the columns that are ticked, by the numbers somebody gave them."""
    rows = []
    for at, column in enumerate(offered(name)):
        if f"show-{column.key}" in data:
            number = data.get(f"at-{column.key}", "")
            place = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else _LAST
            title = data.get(f"title-{column.key}", "").strip()
            own = "" if title == str(column.title) else title
            rows.append((place, at, Chosen(column.key, own)))
    return [chosen for _place, _at, chosen in sorted(rows)]


def _shown(
    request: Request, unit: Unit, name: str, chosen: Sequence[Chosen], wrong: str = ""
) -> HttpResponse:
    in_force = layout_of(unit.path, name)
    context: dict[str, Any] = {
        "unit": unit,
        "name": name,
        "title": datasets()[name].title,
        "lists": [(one, datasets()[one].title) for one in ARRANGED],
        "rows": _rows(chosen, name),
        "wrong": wrong,
        "own": in_force is not None and in_force.unit_id == unit.pk,
        "from_above": in_force.unit.name if in_force is not None and in_force.unit_id != unit.pk else "",
        **({} if wrong else _sample(request, unit, name, chosen)),
    }
    return render(request, "exports/columns.html", context, status=422 if wrong else 200)


def _rows(chosen: Sequence[Chosen], name: str) -> list[dict[str, Any]]:
    """Return every column: those chosen in their order, then the others."""
    places = {one.key: (at, one.title) for at, one in enumerate(chosen, 1)}
    rows = [
        {
            "key": one.key,
            "usual": one.title,
            "at": places[one.key][0] if one.key in places else "",
            "title": places[one.key][1] if one.key in places else "",
            "show": one.key in places,
        }
        for one in offered(name)
    ]
    return sorted(rows, key=lambda row: (not row["show"], row["at"] or 0))


def _sample(request: Request, unit: Unit, name: str, chosen: Sequence[Chosen]) -> dict[str, Any]:
    """Return the headings with the first rows of the unit that the actor may take away."""
    dataset = datasets()[name]
    table = dataset.table(request.actor, {"unit": unit.pk}, put_in_order(dataset, chosen))
    shown = [at for at, one in enumerate(table.headings) if not one.hidden]
    rows = islice(table.rows, _SAMPLES if may_export(request.actor, name) else 0)
    return {
        "headings": [table.headings[at].title for at in shown],
        "samples": [[as_text(row[at])[:60] for at in shown] for row in rows],
    }
