"""总览: what was closed in each of the last twelve months, and how much of it in time."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.exchange.dataset import Column, Dataset, Wanted
from duizhao_web.apps.exchange.overviews import scope
from duizhao_web.apps.exchange.policy import FIGURES_EXPORT
from duizhao_web.apps.insight.overview import Month, months
from duizhao_web.apps.kernel.actor import Actor


def _rows(actor: Actor, wanted: Wanted) -> Iterable[Month]:
    return months(actor, scope(actor, wanted))


dataset: Dataset[Month] = Dataset(
    "overview_months",
    _("十二个月销号"),
    FIGURES_EXPORT,
    _rows,
    (
        Column("month", _("月份"), 12, lambda row: f"{row.first:%Y-%m}"),
        Column("closed", _("销号"), 10, lambda row: row.closed, "count"),
        Column("in_time", _("其中按期"), 10, lambda row: row.in_time, "count"),
    ),
)
