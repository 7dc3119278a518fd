"""问题清单: what is to be rectified, and where each problem comes from."""

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
    "problems",
    _("问题清单"),
    ITEMS_EXPORT,
    _rows,
    (
        items.CODE,
        items.UNIT,
        items.ASPECT,
        items.PROBLEM,
        Column("text", _("具体表现"), 44, lambda item: item.text),
        Column("cause", _("原因"), 30, lambda item: item.cause),
        items.SOURCE,
        Column("document", _("来源文件"), 20, items.documents),
        items.STATUS,
        items.ITSELF,
    ),
    names=True,
    about=_("查摆出的问题、具体表现、原因和来源"),
)
