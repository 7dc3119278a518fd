"""Which problems and answers of a paper belong together."""

from __future__ import annotations

from duizhao.checks.base import Paper
from duizhao.record import LinkKind, Problem


def answered(paper: Paper, kind: LinkKind) -> frozenset[str]:
    """Return the problems that have an answer of a kind."""
    return frozenset(link.problem for link in paper.material.links if link.kind == kind)


def answering(paper: Paper, kind: LinkKind) -> frozenset[str]:
    """Return the causes or measures that answer a problem."""
    return frozenset(link.to for link in paper.material.links if link.kind == kind)


def left_over(paper: Paper, kind: LinkKind) -> tuple[Problem, ...]:
    """Return the problems without an answer of a kind, none where the paper has no answers of that kind."""
    if not (paper.material.causes if kind == "cause" else paper.material.measures):
        return ()
    linked = answered(paper, kind)
    return tuple(problem for problem in paper.material.problems if problem.id not in linked)
