"""Accounts, links and assignments as the policy sees them."""

from __future__ import annotations

from duizhao_web.apps.accounts.models import Duty, SetupLink, User
from duizhao_web.apps.kernel.actor import Subject


def of_user(user: User) -> Subject:
    """Return an account as a subject."""
    return Subject(user.state, user_id=user.pk)


def of_link(link: SetupLink) -> Subject:
    """Return a one-time link as a subject; that it is one's own gives no say in it."""
    return Subject(link.state)


def of_duty(duty: Duty) -> Subject:
    """Return an assignment as a subject, the assigned person's own."""
    # A list brings the accounts along; whoever has none has no attribute either.
    account: User | None = getattr(duty.person, "account", None)
    return Subject(duty.state, duty.unit_path, user_id=account.pk if account else None)
