"""总览: where rectification stands, each figure with the list behind it for those who may see that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from duizhao_web.apps.insight.line import LINE, percent, written
from duizhao_web.apps.insight.overview import (
    Figures,
    HeatMap,
    Place,
    Scope,
    calls,
    figures,
    finished,
    heat_map,
    may_open_lists,
    months,
    named_again,
    scope_of,
    scopes,
    sums,
)
from duizhao_web.apps.insight.years import Year, years
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.paging import count_of
from duizhao_web.apps.rectification.derived import Condition
from duizhao_web.apps.rectification.ledger import ANY_OPEN
from duizhao_web.apps.rectification.lifecycle import State
from duizhao_web.apps.rectification.matters import Asked, matter_list
from duizhao_web.apps.rectification.years import Carry
from duizhao_web.site.overview.chart import trend
from duizhao_web.site.request import Request

_YEARS: Final = 6
_LONGEST: Final = 9
# What the ledger is asked for to list what a figure counts.
_BEHIND: Final[Mapping[str, Mapping[str, str]]] = {
    "items": {},
    "carried": {"carry": Carry.ONLY.value},
    "closed": {"state": State.CLOSED.value},
    "open": {"state": ANY_OPEN},
    "overdue": {"date": Condition.OVERDUE.value},
    "stalled": {"date": Condition.STALLED.value},
    "not_started": {"date": Condition.NOT_STARTED.value},
    "blocked": {"state": State.BLOCKED.value},
}
_COMPARED: Final[Mapping[str, str | Promise]] = {
    "items": LINE["items"],
    "carried": gettext_lazy("另有结转到本年度"),
    "closed_by_then": gettext_lazy("到同一天已销号"),
    "closed": gettext_lazy("现在已销号"),
    **{name: LINE[name] for name in ("open", "overdue", "blocked", "extended", "reopened", "in_time")},
}


@require_GET
def overview(request: Request) -> HttpResponse:
    """Show a part of the tree: figures, heat map, trend, what needs a call, what is named again."""
    scope = _scope(request)
    lists = may_open_lists(request.actor, scope)
    counted = sums(request.actor, scope)
    rounds = finished(request.actor, scope)
    found = figures(request.actor, scope, counted, rounds)
    heat = heat_map(request.actor, scope, counted)
    trended = months(request.actor, scope, rounds)
    today = clock.today()
    context = {
        "scope": scope,
        "choices": scopes(request.actor),
        "years": list(range(today.year, today.year - _YEARS, -1)),
        "figures": _figures(scope, found, lists=lists),
        "days": found.days,
        "closed_last_month": found.closed_last_month,
        "heat": _heat(scope, heat, lists=lists),
        "aspects": [_named(aspect) for aspect in heat.aspects],
        "months": trended,
        "chart": trend(trended),
        "calls": calls(request.actor, scope),
        "again": named_again(request.actor, scope),
        "pairs": count_of(matter_list(request.actor, Asked(unit=scope.unit, year=scope.year))),
        "pairs_address": f"{reverse('matters')}?{urlencode(_asked(scope))}",
        "years_address": _address("overview-years", scope),
    }
    return render(request, "overview/overview.html", context)


@require_GET
def year_on_year(request: Request) -> HttpResponse:
    """Show this year beside last: as a part of the overview, or, without scripts, as a page of its own."""
    scope = _scope(request)
    lists = may_open_lists(request.actor, scope)
    found = years(request.actor, scope)
    context = {
        "scope": scope,
        "back": _overview(scope),
        "found": found,
        "rows": [
            (label, [_of_year(scope, one, name, lists=lists) for one in found])
            for name, label in _COMPARED.items()
        ],
    }
    template = "overview/years_part.html" if request.headers.get("HX-Request") else "overview/years.html"
    return render(request, template, context)


def _of_year(scope: Scope, one: Year, name: str, *, lists: bool) -> tuple[str, str]:
    """Return one figure of a year and the list behind it, or nothing."""
    value = getattr(one, name)
    if name == "in_time":
        return percent(value), ""
    asked = _BEHIND.get(name)
    own = Scope(scope.unit, one.year)
    return str(value), _list(own, **asked) if lists and asked is not None and value else ""


def _scope(request: Request) -> Scope:
    carried = bool(request.GET.get("carried"))
    return scope_of(request.actor, _number(request, "unit"), _number(request, "year"), carried=carried)


def _number(request: Request, name: str) -> int | None:
    given = request.GET.get(name, "")
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) <= _LONGEST):
        raise AppError(AppErrorCode.NOT_FOUND)
    return int(given)


def _figures(scope: Scope, found: Figures, *, lists: bool) -> list[tuple[str, str, str]]:
    """Return the line: label, figure, and the address of the list behind it, or nothing."""
    return [
        (str(label), written(found, name), _list(scope, **_BEHIND[name]) if lists and name in _BEHIND else "")
        for name, label in LINE.items()
    ]


def _heat(
    scope: Scope, heat: HeatMap, *, lists: bool
) -> list[tuple[Place, str, list[tuple[str, int, int, int, str]]]]:
    """Return the rows of the map: unit, its overview, and by aspect name, open, overdue, depth 0–4, list."""
    rows = []
    most = max(heat.most, 1)
    for place in heat.places:
        cells = []
        for aspect in heat.aspects:
            number, late = place.cells.get(aspect, (0, 0))
            depth = -(-4 * number // most) if number else 0
            own = Scope(place.unit, scope.year, scope.carried)
            address = _list(own, state=ANY_OPEN, aspect=aspect) if lists and number and aspect else ""
            cells.append((_named(aspect), number, late, depth, address))
        deeper = (
            "" if place.unit.pk == scope.unit.pk else _overview(Scope(place.unit, scope.year, scope.carried))
        )
        rows.append((place, deeper, cells))
    return rows


def _named(aspect: str) -> str:
    return aspect or _("未写明方面")


def _list(scope: Scope, **asked: str) -> str:
    carry = {"carry": Carry.WITH.value} if scope.carried else {}
    return f"{reverse('items')}?{urlencode({**_asked(scope), 'whose': 'team', **carry, **asked})}"


def _asked(scope: Scope) -> dict[str, str]:
    year = {"year": str(scope.year)} if scope.year else {}
    return {"unit": f"{scope.unit.name} #{scope.unit.pk}", **year}


def _overview(scope: Scope) -> str:
    return _address("overview", scope)


def _address(name: str, scope: Scope) -> str:
    year = {"year": str(scope.year)} if scope.year else {}
    carried = {"carried": "on"} if scope.carried else {}
    return f"{reverse(name)}?{urlencode({'unit': str(scope.unit.pk), **year, **carried})}"
