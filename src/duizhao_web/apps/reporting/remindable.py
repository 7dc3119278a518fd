"""What people are reminded of in reporting periods, by the day reports are due: a unit of its own, whoever
asked of all that are not handed in, once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q

from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.rectification.dates import Dated
from duizhao_web.apps.rectification.reminding import About
from duizhao_web.apps.reporting.filing import WITH_THE_UNIT, PeriodStage
from duizhao_web.apps.reporting.models import Period, Report

_CHUNK: Final = 2_000


_MISSING: Final = Q(latest=True, edition=1, stage__in=[stage.value for stage in WITH_THE_UNIT])


def _reports(until: date) -> Iterator[Dated]:
    rows = Report.objects.filter(_MISSING, period__stage=PeriodStage.OPEN.value, period__due_on__lte=until)
    found = rows.order_by("pk").values_list("pk", "period__due_on", "unit_path")
    for pk, due_on, unit_path in found.iterator(chunk_size=_CHUNK):
        yield Dated(About.PERIOD, pk, due_on, unit_path, False, {})


def _periods(until: date) -> Iterator[Dated]:
    lacking = Report.objects.filter(_MISSING, period=OuterRef("pk"))
    rows = Period.objects.filter(Exists(lacking), stage=PeriodStage.OPEN.value, due_on__lte=until)
    for pk, due_on, unit_path in rows.order_by("pk").values_list("pk", "due_on", "unit_path"):
        yield Dated(About.PERIOD_LATE, pk, due_on, unit_path, False, {}, issuing_path=unit_path)


def _seen(actor: Actor, numbers: Collection[int]) -> dict[int, Any]:
    rows = Report.objects.visible_to(actor).filter(pk__in=numbers).select_related("period", "unit")
    return {one.pk: one for one in rows}


def _periods_seen(actor: Actor, numbers: Collection[int]) -> dict[int, Any]:
    rows = Period.objects.visible_to(actor).filter(pk__in=numbers).select_related("unit")
    return {one.pk: one for one in rows}


FINDERS: Final[Mapping[About, Callable[[date], Iterator[Dated]]]] = {
    About.PERIOD: _reports,
    About.PERIOD_LATE: _periods,
}
THINGS: Final[Mapping[About, Callable[[Actor, Collection[int]], dict[int, Any]]]] = {
    About.PERIOD: _seen,
    About.PERIOD_LATE: _periods_seen,
}
