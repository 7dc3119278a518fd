"""Events of the sample room."""

from __future__ import annotations

from duizhao_web.apps.kernel.audit.event import Event

PRAISED = Event("sample.paper.praised", "praised %(title)s")
EVENTS = (PRAISED,)
