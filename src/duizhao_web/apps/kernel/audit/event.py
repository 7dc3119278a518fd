"""The kinds of events: every room lists its own in ``events.EVENTS``; wording is rendered when it is read."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import NamedTuple

from django.apps import apps
from django.db import models
from django.utils.functional import Promise

from duizhao_web.apps.kernel.audit.entry import Value
from duizhao_web.apps.kernel.room import Room


class Event(NamedTuple):
    """A kind of event: its code ``room.thing.done``, the sentence its params fill, and the words for its
    ``kind`` or what it is to ``do``.
    """

    code: str
    sentence: str | Promise
    kinds: type[models.TextChoices] | None = None


@cache
def catalogue() -> MappingProxyType[str, Event]:
    """Return the events of all rooms by code."""
    found: dict[str, Event] = {}
    for config in apps.get_app_configs():
        if isinstance(config, Room):
            for event in import_module(f"{config.name}.events").EVENTS:
                if event.code in found:
                    raise RuntimeError(f"event {event.code} is listed twice")
                found[event.code] = event
    return MappingProxyType(found)


def told(code: str, params: dict[str, Value]) -> str:
    """Return the sentence of an event in the language of the moment; an unknown code stands for itself."""
    event = catalogue().get(code)
    if event is None:
        return code
    try:
        return str(event.sentence) % {name: _shown(event, name, value) for name, value in params.items()}
    except KeyError:
        # Written by an older version that knew fewer words: code and what it knew.
        return f"{code} {params}"


def _shown(event: Event, name: str, value: Value) -> str:
    if name in ("kind", "do") and event.kinds is not None and value in event.kinds.values:
        return str(event.kinds(value).label)
    if isinstance(value, list):
        return "、".join(str(part) for part in value)
    return "—" if value is None or value == "" else str(value)
