"""A group of things to do, as the first page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from duizhao_web.apps.kernel import clock

SHOWN: Final = 5
"""Rows of a group; the rest is behind the list of all."""


@dataclass(frozen=True, slots=True)
class TodoRow:
    """One thing of a group: where it belongs, what it is called, how long there is."""

    unit: str
    title: str
    address: str
    left: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Todo:
    """A group of things to do: verb, why, where to begin, the most urgent of them, the days these have left,
    and the list of all.
    """

    verb: str
    why: str
    address: str
    rows: Sequence[TodoRow] = ()
    days: int | None = None
    everything: str = ""


def dated(
    verb: str,
    why: str,
    things: Sequence[tuple[str, str, str, date | None]],
    *,
    everything: str,
    count: int | None = None,
) -> Todo:
    """Return a group of things (unit, title, address, the day it is due); ``verb`` has a place for their
    ``%(count)s``, which is told where not all of them are here.
    """
    rows, days = [], []
    for unit, title, address, due in things[:SHOWN]:
        left, words = left_until(due) if due is not None else (None, "")
        rows.append(TodoRow(unit, title, address, words, left is not None and left < 0))
        if left is not None:
            days.append(left)
    least = min(days) if days else None
    return Todo(
        verb % {"count": len(things) if count is None else count},
        why,
        rows[0].address,
        rows,
        least,
        everything,
    )


def left_until(day: date) -> tuple[int, str]:
    """Return how many days there are until a day, and in words."""
    days = (day - clock.today()).days
    if days < 0:
        return days, _("逾期 %(days)s 天") % {"days": -days}
    if days == 0:
        return days, _("今天到期")
    return days, _("还剩 %(days)s 天") % {"days": days}
