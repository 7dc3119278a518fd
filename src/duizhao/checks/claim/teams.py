"""The team paper and the members' papers of one unit among the papers of a batch."""

from __future__ import annotations

from duizhao.checks.base import Paper


def members_of(team: Paper) -> tuple[Paper, ...]:
    """Return the personal papers that belong to a team's paper: same unit as far as both name one, same year."""
    return tuple(one for one in team.siblings if one.material.kind == "individual" and _together(team, one))


def team_of(member: Paper) -> Paper | None:
    """Return the team paper that a personal paper belongs to, if there is exactly one."""
    teams = [one for one in member.siblings if one.material.kind == "team" and _together(one, member)]
    return teams[0] if len(teams) == 1 else None


def _together(team: Paper, member: Paper) -> bool:
    a, b = team.material, member.material
    if a.year is not None and b.year is not None and a.year != b.year:
        return False
    if a.unit is None or b.unit is None:
        return True
    return _plain(a.unit) in b.unit or _plain(b.unit) in a.unit


def _plain(unit: str) -> str:
    plain = unit.removeprefix("中共")
    for ending in ("领导班子", "班子", "党组", "党委", "党工委", "党支部", "党总支"):
        plain = plain.removesuffix(ending)
    return plain
