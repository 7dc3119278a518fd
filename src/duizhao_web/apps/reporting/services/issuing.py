"""What is done with a period: put right, taken back, closed, opened again, rolled up and issued."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.reporting import events, filing
from duizhao_web.apps.reporting.filing import PeriodAct, PeriodRow
from duizhao_web.apps.reporting.models import Figure, Issue, IssueLine, Period, Report
from duizhao_web.apps.reporting.policy import period_code
from duizhao_web.apps.reporting.rollup import summed
from duizhao_web.apps.reporting.services.opening import check_days
from duizhao_web.apps.reporting.words import PeriodStageWord, StageWord

_NAMED = 5
_BATCH = 500


@service
def period_edit(
    *, actor: Actor, period: Period, expected_version: int, title: str, due_on: date, text: str
) -> Period:
    """Put right the title, the day and the words; what is counted stays as it was asked for."""
    period, _row = _acting(actor, period, PeriodAct.EDIT, expected_version)
    if due_on != period.due_on:  # a day that has passed may stand, so that who was late stays late
        check_days(period.since, period.until, due_on)
    period.title, period.due_on, period.text = title.strip(), due_on, text
    if Period.objects.filter(unit=period.unit_id, title=period.title).exclude(pk=period.pk).exists():
        raise AppError(AppErrorCode.NAME_TAKEN, detail=period.title)
    _save(actor, period, PeriodAct.EDIT)
    return period


@service
def period_withdraw(*, actor: Actor, period: Period, expected_version: int, text: str) -> None:
    """Take back what was opened by mistake, as long as nobody has begun; the log keeps it."""
    period, _row = _acting(actor, period, PeriodAct.WITHDRAW, expected_version, text)
    begun = period.reports.exclude(stage=StageWord.ASKED)
    if begun.exists():
        raise AppError(
            AppErrorCode.NOT_EMPTY, detail=_("已有单位开始填报：%(names)s") % {"names": _names(begun)}
        )
    _told(actor, period, PeriodAct.WITHDRAW)
    period.delete()


@service
def period_close(*, actor: Actor, period: Period, expected_version: int) -> Period:
    """Close it: nobody hands in any more. What was handed in must have been locked or returned before."""
    period, row = _acting(actor, period, PeriodAct.CLOSE, expected_version)
    waiting = period.reports.filter(stage=StageWord.HANDED_IN, edition=1)
    if waiting.exists():
        words = _("还有已报送、没有审核的：%(names)s；请先锁定或者退回")
        raise AppError(AppErrorCode.NOT_READY, detail=words % {"names": _names(waiting)})
    period.stage, period.closed_at = _target(row), clock.now()
    _save(actor, period, PeriodAct.CLOSE)
    return period


@service
def period_reopen(*, actor: Actor, period: Period, expected_version: int, text: str) -> Period:
    """Open it again before it is issued, so that who was late can still hand in."""
    period, row = _acting(actor, period, PeriodAct.REOPEN, expected_version, text)
    period.stage, period.closed_at = _target(row), None
    _save(actor, period, PeriodAct.REOPEN)
    return period


@service
def period_issue(*, actor: Actor, period: Period, expected_version: int) -> Issue:
    """Roll up what is locked and issue it: from now on these figures never change."""
    period, row = _acting(actor, period, PeriodAct.ISSUE, expected_version)
    return _issued(actor, period, row, "")


@service
def period_issue_again(*, actor: Actor, period: Period, expected_version: int, text: str) -> Issue:
    """Issue a correction under the next number, with its reason; what was issued before stays as it is."""
    period, row = _acting(actor, period, PeriodAct.ISSUE_AGAIN, expected_version, text)
    return _issued(actor, period, row, text.strip())


def _issued(actor: Actor, period: Period, row: PeriodRow, reason: str) -> Issue:
    under_way = period.reports.filter(latest=True, edition__gt=1).exclude(stage=StageWord.LOCKED)
    if under_way.exists():
        words = _("更正还没有报送锁定：%(names)s")
        raise AppError(AppErrorCode.NOT_READY, detail=words % {"names": _names(under_way)})
    if not period.reports.filter(stage=StageWord.LOCKED).exists():
        raise AppError(AppErrorCode.NOT_READY, detail=_("还没有锁定的填报，没有可以汇总的"))
    issue = Issue(
        period=period,
        number=period.issues.count() + 1,
        reason=reason,
        former=_former(period),
        issued_at=clock.now(),
        by_name=actor.name,
    )
    lines = list(_lines(issue))
    _add_up(issue, lines)
    issue.full_clean(exclude=["period", "former"])
    issue.save()
    IssueLine.objects.bulk_create(lines, batch_size=_BATCH)
    period.stage = _target(row)
    period.version += 1
    period.save(update_fields=["stage", "version"])
    record(
        events.ISSUED,
        actor=actor,
        about=period,
        unit_path=period.unit_path,
        unit=period.unit.name,
        title=period.title,
        number=issue.number,
        count=len(lines),
    )
    return issue


def _lines(issue: Issue) -> Iterator[IssueLine]:
    """Yield a line for each unit asked, in the tree's order: of its locked report, or that it lacks."""
    reports = issue.period.reports.filter(latest=True)
    figures: dict[int, dict[str, int]] = defaultdict(dict)
    counted = Figure.objects.filter(report__in=reports.filter(stage=StageWord.LOCKED)).order_by()
    for report_id, kind, number in counted.values_list("report_id", "kind", "number"):
        figures[report_id][kind] = number
    rows = reports.defer("progress", "difficulties", "next_steps").select_related("unit", "period")
    for report in rows.order_by("unit_path", "pk"):
        line = IssueLine(issue=issue, unit=report.unit, unit_name=report.unit.name, late=True)
        if report.stage == StageWord.LOCKED:
            line.report, line.late, line.figures = report, report.late, figures[report.pk]
            line.request, line.reply = report.request, report.reply
        yield line


def _add_up(issue: Issue, lines: Sequence[IssueLine]) -> None:
    reported = [line for line in lines if line.report_id is not None]
    issue.units, issue.reported = len(lines), len(reported)
    issue.late = sum(1 for line in reported if line.late)
    issue.asked = sum(1 for line in reported if line.request)
    issue.sums = summed(line.figures for line in reported)
    if issue.former is not None:
        same = {line.unit_id for line in lines}
        before = issue.former.lines.values_list("unit_id", "figures")
        issue.sums_before = summed(figures for unit, figures in before if unit in same)


def _former(period: Period) -> Issue | None:
    """Return what the same unit issued last of an earlier period."""
    rows = Issue.objects.filter(period__unit=period.unit_id, period__until__lt=period.until)
    return rows.order_by("-period__until", "-period_id", "-number").first()


def _acting(
    actor: Actor, period: Period, act: PeriodAct, expected_version: int, text: str = ""
) -> tuple[Period, PeriodRow]:
    """Return the locked period and the row of the table, where the actor may and nobody was quicker."""
    locked = (
        Period.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=period.pk).first()
    )
    if locked is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    authorise(actor, period_code(act), locked.subject)
    row = filing.period_row_of(locked.stage, act)
    if row is None:
        raise AppError(AppErrorCode.WRONG_STATE)
    if locked.version != expected_version:
        raise AppError(AppErrorCode.CONFLICT)
    if row.words and not text.strip():
        raise AppError(AppErrorCode.NOT_READY, detail=_("须写明理由"))
    return locked, row


def _target(row: PeriodRow) -> PeriodStageWord:
    assert row.target is not None
    return PeriodStageWord(row.target.value)


def _save(actor: Actor, period: Period, act: PeriodAct) -> None:
    period.version += 1
    period.full_clean(exclude=["unit"])
    period.save()
    _told(actor, period, act)


def _told(actor: Actor, period: Period, act: PeriodAct) -> None:
    record(
        events.PERIOD_ACTED,
        actor=actor,
        about=period,
        unit_path=period.unit_path,
        unit=period.unit.name,
        title=period.title,
        kind=act.value,
    )


def _names(rows: QuerySet[Report]) -> str:
    names = list(rows.order_by("unit_path").values_list("unit__name", flat=True)[: _NAMED + 1])
    return _("、").join(names[:_NAMED]) + (_(" 等") if len(names) > _NAMED else "")
