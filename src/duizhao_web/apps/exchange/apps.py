"""Exchange as an app."""

from __future__ import annotations

from duizhao_web.apps.kernel.room import Room


class Exchange(Room):
    """Exports and imports."""

    name = "duizhao_web.apps.exchange"
    label = "exchange"
