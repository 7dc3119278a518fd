"""A room as small as one can be, to see that a new one needs no list to be edited."""

from __future__ import annotations

from duizhao_web.apps.kernel.room import Room


class SampleRoom(Room):
    """A room of the tests."""

    name = "sample_room"
    label = "sample_room"
