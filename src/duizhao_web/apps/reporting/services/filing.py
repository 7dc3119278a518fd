"""What is done with a report: filled in, confirmed, handed in, returned, locked, replied to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.reporting import events, filing
from duizhao_web.apps.reporting.facts import Span, counted
from duizhao_web.apps.reporting.filing import Act, Side
from duizhao_web.apps.reporting.models import Figure, Period, Report, ReportStep
from duizhao_web.apps.reporting.policy import REPORT_READ, report_code
from duizhao_web.apps.reporting.there import holders
from duizhao_web.apps.reporting.words import ActWord, FigureKind, StageWord
from duizhao_web.apps.units.models import PostKind


@dataclass(frozen=True, slots=True)
class Said:
    """What a unit says beside the figures, heading by heading, and what explains a figure."""

    progress: str = ""
    difficulties: str = ""
    next_steps: str = ""
    request: str = ""
    notes: Mapping[FigureKind, str] = field(default_factory=dict)


@service
def report_begin(*, actor: Actor, report: Report, expected_version: int) -> Report:
    """Begin to fill in: the figures are counted and stand there."""
    with acting(actor, report, Act.BEGIN, expected_version) as locked:
        _count(locked)
        _filled(locked, actor)
    return locked


@service
def report_fill(
    *, actor: Actor, report: Report, expected_version: int, said: Said, recount: bool = False
) -> Report:
    """Save what the unit says; the figures are counted anew where they are older than they can be."""
    with acting(actor, report, Act.FILL, expected_version) as locked:
        locked.progress, locked.difficulties = said.progress.strip(), said.difficulties.strip()
        locked.next_steps, locked.request = said.next_steps.strip(), said.request.strip()
        if recount or locked.counted_on != _countable(locked):
            _count(locked)
        _explain(locked, said.notes)
        _filled(locked, actor)
    return locked


@service
def report_confirm(*, actor: Actor, report: Report, expected_version: int) -> Report:
    """Confirm what was filled in: the unit's responsible person answers for it from now on."""
    with acting(actor, report, Act.CONFIRM, expected_version) as locked:
        _ready(locked)
        if locked.filled_by_id == actor.person_id and _another_fills(locked, actor):
            raise AppError(
                AppErrorCode.NOT_READY,
                detail=_("您就是最后的填报人；请由联络员核对保存以后，您再确认"),
            )
        locked.confirmed_by_id, locked.confirmed_by_name = actor.person_id, actor.name
        locked.confirmed_at = clock.now()
    return locked


@service
def report_unconfirm(*, actor: Actor, report: Report, expected_version: int, text: str) -> Report:
    """Take the confirmation back, so that it can be filled in again."""
    with acting(actor, report, Act.UNCONFIRM, expected_version, text) as locked:
        _confirmed_no_more(locked)
    return locked


@service
def report_hand_in(*, actor: Actor, report: Report, expected_version: int) -> Report:
    """Hand it in: it lies with whoever asked from now on."""
    with acting(actor, report, Act.HAND_IN, expected_version) as locked:
        locked.handed_in_on = locked.handed_in_on or clock.today()
    return locked


@service
def report_return(*, actor: Actor, report: Report, expected_version: int, text: str) -> Report:
    """Send it back, with the reason."""
    with acting(actor, report, Act.RETURN, expected_version, text) as locked:
        _confirmed_no_more(locked)
    return locked


@service
def report_lock(*, actor: Actor, report: Report, expected_version: int) -> Report:
    """Lock it: from now on the database itself refuses to change it."""
    with acting(actor, report, Act.LOCK, expected_version) as locked:
        locked.locked_at = clock.now()
    return locked


@service
def report_reply(*, actor: Actor, report: Report, expected_version: int, text: str) -> Report:
    """Answer what the unit asked of its superior; it does not touch what the unit said."""
    with acting(actor, report, Act.REPLY, expected_version, text) as locked:
        if not locked.request:
            raise AppError(AppErrorCode.NOT_READY, detail=_("该单位没有提出需上级协调事项"))
        locked.reply, locked.replied_by_name, locked.replied_at = text.strip(), actor.name, clock.now()
    return locked


RELATED = ["period", "unit", "filled_by", "confirmed_by"]


@contextmanager
def acting(actor: Actor, report: Report, act: Act, expected_version: int, text: str = "") -> Iterator[Report]:
    """Let the block change the locked report by one act, in the stage the table names, with its step.

    ``expected_version`` is the one the page showed: another one means that somebody else was quicker.
    """
    locked = _locked(report)
    side = filing.side_of(act)
    authorise(actor, report_code(act), locked.subject(side))
    if side == Side.ASKING:
        authorise(actor, REPORT_READ, locked.subject(Side.UNIT))
    row = filing.row_of(locked.stage, act)
    if row is None:
        raise AppError(AppErrorCode.WRONG_STATE)
    if locked.version != expected_version:
        raise AppError(AppErrorCode.CONFLICT)
    if side == Side.UNIT and not locked.taken:
        raise AppError(AppErrorCode.NOT_READY, detail=_("本次调度已经截止；需要补报的，请联系上级重新开放"))
    if row.words and not text.strip():
        raise AppError(AppErrorCode.NOT_READY, detail=_("须写明内容"))
    locked.stage = row.target.value
    yield locked
    locked.version += 1
    locked.full_clean(exclude=RELATED)
    locked.save()
    write_step(locked, ActWord(act.value), actor, text)


def _locked(report: Report) -> Report:
    """Return the report as it is now, its period kept as it is beside it."""
    if Period.objects.select_for_update().filter(pk=report.period_id).first() is None:
        raise AppError(AppErrorCode.NOT_FOUND)  # taken back in this moment
    rows = Report.objects.select_for_update(of=("self",)).select_related("unit", "period")
    found = rows.filter(pk=report.pk).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


def _countable(report: Report) -> date:
    """Return the day on which the figures can stand today: the period's last, once it has come."""
    return min(report.period.until, clock.today())


def _count(report: Report) -> None:
    """Count the figures anew; what explains one stays with it."""
    until = _countable(report)
    found = counted(report.unit, Span(min(report.period.since, until), until))
    notes = dict(report.figures.values_list("kind", "note"))
    report.figures.all().delete()
    Figure.objects.bulk_create(
        Figure(report=report, kind=kind, number=len(ids), ids=list(ids), note=notes.get(kind, ""))
        for kind, ids in found.items()
    )
    report.counted_on = until


def _explain(report: Report, notes: Mapping[FigureKind, str]) -> None:
    for figure in report.figures.filter(kind__in=[kind.value for kind in notes]):
        note = notes[FigureKind(figure.kind)].strip()
        if note != figure.note:
            figure.note = note
            figure.full_clean(exclude=["report"])
            figure.save(update_fields=["note"])


def _filled(report: Report, actor: Actor) -> None:
    report.filled_by_id, report.filled_by_name = actor.person_id, actor.name


def _ready(report: Report) -> None:
    if report.counted_on != report.period.until:
        raise AppError(
            AppErrorCode.NOT_READY,
            detail=_("数据尚未取到截至日期（%(day)s）；到那一天以后重新取数，再确认")
            % {"day": report.period.until.isoformat()},
        )
    if not report.progress:
        raise AppError(AppErrorCode.NOT_READY, detail=_("“进展情况”还没有填写"))


def _another_fills(report: Report, actor: Actor) -> bool:
    """Return whether the unit has somebody else, able to sign in, whose part it is to fill in."""
    return holders(PostKind.COORDINATOR, report.unit_id).exclude(person_id=actor.person_id or 0).exists()


def _confirmed_no_more(report: Report) -> None:
    report.confirmed_by = report.confirmed_at = None
    report.confirmed_by_name = ""


def write_step(report: Report, act: ActWord, actor: Actor, text: str) -> None:
    """Write what was done into the report's course and into the log."""
    ReportStep.objects.create(
        report=report,
        act=act,
        stage=StageWord(report.stage),
        text=text.strip(),
        by_id=actor.person_id,
        by_name=actor.name,
        at=clock.now(),
    )
    record(
        events.REPORT_ACTED,
        actor=actor,
        about=report,
        unit_path=report.unit_path,
        unit=report.unit.name,
        title=report.period.title,
        edition=report.edition,
        kind=act.value,
    )
