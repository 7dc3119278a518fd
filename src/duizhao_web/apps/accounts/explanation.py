"""谁能看到: everybody who sees a thing, by which rule, in what post or until when; asked of the rules
themselves.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from duizhao_web.apps.accounts.actors import capacities
from duizhao_web.apps.accounts.models import Duty
from duizhao_web.apps.accounts.visibility import Cell, Right, Thing, cells
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.paths import chain
from duizhao_web.apps.units.models import Person, SecondSuperior, Tenure, in_force


@dataclass(frozen=True, slots=True)
class Seer:
    """A person who sees the thing, in which capacity and by which rules."""

    person: Person
    capacity: str
    rights: tuple[Right, ...]
    rules: tuple[str, ...]


def seers(thing: Thing, on: date) -> list[Seer]:
    """Return everybody with a right to the thing on a day: the one it is about, then unit and those above."""
    people = _candidates(thing, on)
    seats, duties = capacities(people, on)
    titles = _capacities_in_words(people, thing, on)
    found = []
    for person_id, person in people.items():
        actor = Actor(None, person.name, person_id, seats=seats[person_id], duties=duties[person_id])
        speaking = cells(actor, thing)
        if speaking:
            found.append(_seer(person, titles.get(person_id, ""), speaking))
    return sorted(found, key=lambda seer: (seer.person.pk != thing.person_id, -len(seer.person.unit_path)))


def _seer(person: Person, capacity: str, speaking: tuple[Cell, ...]) -> Seer:
    rights = {right for cell in speaking for right in cell.rights}
    rules = dict.fromkeys(str(cell.rule) for cell in speaking)
    return Seer(person, capacity, tuple(right for right in Right if right in rights), tuple(rules))


def _candidates(thing: Thing, on: date) -> dict[int, Person]:
    """Return the people for whom the table could have a cell: a superset, small whatever the size of the
    tree.
    """
    above = chain(thing.unit_path)
    beside = SecondSuperior.objects.filter(in_force(on), unit__path__in=above).values("superior_id")
    held = Tenure.objects.filter(Q(unit_path__in=above) | Q(post__unit_id__in=beside), in_force(on))
    assigned = Duty.objects.filter(in_force(on), unit_path=thing.unit_path)
    named = {person for _relation, person in thing.parts} | {thing.person_id or 0}
    wanted = Q(pk__in=named) | Q(pk__in=held.values("person_id")) | Q(pk__in=assigned.values("person_id"))
    return {
        person.pk: person for person in Person.objects.filter(wanted).select_related("unit").order_by("pk")
    }


def _capacities_in_words(people: dict[int, Person], thing: Thing, on: date) -> dict[int, str]:
    words: dict[int, list[str]] = defaultdict(list)
    held = Tenure.objects.filter(in_force(on), person_id__in=people, confirmed_at__isnull=False)
    for person_id, unit, title in held.values_list("person_id", "post__unit__name", "post__title"):
        words[person_id].append(f"{unit} {title}")
    duties = Duty.objects.filter(in_force(on), person_id__in=people, unit_path=thing.unit_path)
    for duty in duties.filter(confirmed_at__isnull=False, recused_on__isnull=True):
        words[duty.person_id].append(f"{duty.get_kind_display()} ≤ {duty.until.isoformat()}")
    return {person_id: "；".join(parts) for person_id, parts in words.items()}
