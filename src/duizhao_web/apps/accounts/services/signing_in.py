"""Signing in: password, lock-out that grows, second factor, and ending sessions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.contrib.auth.hashers import make_password

from duizhao_web.apps.accounts import events, factor
from duizhao_web.apps.accounts.models import Session, User
from duizhao_web.apps.accounts.policy import SESSION_END, SIGN_IN, SIGN_IN_REFUSE
from duizhao_web.apps.accounts.services.tries import lock_of, name_locked, name_tried, right, tried
from duizhao_web.apps.accounts.subjects import of_user
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import INSTALLATION, SYSTEM, Actor
from duizhao_web.apps.kernel.audit.event import Event
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service


class SignIn(NamedTuple):
    """How signing in went: the account, or what to answer. A refusal is kept, so it is no exception."""

    user: User | None
    error: AppError | None = None


def password_checked(*, username: str, password: str) -> SignIn:
    """Return the account where name and password fit; a failure is counted and written down."""
    name = username.strip().lower()
    user = User.objects.filter(username=name).first()
    if user is None or user.state != "active":
        return SignIn(None, _nobody(name, password))
    locked = tried(user)
    if locked is not None:
        return SignIn(None, locked)
    if not user.check_password(password):
        return SignIn(
            None, _refused(user=user, event=events.SIGN_IN_REFUSED, code=AppErrorCode.SIGN_IN_FAILED)
        )
    right(user)
    return SignIn(user)


def _nobody(name: str, password: str) -> AppError:
    """Return what to answer for a name nobody can sign in with: neither words nor time nor lock tell that."""
    locked = name_tried(name)
    if locked is not None:
        return locked
    # As slow as for an account that exists.
    make_password(password)
    _unknown()
    return name_locked(name) or AppError(AppErrorCode.SIGN_IN_FAILED)


def factor_checked(*, user: User, code: str) -> SignIn:
    """Return the account where the second factor fits."""
    locked = tried(user)
    if locked is not None:
        return SignIn(None, locked)
    step = factor.step_of(factor.opened(user.factor_secret), code)
    # Moved on in one statement: of two requests with the same code one finds nothing to move.
    if step is None or not User.objects.filter(pk=user.pk, factor_step__lt=step).update(factor_step=step):
        return SignIn(
            None, _refused(user=user, event=events.FACTOR_REFUSED, code=AppErrorCode.SECOND_FACTOR_FAILED)
        )
    right(user)
    return SignIn(user)


def identity_checked(*, claims: Mapping[str, Any], claim: str, administrators: bool, provider: str) -> SignIn:
    """Return the account that an identity provider's ``claim`` names; none is made, and none gets a right.

    An administrator's is let in only where that is allowed; one that is locked stays locked.
    """
    name = claims.get(claim)
    # An address somebody only says is theirs names nobody.
    unsure = claim == "email" and claims.get("email_verified") is not True
    user = None
    if isinstance(name, str) and name.strip() and not unsure:
        user = User.objects.filter(username=name.strip().lower()).first()
    if user is None or user.state != "active" or (user.administrator and not administrators):
        _identity_refused(user=user, provider=provider)
        return SignIn(None, AppError(AppErrorCode.IDENTITY_UNKNOWN))
    locked = lock_of(user)
    return SignIn(None, locked) if locked else SignIn(user)


@service
def _identity_refused(*, user: User | None, provider: str) -> None:
    authorise(SYSTEM, SIGN_IN_REFUSE, INSTALLATION)
    if user is None:
        record(events.IDENTITY_UNKNOWN, actor=SYSTEM, provider=provider)
    else:
        record(events.IDENTITY_REFUSED, actor=SYSTEM, about=user, username=user.username, provider=provider)


@service
def signed_in(*, user: User, provider: str = "") -> User:
    """Note that the account is signed in, and by which provider; what went wrong before is forgotten."""
    user = User.objects.select_for_update().get(pk=user.pk)
    actor = Actor(user.pk, user.name)
    authorise(actor, SIGN_IN, of_user(user))
    user.failures, user.locked_until, user.last_login = 0, None, clock.now()
    user.save(update_fields=["failures", "locked_until", "last_login"])
    if provider:
        record(events.IDENTITY_SIGNED_IN, actor=actor, about=user, username=user.username, provider=provider)
    else:
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
    user = User.objects.get(pk=user.pk)
    record(event, actor=SYSTEM, about=user, username=user.username, failures=user.failures)
    return lock_of(user) or AppError(code)


@service
def _unknown() -> None:
    # Without the name that was given: people type their password into the wrong field.
    authorise(SYSTEM, SIGN_IN_REFUSE, INSTALLATION)
    record(events.SIGN_IN_UNKNOWN, actor=SYSTEM)
