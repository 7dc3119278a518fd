"""Meetings opened where papers lie already: those of the unit and year go to the new meeting at once."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import OuterRef, Subquery

from duizhao_web.apps.cycles.models import Cycle, CycleKind
from duizhao_web.apps.cycles.services.opening import Plan, cycles_open
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.materials import events
from duizhao_web.apps.materials.models import Paper
from duizhao_web.apps.units.models import Unit


@service
def cycles_open_with_papers(*, actor: Actor, opener: Unit, units: Sequence[Unit], plan: Plan) -> list[Cycle]:
    """Open the meetings, and let the papers of the year that have none belong to them, in one write."""
    cycles = cycles_open(actor=actor, opener=opener, units=units, plan=plan)
    if plan.kind != CycleKind.ANNUAL:
        return cycles
    opened = Cycle.objects.filter(pk__in=[cycle.pk for cycle in cycles])
    waiting = Paper.objects.filter(cycle__isnull=True, year=plan.year, unit__in=opened.values("unit"))
    found = list(waiting.select_for_update().values_list("pk", flat=True))
    if found:
        mine = opened.filter(unit=OuterRef("unit")).values("pk")[:1]
        Paper.objects.filter(pk__in=found).update(cycle=Subquery(mine))
        record(events.JOINED, actor=actor, unit_path=opener.path, count=len(found), title=plan.title)
    return cycles
