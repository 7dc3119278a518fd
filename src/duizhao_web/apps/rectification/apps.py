"""Rectification as an app."""

from __future__ import annotations

from types import MappingProxyType

from duizhao_web.apps.kernel.room import Room


class Rectification(Room):
    """Items, actions, evidence, verification, rechecks."""

    name = "duizhao_web.apps.rectification"
    label = "rectification"
    triggers = MappingProxyType(
        {
            "sqlite": (
                "item_closing",
                "item_begins_open",
                "item_first_deadline",
                "rectification_round_no_update",
                "rectification_round_no_delete",
                "rectification_step_no_update",
                "rectification_step_no_delete",
            ),
            "postgresql": (
                "item_guard",
                "rectification_round_kept",
                "rectification_step_kept",
            ),
        }
    )
