"""Rows of the sample room."""

from __future__ import annotations

from duizhao_web.apps.kernel.actor import Relation, Role
from duizhao_web.apps.kernel.policy import rules

PAPER_PRAISE = "sample.paper.praise"
RULES = tuple(rules([PAPER_PRAISE], roles=[Role.CHIEF], relations=[Relation.OWN_UNIT], states=["open"]))
