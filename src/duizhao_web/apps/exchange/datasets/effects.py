"""整改成效清单: what has come of it, apart from what was done."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.exchange import items
from duizhao_web.apps.exchange.dataset import Column, Dataset, Wanted
from duizhao_web.apps.exchange.policy import ITEMS_EXPORT
from duizhao_web.apps.exchange.rows import ItemRow
from duizhao_web.apps.kernel.actor import Actor


def _rows(actor: Actor, wanted: Wanted) -> Iterable[ItemRow]:
    return items.items(actor, wanted)


dataset: Dataset[ItemRow] = Dataset(
    "effects",
    _("整改成效清单"),
    ITEMS_EXPORT,
    _rows,
    (
        items.CODE,
        items.UNIT,
        items.PROBLEM,
        items.PROGRESS,
        Column("effect", _("整改成效"), 36, items.effect),
        Column("voice", _("服务对象反映"), 30, items.voice),
        items.EVIDENCE,
        items.STATUS,
        items.CLOSED,
        items.ITSELF,
    ),
    names=True,
    about=_("做了什么、见到什么成效、有什么佐证"),
)
