"""Reading units and people, each as far as the actor sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.errors import AppError, AppErrorCode
from duizhao_web.apps.kernel.paths import chain, directly_below
from duizhao_web.apps.kernel.scope import ScopedQuerySet
from duizhao_web.apps.units.models import (
    Person,
    Post,
    SecondSuperior,
    Team,
    Tenure,
    TreeChange,
    Unit,
    UnitPeriod,
    in_force,
)
from duizhao_web.apps.units.scope import tops

_SUGGESTED = 20


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A post and who holds it now."""

    post: Post
    tenure: Tenure | None


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team with its posts, in the team's own order."""

    team: Team
    seats: list[SeatRow]


@dataclass(frozen=True, slots=True)
class UnitView:
    """Everything about a unit that its page shows."""

    unit: Unit
    above: list[Unit]
    teams: list[TeamRow]
    coordinators: list[SeatRow]
    children: list[Unit]
    superiors: list[SecondSuperior]
    changes: list[TreeChange]
    periods: list[UnitPeriod]


def unit_get(actor: Actor, pk: int) -> Unit:
    """Return a unit the actor sees."""
    found: Unit | None = Unit.objects.visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


def unit_at(actor: Actor, path: str) -> Unit | None:
    """Return the unit at a path, where the actor sees it."""
    found: Unit | None = Unit.objects.visible_to(actor).filter(path=path).first() if path else None
    return found


def tree_is_new(actor: Actor) -> bool:
    """Return whether there is no more than the one unit a server begins with."""
    return len(Unit.objects.visible_to(actor)[:2]) < 2


def unit_roots(actor: Actor) -> list[Unit]:
    """Return the units where what the actor sees begins, each with what is directly below left out."""
    begins = tops(actor)
    condition = Q(depth=1) if begins is None else Q(path__in=begins)
    return _in_order(Unit.objects.visible_to(actor).filter(condition, until__isnull=True))


def unit_children(actor: Actor, unit: Unit) -> list[Unit]:
    """Return the open units directly below one."""
    rows = Unit.objects.visible_to(actor).filter(directly_below(unit.path, "path"), until__isnull=True)
    return _in_order(rows)


def unit_search(actor: Actor, text: str, limit: int = _SUGGESTED) -> list[Unit]:
    """Return some open units whose name or code has the text in it, superiors first."""
    return list(unit_list(actor, text).order_by("depth", "path")[:limit])


def unit_list(actor: Actor, text: str = "") -> QuerySet[Unit]:
    """Return the open units the actor sees whose name or code has the text in it."""
    rows: QuerySet[Unit] = Unit.objects.visible_to(actor).filter(until__isnull=True)
    return rows.filter(Q(name__icontains=text) | Q(code__istartswith=text)) if text else rows


def superiors_of(actor: Actor, units: Sequence[Unit]) -> dict[int, str]:
    """Return the name of the superior of each of the units, where the actor sees it."""
    paths = {unit.superior_path for unit in units}
    rows = Unit.objects.visible_to(actor).filter(path__in=sorted(paths))
    names = dict(rows.values_list("path", "name"))
    return {unit.pk: names.get(unit.superior_path, "") for unit in units}


def unit_view(actor: Actor, pk: int, on: date) -> UnitView:
    """Return a unit's page, in at most ten queries whatever its size."""
    unit = unit_get(actor, pk)
    teams = list(Team.objects.visible_to(actor).filter(unit=unit, until__isnull=True))
    seats = _seats(actor, unit, on)
    visible_above = Unit.objects.visible_to(actor).filter(path__in=chain(unit.superior_path))
    return UnitView(
        unit=unit,
        above=list(visible_above.order_by("path")),
        teams=[TeamRow(team, [seat for seat in seats if seat.post.team_id == team.pk]) for team in teams],
        coordinators=[seat for seat in seats if seat.post.team_id is None],
        children=unit_children(actor, unit),
        superiors=list(unit.second_superiors.filter(in_force(on)).select_related("superior")),
        changes=list(changes_waiting(actor).filter(unit=unit)),
        periods=list(unit.periods.select_related("superior").order_by("-since", "-pk")),
    )


def person_list(actor: Actor, text: str = "", held: str = "") -> ScopedQuerySet[Person]:
    """Return the people the actor sees, those whose name or number has the text in it, those who hold a post
    now (``yes``) or none (``no``).
    """
    rows = Person.objects.visible_to(actor).select_related("unit")
    if held:
        holding = Exists(Tenure.objects.filter(person=OuterRef("pk"), until__isnull=True))
        rows = rows.filter(holding if held == "yes" else ~holding)
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(staff_code__istartswith=text))
    return rows


def person_get(actor: Actor, pk: int) -> Person:
    """Return a person the actor sees."""
    found = Person.objects.visible_to(actor).select_related("unit").filter(pk=pk).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


def own_person(actor: Actor) -> Person:
    """Return the actor as a person, with the unit they are kept in."""
    found = Person.objects.select_related("unit").filter(pk=actor.person_id or 0).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


def tenure_list(actor: Actor, person: Person) -> list[Tenure]:
    """Return the posts of a person that the actor sees, latest first."""
    rows = Tenure.objects.visible_to(actor).filter(person=person).select_related("post__unit", "post__team")
    return list(rows.order_by("-since", "-pk"))


def post_get(actor: Actor, pk: int) -> Post:
    """Return a post the actor sees."""
    found = Post.objects.visible_to(actor).select_related("unit", "team").filter(pk=pk).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


def team_get(actor: Actor, pk: int) -> Team:
    """Return a team the actor sees."""
    found = Team.objects.visible_to(actor).select_related("unit").filter(pk=pk).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


def tenure_get(actor: Actor, pk: int) -> Tenure:
    """Return a tenure the actor sees."""
    rows = Tenure.objects.visible_to(actor).select_related("post__unit", "person")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


def superior_get(actor: Actor, pk: int) -> SecondSuperior:
    """Return a relation to a second superior, where the actor sees the unit that is led."""
    found = SecondSuperior.objects.select_related("unit", "superior").filter(pk=pk).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    unit_get(actor, found.unit_id)
    return found


def tenure_waiting(actor: Actor) -> ScopedQuerySet[Tenure]:
    """Return the tenures nobody has confirmed yet."""
    rows = Tenure.objects.visible_to(actor).filter(confirmed_at__isnull=True, until__isnull=True)
    return rows.select_related("person", "post__unit").order_by("proposed_at", "pk")


def changes_waiting(actor: Actor) -> QuerySet[TreeChange]:
    """Return the changes of the tree nobody has confirmed yet, of units the actor sees."""
    seen = Unit.objects.visible_to(actor)
    rows = TreeChange.objects.filter(confirmed_at__isnull=True, unit__in=seen)
    return rows.select_related("unit", "superior").order_by("proposed_at", "pk")


def change_get(actor: Actor, pk: int) -> TreeChange:
    """Return a change that waits, of a unit the actor sees."""
    found = changes_waiting(actor).filter(pk=pk).first()
    if found is None:
        raise AppError(AppErrorCode.NOT_FOUND)
    return found


def units_without_team(actor: Actor) -> QuerySet[Unit]:
    """Return the open units of the actor's own level that have no team yet."""
    begins = tops(actor)
    condition = Q(depth=1) if begins is None else Q(path__in=begins)
    teams = Team.objects.filter(unit=OuterRef("pk"), until__isnull=True)
    rows = Unit.objects.visible_to(actor).filter(condition, ~Exists(teams), until__isnull=True)
    found: QuerySet[Unit] = rows.order_by("path")
    return found


def teams_without_chief(actor: Actor) -> QuerySet[Team]:
    """Return the open teams the actor sees in which nobody is chief now."""
    held = Tenure.objects.filter(post__team=OuterRef("pk"), post__kind="chief", until__isnull=True)
    rows = Team.objects.visible_to(actor).filter(until__isnull=True)
    return rows.filter(~Exists(held)).select_related("unit")


def _seats(actor: Actor, unit: Unit, on: date) -> list[SeatRow]:
    current = Tenure.objects.filter(Q(until__isnull=True) | Q(until__gte=on)).select_related("person")
    posts = Post.objects.visible_to(actor).filter(unit=unit, until__isnull=True)
    rows = posts.order_by("position", "pk").prefetch_related(Prefetch("tenures", current.order_by("-since")))
    return [SeatRow(post, next(iter(post.tenures.all()), None)) for post in rows]


def _in_order(rows: QuerySet[Unit]) -> list[Unit]:
    return list(rows.order_by("position", "path"))
