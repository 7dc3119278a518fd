"""How a period's reports stand: what is handed in, late, missing, and of which units nobody is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.reporting import filing
from duizhao_web.apps.reporting.filing import PeriodStage
from duizhao_web.apps.reporting.models import Period, Report
from duizhao_web.apps.reporting.there import abandoned
from duizhao_web.apps.reporting.words import StageWord

MISSING = Q(stage__in=[stage.value for stage in filing.WITH_THE_UNIT])
TAKEN = Q(edition__gt=1) | Q(period__stage=PeriodStage.OPEN.value)
"""What the period still takes: a correction always."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of a period's reports stand where."""

    asked: int
    handed_in: int
    locked: int
    overdue: int
    corrections: int = 0
    """Corrections asked for that are not handed in: a period takes them always."""

    @property
    def missing(self) -> int:
        """Return how many are still with their units."""
        return self.asked - self.handed_in - self.locked


def overdue() -> Q:
    """Return the condition that a report should have come and never did; a correction has no day."""
    return Q(edition=1, handed_in_on__isnull=True, period__due_on__lt=clock.today())


def wanted(what: str) -> Q:
    """Return the condition that a report is one of what is asked for: a stage, or how it stands."""
    match what:
        case "":
            return Q()
        case "missing":
            return MISSING
        case "overdue":
            return overdue()
        case "late":
            return Q(edition=1, handed_in_on__gt=F("period__due_on"))
        case "abandoned":
            return MISSING & TAKEN & abandoned()
        case _:
            return Q(stage=what)


def standing_of(periods: Sequence[Period]) -> dict[int, Standing]:
    """Return how many of each period's reports stand where, in one query."""
    rows = Report.objects.filter(period__in=periods, latest=True).order_by().values("period_id")
    counted = rows.annotate(
        asked=Count("pk"),
        handed_in=Count("pk", filter=Q(stage=StageWord.HANDED_IN)),
        locked=Count("pk", filter=Q(stage=StageWord.LOCKED)),
        overdue=Count("pk", filter=overdue()),
        corrections=Count("pk", filter=MISSING & Q(edition__gt=1)),
    )
    fields = ("period_id", "asked", "handed_in", "locked", "overdue", "corrections")
    found = {pk: Standing(*numbers) for pk, *numbers in counted.values_list(*fields)}
    return {period.pk: found.get(period.pk, Standing(0, 0, 0, 0)) for period in periods}
