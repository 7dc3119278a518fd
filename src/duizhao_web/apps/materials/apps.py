"""Materials as an app."""

from __future__ import annotations

from duizhao_web.apps.kernel.room import Room


class Materials(Room):
    """Papers, versions, decisions, opinions."""

    name = "duizhao_web.apps.materials"
    label = "materials"
