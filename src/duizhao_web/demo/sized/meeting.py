"""Meetings of every unit: last year's closed, this year's prepared or held, with the papers for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import OuterRef, Subquery

from duizhao.frameworks import catalogue, pick
from duizhao_web.apps.accounts.models import User
from duizhao_web.apps.cycles import events
from duizhao_web.apps.cycles.models import Cycle, CycleState, Notice, StepDone
from duizhao_web.apps.cycles.schedule import AFTER, NOTED, first_leads
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.audit.entry import Entry
from duizhao_web.apps.materials.models import Paper, PaperState
from duizhao_web.apps.units.models import Unit
from duizhao_web.demo.sized.ground import Ground
from duizhao_web.demo.sized.handing_in import YEAR
from duizhao_web.demo.sized.logged import log, moment, written

_BATCH: Final = 500
_TEAM: Final = 4
# How many days ago this year's meetings were called and held, and in how many the others are to be held.
_CALLED: Final = 45
_HELD: Final = 3
_AHEAD: Final = 12


def meet(ground: Ground) -> None:
    """Build both years' meetings; a unit whose papers are all through has held this year's."""
    today = clock.today()
    through = _through()
    with transaction.atomic():
        before, now = (_notice(ground, year, today) for year in (YEAR - 1, YEAR))
        last = [_closed(ground, unit, before, today) for unit in ground.units]
        this = [
            _this_year(ground, unit, now, today + timedelta(days=number % 15), held=unit.pk in through)
            for number, unit in enumerate(ground.units)
        ]
        cycles = Cycle.objects.bulk_create([*last, *this], batch_size=_BATCH)
        StepDone.objects.bulk_create(list(_steps(ground, cycles)), batch_size=_BATCH)
        of_its_unit = Cycle.objects.filter(unit=OuterRef("unit"), year=YEAR).values("pk")[:1]
        Paper.objects.filter(year=YEAR, cycle__isnull=True).update(cycle=Subquery(of_its_unit))
        log(_events(ground, cycles))


def _through() -> set[int]:
    """Return the units all of whose papers were agreed to."""
    papers = Paper.objects.filter(year=YEAR).order_by()
    left = papers.exclude(state=PaperState.PASSED).values("unit_id")
    return set(papers.exclude(unit_id__in=left).values_list("unit_id", flat=True).distinct())


def _notice(ground: Ground, year: int, today: date) -> Notice:
    made: Notice = Notice.objects.create(
        title=f"关于认真开好{year}年度民主生活会的通知",
        number=f"云组通〔{year + 1}〕1号",
        issuers=ground.units[0].name,
        theme="对照标准查摆问题，严格自我要求，扎实推进工作",
        text="各单位做实会前准备，开好会议，抓好整改。",
        created_at=moment(_called(year, today)),
        created_by_name=_opener(ground).name,
    )
    return made


def _opener(ground: Ground) -> User:
    return ground.users["u0001.coordinator"]


def _called(year: int, today: date) -> date:
    """Return the day the year's meetings were called: last year's a year before this year's."""
    return today - timedelta(days=_CALLED + (YEAR - year) * 365)


def _closed(ground: Ground, unit: Unit, notice: Notice, today: date) -> Cycle:
    called = _called(YEAR - 1, today)
    held = called + timedelta(days=_CALLED - _HELD)
    return _cycle(
        ground,
        unit,
        notice,
        YEAR - 1,
        called,
        held,
        state=CycleState.CLOSED,
        held_on=held,
        expected=_TEAM,
        present=_TEAM,
        closed_on=today - timedelta(days=_CALLED + 5),
    )


def _this_year(ground: Ground, unit: Unit, notice: Notice, day: date, *, held: bool) -> Cycle:
    today = clock.today()
    called = _called(YEAR, today)
    if not held:
        return _cycle(ground, unit, notice, YEAR, called, day + timedelta(days=_AHEAD))
    on = today - timedelta(days=_HELD)
    return _cycle(
        ground,
        unit,
        notice,
        YEAR,
        called,
        on,
        state=CycleState.HELD,
        held_on=on,
        expected=_TEAM,
        present=_TEAM,
    )


def _cycle(
    ground: Ground, unit: Unit, notice: Notice, year: int, called: date, meeting: date, **more: Any
) -> Cycle:
    framework = pick(catalogue(), f"meeting-{year}")
    assert framework is not None
    return Cycle(
        unit=unit,
        unit_path=unit.path,
        notice=notice,
        year=year,
        title=f"{year}年度民主生活会",
        framework_id=framework.id,
        framework_version=framework.version,
        meeting_on=meeting,
        leads=first_leads(framework),
        opened_at=moment(called, 10),
        opened_by_name=_opener(ground).name,
        opened_from=ground.units[0],
        **more,
    )


def _steps(ground: Ground, cycles: Sequence[Cycle]) -> Iterator[StepDone]:
    """Yield what was noted: all of a closed meeting, what comes before of one held, the first of others."""
    by = _opener(ground).name
    for cycle in cycles:
        ahead = [step for step in NOTED if step not in AFTER]
        closed, held = cycle.state == CycleState.CLOSED, cycle.state == CycleState.HELD
        for step in NOTED if closed else ahead if held else ahead[:2]:
            on = cycle.opened_at.date() + timedelta(days=10)
            if step in AFTER and cycle.held_on is not None:
                on = cycle.held_on + timedelta(days=5)
            yield StepDone(cycle=cycle, step=step, on=on, by_name=by, at=moment(on, 11))


def _events(ground: Ground, cycles: Sequence[Cycle]) -> Iterator[Entry]:
    by = _opener(ground)
    chiefs = {
        unit.pk: ground.users[f"{place.code}.chief"]
        for place, unit in zip(ground.places, ground.units, strict=True)
    }
    for cycle in cycles:
        path, said = cycle.unit_path, {"unit": cycle.unit.name, "title": cycle.title}
        meeting = cycle.meeting_on.isoformat()
        yield written(
            events.OPENED,
            cycle,
            path,
            cycle.opened_at,
            by,
            **said,
            notice=cycle.notice.title,
            meeting=meeting,
        )
        if cycle.held_on is not None:
            numbers = {"expected": _TEAM, "present": _TEAM}
            at = moment(cycle.held_on, 15)
            yield written(events.HELD, cycle, path, at, by, **said, on=cycle.held_on.isoformat(), **numbers)
        if cycle.closed_on is not None:
            yield written(events.CLOSED, cycle, path, moment(cycle.closed_on), chiefs[cycle.unit_id], **said)
