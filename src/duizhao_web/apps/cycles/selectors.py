"""Reading meetings, each as far as the actor may."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from duizhao.frameworks import Framework, catalogue, pick
from duizhao_web.apps.cycles.models import Cycle, CycleKind, CycleState
from duizhao_web.apps.cycles.policy import CYCLE_OPEN
from duizhao_web.apps.kernel.actor import Actor, Role
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.paths import NOTHING, at_or_below, directly_below
from duizhao_web.apps.kernel.policy import may
from duizhao_web.apps.kernel.scope import ScopedQuerySet
from duizhao_web.apps.kernel.search import terms
from duizhao_web.apps.units.models import Unit
from duizhao_web.apps.units.subjects import of_unit


def cycle_list(
    actor: Actor, *, year: int | None = None, state: str = "", kind: str = "", words: str = ""
) -> ScopedQuerySet[Cycle]:
    """Return the meetings the actor sees, those with the words in title, theme or unit."""
    rows = Cycle.objects.visible_to(actor).select_related("unit", "notice")
    wanted = {"year": year, "state": state, "kind": kind}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    for term in terms(words):
        rows = rows.filter(
            Q(title__icontains=term) | Q(unit__name__icontains=term) | Q(notice__theme__icontains=term)
        )
    return rows


def cycle_get(actor: Actor, pk: int) -> Cycle:
    """Return one meeting; one the actor may not see does not exist for them."""
    rows = Cycle.objects.visible_to(actor).select_related("unit", "notice", "opened_from")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


def own_cycles(actor: Actor, *, roles: Sequence[Role] = ()) -> ScopedQuerySet[Cycle]:
    """Return the meetings of the units in which the actor holds a post (one of ``roles``), soonest first."""
    paths = {seat.unit_path for seat in actor.seats if not roles or seat.role in roles}
    rows = Cycle.objects.visible_to(actor).filter(unit_path__in=sorted(paths))
    return rows.select_related("unit", "notice").order_by("meeting_on", "pk")


def cycle_current(actor: Actor) -> Cycle | None:
    """Return the meeting the actor's own unit is at: the next one being prepared, else the last one held."""
    rows = own_cycles(actor)
    preparing = rows.filter(state=CycleState.PREPARING).first()
    return preparing or rows.exclude(state=CycleState.PREPARING).order_by("-meeting_on", "-pk").first()


def cycle_of(unit: Unit, year: int) -> Cycle | None:
    """Return the annual meeting of a unit about a year."""
    return Cycle.objects.filter(unit=unit, year=year, kind=CycleKind.ANNUAL).first()


def framework_of(cycle: Cycle) -> Framework | None:
    """Return the criteria set the meeting goes by; None where the set is not on this machine any more."""
    return pick(catalogue(), f"{cycle.framework_id}@{cycle.framework_version}")


def openers(actor: Actor) -> list[Unit]:
    """Return the units for which the actor may open meetings, their own."""
    paths = {seat.unit_path for seat in actor.seats if seat.role in (Role.CHIEF, Role.COORDINATOR)}
    rows = Unit.objects.filter(path__in=sorted(paths), until__isnull=True).order_by("path")
    return [unit for unit in rows if may(actor, CYCLE_OPEN, of_unit(unit))]


def units_to_open(actor: Actor) -> QuerySet[Unit]:
    """Return the open units for which the actor may open a meeting, in the order of the tree."""
    conditions = [
        condition
        for seat in actor.seats
        for condition in (
            [
                at_or_below(seat.unit_path, "path"),
                *(at_or_below(second, "path") for second in seat.also_below),
            ]
            if seat.role == Role.CHIEF
            else [Q(path=seat.unit_path), directly_below(seat.unit_path, "path")]
            if seat.role == Role.COORDINATOR
            else []
        )
    ]
    rows: QuerySet[Unit] = Unit.objects.filter(reduce(or_, conditions, NOTHING), until__isnull=True)
    return rows.order_by("path")


def last_leads(unit: Unit) -> dict[str, int] | None:
    """Return the lead times of the unit's last meeting, which the next begins with."""
    found = Cycle.objects.filter(unit=unit).order_by("-year", "-pk").values_list("leads", flat=True).first()
    return dict(found) if found else None
