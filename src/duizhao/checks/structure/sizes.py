"""How long a paper and its parts are, blanks not counted, and which numbers the criteria set asks for."""

from __future__ import annotations

from duizhao.checks.base import Paper, once
from duizhao.frameworks.framework import SettingName
from duizhao.record import SectionRole


def wanted(paper: Paper, option: object, name: SettingName) -> float:
    """Return the number that holds: the option's, where it is above 0, else the set's, else 0."""
    assert isinstance(option, int | float)
    if option > 0 or paper.framework is None:
        return float(option)
    setting = paper.framework.setting(name)
    return setting.value if setting else 0.0


@once
def length(paper: Paper) -> int:
    """Return the number of characters of the paper."""
    return len("".join(paper.text.split()))


def part_length(paper: Paper, *roles: SectionRole) -> int:
    """Return the number of characters of the sections of these roles."""
    parts = [part.span for part in paper.material.sections if part.role in roles]
    return sum(len("".join(paper.text[a:b].split())) for a, b in parts)
