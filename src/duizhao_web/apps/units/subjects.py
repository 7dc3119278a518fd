"""Units, posts and people as the policy sees them."""

from __future__ import annotations

from duizhao_web.apps.kernel.actor import Subject
from duizhao_web.apps.units.models import Person, Post, Team, Tenure, TreeChange, Unit


def of_unit(unit: Unit) -> Subject:
    """Return the unit as a subject."""
    return Subject(unit.state, unit.path)


def of_staff(row: Person | Team | Post | Tenure) -> Subject:
    """Return a row of a unit's staff as a subject; whose it is gives nobody a say in it."""
    return Subject(row.state, row.unit_path)


def of_change(row: TreeChange) -> Subject:
    """Return a change of the tree as a subject."""
    return Subject(row.state, row.unit.path)
