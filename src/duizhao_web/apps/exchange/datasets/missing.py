"""谁还没交: one row for each paper that is not handed in, as far as the actor may know it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.cycles.selectors import cycle_get
from duizhao_web.apps.exchange.dataset import CHUNK, Column, Dataset, Wanted
from duizhao_web.apps.exchange.policy import MISSING_EXPORT
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.paths import at_or_below
from duizhao_web.apps.materials.handing import Call, Missing, call_of, missing_in, units_missing
from duizhao_web.apps.materials.models import PaperKind
from duizhao_web.apps.units.models import Unit


class _Row(NamedTuple):
    unit: str
    year: int
    paper: Missing


def _rows(actor: Actor, wanted: Wanted) -> Iterator[_Row]:
    year, call, units = _asked(actor, wanted)
    rows = units.order_by("path").iterator(CHUNK)
    while some := list(islice(rows, CHUNK)):
        for found in missing_in(actor, call, some):
            yield from (_Row(found.unit.name, year, paper) for paper in found.papers)


def _asked(actor: Actor, wanted: Wanted) -> tuple[int, Call, QuerySet[Unit]]:
    """Return year, what is asked for, and the units that lack it: of a year, or of one meeting."""
    words = str(wanted.get("q", ""))
    if "cycle" in wanted:
        cycle = cycle_get(actor, int(str(wanted["cycle"])))
        call = call_of(cycle)
        below = at_or_below(cycle.unit_path, "path")
        return cycle.year, call, units_missing(actor, call, words).filter(below)
    year = int(str(wanted.get("year") or clock.today().year - 1))
    return year, Call(year), units_missing(actor, Call(year), words)


def _kind(row: _Row) -> str:
    return str((PaperKind.TEAM if row.paper.is_team else PaperKind.INDIVIDUAL).label)


dataset: Dataset[_Row] = Dataset(
    "missing",
    _("未交材料清单"),
    MISSING_EXPORT,
    _rows,
    (
        Column("unit", _("单位"), 28, lambda row: row.unit),
        Column("year", _("年度"), 8, lambda row: row.year, "count"),
        Column("kind", _("类别"), 12, _kind),
        Column("person", _("姓名"), 14, lambda row: row.paper.name),
        Column("state", _("状态"), 12, lambda row: row.paper.state or str(_("未交"))),
    ),
    names=True,
)
