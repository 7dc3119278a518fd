"""Accounts as their administrators keep them: open, edit, end, unlock, and who is an administrator."""

from __future__ import annotations

from duizhao_web.apps.accounts import events
from duizhao_web.apps.accounts.models import Administrator, Session, SetupLink, User
from duizhao_web.apps.accounts.policy import (
    ACCOUNT_CREATE,
    ACCOUNT_EDIT,
    ACCOUNT_END,
    ACCOUNT_UNLOCK,
    ADMINISTRATOR_GRANT,
    ADMINISTRATOR_REVOKE,
)
from duizhao_web.apps.accounts.subjects import of_user
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import INSTALLATION, Actor
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.units.models import Person


@service
def account_create(*, actor: Actor, username: str, name: str, person: Person | None = None) -> User:
    """Open an account without a password: its owner sets one by a link."""
    authorise(actor, ACCOUNT_CREATE, INSTALLATION)
    user = User(username=username.strip().lower(), name=name, person=person, created_at=clock.now())
    user.set_unusable_password()
    if User.objects.filter(username=user.username).exists():
        raise AppError(AppErrorCode.NAME_TAKEN, detail=user.username)
    user.full_clean()
    user.save()
    record(events.ACCOUNT_CREATED, actor=actor, about=user, username=user.username, name=name)
    return user


@service
def account_edit(*, actor: Actor, user: User, name: str) -> User:
    """Change the name an account shows."""
    user = _locked(user)
    authorise(actor, ACCOUNT_EDIT, of_user(user))
    user.name = name
    user.full_clean()
    user.save(update_fields=["name"])
    record(events.ACCOUNT_EDITED, actor=actor, about=user, username=user.username, name=name)
    return user


@service
def account_end(*, actor: Actor, user: User, reason: str) -> User:
    """End an account: its sessions and links end now, its name stays taken."""
    user = _locked(user)
    authorise(actor, ACCOUNT_END, of_user(user))
    _keep_one(user)
    user.ended_at = clock.now()
    user.save(update_fields=["ended_at"])
    Session.objects.filter(user=user).delete()
    SetupLink.objects.filter(user=user, used_at__isnull=True).update(withdrawn_at=clock.now())
    record(events.ACCOUNT_ENDED, actor=actor, about=user, username=user.username, reason=reason)
    return user


@service
def account_unlock(*, actor: Actor, user: User) -> User:
    """Let somebody who failed too often try again at once."""
    user = _locked(user)
    authorise(actor, ACCOUNT_UNLOCK, of_user(user))
    user.failures, user.locked_until = 0, None
    user.save(update_fields=["failures", "locked_until"])
    record(events.ACCOUNT_UNLOCKED, actor=actor, about=user, username=user.username)
    return user


@service
def administrator_grant(*, actor: Actor, user: User, kind: Administrator) -> User:
    """Make an account one of the three administrators; it must be nobody's in the tree, and not one's own."""
    user = _locked(user)
    authorise(actor, ADMINISTRATOR_GRANT, of_user(user))
    if actor.user_id is not None and actor.user_id == user.pk:
        raise AppError(AppErrorCode.OWN_REQUEST)
    if user.person_id is not None or user.administrator:
        raise AppError(AppErrorCode.WRONG_STATE)
    user.administrator = kind
    user.save(update_fields=["administrator"])
    record(
        events.ADMINISTRATOR_GRANTED, actor=actor, about=user, username=user.username, kind=str(kind.value)
    )
    return user


@service
def administrator_revoke(*, actor: Actor, user: User) -> User:
    """Take an administrator's power; the last of a kind keeps it."""
    user = _locked(user)
    authorise(actor, ADMINISTRATOR_REVOKE, of_user(user))
    if not user.administrator:
        raise AppError(AppErrorCode.WRONG_STATE)
    _keep_one(user)
    kind, user.administrator = user.administrator, ""
    user.save(update_fields=["administrator"])
    record(events.ADMINISTRATOR_REVOKED, actor=actor, about=user, username=user.username, kind=kind)
    return user


def _locked(user: User) -> User:
    return User.objects.select_for_update(of=("self",)).get(pk=user.pk)


def _keep_one(user: User) -> None:
    """Refuse to leave a kind of administrator without anybody who can sign in."""
    if not user.administrator:
        return
    others = User.objects.select_for_update(of=("self",)).filter(
        administrator=user.administrator, ended_at__isnull=True, password_set_at__isnull=False
    )
    if not others.exclude(pk=user.pk).exists():
        raise AppError(AppErrorCode.LAST_ADMINISTRATOR)
