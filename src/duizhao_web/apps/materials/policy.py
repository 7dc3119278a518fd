"""Who may do what with papers: reading is the table of visibility, writing stands here.

A person writes their own paper; chief and coordinator write the team's. Reviewers decide and draft, the lead
reviewer signs; both only what their assignment names, and only while the paper is in review.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao_web.apps.accounts.visibility import TABLE, Holding, Right
from duizhao_web.apps.kernel.actor import LEADERS, REVIEWERS, Relation, Role
from duizhao_web.apps.kernel.policy import Rule, rules

PAPER_READ: Final = "materials.paper.read"
PAPER_UPLOAD: Final = "materials.paper.upload"
PAPER_SUBMIT: Final = "materials.paper.submit"
PAPER_REVIEW: Final = "materials.paper.review"
PAPER_SIGN: Final = "materials.paper.sign"
TEAM_READ: Final = "materials.team_paper.read"
TEAM_UPLOAD: Final = "materials.team_paper.upload"
TEAM_SUBMIT: Final = "materials.team_paper.submit"
TEAM_REVIEW: Final = "materials.team_paper.review"
TEAM_SIGN: Final = "materials.team_paper.sign"

NEW: Final = "new"
_STATES: Final = ("uploaded", "in_review", "returned", "passed")
_OPEN: Final = (NEW, "uploaded", "returned")


def _reading(command: str, holding: Holding) -> Iterator[Rule]:
    for cell in TABLE:
        if cell.holding == holding and Right.READ in cell.rights:
            yield from rules([command], roles=[cell.role], relations=[cell.relation], states=_STATES)


RULES: Final = (
    *_reading(PAPER_READ, Holding.PAPER),
    *_reading(TEAM_READ, Holding.TEAM_PAPER),
    *rules([PAPER_UPLOAD], roles=LEADERS, relations=[Relation.OWN], states=_OPEN),
    *rules([PAPER_SUBMIT], roles=LEADERS, relations=[Relation.OWN], states=["uploaded"]),
    *rules([TEAM_UPLOAD], roles=[Role.CHIEF, Role.COORDINATOR], relations=[Relation.OWN_UNIT], states=_OPEN),
    *rules(
        [TEAM_SUBMIT],
        roles=[Role.CHIEF, Role.COORDINATOR],
        relations=[Relation.OWN_UNIT],
        states=["uploaded"],
    ),
    *rules([PAPER_REVIEW], roles=REVIEWERS, relations=[Relation.NAMED], states=["in_review"]),
    *rules([PAPER_SIGN], roles=[Role.LEAD_REVIEWER], relations=[Relation.NAMED], states=["in_review"]),
    *rules([TEAM_REVIEW], roles=REVIEWERS, relations=[Relation.ASSIGNED], states=["in_review"]),
    *rules([TEAM_SIGN], roles=[Role.LEAD_REVIEWER], relations=[Relation.ASSIGNED], states=["in_review"]),
)
