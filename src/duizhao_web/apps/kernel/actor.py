"""Who acts, in what capacity, and how a person stands to a thing: the words the policy is written in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from duizhao_web.apps.kernel.paths import STEP


class Role(StrEnum):
    """In what capacity somebody acts."""

    SIGNED_IN = "signed_in"
    MEMBER = "member"
    CHIEF = "chief"
    COORDINATOR = "coordinator"
    REVIEWER = "reviewer"
    LEAD_REVIEWER = "lead_reviewer"
    GROUP_HEAD = "group_head"
    GROUP_MEMBER = "group_member"
    GROUP_LIAISON = "group_liaison"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"
    SYSTEM = "system"


ADMINISTRATORS: Final = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
LEADERS: Final = (Role.CHIEF, Role.MEMBER)
REVIEWERS: Final = (Role.REVIEWER, Role.LEAD_REVIEWER)
GROUP: Final = (Role.GROUP_HEAD, Role.GROUP_MEMBER, Role.GROUP_LIAISON)


class Relation(StrEnum):
    """How the one who acts stands to the thing acted on."""

    OWN = "own"
    """It is about the person."""
    OWN_UNIT = "own_unit"
    DIRECTLY_BELOW = "directly_below"
    """It belongs to a unit whose superior is the person's unit."""
    BELOW = "below"
    """It belongs to a unit further down."""
    ASSIGNED = "assigned"
    """It belongs to a unit the person was assigned to."""
    NAMED = "named"
    """It is the paper of somebody the assignment names."""
    PLATFORM = "platform"
    """The whole installation, for administrators and the system."""
    OWNER = "owner"
    """The person is named in it as the one who does it (责任人)."""
    SPONSOR = "sponsor"
    """The person is named in it as the one who answers for it (责任领导)."""
    VERIFIER = "verifier"
    """The person is named in it as the one who checks it (核验人)."""
    DOER = "doer"
    """The person is named in a part of it as the one who does that part."""
    CHECKER = "checker"
    """The person is named to look at it again after it was closed."""
    GIVER = "giver"
    """The person handed it down (交办人)."""
    RECEIVER = "receiver"
    """The person is the one it was handed to (承办人)."""
    WATCHER = "watcher"
    """The person is the leader who watches over it (督办领导)."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A post held now: in which capacity, in which unit, and which units that one leads beside the tree."""

    role: Role
    unit_path: str
    also_below: tuple[str, ...] = ()

    def relation(self, path: str) -> Relation | None:
        """Return how the seat's unit stands to the unit at ``path``: nothing where it is not at or above
        it.
        """
        if path == self.unit_path:
            return Relation.OWN_UNIT
        for top, steps in ((self.unit_path, 1), *((second, 0) for second in self.also_below)):
            if path.startswith(top):
                return Relation.DIRECTLY_BELOW if len(path) == len(top) + steps * STEP else Relation.BELOW
        return None


@dataclass(frozen=True, slots=True)
class Duty:
    """An assignment in force: to one unit, until a day, with those of its people whose papers it names."""

    role: Role
    unit_path: str
    until: date
    named: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts, with everything the policy needs to know about them."""

    user_id: int | None
    name: str
    person_id: int | None = None
    administrator: Role | None = None
    seats: tuple[Seat, ...] = ()
    duties: tuple[Duty, ...] = ()
    system: bool = False
    home: str = field(default="", compare=False)
    """The unit the person belongs to, for pages that begin there; it gives no right."""

    @property
    def kind(self) -> str:
        """Return what the audit log calls this kind of actor."""
        if self.system:
            return "system"
        return "anonymous" if self.user_id is None else "user"

    def holds(self, *roles: Role) -> bool:
        """Return whether the actor acts in one of the capacities anywhere."""
        held = {seat.role for seat in self.seats} | {duty.role for duty in self.duties}
        return bool(held.intersection(roles)) or self.administrator in roles


ANONYMOUS: Final = Actor(None, "")
SYSTEM: Final = Actor(None, "system", system=True)

NO_STATE: Final = "-"
"""The state of a thing that has none."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is acted on, as far as the policy cares: its state, whose it is, and where it belongs."""

    state: str = NO_STATE
    unit_path: str | None = None
    person_id: int | None = None
    user_id: int | None = None
    parts: frozenset[tuple[Relation, int]] = frozenset()
    """Who is named in it, by relation and person: what anybody signed in may do by being named."""


INSTALLATION: Final = Subject()

Standing = tuple[Role, Relation]


def each(roles: tuple[Role, ...], *relations: Relation) -> tuple[Standing, ...]:
    """Return every role with every relation: how tables name those who may."""
    return tuple((role, relation) for role in roles for relation in relations)


def standings(actor: Actor, subject: Subject) -> frozenset[Standing]:
    """Return every capacity in which the actor stands to the subject, each with its relation."""
    if actor.system:
        return frozenset({(Role.SYSTEM, Relation.PLATFORM)})
    found: set[Standing] = set()
    if actor.user_id is not None and actor.user_id == subject.user_id:
        found.add((Role.SIGNED_IN, Relation.OWN))
    if actor.administrator:
        found.add((actor.administrator, Relation.PLATFORM))
        return frozenset(found)
    if actor.person_id is not None and actor.person_id == subject.person_id:
        found |= {(seat.role, Relation.OWN) for seat in actor.seats}
    if actor.person_id is not None:
        found |= {
            (Role.SIGNED_IN, relation) for relation, person in subject.parts if person == actor.person_id
        }
    if subject.unit_path is not None:
        found |= _in_the_tree(actor, subject.unit_path) | _by_assignment(
            actor, subject.unit_path, subject.person_id
        )
    return frozenset(found)


def _in_the_tree(actor: Actor, path: str) -> set[Standing]:
    related = ((seat.role, seat.relation(path)) for seat in actor.seats)
    return {(role, relation) for role, relation in related if relation is not None}


def _by_assignment(actor: Actor, path: str, person_id: int | None) -> set[Standing]:
    found: set[Standing] = set()
    for duty in actor.duties:
        if duty.unit_path == path:
            found.add((duty.role, Relation.ASSIGNED))
            if person_id is not None and person_id in duty.named:
                found.add((duty.role, Relation.NAMED))
    return found
