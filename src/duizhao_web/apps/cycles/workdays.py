"""Working days of China: weekends worked instead of a holiday count, holidays on weekdays do not.

Which days are off is announced year by year (国务院办公厅, usually in November for the year to come). Of a
year not announced yet nobody knows more than Monday to Friday; ``announced`` tells which it is.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Final

from chinese_calendar import is_workday
from chinese_calendar.constants import holidays

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


def announced(year: int) -> bool:
    """Return whether the holidays of a year are known."""
    first, last = _known()
    return first <= year <= last


def is_working(day: date) -> bool:
    """Return whether people work on a day."""
    if announced(day.year):
        return bool(is_workday(day))
    return day.weekday() < _SATURDAY


@lru_cache(maxsize=4_096)
def counted(day: date, count: int) -> date:
    """Return the working day ``count`` working days after a day, or before it where the count is negative.

    The day itself is not counted, whether it is worked or not; 0 is the day itself.
    """
    step = _DAY if count > 0 else -_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_working(day)
    return day


@cache
def _known() -> tuple[int, int]:
    return min(holidays).year, max(holidays).year
