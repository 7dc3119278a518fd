"""Sessions kept in our own table, each with its account, so that people see and end theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from duizhao_web.apps.accounts.models import Session
from duizhao_web.apps.kernel import clock

USER: Final = "user"
PENDING: Final = "pending"
ADDRESS: Final = "address"
AGENT: Final = "agent"
IDLE: Final = timedelta(hours=2)
# How stale the time last seen may be: not every page writes.
_SEEN_EVERY: Final = timedelta(minutes=1)


class SessionStore(DatabaseStore):
    """A session in the database."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the table."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row for what the session holds."""
        row = super().create_model_instance(data)
        assert isinstance(row, Session)
        now = clock.now()
        row.user_id = data.get(USER)
        row.address, row.agent = data.get(ADDRESS, ""), data.get(AGENT, "")[:200]
        kept = Session.objects.filter(session_key=row.session_key).values_list("begun_at", flat=True).first()
        row.begun_at, row.seen_at = kept or now, now
        return row


def seen(key: str) -> bool:
    """Note that a session is in use; return whether it still may be."""
    now = clock.now()
    last = Session.objects.filter(session_key=key).values_list("seen_at", flat=True).first()
    if last is None or now - last > IDLE:
        return False
    if now - last > _SEEN_EVERY:
        Session.objects.filter(session_key=key).update(seen_at=now)
    return True
