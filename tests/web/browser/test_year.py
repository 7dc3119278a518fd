"""A year of a unit and its superior, in the browser: from the notice to the next year's account.

Every step is done on the page by the person whose step it is; only the calendar is turned from outside. After
each, what others see of it is looked at, too. What the pages offer as files is taken away on the way and
opened in LibreOffice at the end.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import year_again as again
import year_files as files
import year_meeting as meeting
import year_plan as plan
import year_work as work
from calendar_at_hand import Calendar
from city import NOW, PASSWORD
from desk import Desk

from duizhao_web.apps.kernel.clock import use_clock

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytest.importorskip("playwright")
pytestmark = [
    pytest.mark.needs_chromium,
    pytest.mark.needs_libreoffice,
    pytest.mark.slow,
    pytest.mark.xdist_group("chromium"),
]


@pytest.fixture
def calendar() -> Iterator[Calendar]:
    """The clock of everything, turned by hand."""
    made = Calendar(NOW.date())
    with use_clock(made):
        yield made


@pytest.fixture
def desk(chromium: Browser, calendar: Calendar, address: str, tmp_path: Path) -> Iterator[Desk]:
    """Who is at the screen."""
    folder = os.environ.get("DUIZHAO_PICTURES")
    made = Desk(
        chromium, address, PASSWORD, tmp_path, "zh-CN", 1440, pictures=Path(folder) if folder else None
    )
    yield made
    made.leave()


def test_year_when_played_by_a_unit_and_its_superior_then_each_sees_what_the_others_did(
    desk: Desk, calendar: Calendar
) -> None:
    meeting.opened(desk, year=2025, meeting_on="2026-03-27")
    meeting.handed_in(desk)
    meeting.reviewed(desk, calendar)
    meeting.claimed(desk)
    plan.drafted(desk, calendar)
    plan.signed(desk, calendar)
    plan.listed(desk)
    plan.held(desk, calendar)
    work.handed_down(desk, calendar)
    work.answered_for(desk, calendar)
    work.reported(desk, calendar)
    work.extended(desk, calendar)
    work.reminded(desk, calendar)
    work.returned(desk, calendar)
    work.closed(desk, calendar)
    again.drawn(desk, calendar)
    again.failed(desk)
    again.begun_again(desk, calendar)
    again.inspected(desk)
    again.left(desk, calendar)
    again.ended(desk, calendar)
    meeting.opened(desk, year=2026, meeting_on="2027-01-29")
    again.accounted(desk)
    again.named_again(desk)
    files.taken(desk)
    files.judged(desk.files, desk.data)
    assert desk.wrong == []
