"""Loading the city: every row comes from a service, as somebody who may, on a day that could have been.

The clock is set back for it, so that the log reads as two years of work; nothing is dated after today.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from duizhao.corrections import Decision, Dismiss, JudgeLink, Remark, TakeUp
from duizhao.corrections.anchor import at
from duizhao.record import Span
from duizhao_web.apps.accounts.actors import actor_of
from duizhao_web.apps.accounts.models import Administrator, DutyKind, LinkKind, SupervisionGroup, User
from duizhao_web.apps.accounts.services.accounts import account_create, administrator_grant
from duizhao_web.apps.accounts.services.duties import duty_confirm, duty_propose, group_create
from duizhao_web.apps.accounts.services.links import link_confirm, link_issue, link_use
from duizhao_web.apps.cycles import workdays
from duizhao_web.apps.cycles.schedule import Step
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import SYSTEM, Actor
from duizhao_web.apps.kernel.clock import FixedClock, use_clock
from duizhao_web.apps.materials import reading
from duizhao_web.apps.materials.models import Outcome, Paper, Version
from duizhao_web.apps.materials.selectors import version_shown
from duizhao_web.apps.materials.services.papers import latest_of, paper_submit, paper_upload
from duizhao_web.apps.materials.services.reviews import decision_take, opinion_draft, opinion_sign
from duizhao_web.apps.units.models import Person, PostKind, Unit
from duizhao_web.apps.units.services.people import person_create, tenure_confirm, tenure_propose
from duizhao_web.apps.units.services.teams import post_create, team_create
from duizhao_web.apps.units.services.tree import superior_add, unit_create
from duizhao_web.demo import meetings
from duizhao_web.demo.city import (
    GROUP,
    GROUP_NAME,
    REVIEW_OFFICE,
    REVIEWERS,
    SECOND_SUPERIOR,
    SUPERVISED,
    UNITS,
    Place,
    Seat,
)
from duizhao_web.demo.handing_down import hand_down
from duizhao_web.demo.periods import report
from duizhao_web.demo.rectifying import rectify
from duizhao_web.demo.writing import Assignment, write

Say = Callable[[int], None]
"""Told after each step of how many hundredths are done."""
_SAMPLES: Final = Path(__file__).with_name("papers")
_SAMPLE_OF: Final = {
    "": "1-班子.docx",
    "chief": "2-局长.docx",
    "works": "3-副局长-工程.docx",
    "resources": "4-副局长-水资源.txt",
}
_WITH_SAMPLES: Final = "qinghe.water"
_ADMINISTRATORS: Final = {
    "system": Administrator.SYSTEM,
    "security": Administrator.SECURITY,
    "audit": Administrator.AUDIT,
}
_DUTIES: Final = {
    "reviewer": DutyKind.REVIEWER,
    "lead": DutyKind.LEAD_REVIEWER,
    "head": DutyKind.GROUP_HEAD,
    "inspector": DutyKind.GROUP_MEMBER,
    "liaison": DutyKind.GROUP_LIAISON,
}
_FIRST_YEAR: Final = 2024
# Where this year's papers stand, in the order of the units; "" is one that was not handed in.
_STATES: Final = ("in_review", "passed", "returned", "in_review", "", "uploaded", "passed", "in_review")
_WATER: Final = {"": "in_review", "chief": "in_review", "works": "uploaded", "resources": "annotated"}
# Who has used the first link and can sign in, with what each is called: a password takes long on purpose.
_SIGNING_IN: Final[dict[str, str | Promise]] = {
    "qinghe.water.resources": PostKind.MEMBER.label,
    "qinghe.water.chief": PostKind.CHIEF.label,
    "qinghe.water.coordinator": PostKind.COORDINATOR.label,
    "reviewer": DutyKind.REVIEWER.label,
    "lead": DutyKind.LEAD_REVIEWER.label,
    "head": DutyKind.GROUP_HEAD.label,
    "qinghe.chief": _("上级主要负责人"),
    "lanpu.coordinator": _("上级联络员"),
    **{key: kind.label for key, kind in _ADMINISTRATORS.items()},
}
_SECOND: Final = "qinghe.chief"
"""Whose paper went back and came again as version 2."""


@dataclass(frozen=True, slots=True)
class Login:
    """An account of the demonstration: its name, what its role is called, whose it is."""

    username: str
    kind: str
    whose: str


@dataclass
class City:
    """What was loaded, by key."""

    password: str
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    def actor(self, key: str) -> Actor:
        """Return somebody as the actor they are on the day of the clock."""
        return actor_of(self.users[key], clock.today())


def load(say: Say) -> City:
    """Load the city and return it; ``say`` is told how far it is."""
    today = clock.today()
    city = City(password=new_password())
    with _on(date(_FIRST_YEAR, 10, 8)):
        _found(city)
    say(25)
    _last_year(city)
    say(50)
    _this_year(city, today)
    say(80)
    rectify(city, _on, today)
    hand_down(city, _on, today)
    report(city, _on, today)
    with _on(today, 18):
        meetings.close_all(city, _FIRST_YEAR)
    say(100)
    return city


def new_password() -> str:
    """Return a password of this demonstration alone: long enough, and typed without looking twice."""
    letters = "abcdefghkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


@contextmanager
def _on(day: date, hour: int = 9, minute: int = 0) -> Iterator[None]:
    """Let the block happen at a time of a day, never later than it really is."""
    moment = timezone.make_aware(datetime.combine(day, time(hour, minute)))
    with use_clock(FixedClock(min(moment, clock.now()))):
        yield


# ------------------------------------------------------------------------------------------- units and people


def _found(city: City) -> None:
    for key, kind in _ADMINISTRATORS.items():
        user = account_create(actor=SYSTEM, username=key, name=str(kind.label))
        administrator_grant(actor=SYSTEM, user=user, kind=kind)
        _open(city, user)
    for place in UNITS:
        _settle(city, place)
    led, by = SECOND_SUPERIOR
    superior_add(actor=SYSTEM, unit=city.units[led], superior=city.units[by], since=clock.today())
    top = city.units["lanpu"]
    office = unit_create(actor=SYSTEM, name=REVIEW_OFFICE, superior=top, since=clock.today(), code="R")
    for seat in (*REVIEWERS, *GROUP):
        person = person_create(actor=SYSTEM, unit=office, name=seat.name)
        city.people[seat.key] = person
        _account(city, seat.key, seat.name, person)
    group_create(actor=city.actor("lanpu.coordinator"), unit=top, name=GROUP_NAME)


def _settle(city: City, place: Place) -> None:
    today = clock.today()
    above = Unit.objects.get(pk=city.units[place.superior].pk) if place.superior else None
    unit = unit_create(actor=SYSTEM, name=place.name, superior=above, since=today, code=place.key)
    city.units[place.key] = unit
    team = team_create(actor=SYSTEM, unit=unit, name=f"{place.name}领导班子", since=today)
    for seat in place.seats:
        within = None if seat.kind == PostKind.COORDINATOR else team
        post = post_create(
            actor=SYSTEM, unit=unit, team=within, title=seat.title, kind=seat.kind, since=today
        )
        person = person_create(actor=SYSTEM, unit=unit, name=seat.name)
        tenure = tenure_propose(actor=SYSTEM, post=post, person=person, since=today)
        tenure_confirm(actor=city.actor("security"), tenure=tenure)
        key = f"{place.key}.{seat.key}"
        city.people[key] = person
        _account(city, key, seat.name, person)


def _account(city: City, username: str, name: str, person: Person) -> None:
    user = account_create(actor=SYSTEM, username=username, name=name, person=person)
    city.users[username] = user
    if username in _SIGNING_IN:
        _open(city, user)


def _open(city: City, user: User) -> None:
    """Set the account's password the way its owner would: by a one-time link."""
    issued = link_issue(actor=SYSTEM, user=user, kind=LinkKind.FIRST)
    link_confirm(actor=SYSTEM, link=issued.link)
    token = issued.address.rstrip("/").rpartition("/")[2]
    city.users[user.username] = link_use(token=token, password=city.password)


def _assign(city: City, since: date, until: date) -> None:
    """Send reviewers and the supervision group to every unit below the city."""
    sender = city.actor("lanpu.coordinator")
    group = SupervisionGroup.objects.get()
    for place in _reviewed():
        for seat in (*REVIEWERS, *GROUP):
            if seat in GROUP and place.key not in SUPERVISED:
                continue
            duty = duty_propose(
                actor=sender,
                person=city.people[seat.key],
                unit=city.units[place.key],
                kind=_DUTIES[seat.key],
                since=since,
                until=until,
                named=[city.people[f"{place.key}.{one.key}"] for one in _writers(place)],
                group=group if seat in GROUP else None,
            )
            duty_confirm(actor=city.actor("security"), duty=duty)


def _reviewed() -> Sequence[Place]:
    return [place for place in UNITS if place.superior]


def _writers(place: Place) -> list[Seat]:
    return [seat for seat in place.seats if seat.kind in (PostKind.CHIEF, PostKind.MEMBER)]


# ----------------------------------------------------------------------------------------------------- papers


def _last_year(city: City) -> None:
    year = _FIRST_YEAR
    held = date(year + 1, 1, 22)
    with _on(date(year, 12, 25)):
        meetings.open_all(city, year, held, last=True)
    with _on(date(year + 1, 1, 2)):
        _assign(city, date(year + 1, 1, 2), date(year + 1, 2, 28))
    for count, (place, seat) in enumerate(_papers()):
        day = date(year + 1, 1, 13) + timedelta(days=count % 5)
        with _on(day, 10, count % 60):
            version = _hand_in(city, place, seat, year)
        with _on(day + timedelta(days=4), 15, count % 60):
            opinion_sign(actor=city.actor("lead"), version=version, edition=0, outcome=Outcome.AGREED)
    with _on(held + timedelta(days=20), 16):
        meetings.note(city, year, meetings.steps(before=held - timedelta(days=6)))
        meetings.hold_all(city, year, held)
        meetings.note(city, year, meetings.steps(after=held + timedelta(days=19)))


def _this_year(city: City, today: date) -> None:
    year = _FIRST_YEAR + 1
    with _on(today - timedelta(days=21)):
        meetings.open_all(city, year, workdays.counted(today, 9), last=False)
    with _on(today - timedelta(days=20)):
        _assign(city, clock.today(), today + timedelta(days=40))
    with _on(today - timedelta(days=4), 17):
        meetings.note(city, year, {Step.STUDY: clock.today(), Step.OPINIONS: clock.today()})
    wanted = []
    others = 0
    for place, seat in _papers():
        state = _WATER[seat.key if seat else ""] if place.key == _WITH_SAMPLES else _STATES[others % 8]
        state = "second" if seat and f"{place.key}.{seat.key}" == _SECOND else state
        others += place.key != _WITH_SAMPLES
        wanted.append((place, seat, state))
    for count, (place, seat, state) in enumerate(wanted):
        day = today - timedelta(days=12 - count * 10 // len(wanted))
        if state:
            with _on(day, 9 + count % 8, count % 60):
                _one(city, place, seat, year, state)


def _papers() -> Iterator[tuple[Place, Seat | None]]:
    for place in _reviewed():
        yield place, None
        for seat in _writers(place):
            yield place, seat


def _one(city: City, place: Place, seat: Seat | None, year: int, state: str) -> None:
    """Hand a paper in and bring it where it is to stand."""
    facts = 0.6 if state in ("returned", "second") else 0.9
    version = _hand_in(city, place, seat, year, facts=facts, submit=state != "uploaded")
    if state in ("annotated", "second"):
        _review(city, version)
    if state == "passed":
        opinion_sign(actor=city.actor("lead"), version=version, edition=0, outcome=Outcome.AGREED)
    if state in ("returned", "second"):
        _send_back(city, version)
    if state == "second":
        _hand_in(city, place, seat, year, again=True)


def _hand_in(
    city: City,
    place: Place,
    seat: Seat | None,
    year: int,
    *,
    facts: float = 0.9,
    submit: bool = True,
    again: bool = False,
) -> Version:
    key = f"{place.key}.{seat.key if seat else 'coordinator'}"
    version = paper_upload(
        actor=city.actor(key),
        unit=city.units[place.key],
        person=city.people[key] if seat else None,
        year=year,
        read=_read(place, seat, year, facts, again),
    )
    if submit:
        paper_submit(actor=city.actor(key), paper=version.paper)
    return latest_of(Paper.objects.get(pk=version.paper_id))


def _read(place: Place, seat: Seat | None, year: int, facts: float, again: bool) -> reading.Read:
    if place.key == _WITH_SAMPLES:
        name = _SAMPLE_OF[seat.key if seat else ""]
        return reading.read(name, (_SAMPLES / str(year) / name).read_bytes())
    one = Assignment(
        unit=place.name,
        whose=f"{place.name}{seat.title} {seat.name}" if seat else "",
        year=year,
        things=place.things,
        places=place.places,
        facts=1.0 if again else facts,
        claims=(1 + len(seat.title) % 3, 5 + len(seat.name)) if seat else None,
    )
    name = f"{year}-{place.name}-{seat.name if seat else '班子'}{'-修改稿' if again else ''}.txt"
    return reading.read(name, write(one).encode())


# ----------------------------------------------------------------------------------------------------- review


def _review(city: City, version: Version) -> None:
    """Let the reviewer take up, dismiss, remark and judge, and draft the opinion."""
    reviewer = city.actor("reviewer")
    for count, decision in enumerate(_decisions(version)):
        decision_take(actor=reviewer, version=version, count=count, decision=decision)
    opinion_draft(actor=reviewer, version=version, edition=0, text=_opinion(version))


def _decisions(version: Version) -> Iterator[Decision]:
    text = version.text
    shown = version_shown(version)
    findings = [one for one in shown.findings if one.span.end > one.span.start]
    for one in findings[:2]:
        yield TakeUp(one.check, at(text, one.span))
    if len(findings) > 2:
        yield Dismiss(findings[2].check, at(text, findings[2].span), "已同作者核对，按原文保留")
    problems = shown.record.problems
    if problems:
        span = problems[-1].span
        place = Span(span.start, min(span.end, span.start + 20))
        yield Remark(at(text, place), "请写明由谁在什么时间办成什么样")
    record = shown.record
    spans = {one.id: one.span for some in (problems, record.causes, record.measures) for one in some}
    for holds, link in zip((True, False), record.links, strict=False):
        yield JudgeLink(at(text, spans[link.problem]), link.kind, at(text, spans[link.to]), holds=holds)


def _opinion(version: Version) -> str:
    bare = [one.title for one in version_shown(version).record.problems if not one.examples and one.title]
    points = [f"问题“{title}”没有写事例，请补充一件具体的事。" for title in bare[:2]]
    points.append("整改措施请逐条写明责任人和完成时间。")
    return "\n".join(f"{number}. {point}" for number, point in enumerate(points, 1))


def _send_back(city: City, version: Version) -> None:
    found = getattr(version, "opinion", None)
    edition = found.edition if found else 0
    if found is None:
        drafted = opinion_draft(
            actor=city.actor("reviewer"), version=version, edition=0, text=_opinion(version)
        )
        edition = drafted.edition
    opinion_sign(actor=city.actor("lead"), version=version, edition=edition, outcome=Outcome.RETURNED)


# ----------------------------------------------------------------------------------------------------- logins


def logins(city: City) -> list[Login]:
    """Return one account for each role, in the order in which one might look around."""
    names = {unit.pk: unit.name for unit in city.units.values()}
    found = []
    for username, kind in _SIGNING_IN.items():
        user = city.users[username]
        where = f"{names.get(user.person.unit_id, REVIEW_OFFICE)} {user.name}" if user.person else ""
        found.append(Login(username, str(kind), where))
    return found
