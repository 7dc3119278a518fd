"""What people change about their own account: password and second factor."""

from __future__ import annotations

from duizhao_web.apps.accounts import events, factor
from duizhao_web.apps.accounts.models import Session, User
from duizhao_web.apps.accounts.passwords import check_password
from duizhao_web.apps.accounts.policy import FACTOR_REMOVE, FACTOR_SET, PASSWORD_CHANGE
from duizhao_web.apps.accounts.services.tries import right, tried
from duizhao_web.apps.accounts.subjects import of_user
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service


def password_change(*, actor: Actor, user: User, old: str, new: str, session_key: str) -> User:
    """Change the password; every other session of the account ends."""
    _confirmed(user, old)
    return _password_changed(actor=actor, user=user, new=new, session_key=session_key)


@service
def _password_changed(*, actor: Actor, user: User, new: str, session_key: str) -> User:
    user = User.objects.select_for_update().get(pk=user.pk)
    authorise(actor, PASSWORD_CHANGE, of_user(user))
    put_password(user, new)
    Session.objects.filter(user=user).exclude(session_key=session_key).delete()
    record(events.PASSWORD_CHANGED, actor=actor, about=user, username=user.username)
    return user


@service
def factor_set(*, actor: Actor, user: User, secret: str, code: str) -> User:
    """Ask for a second factor from now on, once a first code shows that the telephone has the secret."""
    user = User.objects.select_for_update().get(pk=user.pk)
    authorise(actor, FACTOR_SET, of_user(user))
    step = factor.step_of(secret, code)
    if step is None:
        raise AppError(AppErrorCode.SECOND_FACTOR_FAILED)
    user.factor_secret, user.factor_since, user.factor_step = factor.sealed(secret), clock.now(), step
    user.save(update_fields=["factor_secret", "factor_since", "factor_step"])
    record(events.FACTOR_SET, actor=actor, about=user, username=user.username)
    return user


def factor_remove(*, actor: Actor, user: User, password: str) -> User:
    """Ask for no second factor any more."""
    _confirmed(user, password)
    return _factor_removed(actor=actor, user=user)


@service
def _factor_removed(*, actor: Actor, user: User) -> User:
    user = User.objects.select_for_update().get(pk=user.pk)
    authorise(actor, FACTOR_REMOVE, of_user(user))
    take_factor(user)
    record(events.FACTOR_REMOVED, actor=actor, about=user, username=user.username)
    return user


def _confirmed(user: User, password: str) -> None:
    """Return where the password is the account's; wrong ones count as they do when signing in.

    Not part of the write that follows: taken back with it, they would not count.
    """
    locked = tried(user)
    if locked is not None:
        raise locked
    if not user.check_password(password):
        raise AppError(AppErrorCode.SIGN_IN_FAILED)
    right(user)


def put_password(user: User, password: str) -> None:
    """Give the account a password that will do, as part of a service."""
    check_password(password, user)
    user.set_password(password)
    user.password_set_at, user.must_change_password = clock.now(), False
    user.failures, user.locked_until = 0, None
    user.save(
        update_fields=["password", "password_set_at", "must_change_password", "failures", "locked_until"]
    )


def take_factor(user: User) -> None:
    """Forget the second factor, as part of a service."""
    user.factor_secret, user.factor_since = "", None
    user.save(update_fields=["factor_secret", "factor_since"])
