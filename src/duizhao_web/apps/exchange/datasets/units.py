"""The open units one sees, each under its superior."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.exchange.dataset import CHUNK, Column, Dataset, Wanted
from duizhao_web.apps.exchange.policy import UNITS_EXPORT
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.units.models import Unit


class _Row(NamedTuple):
    unit: Unit
    above: Unit | None


def _rows(actor: Actor, wanted: Wanted) -> Iterator[_Row]:  # noqa: ARG001 (the tree is not narrowed)
    """In the order of paths a unit's superior, where it is seen at all, has just gone by."""
    branch: list[Unit] = []
    for unit in Unit.objects.visible_to(actor).filter(until__isnull=True).order_by("path").iterator(CHUNK):
        while branch and not unit.path.startswith(branch[-1].path):
            branch.pop()
        above = branch[-1] if branch and branch[-1].path == unit.superior_path else None
        branch.append(unit)
        yield _Row(unit, above)


dataset: Dataset[_Row] = Dataset(
    "units",
    _("单位名单"),
    UNITS_EXPORT,
    _rows,
    (
        Column("unit_code", _("单位编码"), 16, lambda row: row.unit.code or ""),
        Column("unit", _("单位名称"), 36, lambda row: row.unit.name),
        Column(
            "superior_code",
            _("上级单位编码"),
            16,
            lambda row: row.above.code or "" if row.above else "",
        ),
        Column("superior", _("上级单位"), 30, lambda row: row.above.name if row.above else ""),
        Column("since", _("设立日期"), 12, lambda row: row.unit.since, "date"),
    ),
)
