"""Meetings for the city: opened through the services."""

from __future__ import annotations

from datetime import date

from city import City

from duizhao_web.apps.cycles.enclosure import Enclosure
from duizhao_web.apps.cycles.models import Cycle, CycleKind
from duizhao_web.apps.cycles.schedule import first_leads
from duizhao_web.apps.cycles.services.opening import Calling, Plan, cycles_open

LEADS = first_leads(None)
# A Friday, three weeks and a half after the day of the tests' clock.
MEETING = date(2026, 4, 3)


def a_plan(
    *,
    year: int = 2025,
    title: str = "",
    kind: str = CycleKind.ANNUAL.value,
    meeting_on: date = MEETING,
    leads: dict[str, int] | None = None,
    file: Enclosure | None = None,
    framework: str = "meeting-2025@1",
) -> Plan:
    """Return what a notice plans, ready to be opened."""
    notice = Calling(
        title=f"关于开好{year}年度民主生活会的通知",
        number="甲组发〔2026〕3号",
        issuers="市委组织部",
        theme="严守纪律，担当实干",
        text="各单位按期完成会前准备。",
        file=file,
    )
    return Plan(
        year=year,
        title=title or f"{year}年度民主生活会",
        framework=framework,
        meeting_on=meeting_on,
        leads=LEADS if leads is None else leads,
        kind=kind,
        notice=notice,
    )


def a_cycle(city: City, unit: str = "county", who: str = "", **plan: object) -> Cycle:
    """Open a unit's meeting as its coordinator, or as somebody above it."""
    actor = city.actor(who or f"{unit}.coordinator")
    opener = city.unit(who.partition(".")[0] if who else unit)
    (cycle,) = cycles_open(actor=actor, opener=opener, units=[city.unit(unit)], plan=a_plan(**plan))  # type: ignore[arg-type]
    return cycle


def the_cycle(city: City) -> int:
    """Return the number of the county's meeting, opened where it is not yet."""
    found = Cycle.objects.filter(unit=city.unit("county")).first()
    return int((found or a_cycle(city)).pk)
