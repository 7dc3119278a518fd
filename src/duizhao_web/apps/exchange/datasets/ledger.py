"""整改台账: everything about each item in one row, as it stands today."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.exchange import items
from duizhao_web.apps.exchange.dataset import Column, Dataset, Wanted, folded
from duizhao_web.apps.exchange.policy import ITEMS_EXPORT
from duizhao_web.apps.exchange.rows import ItemRow
from duizhao_web.apps.kernel.actor import Actor


def _rows(actor: Actor, wanted: Wanted) -> Iterable[ItemRow]:
    return items.items(actor, wanted)


dataset: Dataset[ItemRow] = Dataset(
    "ledger",
    _("整改台账"),
    ITEMS_EXPORT,
    _rows,
    (
        items.CODE,
        items.UNIT,
        folded(items.SOURCE),
        folded(items.ASPECT),
        items.PROBLEM,
        folded(Column("cause", _("原因"), 24, lambda item: item.cause)),
        folded(Column("goal", _("整改目标"), 24, lambda item: item.goal)),
        items.MEASURES,
        folded(items.STANDARD),
        items.SPONSOR,
        folded(items.LEAD),
        folded(items.SHARED),
        items.OWNER,
        items.KIND,
        folded(items.FIRST),
        items.DEADLINE,
        folded(items.REVIEW),
        folded(items.CARRIED),
        items.PROGRESS,
        items.STATUS,
        folded(items.EVIDENCE),
        folded(items.VERIFIER),
        folded(items.CLOSED),
        items.ITSELF,
    ),
    names=True,
    about=_("每个事项的全部内容，一事一行；改好后可以再导入"),
)
