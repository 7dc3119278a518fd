"""Sessions kept in our own table, each with its account, so that people see and end theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django.contrib.sessions.backends.base import SessionBase
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

    row: Session | None = None
    """The row it was loaded from: who asks for the session needs no second query for when it was used."""

    def _get_session_from_db(self) -> Session | None:
        found = super()._get_session_from_db()  # type: ignore[misc] # the stubs leave it out
        self.row = found if isinstance(found, Session) else None
        return self.row

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


def seen(session: SessionBase) -> bool:
    """Note that a session is in use; return whether it still may be."""
    row = session.row if isinstance(session, SessionStore) else None
    now = clock.now()
    if row is None or now - row.seen_at > IDLE:
        return False
    if now - row.seen_at > _SEEN_EVERY:
        Session.objects.filter(session_key=row.session_key).update(seen_at=now)
    return True
