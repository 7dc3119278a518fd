"""Cycles as an app."""

from __future__ import annotations

from duizhao_web.apps.kernel.room import Room


class Cycles(Room):
    """Notices, meetings, their dates."""

    name = "duizhao_web.apps.cycles"
    label = "cycles"
