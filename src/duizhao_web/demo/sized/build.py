"""Building it: rows many at once, each with its event in the log."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.functional import Promise

from duizhao_web.apps.accounts import events as account_events
from duizhao_web.apps.accounts.models import Administrator, Duty, DutyKind, User
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.audit.entry import Entry
from duizhao_web.apps.units import events as unit_events
from duizhao_web.apps.units.models import Person, Post, PostKind, Team, Tenure, Unit, UnitPeriod
from duizhao_web.demo.load import Login, new_password
from duizhao_web.demo.sized.ground import Ground
from duizhao_web.demo.sized.handing_in import hand_in
from duizhao_web.demo.sized.logged import log, moment, written
from duizhao_web.demo.sized.meeting import meet
from duizhao_web.demo.sized.places import POSTS, Place, Size, counties_of, person_name, places
from duizhao_web.demo.sized.rectifying import rectify
from duizhao_web.demo.sized.reporting import report

Say = Callable[[int], None]
FIRST_DAY: Final = date(2024, 10, 8)
BATCH: Final = 500
ADMINISTRATORS: Final = {
    "system": Administrator.SYSTEM,
    "security": Administrator.SECURITY,
    "audit": Administrator.AUDIT,
}


def build(size: Size, say: Say) -> Ground:
    """Build it all and return who there is; ``say`` is told how far it is."""
    ground = Ground(places(size), new_password())
    with transaction.atomic():
        _units(ground)
        _staff(ground)
        say(10)
    with transaction.atomic():
        _accounts(ground)
        _assignments(ground)
    say(20)
    hand_in(ground, lambda done: say(20 + done * 60 // 100))
    meet(ground)
    rectify(ground, lambda done: say(80 + done * 15 // 100))
    report(ground)
    say(100)
    _name_logins(ground)
    return ground


# ------------------------------------------------------------------------------------------- units and people


def _units(ground: Ground) -> None:
    children: dict[int, int] = {}
    for place in ground.places:
        children[place.superior] = children.get(place.superior, 0) + 1
    rows = [
        Unit(
            path=place.path,
            depth=place.depth,
            numchild=children.get(place.number, 0),
            name=place.name,
            code=place.code,
            position=place.number,
            since=FIRST_DAY,
        )
        for place in ground.places
    ]
    ground.units = Unit.objects.bulk_create(rows, batch_size=BATCH)
    above = [ground.units[place.superior - 1] if place.superior else None for place in ground.places]
    UnitPeriod.objects.bulk_create(
        [
            UnitPeriod(unit=unit, name=unit.name, superior=one, since=FIRST_DAY)
            for unit, one in zip(ground.units, above, strict=True)
        ],
        batch_size=BATCH,
    )
    at = moment(FIRST_DAY)
    log(
        written(
            unit_events.UNIT_CREATED,
            unit,
            unit.path,
            at,
            unit=unit.name,
            superior=one.name if one else None,
        )
        for unit, one in zip(ground.units, above, strict=True)
    )


def _staff(ground: Ground) -> None:
    teams = Team.objects.bulk_create(
        [
            Team(unit=unit, unit_path=unit.path, name=f"{unit.name}领导班子", since=FIRST_DAY)
            for unit in ground.units
        ],
        batch_size=BATCH,
    )
    posts = Post.objects.bulk_create(list(_posts(ground.units, teams)), batch_size=BATCH)
    people = Person.objects.bulk_create(
        [
            Person(unit=post.unit, unit_path=post.unit_path, name=person_name(number))
            for number, post in enumerate(posts)
        ],
        batch_size=BATCH,
    )
    at = moment(FIRST_DAY, 10)
    tenures = Tenure.objects.bulk_create(
        [
            Tenure(
                unit_path=post.unit_path,
                post=post,
                person=person,
                since=FIRST_DAY,
                proposed_at=at,
                confirmed_at=at,
            )
            for post, person in zip(posts, people, strict=True)
        ],
        batch_size=BATCH,
    )
    for number, person in enumerate(people):
        unit, place = divmod(number, len(POSTS))
        ground.people[unit + 1, place] = person
    log(_staff_events(teams, posts, people, tenures, at))


def _posts(units: Sequence[Unit], teams: Sequence[Team]) -> Iterator[Post]:
    for unit, team in zip(units, teams, strict=True):
        for position, (title, kind) in enumerate(POSTS):
            within = None if kind == PostKind.COORDINATOR else team
            yield Post(
                unit=unit,
                unit_path=unit.path,
                team=within,
                title=title,
                kind=kind,
                position=position,
                since=FIRST_DAY,
            )


def _staff_events(
    teams: Sequence[Team],
    posts: Sequence[Post],
    people: Sequence[Person],
    tenures: Sequence[Tenure],
    at: datetime,
) -> Iterator[Entry]:
    for team in teams:
        yield written(unit_events.TEAM_CREATED, team, team.unit_path, at, unit=team.unit.name, team=team.name)
    for post, person, tenure in zip(posts, people, tenures, strict=True):
        path, unit = post.unit_path, post.unit.name
        yield written(unit_events.POST_CREATED, post, path, at, unit=unit, post=post.title, kind=post.kind)
        yield written(unit_events.PERSON_CREATED, person, path, at, person=person.name, unit=unit)
        yield written(
            unit_events.TENURE_CONFIRMED, tenure, path, at, person=person.name, unit=unit, post=post.title
        )


# --------------------------------------------------------------------------------------------------- accounts


def _accounts(ground: Ground) -> None:
    """Give everybody an account with the password of this demonstration: digested once, it takes long."""
    digest, at = make_password(ground.password), moment(FIRST_DAY, 11)
    rows = [
        _user(username, str(kind.label), digest, at, administrator=kind)
        for username, kind in ADMINISTRATORS.items()
    ]
    for (unit, post), person in ground.people.items():
        username = f"{ground.places[unit - 1].code}.{_key(post)}"
        rows.append(_user(username, person.name, digest, at, person=person))
    office = ground.units[0]
    names = [f"{kind}{number}" for number in range(len(_groups(ground))) for kind in ("reviewer", "lead")]
    reviewers = Person.objects.bulk_create(
        [
            Person(unit=office, unit_path=office.path, name=person_name(7 * number + 3))
            for number, _name in enumerate(names)
        ]
    )
    rows += [
        _user(name, one.name, digest, at, person=one) for name, one in zip(names, reviewers, strict=True)
    ]
    made = User.objects.bulk_create(rows, batch_size=BATCH)
    ground.users = {user.username: user for user in made}
    log(
        written(account_events.ACCOUNT_CREATED, user, "", at, username=user.username, name=user.name)
        for user in made
    )


def _user(username: str, name: str, digest: str, at: datetime, **rest: Any) -> User:
    return User(username=username, name=name, password=digest, created_at=at, password_set_at=at, **rest)


def _key(post: int) -> str:
    kind = POSTS[post][1]
    return kind.value if kind != PostKind.MEMBER else f"member{post}"


def _groups(ground: Ground) -> list[list[Place]]:
    return list(counties_of(ground.places))


def _assignments(ground: Ground) -> None:
    """Send to each county a reviewer and a lead reviewer, who may read all papers there."""
    since = clock.today() - timedelta(days=20)
    rows, named, at = [], [], moment(since)
    sender, security = ground.users["u0001.coordinator"], ground.users["security"]
    for number, group in enumerate(_groups(ground)):
        for kind, name in ((DutyKind.REVIEWER, "reviewer"), (DutyKind.LEAD_REVIEWER, "lead")):
            user = ground.users[f"{name}{number}"]
            for place in group:
                rows.append(_duty(user, ground.units[place.number - 1], kind, since, at, sender, security))
                named.append([ground.people[place.number, post].pk for post in range(4)])
    duties = Duty.objects.bulk_create(rows, batch_size=BATCH)
    through = Duty.named.through
    through.objects.bulk_create(
        [
            through(duty_id=duty.pk, person_id=person)
            for duty, some in zip(duties, named, strict=True)
            for person in some
        ],
        batch_size=BATCH,
    )
    log(
        written(
            account_events.DUTY_CONFIRMED,
            duty,
            duty.unit_path,
            at,
            by=security,
            person=duty.person.name,
            unit=duty.unit.name,
            kind=duty.kind,
        )
        for duty in duties
    )


def _duty(
    user: User, unit: Unit, kind: DutyKind, since: date, at: datetime, sender: User, security: User
) -> Duty:
    return Duty(
        person=user.person,
        unit=unit,
        unit_path=unit.path,
        kind=kind,
        since=since,
        until=clock.today() + timedelta(days=40),
        proposed_by_id=sender.pk,
        proposed_at=at,
        confirmed_by_id=security.pk,
        confirmed_at=at,
    )


def _name_logins(ground: Ground) -> None:
    """Choose one account for each role: in a county in the middle, and at the top."""
    county = next(place for place in ground.places if place.name.endswith("县") and place.number > 20)
    below = next(place for place in ground.places if place.superior == county.number)
    wanted: list[tuple[str, str | Promise]] = [
        (f"{below.code}.chief", PostKind.CHIEF.label),
        (f"{below.code}.member1", PostKind.MEMBER.label),
        (f"{below.code}.coordinator", PostKind.COORDINATOR.label),
        (f"{county.code}.chief", PostKind.CHIEF.label),
        ("u0001.chief", PostKind.CHIEF.label),
        ("u0001.coordinator", PostKind.COORDINATOR.label),
        ("reviewer0", DutyKind.REVIEWER.label),
        ("lead0", DutyKind.LEAD_REVIEWER.label),
        *((key, kind.label) for key, kind in ADMINISTRATORS.items()),
    ]
    for username, kind in wanted:
        user = ground.users[username]
        where = f"{user.person.unit.name} {user.name}" if user.person else ""
        ground.logins.append(Login(username, str(kind), where))
