"""How the aspects of a paper stand to the criteria of the set it was held against."""

from __future__ import annotations

from collections.abc import Iterator

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


def lacking(paper: Paper) -> tuple[str, ...]:
    """Return the titles of the criteria that no aspect stands for and no heading names."""
    if not follows_criteria(paper) or paper.framework is None:
        return ()
    present = {one.code for one in aspects(paper)}
    titles = "".join((*(one.title for one in aspects(paper)), *_headings(paper)))
    missing = []
    for code in expected_codes(paper):
        criterion = paper.framework.criterion(code)
        if criterion is not None and code not in present:
            names = (criterion.title.zh, *criterion.aliases, *criterion.keywords)
            if not any(name in titles for name in names):
                missing.append(criterion.title.zh)
    return tuple(missing)


def _headings(paper: Paper) -> Iterator[str]:
    text = paper.normal
    for node in paper.outline.walk():
        yield text[node.body : min(node.own_end, node.body + 60)].split("\n", 1)[0]
