"""The aspects of a paper with their problems, and where their titles stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from duizhao.checks.base import Paper, once
from duizhao.record import Cause, Measure, Problem, Section, SectionRole, Span
from duizhao.text.regex import regex


@dataclass(frozen=True, slots=True)
class Aspect:
    """An aspect in the paper's order; ``span`` is its title as written."""

    no: int
    title: str
    code: str | None
    span: Span
    problems: tuple[Problem, ...]


@once
def aspects(paper: Paper) -> tuple[Aspect, ...]:
    """Return the aspects that have problems."""
    by_no: dict[int, list[Problem]] = {}
    for problem in paper.material.problems:
        if problem.aspect is not None:
            by_no.setdefault(problem.aspect.no, []).append(problem)
    return tuple(_aspect(paper, no, problems) for no, problems in sorted(by_no.items()))


def _aspect(paper: Paper, no: int, problems: list[Problem]) -> Aspect:
    ref = problems[0].aspect
    assert ref is not None
    start = paper.text.rfind(ref.title, 0, problems[0].span.end)
    first = problems[0].span
    span = Span(start, start + len(ref.title)) if start >= 0 else Span(first.start, _line_end(paper, first))
    return Aspect(no, ref.title, ref.code, span, tuple(problems))


def section(paper: Paper, role: SectionRole) -> Section | None:
    """Return the first section of a role."""
    return next((one for one in paper.material.sections if one.role == role), None)


def heading_span(paper: Paper, one: Section) -> Span:
    """Return the first line of a section: its heading, where it has one."""
    return Span(one.span.start, _line_end(paper, one.span))


def title_of(paper: Paper, item: Problem | Cause | Measure) -> Span:
    """Return where an item's title stands, its first clause where it has none."""
    clause = _CLAUSE.match(item.text.strip())
    said = item.title or (clause[0] if clause else "")
    start = paper.text.find(said, *item.span) if said else -1
    if start >= 0:
        return Span(start, start + len(said))
    return Span(item.span.start, min(item.span.end, item.span.start + _SHORT))


def _line_end(paper: Paper, span: Span) -> int:
    end = paper.text.find("\n", span.start, span.end)
    return end if end >= 0 else span.end


_CLAUSE: Final = regex("[^，。；\n]{0,30}")
_SHORT: Final = 12
