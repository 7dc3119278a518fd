"""An event before it has a place in the chain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

Value = str | int | bool | None | list[str] | list[int]


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened: which event, when, who, from where, to what, with the words that fill its sentence."""

    event: str
    at: datetime
    actor_kind: str
    actor_id: int | None
    actor_name: str
    address: str
    unit_path: str
    object_type: str
    object_id: int | None
    params: Mapping[str, Value]
