"""The trend as a drawing: bars by month, closed in time and late, on a scale that ends in a round number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from duizhao_web.apps.insight.overview import Month

WIDTH: Final = 720
HEIGHT: Final = 180
_LEFT: Final = 36
_TOP: Final = 12
_BOTTOM: Final = 24


@dataclass(frozen=True, slots=True)
class Bar:
    """A month's bar, in units of the drawing: the part closed in time below, the late part above it."""

    first: date
    x: float
    width: float
    good_y: float
    good_height: float
    late_y: float
    late_height: float
    closed: int
    in_time: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the scale."""

    y: float
    number: int


@dataclass(frozen=True, slots=True)
class Trend:
    """The drawing."""

    bars: Sequence[Bar]
    lines: Sequence[Line]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    foot: int = HEIGHT - _BOTTOM

    @property
    def any(self) -> bool:
        """Return whether there is anything to draw."""
        return any(bar.closed for bar in self.bars)


def trend(months: Sequence[Month]) -> Trend:
    """Return the drawing of the months."""
    top = _round_up(max((month.closed for month in months), default=0))
    room = HEIGHT - _TOP - _BOTTOM
    foot = HEIGHT - _BOTTOM
    step = (WIDTH - _LEFT) / max(len(months), 1)
    bars = []
    for number, month in enumerate(months):
        good = room * month.in_time / top
        late = room * (month.closed - month.in_time) / top
        x = _LEFT + step * number + step * 0.2
        bars.append(
            Bar(
                month.first,
                round(x, 1),
                round(step * 0.6, 1),
                round(foot - good, 1),
                round(good, 1),
                round(foot - good - late, 1),
                round(late, 1),
                month.closed,
                month.in_time,
            )
        )
    lines = [Line(round(foot - room * part / 2, 1), top * part // 2) for part in range(3)]
    return Trend(bars, lines)


def _round_up(number: int) -> int:
    """Return the next even number of the kind 2, 4, 10, 20, 40, 100 …, at least 2."""
    size = 2
    while True:
        for factor in (1, 2, 5):
            if size * factor >= number:
                return size * factor
        size *= 10
