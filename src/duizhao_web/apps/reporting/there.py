"""Whether somebody of a unit is there to fill in its report and to confirm it: in a post, able to sign in."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.reporting.filing import Stage
from duizhao_web.apps.units.models import PostKind, Tenure, in_force


def held(kind: PostKind) -> Exists:
    """Return the condition that somebody of the report's unit who can sign in holds such a post today."""
    return Exists(holders(kind, OuterRef("unit")))


def filled_by(kind: PostKind) -> Exists:
    """Return the condition that whoever filled the report in last holds such a post of its unit."""
    return Exists(holders(kind, OuterRef("unit")).filter(person=OuterRef("filled_by")))


def abandoned() -> Q:
    """Return the condition that a report cannot come in: nobody of its unit can confirm it, or hand it in."""
    confirmed = Q(stage=Stage.CONFIRMED.value)
    return ~held(PostKind.CHIEF) & (~confirmed | ~held(PostKind.COORDINATOR))


def kinds_there(units: Collection[int]) -> dict[int, set[str]]:
    """Return for each of the units as whom somebody is there: chief, coordinator."""
    found: dict[int, set[str]] = {unit: set() for unit in units}
    for unit, kind in holders(None, units).values_list("post__unit_id", "post__kind"):
        found[unit].add(kind)
    return found


def holders(kind: PostKind | None, unit: int | OuterRef | Collection[int]) -> QuerySet[Tenure]:
    """Return who holds such a post, or either, of a unit or of units today and can sign in."""
    kinds = [PostKind.CHIEF, PostKind.COORDINATOR] if kind is None else [kind]
    where = {"post__unit": unit} if isinstance(unit, int | OuterRef) else {"post__unit__in": unit}
    return Tenure.objects.filter(
        in_force(clock.today()),
        **where,
        post__kind__in=kinds,
        confirmed_at__isnull=False,
        person__account__isnull=False,
        person__account__ended_at__isnull=True,
    )
