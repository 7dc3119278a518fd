"""Guesses at a name: each is counted before it is looked at, so that guesses made at once count, too.

Names nobody can sign in with are counted and locked in the same way: the answer must not tell which names do.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from duizhao_web.apps.accounts.models import NameTried, User
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode

NAMES_KEPT: Final = 10_000
"""So many names that nobody has are remembered; whoever tries more has waited long for each."""
_FREE_TRIES: Final = 5
_FIRST_LOCK: Final = timedelta(minutes=1)
_LONGEST_LOCK: Final = timedelta(minutes=30)


def tried(user: User) -> AppError | None:
    """Count a try as a failure until it turns out right; return what to answer where none is left."""
    with transaction.atomic():
        found = User.objects.select_for_update().get(pk=user.pk)
        locked = lock_of(found)
        if locked is None:
            _counted(found)
            found.save(update_fields=["failures", "locked_until"])
    return locked


def name_tried(username: str) -> AppError | None:
    """Count a try at a name nobody can sign in with; return what to answer where none is left."""
    with transaction.atomic():
        NameTried.objects.bulk_create(
            [NameTried(digest=_digest(username), at=clock.now())], ignore_conflicts=True
        )
        found = NameTried.objects.select_for_update().get(digest=_digest(username))
        locked = lock_of(found)
        if locked is None:
            _counted(found)
            found.at = clock.now()
            found.save(update_fields=["failures", "locked_until", "at"])
            _forget()
    return locked


def name_locked(username: str) -> AppError | None:
    """Return what to answer after a try at such a name, where it was the last for a while."""
    found = NameTried.objects.filter(digest=_digest(username)).first()
    return None if found is None else lock_of(found)


def right(user: User) -> None:
    """Take back the count of a try that was right."""
    with transaction.atomic():
        found = User.objects.select_for_update().get(pk=user.pk)
        found.failures = max(found.failures - 1, 0)
        if found.failures < _FREE_TRIES:
            found.locked_until = None
        found.save(update_fields=["failures", "locked_until"])


def lock_of(tried: User | NameTried) -> AppError | None:
    """Return what to answer while a name is locked."""
    now = clock.now()
    if tried.locked_until is None or tried.locked_until <= now:
        return None
    return AppError(AppErrorCode.LOCKED_OUT, minutes=-(-(tried.locked_until - now) // timedelta(minutes=1)))


def _counted(tried: User | NameTried) -> None:
    tried.failures += 1
    if tried.failures >= _FREE_TRIES:
        wait = min(_FIRST_LOCK * 2 ** min(tried.failures - _FREE_TRIES, 10), _LONGEST_LOCK)
        tried.locked_until = clock.now() + wait


def _digest(username: str) -> str:
    key = f"names:{settings.SECRET_KEY}".encode()
    return hmac.new(key, username.encode(), hashlib.sha256).hexdigest()


def _forget() -> None:
    """Let the names that were tried longest ago go, beyond the bound."""
    kept = NameTried.objects.order_by("-at", "-pk").values_list("pk", flat=True)
    beyond = list(kept[NAMES_KEPT : NAMES_KEPT + 100])
    if beyond:
        NameTried.objects.filter(pk__in=beyond).delete()
