"""One-time links: issued by one administrator, let through by another, used once by the account's owner."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Final, NamedTuple

from django.conf import settings

from duizhao_web.apps.accounts import events
from duizhao_web.apps.accounts.models import LinkKind, Session, SetupLink, User
from duizhao_web.apps.accounts.policy import LINK_CONFIRM, LINK_ISSUE, LINK_REFUSE, LINK_USE
from duizhao_web.apps.accounts.services.own import put_password, take_factor
from duizhao_web.apps.accounts.subjects import of_link, of_user
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import SYSTEM, Actor
from duizhao_web.apps.kernel.audit.record import record
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service

GOOD_FOR: Final = timedelta(days=7)


class Issued(NamedTuple):
    """A link, with the address that is shown once and kept nowhere."""

    link: SetupLink
    address: str


@service
def link_issue(*, actor: Actor, user: User, kind: LinkKind) -> Issued:
    """Issue a link; those issued before lead nowhere any more."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    authorise(actor, LINK_ISSUE, of_user(user))
    now = clock.now()
    SetupLink.objects.filter(user=user, used_at__isnull=True, withdrawn_at__isnull=True).update(
        withdrawn_at=now
    )
    token = secrets.token_urlsafe(32)
    link = SetupLink.objects.create(
        user=user,
        kind=kind,
        token_digest=_digest(token),
        expires_at=now + GOOD_FOR,
        proposed_at=now,
        proposed_by_id=actor.user_id,
    )
    record(events.LINK_ISSUED, actor=actor, about=user, username=user.username, kind=str(kind.value))
    return Issued(link, f"{settings.URL}/set-up/{token}/")


@service
def link_confirm(*, actor: Actor, link: SetupLink) -> SetupLink:
    """Let a link through that somebody else issued."""
    link = _locked(link)
    authorise(actor, LINK_CONFIRM, of_link(link))
    if actor.user_id is not None and actor.user_id in (link.proposed_by_id, link.user_id):
        raise AppError(AppErrorCode.OWN_REQUEST)
    link.confirmed_at, link.confirmed_by_id = clock.now(), actor.user_id
    link.save(update_fields=["confirmed_at", "confirmed_by_id"])
    record(events.LINK_CONFIRMED, actor=actor, about=link.user, username=link.user.username, kind=link.kind)
    return link


@service
def link_refuse(*, actor: Actor, link: SetupLink) -> SetupLink:
    """Let a link lead nowhere."""
    link = _locked(link)
    authorise(actor, LINK_REFUSE, of_link(link))
    link.withdrawn_at = clock.now()
    link.save(update_fields=["withdrawn_at"])
    record(events.LINK_REFUSED, actor=actor, about=link.user, username=link.user.username, kind=link.kind)
    return link


def link_get(token: str) -> SetupLink:
    """Return the link a token leads to, while it leads anywhere."""
    link = SetupLink.objects.select_related("user").filter(token_digest=_digest(token)).first()
    if link is None or not link.open_at(clock.now()) or link.user.state == "ended":
        raise AppError(AppErrorCode.LINK_INVALID)
    if link.state == "proposed":
        raise AppError(AppErrorCode.LINK_UNCONFIRMED)
    return link


@service
def link_use(*, token: str, password: str) -> User:
    """Set the password of the link's account; the link is spent and every session of the account ends."""
    link = _locked(link_get(token))
    if not link.open_at(clock.now()):
        raise AppError(AppErrorCode.LINK_INVALID)
    authorise(SYSTEM, LINK_USE, of_link(link))
    user = User.objects.select_for_update(of=("self",)).get(pk=link.user_id)
    put_password(user, password)
    if link.kind == LinkKind.FACTOR:
        take_factor(user)
    link.used_at = clock.now()
    link.save(update_fields=["used_at"])
    Session.objects.filter(user=user).delete()
    record(events.LINK_USED, actor=SYSTEM, about=user, username=user.username, kind=link.kind)
    return user


def _locked(link: SetupLink) -> SetupLink:
    return SetupLink.objects.select_for_update(of=("self",)).select_related("user").get(pk=link.pk)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
