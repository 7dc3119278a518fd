"""Opening meetings from a notice: of one unit or of several hundred in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from duizhao.frameworks import Framework, catalogue, pick
from duizhao_web.apps.cycles import events
from duizhao_web.apps.cycles.enclosure import Enclosure
from duizhao_web.apps.cycles.models import Cycle, CycleKind, Notice
from duizhao_web.apps.cycles.policy import CYCLE_OPEN
from duizhao_web.apps.kernel import clock, files
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.units.models import Unit
from duizhao_web.apps.units.subjects import of_unit

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Calling:
    """What a notice says: who issued it, about what, in which words."""

    title: str
    number: str = ""
    issuers: str = ""
    theme: str = ""
    text: str = ""
    file: Enclosure | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Which meeting it is to be, by which criteria, when, with which lead times.

    ``notice`` is a new one, or one that is passed on to more units.
    """

    year: int
    title: str
    framework: str
    meeting_on: date
    leads: Mapping[str, int]
    kind: str = CycleKind.ANNUAL.value
    notice: Calling | Notice = field(default_factory=lambda: Calling(""))


@service
def cycles_open(*, actor: Actor, opener: Unit, units: Sequence[Unit], plan: Plan) -> list[Cycle]:
    """Open a meeting for each of the units from one notice: all of them or, with a reason, none.

    ``opener`` is the unit that issues the notice or passes it on.
    """
    if not units:
        raise AppError(AppErrorCode.INVALID, detail=_("没有选择单位"))
    rows = list(Unit.objects.select_for_update().filter(pk__in={unit.pk for unit in units}).order_by("path"))
    for unit in rows:
        authorise(actor, CYCLE_OPEN, of_unit(unit))
    authorise(actor, CYCLE_OPEN, of_unit(opener))
    _refuse_known(rows, plan)
    framework = pick(catalogue(), plan.framework)
    if framework is None:
        raise AppError(AppErrorCode.INVALID, detail=_("没有这套对照标准"))
    notice = _notice(actor, plan.notice)
    cycles = [_cycle(actor, unit, opener, notice, plan, framework) for unit in rows]
    # What one would be refused for, all would be: the units differ in nothing that is checked here.
    cycles[0].full_clean(validate_unique=False)
    _store(cycles)
    for cycle in cycles:
        record(
            events.OPENED,
            actor=actor,
            about=cycle,
            unit_path=cycle.unit_path,
            unit=cycle.unit.name,
            title=cycle.title,
            notice=notice.title,
            meeting=cycle.meeting_on.isoformat(),
        )
    return cycles


def _refuse_known(units: Sequence[Unit], plan: Plan) -> None:
    known = Cycle.objects.filter(unit__in=units, year=plan.year)
    same = known.filter(kind=plan.kind) if plan.kind == CycleKind.ANNUAL else known.filter(title=plan.title)
    names = list(same.order_by("unit_path").values_list("unit__name", flat=True)[: _NAMED + 1])
    if names:
        more = _(" 等") if len(names) > _NAMED else ""
        raise AppError(AppErrorCode.NAME_TAKEN, detail=_("、").join(names[:_NAMED]) + more)


def _store(cycles: list[Cycle]) -> None:
    try:
        with transaction.atomic():
            Cycle.objects.bulk_create(cycles)
    except IntegrityError as error:  # somebody else opened one in this moment
        raise AppError(AppErrorCode.CONFLICT) from error


def _notice(actor: Actor, said: Calling | Notice) -> Notice:
    if isinstance(said, Notice):
        return said
    notice = Notice(
        title=said.title,
        number=said.number,
        issuers=said.issuers,
        theme=said.theme,
        text=said.text,
        created_at=clock.now(),
        created_by_name=actor.name,
    )
    if said.file is not None:
        notice.file_name = said.file.name[-255:]
        notice.size = len(said.file.data)
        notice.sha256 = files.store(said.file.data)
    notice.full_clean()
    notice.save()
    return notice


def _cycle(actor: Actor, unit: Unit, opener: Unit, notice: Notice, plan: Plan, framework: Framework) -> Cycle:
    return Cycle(
        unit=unit,
        unit_path=unit.path,
        notice=notice,
        kind=plan.kind,
        year=plan.year,
        title=plan.title,
        framework_id=framework.id,
        framework_version=framework.version,
        meeting_on=plan.meeting_on,
        leads=dict(plan.leads),
        opened_at=clock.now(),
        opened_by_name=actor.name,
        opened_from=opener,
    )
