"""同一具体事项再现: pairs of items of two years, of which the actor may read both."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.exchange.dataset import CHUNK, Column, Dataset, Wanted
from duizhao_web.apps.exchange.policy import ITEMS_EXPORT
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.rectification.matters import Answered, Asked, MatterRow, matter_list
from duizhao_web.apps.units.models import Unit


def _rows(actor: Actor, wanted: Wanted) -> Iterator[MatterRow]:
    unit, year, closed = wanted.get("unit"), wanted.get("year"), wanted.get("closed")
    asked = Asked(
        unit=Unit.objects.filter(pk=unit).first() if unit else None,
        year=int(str(year)) if year else None,
        aspect=str(wanted.get("aspect", "")),
        answered=Answered(str(wanted["answered"])) if wanted.get("answered") else None,
        closed=closed == "yes" if closed else None,
        words=str(wanted.get("q", "")),
    )
    rows = matter_list(actor, asked).order_by("-item__year", "item__unit_path", "pk")
    for one in rows.iterator(CHUNK):
        yield MatterRow(one, getattr(one, "matter", None), may_judge=False)


def _answer(row: MatterRow) -> str:
    if row.matter is None:
        return _now("还没有认定")
    return _now("是同一件事") if row.matter.same else _now("不是同一件事")


dataset: Dataset[MatterRow] = Dataset(
    "matters",
    _("同一具体事项再现（逐对）"),
    ITEMS_EXPORT,
    _rows,
    (
        Column("unit", _("单位"), 20, lambda row: row.item.unit.name),
        Column("aspect", _("方面"), 18, lambda row: row.item.aspect),
        Column("code", _("编号"), 14, lambda row: row.item.code),
        Column("problem", _("又提出的"), 40, lambda row: row.item.title),
        Column("state", _("状态"), 12, lambda row: row.item.get_state_display()),
        Column("earlier_code", _("往年编号"), 14, lambda row: row.earlier.code),
        Column("earlier_problem", _("往年的"), 40, lambda row: row.earlier.title),
        Column("earlier_state", _("往年状态"), 12, lambda row: row.earlier.get_state_display()),
        Column("earlier_closed", _("往年销号日期"), 14, lambda row: row.earlier.closed_on, "date"),
        Column("answer", _("认定"), 14, _answer),
        Column("reason", _("理由"), 40, lambda row: row.matter.reason if row.matter else ""),
    ),
)
