"""The papers of one run together, and which of them one paper can concern."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from duizhao.checks.base import Paper
from duizhao.checks.units import UnitIndex
from duizhao.record import MaterialKind

Place = tuple[str | None, int | None]  # unit and year, as far as a paper names them


class Circle:
    """Papers that belong together, in the order of the batch."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self.papers = tuple(papers)

    def of_kind(self, kind: MaterialKind) -> tuple[Paper, ...]:
        """Return the papers of one kind."""
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> dict[MaterialKind, tuple[Paper, ...]]:
        kinds: dict[MaterialKind, list[Paper]] = defaultdict(list)
        for paper in self.papers:
            kinds[paper.material.kind].append(paper)
        return {kind: tuple(papers) for kind, papers in kinds.items()}


class Batch:
    """All papers of a run, which must not change any more; ``once`` keeps what is worked out for the whole.

    Two papers belong together where their units may be one and their years do not differ.
    """

    def __init__(self, papers: Iterable[Paper]) -> None:
        self.papers = tuple(papers)
        self._circles: dict[Place, Circle] = {}

    def circle(self, paper: Paper) -> Circle:
        """Return the papers that belong together with one of the batch, that one among them."""
        place = _place(paper)
        if place not in self._circles:  # once for all papers of a unit and year
            self._circles[place] = Circle(self._together(*place))
        return self._circles[place]

    def _together(self, unit: str | None, year: int | None) -> list[Paper]:
        numbers = [
            number
            for other in self._units.like(unit)
            for its_year, found in self._numbers[other].items()
            if year is None or its_year is None or its_year == year
            for number in found
        ]
        return [self.papers[number] for number in sorted(numbers)]

    @cached_property
    def _numbers(self) -> dict[str | None, dict[int | None, list[int]]]:
        """Where papers stand in the batch, by unit and year."""
        numbers: dict[str | None, dict[int | None, list[int]]] = defaultdict(lambda: defaultdict(list))
        for number, paper in enumerate(self.papers):
            unit, year = _place(paper)
            numbers[unit][year].append(number)
        return numbers

    @cached_property
    def _units(self) -> UnitIndex:
        return UnitIndex(self._numbers)


def _place(paper: Paper) -> Place:
    return paper.material.unit, paper.material.year
