"""What people are reminded of in reporting periods: reports not handed in, by the day they are due."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Any, Final

from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.rectification.dates import Dated
from duizhao_web.apps.rectification.reminding import About
from duizhao_web.apps.reporting.filing import WITH_THE_UNIT, PeriodStage
from duizhao_web.apps.reporting.models import Report

_CHUNK: Final = 2_000


def _reports(until: date) -> Iterator[Dated]:
    rows = Report.objects.filter(
        latest=True,
        edition=1,
        stage__in=[stage.value for stage in WITH_THE_UNIT],
        period__stage=PeriodStage.OPEN.value,
        period__due_on__lte=until,
    )
    found = rows.order_by("pk").values_list("pk", "period__due_on", "unit_path")
    for pk, due_on, unit_path in found.iterator(chunk_size=_CHUNK):
        yield Dated(About.PERIOD, pk, due_on, unit_path, False, {})


def _seen(actor: Actor, numbers: Collection[int]) -> dict[int, Any]:
    rows = Report.objects.visible_to(actor).filter(pk__in=numbers).select_related("period", "unit")
    return {one.pk: one for one in rows}


FINDERS: Final[Mapping[About, Callable[[date], Iterator[Dated]]]] = {About.PERIOD: _reports}
THINGS: Final[Mapping[About, Callable[[Actor, Collection[int]], dict[int, Any]]]] = {About.PERIOD: _seen}
