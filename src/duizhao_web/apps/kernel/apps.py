"""The kernel as an app."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from django.db.models.signals import post_migrate

from duizhao_web.apps.kernel.room import Room


class Kernel(Room):
    """Actor, policy, scope, audit, clock."""

    name = "duizhao_web.apps.kernel"
    label = "kernel"
    triggers = MappingProxyType(
        {
            "sqlite": (
                "audit_no_update",
                "audit_no_delete",
                "audit_head_no_delete",
            ),
            "postgresql": (
                "audit_no_change",
                "audit_head_no_delete",
            ),
        }
    )

    def ready(self) -> None:
        """Give an empty database the head of its log, sealed with this installation's key."""
        post_migrate.connect(_plant_head, sender=self)


def _plant_head(**_kinds: Any) -> None:
    from duizhao_web.apps.kernel.audit.chain import BEGINNING, seal_of
    from duizhao_web.apps.kernel.models import AuditHead

    AuditHead.objects.get_or_create(pk=1, defaults={"digest": BEGINNING, "seal": seal_of(0, BEGINNING)})
