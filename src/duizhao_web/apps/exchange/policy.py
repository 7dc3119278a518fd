"""Who may take a list away as a file: whoever has that page; which rows are in it, the visibility says."""

from __future__ import annotations

from typing import Final

from duizhao_web.apps.kernel.actor import GROUP, LEADERS, NO_STATE, REVIEWERS, Relation, Role
from duizhao_web.apps.kernel.policy import rules

PAPERS_EXPORT: Final = "exchange.papers.export"
MISSING_EXPORT: Final = "exchange.missing.export"
UNITS_EXPORT: Final = "exchange.units.export"
PEOPLE_EXPORT: Final = "exchange.people.export"
FIGURES_EXPORT: Final = "exchange.figures.export"

ITEMS_EXPORT: Final = "exchange.items.export"
PERSONAL_EXPORT: Final = "exchange.personal_items.export"

LEDGER_IMPORT: Final = "exchange.ledger.import"
REPORT_IMPORT: Final = "exchange.report.import"
LAYOUT_KEEP: Final = "exchange.layout.keep"
TEMPLATE_KEEP: Final = "exchange.template.keep"

_EVERY: Final = (PAPERS_EXPORT, MISSING_EXPORT, UNITS_EXPORT, PEOPLE_EXPORT, FIGURES_EXPORT)

RULES: Final = (
    *rules(_EVERY, roles=[*LEADERS, Role.COORDINATOR], relations=[Relation.OWN_UNIT], states=[NO_STATE]),
    *rules(_EVERY, roles=[*REVIEWERS, *GROUP], relations=[Relation.ASSIGNED], states=[NO_STATE]),
    *rules(
        [ITEMS_EXPORT], roles=[*LEADERS, Role.COORDINATOR], relations=[Relation.OWN_UNIT], states=[NO_STATE]
    ),
    *rules([ITEMS_EXPORT], roles=GROUP, relations=[Relation.ASSIGNED], states=[NO_STATE]),
    *rules(
        [LEDGER_IMPORT, REPORT_IMPORT, LAYOUT_KEEP, TEMPLATE_KEEP],
        roles=[Role.COORDINATOR, Role.CHIEF],
        relations=[Relation.OWN_UNIT],
        states=[NO_STATE],
    ),
    *rules([PERSONAL_EXPORT], roles=LEADERS, relations=[Relation.OWN_UNIT], states=[NO_STATE]),
    *rules(
        [UNITS_EXPORT, PEOPLE_EXPORT],
        roles=[Role.SYSTEM_ADMIN],
        relations=[Relation.PLATFORM],
        states=[NO_STATE],
    ),
)
