"""A small city, founded through the services: three levels, teams side by side, everybody with an account.

city (市委)
├─ county (甲县)
│    └─ town (乙镇)
├─ rival (丙县)
└─ bureau (市局), which leads county beside the tree
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.test import Client

from duizhao_web.apps.accounts.actors import actor_of
from duizhao_web.apps.accounts.models import Administrator, Duty, DutyKind, User
from duizhao_web.apps.accounts.services.accounts import account_create, administrator_grant
from duizhao_web.apps.accounts.services.duties import duty_confirm, duty_propose, group_create
from duizhao_web.apps.accounts.sessions import USER, SessionStore
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import SYSTEM, Actor
from duizhao_web.apps.units.models import Person, Post, PostKind, Team, Tenure, Unit
from duizhao_web.apps.units.services.people import person_create, tenure_confirm, tenure_propose
from duizhao_web.apps.units.services.teams import post_create, team_create
from duizhao_web.apps.units.services.tree import superior_add, unit_create

# A Tuesday, in the morning where the server's people are.
NOW = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
BEGAN = date(2020, 1, 1)
PASSWORD = "河水清且涟漪，岸芷汀兰"

UNITS = {
    "city": (None, "市委"),
    "county": ("city", "甲县"),
    "town": ("county", "乙镇"),
    "rival": ("city", "丙县"),
    "bureau": ("city", "市局"),
}
STAFF = {
    "city": ("chief", "member", "coordinator"),
    "county": ("chief", "member", "second", "coordinator", "observer"),
    "town": ("chief", "member", "coordinator"),
    "rival": ("chief", "coordinator"),
    "bureau": ("chief",),
}
KINDS = {"chief": PostKind.CHIEF, "coordinator": PostKind.COORDINATOR, "observer": PostKind.OBSERVER}
DUTIES = {
    "reviewer": DutyKind.REVIEWER,
    "lead": DutyKind.LEAD_REVIEWER,
    "head": DutyKind.GROUP_HEAD,
    "inspector": DutyKind.GROUP_MEMBER,
    "liaison": DutyKind.GROUP_LIAISON,
}
# Whose papers in the county each of them may read: the assignment names them.
NAMED = {
    "reviewer": ("county.member",),
    "lead": ("county.chief", "county.member"),
    "head": ("county.second",),
}
ADMINISTRATORS = {
    "system": Administrator.SYSTEM,
    "security": Administrator.SECURITY,
    "audit": Administrator.AUDIT,
}


@dataclass
class City:
    """Units, people, posts and accounts by name: ``county``, ``county.member``, ``reviewer``, ``system``."""

    units: dict[str, Unit] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    tenures: dict[str, Tenure] = field(default_factory=dict)
    duties: dict[str, Duty] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    def unit(self, name: str) -> Unit:
        """Return a unit as it is now."""
        found: Unit = Unit.objects.get(pk=self.units[name].pk)
        return found

    def user(self, name: str) -> User:
        """Return an account as it is now."""
        return User.objects.select_related("person").get(pk=self.users[name].pk)

    def actor(self, name: str, on: date | None = None) -> Actor:
        """Return somebody as an actor."""
        return actor_of(self.user(name), on or clock.today())


def founded() -> City:
    """Found the city."""
    city = City()
    for name, (superior, title) in UNITS.items():
        above = city.unit(superior) if superior else None
        city.units[name] = unit_create(actor=SYSTEM, name=title, superior=above, since=BEGAN, code=name)
        _staff(city, name)
    superior_add(actor=SYSTEM, unit=city.units["county"], superior=city.units["bureau"], since=BEGAN)
    for name, kind in ADMINISTRATORS.items():
        city.users[name] = _account(name, str(kind.label), None)
        administrator_grant(actor=SYSTEM, user=city.users[name], kind=kind)
    _send(city)
    User.objects.update(password_set_at=clock.now())
    for user in User.objects.all():
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    return city


def _staff(city: City, name: str) -> None:
    unit = city.units[name]
    team = team_create(actor=SYSTEM, unit=unit, name=f"{unit.name}班子", since=BEGAN)
    city.teams[name] = team
    for role in STAFF[name]:
        kind = KINDS.get(role, PostKind.MEMBER)
        within = None if kind == PostKind.COORDINATOR else team
        key = f"{name}.{role}"
        post = post_create(actor=SYSTEM, unit=unit, team=within, title=role, kind=kind, since=BEGAN)
        person = person_create(actor=SYSTEM, unit=unit, name=key)
        tenure = tenure_propose(actor=SYSTEM, post=post, person=person, since=BEGAN)
        city.posts[key], city.people[key] = post, person
        city.tenures[key] = tenure_confirm(actor=SYSTEM, tenure=tenure)
        city.users[key] = _account(key, key, person)


def _account(username: str, name: str, person: Person | None) -> User:
    return account_create(actor=SYSTEM, username=username, name=name, person=person)


def _send(city: City) -> None:
    """Assign reviewers and a supervision group to the county, by the coordinator of the city."""
    User.objects.update(password_set_at=clock.now())
    sender, home, there = city.actor("city.coordinator"), city.units["city"], city.units["county"]
    group = group_create(actor=sender, unit=home, name="第一督导组")
    for name, kind in DUTIES.items():
        person = person_create(actor=SYSTEM, unit=home, name=name)
        city.people[name], city.users[name] = person, _account(name, name, person)
        duty = duty_propose(
            actor=sender,
            person=person,
            unit=there,
            kind=kind,
            since=date(2026, 3, 1),
            until=date(2026, 3, 31),
            named=[city.people[each] for each in NAMED.get(name, ())],
            group=group if kind.value.startswith("group") else None,
        )
        city.duties[name] = duty_confirm(actor=SYSTEM, duty=duty)


class Reader(Client):
    """A browser that reads each file to its end, as browsers do; what nobody reads would stay open."""

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        if response.streaming:
            response.streaming_content = [b"".join(response)]
        return response


def signed_in(city: City, name: str) -> Client:
    """Return a browser in which somebody is signed in, without going through the form."""
    client = Reader()
    if name:
        store = SessionStore()
        store[USER] = city.users[name].pk
        store.create()
        client.cookies["duizhao_session"] = store.session_key
    return client
