"""个人整改清单: each member's own items, for those who may read them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.exchange import items
from duizhao_web.apps.exchange.dataset import Column, Dataset, Wanted, folded
from duizhao_web.apps.exchange.policy import PERSONAL_EXPORT
from duizhao_web.apps.exchange.rows import ItemRow
from duizhao_web.apps.kernel.actor import Actor


def _rows(actor: Actor, wanted: Wanted) -> Iterable[ItemRow]:
    return items.items(actor, wanted, personal=True)


dataset: Dataset[ItemRow] = Dataset(
    "personal_list",
    _("个人整改清单"),
    PERSONAL_EXPORT,
    _rows,
    (
        items.CODE,
        items.UNIT,
        Column("person", _("姓名"), 10, lambda item: item.person or ""),
        folded(items.ASPECT),
        items.PROBLEM,
        items.MEASURES,
        folded(items.STANDARD),
        items.KIND,
        items.DEADLINE,
        folded(items.REVIEW),
        Column("watching", _("督促人"), 10, lambda item: item.verifier or item.sponsor or ""),
        items.PROGRESS,
        items.STATUS,
        folded(items.CLOSED),
        items.ITSELF,
    ),
    names=True,
    about=_("班子成员个人的整改事项"),
)
