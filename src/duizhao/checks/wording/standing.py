"""Whether a name stands for itself or is part of a longer word."""

from __future__ import annotations

from typing import Final

from duizhao.checks.base import Paper
from duizhao.checks.wording.named import Use
from duizhao.lexicons.official import Institution

_BEFORE: Final = frozenset("家原由经向和与对从的在被及或报到请至按央")
_SHORT: Final = 3  # characters of a ministry's name that may be part of a company's department


def stands_alone(paper: Paper, use: Use, one: Institution) -> bool:
    """Say whether no other word runs into the name: a ministry is not a firm's department, 局 not 局面."""
    before = paper.normal[use.start - 1] if use.start else "\n"
    if use.name == one.name and len(use.name) <= _SHORT and use.name.endswith("部"):
        return before in _BEFORE or not "\u4e00" <= before <= "\u9fff"
    return True
