"""Which units an actor sees: own and below by post, assigned by duty, all for those who keep tree and
permissions.
"""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Q

from duizhao_web.apps.kernel.actor import LEADERS, Actor, Role
from duizhao_web.apps.kernel.paths import NOTHING, at_or_below


def units_seen_by(actor: Actor, field: str) -> Q:
    """Return the condition on the column of paths ``field``; a member sees the own unit, leaders what is
    below.
    """
    begins = tops(actor)
    if begins is None:
        return Q()
    conditions = [at_or_below(top, field) for top in begins]
    single = {duty.unit_path for duty in actor.duties}
    if single:
        conditions.append(Q(**{f"{field}__in": sorted(single)}))
    return reduce(or_, conditions, NOTHING)


def tops(actor: Actor) -> list[str] | None:
    """Return the paths where what the actor sees begins, None for everything; single units assigned come on
    top.
    """
    if actor.system or actor.administrator in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN):
        return None
    found = set[str]()
    for seat in actor.seats:
        if seat.role in (*LEADERS, Role.COORDINATOR):
            found |= {seat.unit_path, *seat.also_below}
    return _outermost(found)


def _outermost(tops: set[str]) -> list[str]:
    """Return the paths that are not inside another of them."""
    kept: list[str] = []
    for top in sorted(tops):
        if not kept or not top.startswith(kept[-1]):
            kept.append(top)
    return kept
