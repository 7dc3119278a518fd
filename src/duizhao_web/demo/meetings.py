"""The meetings of the demonstration: a notice of the city's, passed on by the counties, two years of it.

One unit has not opened its meeting this year, and some steps are noted late: so it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from duizhao.frameworks import catalogue, pick
from duizhao_web.apps.cycles.enclosure import look
from duizhao_web.apps.cycles.models import Cycle, Notice
from duizhao_web.apps.cycles.schedule import NOTED, Step, first_leads
from duizhao_web.apps.cycles.services.keeping import cycle_hold, step_note
from duizhao_web.apps.cycles.services.opening import Calling, Plan
from duizhao_web.apps.materials.services.joining import cycles_open_with_papers
from duizhao_web.apps.rectification.services.years import year_close

if TYPE_CHECKING:
    from duizhao_web.demo.load import City

# Who opens for whom: the city for those directly below, each county for its own.
_BELOW: Final[Mapping[str, tuple[str, ...]]] = {
    "lanpu": ("lanpu.water", "lanpu.traffic", "qinghe", "wangshu"),
    "qinghe": ("qinghe.water", "qinghe.school", "qinghe.xingwu"),
    "wangshu": ("wangshu.care",),
}
_NOT_YET: Final = "wangshu"
"""Whose units below have no meeting this year yet."""
_TEXT: Final = """各县（市、区）党委，市直各单位党组（党委）：
为开好{year}年度民主生活会，现就有关事项通知如下。
一、做实会前准备。开展专题学习，广泛征求意见，深入谈心谈话，撰写班子和个人对照检查材料。
二、开好会议。认真开展批评和自我批评。
三、抓好整改。制定整改方案和清单，逐项落实。
"""


def open_all(city: City, year: int, meeting_on: date, *, last: bool) -> None:
    """Open the meetings of a year: of the city's own unit as well where it is not last year's."""
    notice: Calling | Notice = _calling(year)
    for key, below in _BELOW.items():
        if key == _NOT_YET and not last:
            continue
        keys = below if key != "lanpu" or last else (key, *below)
        cycles = cycles_open_with_papers(
            actor=city.actor(f"{key}.coordinator"),
            opener=city.units[key],
            units=[city.units[one] for one in keys],
            plan=_plan(year, meeting_on, notice),
        )
        notice = cycles[0].notice


def note(city: City, year: int, days: Mapping[Step, date]) -> None:
    """Note steps as done, by each unit's coordinator."""
    for cycle, key in _meetings(city, year):
        for step, on in days.items():
            step_note(actor=city.actor(f"{key}.coordinator"), cycle=cycle, step=step, on=on)


def hold_all(city: City, year: int, on: date) -> None:
    """Let every meeting of a year be held with all its people there."""
    for cycle, key in _meetings(city, year):
        size = sum(one.startswith(f"{key}.") and one.count(".") == key.count(".") + 1 for one in city.people)
        cycle_hold(
            actor=city.actor(f"{key}.coordinator"),
            cycle=cycle,
            version=cycle.version,
            on=on,
            expected=size,
            present=size,
        )


def close_all(city: City, year: int) -> None:
    """Close every meeting of a year; what is still open goes on into the next."""
    for cycle, key in _meetings(city, year):
        year_close(actor=city.actor(f"{key}.chief"), cycle=cycle, version=cycle.version)


def steps(*, before: date | None = None, after: date | None = None) -> dict[Step, date]:
    """Return the days to note: of all steps before the meeting, or of those after it."""
    later = (Step.REPORT, Step.BULLETIN, Step.PLAN)
    wanted = {step: before if step not in later else after for step in NOTED}
    return {step: day for step, day in wanted.items() if day is not None}


def _meetings(city: City, year: int) -> list[tuple[Cycle, str]]:
    keys = {unit.pk: key for key, unit in city.units.items()}
    return [(one, keys[one.unit_id]) for one in Cycle.objects.filter(year=year).order_by("unit_path")]


def _plan(year: int, meeting_on: date, notice: Calling | Notice) -> Plan:
    framework = pick(catalogue(), f"meeting-{year}")
    assert framework is not None
    return Plan(
        year=year,
        title=f"{year}年度民主生活会",
        framework=f"{framework.id}@{framework.version}",
        meeting_on=meeting_on,
        leads=first_leads(framework),
        notice=notice,
    )


def _calling(year: int) -> Calling:
    text = _TEXT.format(year=year)
    return Calling(
        title=f"关于认真开好{year}年度民主生活会的通知",
        number=f"岚组通〔{year + 1}〕1号",
        issuers="岚浦市委组织部",
        theme="对照标准查摆问题，严格自我要求，扎实推进工作",
        text=text,
        file=look(f"关于认真开好{year}年度民主生活会的通知.txt", text.encode()),
    )
