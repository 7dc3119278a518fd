"""The team paper and the members' papers of one unit among the papers of a batch."""

from __future__ import annotations

from duizhao.checks.base import Paper


def members_of(team: Paper) -> tuple[Paper, ...]:
    """Return the personal papers that belong to a team's paper: same unit as far as both name one, same year."""
    return team.circle.of_kind("individual") if team.circle else ()


def team_of(member: Paper) -> Paper | None:
    """Return the team paper that a personal paper belongs to, if there is exactly one."""
    teams = member.circle.of_kind("team") if member.circle else ()
    return teams[0] if len(teams) == 1 else None
