"""What waits for an actor: rows of the first page, each with the verb and the page where it is done."""

from __future__ import annotations

from dataclasses import dataclass

from duizhao_web.apps.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: verb, why, where, how many."""

    verb: str
    why: str
    address: str
    count: int


def todo_list(actor: Actor) -> list[Todo]:  # noqa: ARG001
    """Return what waits for the actor."""
    return []
