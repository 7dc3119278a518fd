"""Accounts for many people at once, each with a link to set its first password."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from duizhao_web.apps.accounts.models import LinkKind, User
from duizhao_web.apps.accounts.policy import ACCOUNT_CREATE
from duizhao_web.apps.accounts.services.accounts import account_create
from duizhao_web.apps.accounts.services.links import link_issue
from duizhao_web.apps.kernel.actor import INSTALLATION, Actor
from duizhao_web.apps.kernel.policy import authorise
from duizhao_web.apps.kernel.work import service
from duizhao_web.apps.units.models import Person

_NAME: Final = re.compile(r"[a-z0-9._-]{2,60}")


@dataclass(frozen=True, slots=True)
class Proposed:
    """Somebody without an account, and the user name they would have."""

    person: Person
    username: str


@dataclass(frozen=True, slots=True)
class Opened:
    """An account as it was opened, with the address that is shown once and kept nowhere."""

    user: User
    address: str


def usernames_for(people: Iterable[Person]) -> list[Proposed]:
    """Return a free user name for each: the number the organisation uses, else one made of our own."""
    people = list(people)
    wanted = {one.pk: [_own(one), f"p{one.pk}", f"person.{one.pk}"] for one in people}
    asked = {name for names in wanted.values() for name in names}
    taken = {"", *User.objects.filter(username__in=asked).values_list("username", flat=True)}
    found = []
    for one in people:
        name = next(name for name in wanted[one.pk] if name not in taken)
        taken.add(name)
        found.append(Proposed(one, name))
    return found


@service
def accounts_open(*, actor: Actor, people: Sequence[Person]) -> list[Opened]:
    """Open an account and issue a link for each of the people, or for none of them."""
    authorise(actor, ACCOUNT_CREATE, INSTALLATION)
    opened = []
    for one in usernames_for(people):
        user = account_create(actor=actor, username=one.username, name=one.person.name, person=one.person)
        issued = link_issue(actor=actor, user=user, kind=LinkKind.FIRST)
        opened.append(Opened(user, issued.address))
    return opened


def _own(person: Person) -> str:
    code = (person.staff_code or "").strip().lower()
    return code if _NAME.fullmatch(code) else ""
