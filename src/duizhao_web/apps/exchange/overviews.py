"""What the panels of the overview are narrowed to, as the page's address says."""

from __future__ import annotations

from duizhao_web.apps.exchange.dataset import Wanted
from duizhao_web.apps.insight.overview import Scope, scope_of
from duizhao_web.apps.kernel.actor import Actor


def scope(actor: Actor, wanted: Wanted) -> Scope:
    """Return the part of the tree that is asked for, or the actor's own; another does not exist for them."""
    carried = bool(wanted.get("carried"))
    return scope_of(actor, _number(wanted, "unit"), _number(wanted, "year"), carried=carried)


def _number(wanted: Wanted, name: str) -> int | None:
    value = wanted.get(name)
    return int(str(value)) if value else None
