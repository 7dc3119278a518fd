"""From an account or a person to the actor the policy knows: posts and assignments in force on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from duizhao_web.apps.accounts.models import Duty, User
from duizhao_web.apps.kernel.actor import LEADERS, Actor, Role, Seat
from duizhao_web.apps.kernel.actor import Duty as Assigned
from duizhao_web.apps.units.models import PostKind, SecondSuperior, Tenure, in_force


def actor_of(user: User, on: date) -> Actor:
    """Return the account as an actor, in at most four queries whatever it may see."""
    if user.administrator:
        return Actor(user.pk, user.name, administrator=Role(user.administrator))
    if user.person_id is None:
        return Actor(user.pk, user.name)
    seats, duties = capacities([user.person_id], on)
    return Actor(
        user.pk,
        user.name,
        person_id=user.person_id,
        seats=seats[user.person_id],
        duties=duties[user.person_id],
        home=user.person.unit_path if user.person else "",
    )


def capacities(
    person_ids: Iterable[int], on: date
) -> tuple[dict[int, tuple[Seat, ...]], dict[int, tuple[Assigned, ...]]]:
    """Return what posts and what assignments give each of the people on a day; unconfirmed ones give
    nothing.
    """
    wanted = list(person_ids)
    return _seats(wanted, on), _duties(wanted, on)


def _seats(person_ids: list[int], on: date) -> dict[int, tuple[Seat, ...]]:
    held = list(
        Tenure.objects.filter(in_force(on), person_id__in=person_ids, confirmed_at__isnull=False)
        .exclude(post__kind=PostKind.OBSERVER)
        .order_by("pk")
        .values_list("person_id", "post__kind", "unit_path", "post__unit_id")
    )
    leading = {unit_id for _person, kind, _path, unit_id in held if kind in LEADERS}
    beside = _second_subordinates(leading, on) if leading else {}
    seats: dict[int, list[Seat]] = defaultdict(list)
    for person, kind, path, unit_id in held:
        role = Role(kind)
        seats[person].append(Seat(role, path, beside.get(unit_id, ()) if role in LEADERS else ()))
    return {person: tuple(seats.get(person, ())) for person in person_ids}


def _second_subordinates(unit_ids: set[int], on: date) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = SecondSuperior.objects.filter(in_force(on), superior_id__in=unit_ids).order_by("pk")
    for superior_id, path in rows.values_list("superior_id", "unit__path"):
        found[superior_id].append(path)
    return {superior_id: tuple(paths) for superior_id, paths in found.items()}


def _duties(person_ids: list[int], on: date) -> dict[int, tuple[Assigned, ...]]:
    held = in_force(on) & Q(person_id__in=person_ids, confirmed_at__isnull=False, recused_on__isnull=True)
    rows = list(
        Duty.objects.filter(held).order_by("pk").values_list("pk", "person_id", "kind", "unit_path", "until")
    )
    # Not by prefetching: somebody may be assigned to many units, and only numbers are needed.
    named: dict[int, set[int]] = defaultdict(set)
    if rows:
        through = Duty.named.through.objects.filter(duty__in=[row[0] for row in rows])
        for duty_id, person_id in through.values_list("duty_id", "person_id"):
            named[duty_id].add(person_id)
    duties: dict[int, list[Assigned]] = defaultdict(list)
    for pk, person_id, kind, path, until in rows:
        duties[person_id].append(Assigned(Role(kind), path, until, frozenset(named[pk])))
    return {person: tuple(duties.get(person, ())) for person in person_ids}
