"""Where in a paper a finding stands, in words: which part, which aspect, which problem, cause or measure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from duizhao.record import Cause, Examined, Material, Measure, Problem, SectionRole, Span
from duizhao.reports.lines import Lines


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its line counted from 1, and what it belongs to; ``None`` where it belongs to no such thing.

    ``aspect`` is the title as the text shows it, ``item`` the id of a problem, cause or measure.
    """

    line: int
    role: SectionRole | None = None
    aspect: str | None = None
    item: str | None = None


class Places:
    """The places of one paper."""

    def __init__(self, paper: Examined) -> None:
        self._lines = Lines(paper.text)
        material = paper.material
        self._parts = [(part.span, part.role) for part in material.sections] if material else []
        self._aspects = list(_aspects(paper.text, material)) if material else []
        self._items = [(one.span, one.id) for one in _items(material)] if material else []

    def of(self, span: Span) -> Place:
        """Return the place a span begins in."""
        at = span.start
        return Place(
            self._lines.place(at)[0],
            next((role for part, role in self._parts if _holds(part, at)), None),
            next((title for part, title in self._aspects if _holds(part, at)), None),
            next((id_ for part, id_ in self._items if _holds(part, at)), None),
        )


def _holds(span: Span, at: int) -> bool:
    return span.start <= at < max(span.end, span.start + 1)


def _items(material: Material) -> Iterator[Problem | Cause | Measure]:
    return chain(material.problems, material.causes, material.measures)


def _aspects(text: str, material: Material) -> Iterator[tuple[Span, str]]:
    """Yield each aspect from its title to the end of its last problem.

    A title in which something is masked stands nowhere in the text that is shown; it is shown as its number.
    """
    found: dict[int, list[Problem]] = {}
    for problem in material.problems:
        if problem.aspect is not None:
            found.setdefault(problem.aspect.no, []).append(problem)
    for no, problems in found.items():
        first = problems[0]
        title = first.aspect.title if first.aspect else ""
        start = text.rfind(title, 0, first.span.end)
        span = Span(start if start >= 0 else first.span.start, max(one.span.end for one in problems))
        yield span, title if start >= 0 else str(no)
