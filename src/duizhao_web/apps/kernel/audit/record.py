"""Writing an event down, as part of the service that is under way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from django.db import models

from duizhao_web.apps.kernel import clock
from duizhao_web.apps.kernel.actor import Actor
from duizhao_web.apps.kernel.audit.entry import Entry, Value
from duizhao_web.apps.kernel.audit.event import Event, catalogue
from duizhao_web.apps.kernel.work import write_down

_address: Final[ContextVar[str]] = ContextVar("address", default="")


@contextmanager
def coming_from(address: str) -> Iterator[None]:
    """Let the events of the block say where the request came from."""
    token = _address.set(address)
    try:
        yield
    finally:
        _address.reset(token)


def record(
    event: Event, *, actor: Actor, about: models.Model | None = None, unit_path: str = "", **params: Value
) -> None:
    """Record an event with the write that is under way; what fills its sentence is given by name."""
    if catalogue().get(event.code) is not event:
        raise RuntimeError(f"event {event.code} is in no room's list")
    write_down(
        Entry(
            event=event.code,
            at=clock.now(),
            actor_kind=actor.kind,
            actor_id=actor.user_id,
            actor_name=actor.name,
            address=_address.get(),
            unit_path=unit_path,
            object_type=about._meta.label_lower if about is not None else "",
            object_id=about.pk if about is not None else None,
            params=params,
        )
    )
