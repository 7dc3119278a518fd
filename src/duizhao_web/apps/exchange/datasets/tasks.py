"""任务清单: every step of every item, with who does it and by when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.exchange import items
from duizhao_web.apps.exchange.dataset import Column, Dataset, Wanted, folded
from duizhao_web.apps.exchange.policy import ITEMS_EXPORT
from duizhao_web.apps.exchange.rows import ActionRow, ItemRow
from duizhao_web.apps.kernel.actor import Actor


class _Row(NamedTuple):
    item: ItemRow
    action: ActionRow


def _rows(actor: Actor, wanted: Wanted) -> Iterator[_Row]:
    for item in items.items(actor, wanted):
        yield from (_Row(item, action) for action in item.actions)


dataset: Dataset[_Row] = Dataset(
    "tasks",
    _("任务清单"),
    ITEMS_EXPORT,
    _rows,
    (
        Column("code", _("编号"), 14, lambda row: row.item.code),
        Column("unit", _("单位"), 16, lambda row: row.item.unit),
        Column("problem", _("问题"), 30, lambda row: row.item.title),
        folded(Column("number", _("任务序号"), 8, lambda row: row.action.number, "count")),
        Column("task", _("任务"), 44, lambda row: row.action.text),
        Column("standard", _("完成标准"), 26, lambda row: row.action.standard),
        Column("doer", _("承办人"), 10, lambda row: row.action.owner or ""),
        folded(Column("doing_unit", _("承办单位"), 16, lambda row: row.action.unit or "")),
        Column("due", _("时限"), 12, lambda row: row.action.due, "date"),
        Column("state", _("状态"), 10, lambda row: items.action_state(row.action)),
        folded(Column("done", _("完成日期"), 12, lambda row: row.action.done_on, "date")),
        folded(Column("note", _("说明"), 24, lambda row: row.action.note)),
        Column("identity", items.IDENTITY, 20, lambda row: items.identity(row.item), hidden=True),
    ),
    names=True,
    about=_("每个事项的各项任务：谁办、何时完成、做到什么程度"),
)
