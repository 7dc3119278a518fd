"""责任清单: who answers for each item, who does it, who checks it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.exchange import items
from duizhao_web.apps.exchange.dataset import Dataset, Wanted
from duizhao_web.apps.exchange.policy import ITEMS_EXPORT
from duizhao_web.apps.exchange.rows import ItemRow
from duizhao_web.apps.kernel.actor import Actor


def _rows(actor: Actor, wanted: Wanted) -> Iterable[ItemRow]:
    return items.items(actor, wanted)


dataset: Dataset[ItemRow] = Dataset(
    "duties",
    _("责任清单"),
    ITEMS_EXPORT,
    _rows,
    (
        items.CODE,
        items.UNIT,
        items.PROBLEM,
        items.SPONSOR,
        items.LEAD,
        items.SHARED,
        items.OWNER,
        items.VERIFIER,
        items.KIND,
        items.DEADLINE,
        items.STATUS,
        items.ITSELF,
    ),
    names=True,
    about=_("每个事项谁负责、谁办理、谁核验、何时完成"),
)
