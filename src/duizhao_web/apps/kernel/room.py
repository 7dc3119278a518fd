"""What a room of the server is: an app with a ``policy`` and an ``events`` module, and a title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.apps import AppConfig


class Room(AppConfig):
    """A room: its ``policy.RULES`` and ``events.EVENTS`` become part of the whole without being listed
    anywhere.
    """

    triggers: Mapping[str, Sequence[str]] = MappingProxyType({})
    """The triggers its migrations leave in the database, by vendor: `doctor` looks for them."""
    default_auto_field = "django.db.models.BigAutoField"
