"""By when each step of a meeting is due: counted in working days from the day of the meeting.

Nothing here is stored but the lead times; the dates follow from them, the day of the meeting and the
calendar, so that they are right again as soon as the holidays of a year are announced.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from duizhao.frameworks import Framework
from duizhao_web.apps.cycles import workdays


class Step(models.TextChoices):
    """The usual steps, in their order; each leaves a paper or a record."""

    NOTICE = "notice", _("印发通知、方案")
    STUDY = "study", _("专题学习")
    OPINIONS = "opinions", _("征求意见")
    TALKS = "talks", _("谈心谈话")
    LAST_YEAR = "last_year", _("上年度整改落实情况")
    PAPERS = "papers", _("提交班子和个人材料")
    REVIEW = "review", _("审阅材料")
    CONSENT = "consent", _("同意召开")
    MEETING = "meeting", _("召开民主生活会")
    REPORT = "report", _("上报召开情况")
    BULLETIN = "bulletin", _("通报召开情况")
    PLAN = "plan", _("形成整改方案和清单")


AFTER: Final = (Step.REPORT, Step.BULLETIN, Step.PLAN)
DERIVED: Final = (Step.NOTICE, Step.PAPERS, Step.REVIEW, Step.MEETING)
"""Steps the server sees done by itself; of the others a person notes it."""
NOTED: Final = tuple(step for step in Step if step not in DERIVED)
LONGEST: Final = 250


@dataclass(frozen=True, slots=True)
class Due:
    """A step and the day by which it is due; ``sure`` is false where the holidays are not announced yet."""

    step: Step
    day: date
    lead: int
    sure: bool

    @property
    def after(self) -> bool:
        """Return whether it comes after the meeting."""
        return self.step in AFTER

    @property
    def worked(self) -> bool:
        """Return whether people work on the day; only the day of the meeting is not one that was counted."""
        return workdays.is_working(self.day)


def schedule(meeting: date, leads: Mapping[str, int]) -> tuple[Due, ...]:
    """Return the steps in their order with their days; a step without a lead time has none."""
    return tuple(_due(step, meeting, leads) for step in Step if step is Step.MEETING or step in leads)


def first_leads(framework: Framework | None, last: Mapping[str, int] | None = None) -> dict[str, int]:
    """Return the lead times to begin with: the unit's last ones, else the criteria set's, else the file's."""
    if last:
        return dict(last)
    own: dict[str, int] = {}
    for name in (Step.NOTICE, Step.REPORT, Step.PLAN):
        said = framework.deadline(name.value) if framework else None  # type: ignore[arg-type]
        if said is not None and said.unit == "day":
            own[name.value] = said.count
    return {**_of_the_file(), **own}


def _due(step: Step, meeting: date, leads: Mapping[str, int]) -> Due:
    lead = 0 if step is Step.MEETING else leads[step]
    day = workdays.counted(meeting, lead if step in AFTER else -lead)
    years = {meeting.year, day.year}
    return Due(step, day, lead, all(workdays.announced(year) for year in years))


@cache
def _of_the_file() -> Mapping[str, int]:
    found: dict[str, int] = json.loads(Path(__file__).with_name("lead_times.json").read_text("utf-8"))["days"]
    return found
