"""Units as an app."""

from __future__ import annotations

from duizhao_web.apps.kernel.room import Room


class Units(Room):
    """Tree, teams, posts, people."""

    name = "duizhao_web.apps.units"
    label = "units"
