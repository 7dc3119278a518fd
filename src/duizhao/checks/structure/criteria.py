"""How the aspects of a paper stand to the criteria of the set it was held against."""

from __future__ import annotations

from duizhao.checks.aspects import aspects
from duizhao.checks.base import Paper, once


@once
def expected_codes(paper: Paper) -> tuple[str, ...]:
    """Return the codes of the criteria that must all be aspects; () where the set has none of its own."""
    framework = paper.framework
    if framework is None or framework.use != "aspects":
        return ()
    return tuple(one.code for one in framework.children(None))


@once
def follows_criteria(paper: Paper) -> bool:
    """Say whether the paper is ordered by the criteria: at least half of them are its aspects."""
    expected = set(expected_codes(paper))
    present = {one.code for one in aspects(paper)} & expected
    return bool(expected) and 2 * len(present) >= len(expected)
