"""A clock that is moved by hand: how a test plays days, months and years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time


@dataclass
class Calendar:
    """Ten in the morning, where the server's people are, of the day it was turned to."""

    day: date

    def now(self) -> datetime:
        """Return the present time, in UTC."""
        return datetime.combine(self.day, time(2), UTC)

    def turn_to(self, day: str) -> None:
        """Let it be another day; days only go forward."""
        later = date.fromisoformat(day)
        assert later >= self.day, f"{day} is over"
        self.day = later
