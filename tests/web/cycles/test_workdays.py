"""Working days of China: weekends worked instead, holidays, and years nobody has announced yet.

The days are those of the yearly notices of the General Office of the State Council on public holidays:
国办发明电〔2023〕7号 (2024), 〔2024〕12号 (2025) and 〔2025〕7号 (2026).
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao_web.apps.cycles import workdays

WORKED_WEEKENDS = {
    2024: ("02-04", "02-18", "04-07", "04-28", "05-11", "09-14", "09-29", "10-12"),
    2025: ("01-26", "02-08", "04-27", "09-28", "10-11"),
    2026: ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10"),
}
OFF_ON_WEEKDAYS = (
    *("2024-01-01", "2024-02-12", "2024-02-16", "2024-04-04", "2024-05-03", "2024-09-16", "2024-10-07"),
    *("2025-01-28", "2025-02-04", "2025-05-05", "2025-06-02", "2025-10-08"),
    *("2026-01-02", "2026-02-16", "2026-02-23", "2026-04-06", "2026-05-05", "2026-06-19", "2026-10-07"),
)
DAY = timedelta(days=1)
DAYS = st.dates(date(2023, 6, 1), date(2027, 12, 31))


@pytest.mark.parametrize("year", WORKED_WEEKENDS)
def test_weekends_when_a_year_is_announced_then_exactly_those_of_the_notice_are_worked(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(366)]
    worked = [day for day in days if day.year == year and day.weekday() > 4 and workdays.is_working(day)]

    assert [f"{day:%m-%d}" for day in worked] == list(WORKED_WEEKENDS[year])


@pytest.mark.parametrize("day", OFF_ON_WEEKDAYS)
def test_weekday_when_a_holiday_then_not_worked(day: str) -> None:
    assert date.fromisoformat(day).weekday() < 5
    assert not workdays.is_working(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("day", "count", "wanted"),
    [
        # Over the Spring Festival of 2026: 15 to 23 February are off, 14 and 28 are worked.
        ("2026-02-24", -1, "2026-02-14"),
        ("2026-02-24", -2, "2026-02-13"),
        ("2026-02-27", 1, "2026-02-28"),
        ("2026-02-27", 2, "2026-03-02"),
        # From a day that is itself off.
        ("2026-02-18", -1, "2026-02-14"),
        ("2026-02-18", 1, "2026-02-24"),
        ("2026-02-18", 0, "2026-02-18"),
        # Into the year before: 1 January 2025 is a holiday.
        ("2025-01-02", -1, "2024-12-31"),
        # 2025's National Day: 1 to 8 October are off, 28 September and 11 October are worked.
        ("2025-10-09", -2, "2025-09-29"),
        ("2025-10-09", -3, "2025-09-28"),
    ],
)
def test_days_when_counted_then_only_working_days_count(day: str, count: int, wanted: str) -> None:
    assert workdays.counted(date.fromisoformat(day), count) == date.fromisoformat(wanted)


def test_year_when_not_announced_then_monday_to_friday() -> None:
    assert not workdays.announced(2030)
    assert workdays.announced(2026)
    assert workdays.is_working(date(2030, 10, 1))  # a Tuesday, though it will surely be a holiday
    assert not workdays.is_working(date(2030, 10, 5))
    assert workdays.counted(date(2030, 1, 7), -5) == date(2029, 12, 31)


def days(first: date, last: date) -> list[date]:
    return [first + DAY * number for number in range((last - first).days + 1)]


@given(DAYS, st.integers(1, 60))
def test_days_when_counted_back_and_forth_then_as_many_lie_between(day: date, count: int) -> None:
    back, on = workdays.counted(day, -count), workdays.counted(day, count)

    assert workdays.is_working(back)
    assert workdays.is_working(on)
    assert sum(map(workdays.is_working, days(day + DAY, on))) == count
    assert sum(map(workdays.is_working, days(back, day - DAY))) == count
