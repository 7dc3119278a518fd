"""Opening a period for many units in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from duizhao_web.apps.cycles import workdays
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.reporting import events
from duizhao_web.apps.reporting.models import Period, Report, ReportStep
from duizhao_web.apps.reporting.policy import PERIOD_ASK, PERIOD_OPEN
from duizhao_web.apps.reporting.words import ActWord, StageWord
from duizhao_web.apps.units.models import Unit
from duizhao_web.apps.units.subjects import of_unit

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: under which title, about which days, how many working days after the last."""

    title: str
    since: date
    until: date
    days: int
    text: str = ""

    @property
    def due_on(self) -> date:
        """Return the day by which reports are to be handed in."""
        return workdays.counted(self.until, self.days)


@service
def period_open(*, actor: Actor, opener: Unit, units: Sequence[Unit], asked: Asked) -> Period:
    """Ask each of the units for a report: all of them or, with a reason, none."""
    if not units:
        raise AppError(AppErrorCode.INVALID, detail=_("没有选择单位"))
    rows = list(Unit.objects.select_for_update().filter(pk__in={unit.pk for unit in units}).order_by("path"))
    authorise(actor, PERIOD_OPEN, of_unit(opener))
    for unit in rows:
        authorise(actor, PERIOD_ASK, of_unit(unit))
    if any(unit.pk == opener.pk for unit in rows):
        raise AppError(AppErrorCode.INVALID, detail=_("不能调度本单位自己"))
    period = _period(actor, opener, asked)
    reports = [Report(period=period, unit=unit, unit_path=unit.path) for unit in rows]
    Report.objects.bulk_create(reports, batch_size=_BATCH)
    ReportStep.objects.bulk_create((_asked(actor, report) for report in reports), batch_size=_BATCH)
    record(
        events.OPENED,
        actor=actor,
        about=period,
        unit_path=period.unit_path,
        unit=opener.name,
        title=period.title,
        until=period.until.isoformat(),
        due=period.due_on.isoformat(),
        count=len(reports),
    )
    return period


def _period(actor: Actor, opener: Unit, asked: Asked) -> Period:
    period = Period(
        unit=opener,
        unit_path=opener.path,
        title=asked.title.strip(),
        since=asked.since,
        until=asked.until,
        due_on=asked.due_on,
        text=asked.text,
        opened_at=clock.now(),
        opened_by_name=actor.name,
    )
    check_days(period.since, period.until, period.due_on)
    if Period.objects.filter(unit=opener, title=period.title).exists():
        raise AppError(AppErrorCode.NAME_TAKEN, detail=period.title)
    period.full_clean(exclude=["unit"])
    try:
        with transaction.atomic():
            period.save()
    except IntegrityError as error:  # somebody else opened one under this title in this moment
        raise AppError(AppErrorCode.CONFLICT) from error
    return period


def check_days(since: date, until: date, due_on: date) -> None:
    """Refuse days out of order, and a day to hand in that has passed."""
    if until < since:
        raise AppError(AppErrorCode.DATES_REVERSED)
    if due_on < max(until, clock.today()):
        raise AppError(AppErrorCode.INVALID, detail=_("报送期限不能早于截至日期和今天"))


def _asked(actor: Actor, report: Report) -> ReportStep:
    return ReportStep(
        report=report,
        act=ActWord.ASK,
        stage=StageWord.ASKED,
        by_id=actor.person_id,
        by_name=actor.name,
        at=clock.now(),
    )
