"""What the kernel itself records: nothing; the rooms above do."""

from __future__ import annotations

from typing import Final

from duizhao_web.apps.kernel.audit.event import Event

EVENTS: Final[tuple[Event, ...]] = ()
