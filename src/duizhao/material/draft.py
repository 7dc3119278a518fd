"""What the walk over a paper collects, in normalised offsets, before it becomes the record."""

from __future__ import annotations

from dataclasses import dataclass, field

from duizhao.material.titles import Titled
from duizhao.record import SectionRole


@dataclass(frozen=True, slots=True)
class DraftAspect:
    """A criterion as the paper words it, its place among the paper's aspects, and where the title stands."""

    no: int
    title: str
    start: int
    end: int


@dataclass(slots=True)
class Item:
    """A problem, cause or measure: the whole range, and its title and text."""

    start: int
    end: int
    titled: Titled
    aspect: DraftAspect | None = None

    def cut(self, end: int) -> None:
        """End the item at ``end``."""
        t = self.titled
        self.end = min(self.end, end)
        self.titled = Titled(
            t.title_start, min(t.title_end, end), min(t.text_start, self.end), self.end, t.run_in
        )

    def extend(self, end: int) -> None:
        """Let the item run on to ``end``."""
        t = self.titled
        self.end = end
        self.titled = Titled(t.title_start, t.title_end, t.text_start, end, t.run_in)


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the paper."""

    role: SectionRole
    heading: tuple[int, int] | None
    start: int
    end: int


@dataclass(slots=True)
class Draft:
    """Everything found so far."""

    parts: list[Part] = field(default_factory=list)
    problems: list[Item] = field(default_factory=list)
    causes: list[Item] = field(default_factory=list)
    measures: list[Item] = field(default_factory=list)
    aspects: list[DraftAspect] = field(default_factory=list)

    def items(self, role: SectionRole) -> list[Item]:
        """Return the list that items of a part with this role belong to."""
        if role == "problems":
            return self.problems
        return self.causes if role == "causes" else self.measures

    def all_items(self) -> list[Item]:
        """Return every item found."""
        return [*self.problems, *self.causes, *self.measures]

    def aspect(self, title: str, start: int, end: int) -> DraftAspect:
        """Return the aspect of that title, new where the last one is another."""
        if self.aspects and self.aspects[-1].title == title:
            return self.aspects[-1]
        aspect = DraftAspect(len(self.aspects) + 1, title, start, end)
        self.aspects.append(aspect)
        return aspect
