"""The ledger: every item one may read in one grid, narrowed, sorted, put together, opened at the side."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from duizhao_web.apps.accounts.services.views import view_keep
from duizhao_web.apps.exchange.services.exporting import may_export
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import LEADERS, Role
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.rectification.coverage import Lack, uncovered
from duizhao_web.apps.rectification.ledger import Ledger, lack_counts, order_of
from duizhao_web.apps.rectification.selectors import item_list
from duizhao_web.apps.rectification.services.changing import BAR, Field
from duizhao_web.apps.rectification.services.succeeding import may_hand_over
from duizhao_web.apps.rectification.showing import item_shown
from duizhao_web.apps.rectification.words import CommandWord
from duizhao_web.apps.units.selectors import unit_at
from duizhao_web.site.forms.exports import ALIKE
from duizhao_web.site.forms.ledger import LACKS, LedgerForm
from duizhao_web.site.items import frame
from duizhao_web.site.ledger import grid
from duizhao_web.site.ledger.columns import BY_KEY, COLUMNS, chosen
from duizhao_web.site.request import Request, own_account

SIZE: Final = 30
# Where one's own choice of columns is kept among the views; no name of a view begins so.
KEPT: Final = "items-columns"


@require_GET
def items(request: Request) -> HttpResponse:
    """Show the ledger."""
    actor = request.actor
    form = LedgerForm(request.GET, actor=actor)
    group = form.grouped
    asked = Ledger(actor, form.wanted)
    page, count = asked.page(
        order=order_of(form.sorted_by, group),
        cursor=request.GET.get("cursor", ""),
        size=SIZE,
    )
    if not page.rows and not actor.seats and not actor.duties and not item_list(actor).exists():
        raise AppError(AppErrorCode.NOT_FOUND)
    views = list(own_account(request).saved_views.filter(page__in=("items", KEPT)))
    columns = chosen(request.GET.get("cols") or next((one.query for one in views if one.page == KEPT), ""))
    kept = {"cols": request.GET["cols"]} if request.GET.get("cols") else {}
    context = {
        "shown": form.shown,
        "folded": form.folded,
        "narrowed_beyond": any(name not in form.first for name in form.asked),
        "columns": columns,
        "all_columns": [(column, column in columns) for column in COLUMNS if not column.first],
        "rows": list(grid.rows(page, columns, group, asked.heads(page, group) if group else {})),
        "page": page,
        "count": count,
        "chips": grid.chips(form, actor, _me(request), kept),
        "narrowing": grid.narrowing(form, kept),
        "views": [one for one in views if one.page == "items"],
        "query": urlencode(form.asked | kept),
        "sorted_by": None if group else form.sorted_by,
        "bar": [(field.value, _bar_label(field)) for field in BAR],
        "may_export": may_export(actor, "ledger"),
        "exported": _exported(form.asked),
        "may_write": actor.holds(Role.COORDINATOR, Role.CHIEF),
        "may_write_own": actor.holds(*LEADERS),
        "may_hand_over": may_hand_over(actor),
    }
    return render(request, "ledger/ledger.html", context)


@require_GET
def coverage(request: Request) -> HttpResponse:
    """Show what is not covered, each figure with its list: items as narrowed, papers of one unit."""
    actor = request.actor
    form = LedgerForm(request.GET, actor=actor)
    asked = {name: value for name, value in form.asked.items() if name not in ("lack", "sort", "group")}
    counts = lack_counts(actor, replace(form.wanted, lack=None))
    unit = form.wanted.unit or unit_at(actor, actor.home)
    year = form.wanted.year or clock.today().year - 1
    found = uncovered(actor, unit, year) if unit else []
    context = {
        "lacks": [
            (label, counts[Lack(name)], "?" + urlencode(asked | {"lack": name})) for name, label in LACKS
        ],
        "unit": unit,
        "year": year,
        "found": found,
        "problems": sum(len(one.problems) for one in found),
        "measures": sum(len(one.measures) for one in found),
    }
    return render(request, "ledger/coverage.html", context)


@require_GET
def side(request: Request, pk: int) -> HttpResponse:
    """Show an item beside the grid, without leaving it."""
    shown = item_shown(request.actor, pk)
    first, rest = frame.buttons(shown)
    context = {
        "shown": shown,
        "item": shown.item,
        "tone": frame.tone(shown.item),
        "flags": frame.flags(shown.item),
        "actions": frame.actions(shown),
        "first": first,
        "rest": [button for button in rest if not button.why],
        "lines": frame.lines(shown)[:5],
    }
    return render(request, "ledger/side.html", context)


@require_POST
def columns_keep(request: Request) -> HttpResponse:
    """Keep which columns one wants to see, until one says otherwise."""
    wanted = ".".join(column.key for column in chosen(".".join(request.POST.getlist("col"))))
    view_keep(actor=request.actor, user=own_account(request), page=KEPT, name=KEPT, query=wanted)
    query = request.POST.get("query", "")[:2_000]
    back = reverse("items")
    return redirect(f"{back}?{query}" if query else back)


def _exported(asked: dict[str, str]) -> str:
    """Return what the page of lists to take away is opened with: as far as it is narrowed alike."""
    alike = {name: asked[name] for name in ("year", "unit", "state", *ALIKE) if name in asked}
    return urlencode(alike | ({"below": "on"} if "unit" in alike else {}))


def _bar_label(field: Field) -> str:
    if field.value in BY_KEY:
        return str(BY_KEY[field.value].label)
    return str(CommandWord(field.value).label)


def _me(request: Request) -> str:
    person: Any = own_account(request).person
    return str(person.name) if person is not None else ""
