"""Which problems and answers of a paper belong together."""

from __future__ import annotations

from duizhao.checks.base import Paper
from duizhao.record import LinkKind


def answered(paper: Paper, kind: LinkKind) -> frozenset[str]:
    """Return the problems that have an answer of a kind."""
    return frozenset(link.problem for link in paper.material.links if link.kind == kind)


def answering(paper: Paper, kind: LinkKind) -> frozenset[str]:
    """Return the causes or measures that answer a problem."""
    return frozenset(link.to for link in paper.material.links if link.kind == kind)
