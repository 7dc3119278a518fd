"""The list of papers one may read; nothing of their content."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.exchange.dataset import CHUNK, Column, Dataset, Wanted
from duizhao_web.apps.exchange.policy import PAPERS_EXPORT
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.materials.models import Paper
from duizhao_web.apps.materials.selectors import paper_list


def _rows(actor: Actor, wanted: Wanted) -> Iterable[Paper]:
    names = ("year", "state", "kind", "check", "cycle")
    narrowed: dict[str, Any] = {name: wanted[name] for name in names if name in wanted}
    rows = paper_list(actor, words=str(wanted.get("q", "")), **narrowed)
    return rows.order_by("unit_path", "-year", "kind", "pk").iterator(CHUNK)


dataset: Dataset[Paper] = Dataset(
    "papers",
    _("材料清单"),
    PAPERS_EXPORT,
    _rows,
    (
        Column("unit", _("单位"), 24, lambda row: row.unit.name),
        Column("kind", _("类别"), 12, lambda row: row.get_kind_display()),
        Column("person", _("姓名"), 12, lambda row: row.person.name if row.person else ""),
        Column("year", _("年度"), 8, lambda row: row.year, "count"),
        Column("version", _("稿次"), 8, lambda row: row.latest, "count"),
        Column("state", _("状态"), 12, lambda row: row.get_state_display()),
        Column("changed", _("变动时间"), 18, lambda row: f"{localtime(row.changed_at):%Y-%m-%d %H:%M}"),
    ),
    names=True,
)
