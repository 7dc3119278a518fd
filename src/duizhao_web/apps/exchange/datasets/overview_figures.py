"""总览: the line of figures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from duizhao_web.apps.exchange.dataset import Column, Dataset, Wanted
from duizhao_web.apps.exchange.overviews import scope
from duizhao_web.apps.exchange.policy import FIGURES_EXPORT
from duizhao_web.apps.insight.line import LINE, written
from duizhao_web.apps.insight.overview import figures
from duizhao_web.apps.kernel.actor import Actor


class _Row(NamedTuple):
    label: str
    figure: str


def _rows(actor: Actor, wanted: Wanted) -> Iterable[_Row]:
    found = figures(actor, scope(actor, wanted))
    return [_Row(str(label), written(found, name)) for name, label in LINE.items()]


dataset: Dataset[_Row] = Dataset(
    "overview_figures",
    _("整改总览"),
    FIGURES_EXPORT,
    _rows,
    (
        Column("figure", _("指标"), 24, lambda row: row.label),
        Column("value", _("数值"), 12, lambda row: row.figure),
    ),
)
