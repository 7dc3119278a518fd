"""Signing in: password, lock-out that grows, second factor, and ending sessions."""

from __future__ import annotations

from datetime import timedelta
from typing import Final, NamedTuple

from django.contrib.auth.hashers import make_password

from duizhao_web.apps.accounts import events, factor
from duizhao_web.apps.accounts.models import Session, User
from duizhao_web.apps.accounts.policy import SESSION_END, SIGN_IN, SIGN_IN_REFUSE
from duizhao_web.apps.accounts.subjects import of_user
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import INSTALLATION, SYSTEM, Actor
from duizhao_web.apps.kernel.audit.event import Event
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service

_FREE_TRIES: Final = 5
_FIRST_LOCK: Final = timedelta(minutes=1)
_LONGEST_LOCK: Final = timedelta(minutes=30)


class SignIn(NamedTuple):
    """How signing in went: the account, or what to answer. A refusal is kept, so it is no exception."""

    user: User | None
    error: AppError | None = None


def password_checked(*, username: str, password: str) -> SignIn:
    """Return the account where name and password fit; a failure is counted and written down."""
    user = User.objects.filter(username=username.strip().lower()).first()
    if user is None or user.state != "active":
        # As slow as for an account that exists: the time must not tell which names do.
        make_password(password)
        _unknown()
        return SignIn(None, AppError(AppErrorCode.SIGN_IN_FAILED))
    locked = _lock_of(user)
    if locked is not None:
        return SignIn(None, locked)
    if not user.check_password(password):
        return SignIn(
            None, _refused(user=user, event=events.SIGN_IN_REFUSED, code=AppErrorCode.SIGN_IN_FAILED)
        )
    return SignIn(user)


def factor_checked(*, user: User, code: str) -> SignIn:
    """Return the account where the second factor fits."""
    locked = _lock_of(user)
    if locked is not None:
        return SignIn(None, locked)
    step = factor.step_of(factor.opened(user.factor_secret), code)
    # Moved on in one statement: of two requests with the same code one finds nothing to move.
    if step is None or not User.objects.filter(pk=user.pk, factor_step__lt=step).update(factor_step=step):
        return SignIn(
            None, _refused(user=user, event=events.FACTOR_REFUSED, code=AppErrorCode.SECOND_FACTOR_FAILED)
        )
    return SignIn(user)


@service
def signed_in(*, user: User) -> User:
    """Note that the account is signed in; what went wrong before is forgotten."""
    user = User.objects.select_for_update().get(pk=user.pk)
    actor = Actor(user.pk, user.name)
    authorise(actor, SIGN_IN, of_user(user))
    user.failures, user.locked_until, user.last_login = 0, None, clock.now()
    user.save(update_fields=["failures", "locked_until", "last_login"])
    record(events.SIGNED_IN, actor=actor, about=user, username=user.username)
    return user


@service
def sessions_end(*, actor: Actor, user: User, keys: list[str]) -> None:
    """End sessions of the account."""
    authorise(actor, SESSION_END, of_user(user))
    count, _tables = Session.objects.filter(user=user, session_key__in=keys).delete()
    record(events.SESSIONS_ENDED, actor=actor, about=user, username=user.username, count=count)


@service
def _refused(*, user: User, event: Event, code: AppErrorCode) -> AppError:
    authorise(SYSTEM, SIGN_IN_REFUSE, INSTALLATION)
    user = User.objects.select_for_update().get(pk=user.pk)
    user.failures += 1
    if user.failures >= _FREE_TRIES:
        wait = min(_FIRST_LOCK * 2 ** min(user.failures - _FREE_TRIES, 10), _LONGEST_LOCK)
        user.locked_until = clock.now() + wait
    user.save(update_fields=["failures", "locked_until"])
    record(event, actor=SYSTEM, about=user, username=user.username, failures=user.failures)
    return _lock_of(user) or AppError(code)


@service
def _unknown() -> None:
    # Without the name that was given: people type their password into the wrong field.
    authorise(SYSTEM, SIGN_IN_REFUSE, INSTALLATION)
    record(events.SIGN_IN_UNKNOWN, actor=SYSTEM)


def _lock_of(user: User) -> AppError | None:
    now = clock.now()
    if user.locked_until is None or user.locked_until <= now:
        return None
    return AppError(AppErrorCode.LOCKED_OUT, minutes=-(-(user.locked_until - now) // timedelta(minutes=1)))
