"""How two people stand to each other by their posts: who is whose subordinate, who has left, who is chief."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from duizhao_web.apps.accounts.models import Duty, DutyKind, User
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import GROUP
from duizhao_web.apps.units.models import Person, PostKind, Tenure, in_force

_RANK: Final = {PostKind.CHIEF.value: 3, PostKind.MEMBER.value: 2}
_STAFF: Final = 1
_CHIEF_OF: Final = {"post__kind": PostKind.CHIEF.value, "confirmed_at__isnull": False}


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody works and how high: 3 the chief, 2 a member of the team, 1 anybody else."""

    unit_path: str
    rank: int
    held: bool = False
    """By a post, not only because the person is kept there."""


def places(people: Iterable[int], on: date) -> dict[int, tuple[Place, ...]]:
    """Return the places of each person on a day; who holds no post has the unit they are kept in."""
    wanted = list(people)
    held = Tenure.objects.filter(in_force(on), person_id__in=wanted, confirmed_at__isnull=False)
    found: dict[int, list[Place]] = {person: [] for person in wanted}
    for person, path, kind in held.values_list("person_id", "unit_path", "post__kind"):
        found[person].append(Place(path, _RANK.get(kind, _STAFF), held=True))
    without = [person for person in wanted if not found[person]]
    for person, path in Person.objects.filter(pk__in=without).values_list("pk", "unit_path"):
        found[person].append(Place(path, _STAFF))
    return {person: tuple(some) for person, some in found.items()}


def is_subordinate(one: tuple[Place, ...], of: tuple[Place, ...]) -> bool:
    """Return whether somebody with the places ``one`` works under somebody with the places ``of``."""
    return _over(of, one) and not _over(one, of)


def _over(upper: tuple[Place, ...], lower: tuple[Place, ...]) -> bool:
    return any(
        above.rank > _STAFF
        and (
            (above.unit_path == under.unit_path and above.rank > under.rank)
            or (above.unit_path != under.unit_path and under.unit_path.startswith(above.unit_path))
        )
        for above in upper
        for under in lower
    )


def stands_above(person_id: int, unit_path: str, on: date) -> bool:
    """Return whether the person leads a unit above, by tree or beside it, or is in the unit's supervision
    group.
    """
    leading = Tenure.objects.filter(
        in_force(on),
        person_id=person_id,
        confirmed_at__isnull=False,
        post__kind__in=(PostKind.CHIEF, PostKind.MEMBER),
    )
    if any(
        unit_path.startswith(path) and path != unit_path
        for path in leading.values_list("unit_path", flat=True)
    ):
        return True
    beside = Q(post__unit__second_subordinates__unit__path=unit_path) & in_force(
        on, "post__unit__second_subordinates__"
    )
    if leading.filter(beside).exists():
        return True
    return _in_supervision_group(person_id, unit_path, on)


def _in_supervision_group(person_id: int, unit_path: str, on: date) -> bool:
    kinds = [kind.value for kind in DutyKind if kind.value in {role.value for role in GROUP}]
    duties = Duty.objects.filter(
        in_force(on), person_id=person_id, unit_path=unit_path, kind__in=kinds, confirmed_at__isnull=False
    )
    return duties.filter(recused_on__isnull=True).exists()


def has_chief(unit_path: str, on: date) -> bool:
    """Return whether somebody is chief of the unit on a day."""
    return Tenure.objects.filter(in_force(on), **_CHIEF_OF, unit_path=unit_path).exists()


def was_chief(person_id: int, unit_path: str, on: date) -> bool:
    """Return whether the person was chief of the unit and is so no longer."""
    held = Tenure.objects.filter(**_CHIEF_OF, unit_path=unit_path, person_id=person_id)
    return held.exists() and not held.filter(in_force(on)).exists()


def has_left(person_id: int, on: date) -> bool:
    """Return whether the person held posts and holds none any more, or never did and has no open account."""
    held = Tenure.objects.filter(person_id=person_id, confirmed_at__isnull=False)
    if held.exists():
        return not held.filter(in_force(on)).exists()
    return User.objects.filter(person_id=person_id, ended_at__isnull=False).exists()


def left(field: str) -> Q:
    """Return the condition, for rows with a person in ``field``, that ``has_left`` says so today.

    Sets of people, asked for once: a ledger asks this of every row.
    """
    ever = Tenure.objects.filter(confirmed_at__isnull=False).order_by().values("person_id")
    gone = User.objects.filter(person__isnull=False, ended_at__isnull=False).order_by().values("person_id")
    had = Q(**{f"{field}__in": ever})
    still = Q(**{f"{field}__in": ever.filter(in_force(clock.today()))})
    return had & ~still | ~had & Q(**{f"{field}__in": gone})


def under(one: str, of: str) -> Q:
    """Return the condition, for rows with two people, that ``is_subordinate`` says so today."""
    return Q(_leads(of, one)) & ~Q(_leads(one, of))


def _leads(upper: str, lower: str) -> Exists:
    """Return whether the person in one field leads the one in the other."""
    above = _held().filter(person=OuterRef(upper), post__kind__in=list(_RANK))
    beneath = Q(unit_path__startswith=OuterRef("unit_path")) & ~Q(unit_path=OuterRef("unit_path"))
    lower_here = Q(unit_path=OuterRef("unit_path")) & (
        ~Q(post__kind__in=list(_RANK))
        | Q(post__kind=PostKind.MEMBER.value) & Q(Exists(_chief_of_the_outer()))
    )
    held = _held().filter(beneath | lower_here, person=OuterRef(OuterRef(lower)))
    kept = Person.objects.filter(pk=OuterRef(OuterRef(lower)), unit_path__startswith=OuterRef("unit_path"))
    without = kept.filter(~Exists(_held().filter(person=OuterRef("pk"))))
    return Exists(above.filter(Exists(held) | Exists(without)))


def _chief_of_the_outer() -> QuerySet[Tenure]:
    """Return the tenure one level up where it is a chief's."""
    return Tenure.objects.filter(pk=OuterRef(OuterRef("pk")), post__kind=PostKind.CHIEF.value)


def _held() -> QuerySet[Tenure]:
    return Tenure.objects.filter(in_force(clock.today()), confirmed_at__isnull=False)
