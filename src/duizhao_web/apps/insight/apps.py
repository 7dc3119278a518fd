"""Insight as an app."""

from __future__ import annotations

from duizhao_web.apps.kernel.room import Room


class Insight(Room):
    """Selectors over several rooms; it has no tables and changes nothing."""

    name = "duizhao_web.apps.insight"
    label = "insight"
