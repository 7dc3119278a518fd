"""What stands on the right of the first page: panels, each from one selector.

A room above adds a function to ``PANELS``; one that returns None takes no place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse

from duizhao_web.apps.cycles.selectors import cycle_current
from duizhao_web.apps.insight.checklist import Stand, checklist
from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.materials.selectors import paper_list
from duizhao_web.site.todo import title_of

_SHOWN: Final = 8
_STEPS: Final = 4


@dataclass(frozen=True, slots=True)
class Panel:
    """A template and what it is filled with."""

    template: str
    context: dict[str, Any]


def panels(actor: Actor) -> list[Panel]:
    """Return the panels that have something to show the actor."""
    return [panel for make in PANELS if (panel := make(actor)) is not None]


def _changes(actor: Actor) -> Panel | None:
    """What changed last among the papers the actor may read: from the papers themselves, not the log."""
    if not actor.seats and not actor.duties:
        return None
    papers = paper_list(actor).order_by("-changed_at", "-id")[:_SHOWN]
    rows = [(paper, title_of(paper), reverse("review", kwargs={"paper": paper.pk})) for paper in papers]
    return Panel("home/changes.html", {"rows": rows}) if rows else None


def _meeting(actor: Actor) -> Panel | None:
    """Where the meeting of the actor's own unit stands, and what is missing for it."""
    cycle = cycle_current(actor) if actor.seats else None
    if cycle is None:
        return None
    found = checklist(actor, cycle)
    days = (cycle.meeting_on - clock.today()).days
    open_ = [row for row in found.steps if row.stand in (Stand.LATE, Stand.NEXT)]
    context = {"cycle": cycle, "found": found, "days": days, "open": open_[:_STEPS]}
    return Panel("home/meeting.html", context)


PANELS: Final[tuple[Callable[[Actor], Panel | None], ...]] = (_meeting, _changes)
