"""调度汇总: what was issued of a reporting period, a line a unit, the sums below."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Final

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.exchange.dataset import Column, Dataset, Wanted
from duizhao_web.apps.exchange.policy import FIGURES_EXPORT
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.reporting.rollup import Line, every_line, sum_line, totals
from duizhao_web.apps.reporting.selectors import issue_get
from duizhao_web.apps.reporting.words import FigureKind

_BESIDE: Final = (FigureKind.CLOSED, FigureKind.OPEN, FigureKind.OVERDUE)
"""What stands beside the period before, too."""


def _rows(actor: Actor, wanted: Wanted) -> Iterable[Line]:
    """Return the lines one by one, then the sums; without an issue there is nothing to list: the page always
    names one.
    """
    issue = wanted.get("issue")
    if not issue:
        return ()
    found = issue_get(actor, int(str(issue)))
    return chain(every_line(found), [sum_line(totals(found), _now("合计"))])


def _figure(kind: FigureKind) -> Column[Line]:
    return Column(kind.value, kind.label, 10, lambda line: line.figures.get(kind), "count")


def _before(kind: FigureKind) -> Column[Line]:
    title = _TITLES[kind]
    return Column(f"before_{kind.value}", title, 12, lambda line: line.before.get(kind), "count")


_TITLES: Final = {
    FigureKind.CLOSED: _("上期销号"),
    FigureKind.OPEN: _("上期未销号"),
    FigureKind.OVERDUE: _("上期逾期"),
}


def _standing(line: Line) -> str:
    if not line.figures:
        return _now("未报")
    return _now("迟报") if line.late else ""


dataset: Dataset[Line] = Dataset(
    "period_rollup",
    _("调度汇总"),
    FIGURES_EXPORT,
    _rows,
    (
        Column("unit", _("单位"), 28, lambda line: line.unit),
        Column("standing", _("报送情况"), 10, _standing),
        *(_figure(kind) for kind in FigureKind),
        *(_before(kind) for kind in _BESIDE),
        Column("request", _("需上级协调事项"), 40, lambda line: line.request),
        Column("reply", _("答复"), 40, lambda line: line.reply),
    ),
)
