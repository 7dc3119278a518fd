"""What time it is: the one place of the server that asks, so that a test can answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, Protocol

from django.utils import timezone


class Clock(Protocol):
    """Answers with an aware time."""

    def now(self) -> datetime:
        """Return the present time, in UTC."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Return the present time, in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still, for tests and for data made for a given day."""

    time: datetime

    def now(self) -> datetime:
        """Return the time it was set to."""
        return self.time


_MACHINE: Final = SystemClock()
_clock: Final[ContextVar[Clock]] = ContextVar("clock", default=_MACHINE)


def now() -> datetime:
    """Return the present time, in UTC."""
    return _clock.get().now()


def today() -> date:
    """Return the present day where the server's people are (``DUIZHAO_TIME_ZONE``)."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """Return the day of a time where the server's people are."""
    return timezone.localtime(moment).date()


@contextmanager
def use_clock(clock: Clock) -> Iterator[None]:
    """Let everything in the block ask ``clock``."""
    token = _clock.set(clock)
    try:
        yield
    finally:
        _clock.reset(token)
