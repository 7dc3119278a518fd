"""Reporting as an app."""

from __future__ import annotations

from types import MappingProxyType

from duizhao_web.apps.kernel.room import Room


class Reporting(Room):
    """Periods, the units' reports, what was issued."""

    name = "duizhao_web.apps.reporting"
    label = "reporting"
    triggers = MappingProxyType(
        {
            "sqlite": (
                "figure_locked_insert",
                "figure_locked_update",
                "figure_locked_delete",
                "report_locked_update",
                "report_locked_delete",
                "reporting_issue_update",
                "reporting_issue_delete",
                "reporting_issueline_update",
                "reporting_issueline_delete",
            ),
            "postgresql": (
                "figure_kept",
                "report_kept",
                "reporting_issue_kept",
                "reporting_issueline_kept",
            ),
        }
    )
