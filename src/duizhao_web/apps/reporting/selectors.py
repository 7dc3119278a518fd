"""Reading periods, reports and what was issued, each as far as the actor may."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from duizhao_web.apps.kernel.actor import Actor, Role
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.paths import NOTHING, below, directly_below
from duizhao_web.apps.kernel.policy import may
from duizhao_web.apps.kernel.scope import ScopedQuerySet
from duizhao_web.apps.kernel.search import terms
from duizhao_web.apps.rectification.models import Assignment, Item
from duizhao_web.apps.reporting import filing
from duizhao_web.apps.reporting.filing import Act, PeriodAct, Side
from duizhao_web.apps.reporting.models import Figure, Issue, Period, Report
from duizhao_web.apps.reporting.policy import PERIOD_OPEN, PERIOD_READ, REPORT_READ, period_code, report_code
from duizhao_web.apps.reporting.standing import MISSING, TAKEN, wanted
from duizhao_web.apps.reporting.words import OF_ASSIGNMENTS, StageWord
from duizhao_web.apps.units.models import Unit
from duizhao_web.apps.units.subjects import of_unit

_OFFICE = (Role.CHIEF, Role.COORDINATOR)


def period_list(actor: Actor, *, stage: str = "", words: str = "", mine: str = "") -> ScopedQuerySet[Period]:
    """Return the periods the actor sees, those with the words in title or unit; ``mine``: those one's own
    unit fills in, or those it asked for.
    """
    rows = Period.objects.visible_to(actor).select_related("unit")
    own = sorted({seat.unit_path for seat in actor.seats})
    if stage:
        rows = rows.filter(stage=stage)
    if mine == "asked":
        rows = rows.filter(Exists(Report.objects.filter(period=OuterRef("pk"), unit_path__in=own)))
    if mine == "asking":
        rows = rows.filter(unit_path__in=own)
    for term in terms(words):
        rows = rows.filter(Q(title__icontains=term) | Q(unit__name__icontains=term))
    return rows


def period_get(actor: Actor, pk: int) -> Period:
    """Return one period; one the actor may not see does not exist for them."""
    found = Period.objects.visible_to(actor).select_related("unit").filter(pk=pk).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


def sees_period(actor: Actor, period: Period) -> bool:
    """Return whether the actor sees the period of a report: not everybody above its unit does."""
    return Period.objects.visible_to(actor).filter(pk=period.pk).exists()


def oversees(actor: Actor, period: Period) -> bool:
    """Return whether the actor sees who stands where, and what was issued: not those who only fill in."""
    return may(actor, PERIOD_READ, period.subject)


def overseen(actor: Actor, pk: int) -> Period:
    """Return a period of which the actor sees who stands where."""
    period = period_get(actor, pk)
    if not oversees(actor, period):
        raise AppError(AppErrorCode.NOT_FOUND)
    return period


def reports_of(actor: Actor, period: Period, *, only: str = "", words: str = "") -> QuerySet[Report]:
    """Return the latest reports of a period, whose stage is known to whoever oversees it: not their words.

    ``only``: a stage, how they stand, or those with a request that was not answered, where one may read it.
    """
    if not oversees(actor, period):
        raise AppError(AppErrorCode.NOT_FOUND)
    rows: QuerySet[Report] = Report.objects.filter(period=period, latest=True)
    if only == "unanswered":
        rows = rows.filter(Report.visibility(actor), ~Q(request=""), reply="")
    else:
        rows = rows.filter(wanted(only))
    for term in terms(words):
        rows = rows.filter(unit__name__icontains=term)
    return rows.select_related("unit", "period")


def readable(actor: Actor, unit: str = "unit", period: str = "period") -> Subquery:
    """Return, for rows that name a unit and a period, the number of the last edition the actor may read."""
    rows = Report.objects.visible_to(actor).filter(period=OuterRef(period), unit=OuterRef(unit))
    return Subquery(rows.order_by("-edition").values("pk")[:1])


def readable_beside(actor: Actor, period: Period) -> QuerySet[Report]:
    """Return the reports of others that the actor may read without overseeing the period: as one above the
    unit or assigned to it; of each unit the last edition that was handed in.
    """
    handed = [stage.value for stage in filing.HANDED]
    later = Report.objects.filter(
        period=period, unit=OuterRef("unit"), edition__gt=OuterRef("edition"), stage__in=handed
    )
    rows: QuerySet[Report] = Report.objects.visible_to(actor).filter(~Exists(later), period=period)
    own = sorted({seat.unit_path for seat in actor.seats})
    return rows.exclude(unit_path__in=own).select_related("unit", "period")


def own_reports(actor: Actor, periods: Sequence[Period]) -> dict[int, Report]:
    """Return the actor's own unit's latest report in each of the periods."""
    own = sorted({seat.unit_path for seat in actor.seats})
    # Whoever has one post only, above all that are asked, has none of them.
    if len(own) == 1 and all(period.unit_path.startswith(own[0]) for period in periods):
        return {}
    rows = Report.objects.visible_to(actor).filter(period__in=periods, latest=True, unit_path__in=own)
    return {one.period_id: one for one in rows.select_related("period", "unit").order_by("-unit_path")}


def report_get(actor: Actor, pk: int) -> Report:
    """Return one report the actor may read."""
    rows = Report.objects.visible_to(actor).select_related("period__unit", "unit")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


def editions(actor: Actor, report: Report) -> list[Report]:
    """Return all editions of a report the actor may read, the first first."""
    rows = Report.objects.visible_to(actor).filter(period=report.period_id, unit=report.unit_id)
    return list(rows.order_by("edition"))


def acts_of(actor: Actor, report: Report) -> list[Act]:
    """Return what the actor may do with the report as it stands."""
    if not may(actor, REPORT_READ, report.subject(Side.UNIT)):
        return []
    return [
        act
        for act in Act
        if filing.row_of(report.stage, act) is not None
        and may(actor, report_code(act), report.subject(filing.side_of(act)))
        and (filing.side_of(act) == Side.ASKING or report.taken)
        and not (act == Act.REPLY and not report.request)
        and not (act == Act.CORRECT and not report.latest)
        and not (act == Act.RECALL and not _recallable(report))
    ]


def _recallable(report: Report) -> bool:
    asked = report.correction
    return asked is not None and asked.stage == StageWord.ASKED


def period_acts_of(actor: Actor, period: Period) -> list[PeriodAct]:
    """Return what the actor may do with the period as it stands."""
    return [
        act
        for act in PeriodAct
        if filing.period_row_of(period.stage, act) is not None
        and may(actor, period_code(act), period.subject)
    ]


def behind(actor: Actor, figure: Figure) -> QuerySet[Any]:
    """Return what a figure counted, as far as the actor may read it."""
    if figure.kind in OF_ASSIGNMENTS:
        handed = Assignment.objects.visible_to(actor).filter(pk__in=figure.ids)
        return handed.select_related("item__unit", "unit", "receiver")
    return Item.objects.visible_to(actor).filter(pk__in=figure.ids).select_related("unit", "owner")


def may_open(actor: Actor) -> bool:
    """Return whether the actor may open a period at all."""
    return units_to_ask(actor).exists()


def openers(actor: Actor) -> list[Unit]:
    """Return the actor's own units that may ask others, those with something below them."""
    paths = {seat.unit_path for seat in actor.seats if seat.role in _OFFICE}
    rows = Unit.objects.filter(path__in=sorted(paths), until__isnull=True).order_by("path")
    found = [unit for unit in rows if may(actor, PERIOD_OPEN, of_unit(unit))]
    return found if found and units_to_ask(actor).exists() else []


def units_to_ask(actor: Actor, opener: Unit | None = None) -> QuerySet[Unit]:
    """Return the open units of which the actor may ask a report, as one of ``opener``, in their order."""
    conditions = []
    for seat in actor.seats:
        if opener is not None and seat.unit_path != opener.path:
            continue
        if seat.role == Role.CHIEF:
            conditions.append(below(seat.unit_path, "path"))
            conditions += [below(second, "path") | Q(path=second) for second in seat.also_below]
        if seat.role == Role.COORDINATOR:
            conditions.append(directly_below(seat.unit_path, "path"))
            conditions += [Q(path=second) for second in seat.also_below]
    rows: QuerySet[Unit] = Unit.objects.filter(reduce(or_, conditions, NOTHING), until__isnull=True)
    return rows.order_by("path")


def directly(units: QuerySet[Unit], opener: Unit) -> QuerySet[Unit]:
    """Return those of the units that stand directly below the opener, or that it leads beside the tree."""
    return units.filter(directly_below(opener.path, "path") | ~below(opener.path, "path"))


def last_period(unit: Unit) -> Period | None:
    """Return the unit's last period, after which the next begins."""
    return Period.objects.filter(unit=unit).order_by("-until", "-pk").first()


def issue_get(actor: Actor, pk: int) -> Issue:
    """Return what was issued, for those who oversee the period."""
    rows = Issue.objects.select_related("period__unit", "former__period")
    found = rows.filter(pk=pk, period__in=Period.objects.visible_to(actor).values("pk")).first()
    if found is None or not oversees(actor, found.period):
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


def issues_of(actor: Actor, period: Period) -> list[Issue]:
    """Return what was issued of a period, the latest first."""
    return list(period.issues.order_by("-number")) if oversees(actor, period) else []


def former_figures(actor: Actor, report: Report) -> dict[str, int]:
    """Return the figures of the unit's locked report in the period before, asked for by the same unit."""
    rows = Report.objects.visible_to(actor).filter(
        unit=report.unit_id,
        stage=StageWord.LOCKED,
        period__unit=report.period.unit_id,
        period__until__lt=report.period.until,
    )
    last = rows.order_by("-period__until", "-edition").values_list("pk", flat=True).first()
    if last is None:
        return {}
    return dict(Figure.objects.filter(report=last).values_list("kind", "number"))


def figure_get(actor: Actor, report: Report, kind: str) -> Figure:
    """Return one figure of a report the actor may read."""
    found = Figure.objects.filter(report=report_get(actor, report.pk), kind=kind).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


def to_remind(actor: Actor, period: Period, *, only: str = "", words: str = "") -> QuerySet[Report]:
    """Return the reports still with their units that the period still takes, in the order of the tree."""
    rows = reports_of(actor, period, only=only, words=words)
    return rows.filter(MISSING, TAKEN).order_by("unit_path", "pk")
