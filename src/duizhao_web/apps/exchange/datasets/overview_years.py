"""总览: this year's matters beside last year's."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.exchange.dataset import Column, Dataset, Wanted
from duizhao_web.apps.exchange.overviews import scope
from duizhao_web.apps.exchange.policy import FIGURES_EXPORT
from duizhao_web.apps.insight.line import percent
from duizhao_web.apps.insight.years import Year, years
from duizhao_web.apps.kernel.actor import Actor


def _rows(actor: Actor, wanted: Wanted) -> Iterable[Year]:
    return years(actor, scope(actor, wanted))


dataset: Dataset[Year] = Dataset(
    "overview_years",
    _("今年与上年"),
    FIGURES_EXPORT,
    _rows,
    (
        Column("year", _("年度"), 8, lambda row: str(row.year)),
        Column("items", _("应整改"), 10, lambda row: row.items, "count"),
        Column("carried", _("另有结转到本年度"), 16, lambda row: row.carried, "count"),
        Column("closed_by_then", _("到同一天已销号"), 16, lambda row: row.closed_by_then, "count"),
        Column("closed", _("现在已销号"), 12, lambda row: row.closed, "count"),
        Column("open", _("未销号"), 10, lambda row: row.open, "count"),
        Column("overdue", _("逾期"), 10, lambda row: row.overdue, "count"),
        Column("blocked", _("暂无法整改"), 12, lambda row: row.blocked, "count"),
        Column("extended", _("延过期"), 10, lambda row: row.extended, "count"),
        Column("reopened", _("重新整改"), 10, lambda row: row.reopened, "count"),
        Column("in_time", _("按期率"), 10, lambda row: percent(row.in_time)),
    ),
)
