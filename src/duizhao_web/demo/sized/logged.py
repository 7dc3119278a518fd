"""Events of rows that were built in bulk, and the times they bear."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from duizhao_web.apps.accounts.models import User
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.audit import chain
from duizhao_web.apps.kernel.audit.entry import Entry, Value
from duizhao_web.apps.kernel.audit.event import Event


def written(
    event: Event, about: Any, unit_path: str, at: datetime, by: User | None = None, **params: Value
) -> Entry:
    """Return the event of a row that was built."""
    kind, user_id, name = ("user", by.pk, by.name) if by else ("system", None, "system")
    label, number = about._meta.label_lower, about.pk
    return Entry(event.code, at, kind, user_id, name, "", unit_path, label, number, params)


def log(entries: Iterable[Entry]) -> None:
    """Put events at the end of the log, as part of the transaction under way."""
    chain.append(entries)


def moment(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """Return a time of a day, never later than now."""
    return min(timezone.make_aware(datetime.combine(day, time(hour, minute))), clock.now())
