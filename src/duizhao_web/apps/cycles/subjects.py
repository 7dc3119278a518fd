"""Meetings as the policy sees them."""

from __future__ import annotations

from duizhao_web.apps.cycles.models import Cycle
from duizhao_web.apps.kernel.actor import Subject


def of_cycle(cycle: Cycle) -> Subject:
    """Return a meeting as a subject."""
    return Subject(cycle.state, cycle.unit_path)
