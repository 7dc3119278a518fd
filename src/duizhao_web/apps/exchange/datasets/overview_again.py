"""总览: matters that were closed and are named again, of those one may see."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.exchange.dataset import Column, Dataset, Wanted
from duizhao_web.apps.exchange.overviews import scope
from duizhao_web.apps.exchange.policy import ITEMS_EXPORT
from duizhao_web.apps.insight.overview import Again, named_again
from duizhao_web.apps.kernel.actor import Actor


def _rows(actor: Actor, wanted: Wanted) -> Iterable[Again]:
    return named_again(actor, scope(actor, wanted))


dataset: Dataset[Again] = Dataset(
    "overview_again",
    _("同一具体事项再现"),
    ITEMS_EXPORT,
    _rows,
    (
        Column("unit", _("单位"), 20, lambda row: row.item.unit.name),
        Column("code", _("编号"), 14, lambda row: row.item.code),
        Column("problem", _("今年又提的"), 40, lambda row: row.item.title),
        Column("earlier_code", _("此前编号"), 14, lambda row: row.earlier.code),
        Column("earlier_problem", _("此前已销号的"), 40, lambda row: row.earlier.title),
        Column("earlier_closed", _("此前销号日期"), 14, lambda row: row.earlier.closed_on, "date"),
    ),
)
