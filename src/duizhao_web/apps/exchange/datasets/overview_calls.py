"""总览: the ten items that need a call today, of those one may see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.exchange.dataset import Column, Dataset, Wanted
from duizhao_web.apps.exchange.overviews import scope
from duizhao_web.apps.exchange.policy import ITEMS_EXPORT
from duizhao_web.apps.insight.overview import Call, calls
from duizhao_web.apps.kernel.actor import Actor

_WHY: Final = {"silent": _("多日没有报告"), "expiring": _("临近到期"), "returned": _("多次退回")}


def _rows(actor: Actor, wanted: Wanted) -> Iterable[Call]:
    return calls(actor, scope(actor, wanted))


dataset: Dataset[Call] = Dataset(
    "overview_calls",
    _("今天该打电话的"),
    ITEMS_EXPORT,
    _rows,
    (
        Column("code", _("编号"), 14, lambda row: row.item.code),
        Column("unit", _("单位"), 20, lambda row: row.item.unit.name),
        Column("problem", _("问题"), 40, lambda row: row.item.title),
        Column("owner", _("责任人"), 12, lambda row: row.item.owner.name if row.item.owner else ""),
        Column("why", _("为什么"), 16, lambda row: str(_WHY[row.why])),
        Column("number", _("天数或者次数"), 12, lambda row: row.number, "count"),
    ),
    names=True,
)
