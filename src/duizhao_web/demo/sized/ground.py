"""What stands after the tree, its people and the assignments were built."""

from __future__ import annotations

from dataclasses import dataclass, field

from duizhao_web.apps.accounts.models import User
from duizhao_web.apps.units.models import Person, Unit
from duizhao_web.demo.load import Login
from duizhao_web.demo.sized.places import Place


@dataclass
class Ground:
    """Units, people and accounts."""

    places: list[Place]
    password: str
    units: list[Unit] = field(default_factory=list)
    people: dict[tuple[int, int], Person] = field(default_factory=dict)
    """By the unit's number and the post's place in ``POSTS``."""
    users: dict[str, User] = field(default_factory=dict)
    logins: list[Login] = field(default_factory=list)
