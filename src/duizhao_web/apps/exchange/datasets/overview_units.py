"""总览: what is unresolved and overdue, by the units directly below and by aspect, in the tree's order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.exchange.dataset import Column, Dataset, Wanted
from duizhao_web.apps.exchange.overviews import scope
from duizhao_web.apps.exchange.policy import FIGURES_EXPORT
from duizhao_web.apps.insight.overview import heat_map
from duizhao_web.apps.kernel.actor import Actor


class _Row(NamedTuple):
    unit: str
    aspect: str
    open: int
    overdue: int


def _rows(actor: Actor, wanted: Wanted) -> Iterable[_Row]:
    for place in heat_map(actor, scope(actor, wanted)).places:
        for aspect, (unresolved, overdue) in sorted(place.cells.items()):
            yield _Row(place.unit.name, aspect or str(_("未写明方面")), unresolved, overdue)


dataset: Dataset[_Row] = Dataset(
    "overview_units",
    _("未销号分布"),
    FIGURES_EXPORT,
    _rows,
    (
        Column("unit", _("单位"), 28, lambda row: row.unit),
        Column("aspect", _("方面"), 28, lambda row: row.aspect),
        Column("open", _("未销号"), 10, lambda row: row.open, "count"),
        Column("overdue", _("逾期"), 10, lambda row: row.overdue, "count"),
    ),
)
