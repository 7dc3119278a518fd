"""Everything the review page shows of one version of a paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from duizhao.corrections import Answers, Dismiss, TakeUp, answers
from duizhao.record import Diagnostic, Material, Span
from duizhao.reports.lines import Lines
from duizhao.reports.trace_view import Trace, trace


@dataclass(frozen=True, slots=True)
class Overlapped:
    """A passage that stands elsewhere, too: in another paper that the reviewer may see, or in this one."""

    here: Span
    where: str
    there: str
    length: int
    kind: Literal["exact", "edited"]
    address: str = ""
    expected: bool = False
    """It is no wonder: the papers have one author, or are a team's and its chief's."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A problem that was named last year, with last year's words and why it is taken for the same."""

    problem: str
    kind: Literal["matter", "theme"]
    title: str
    text: str
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedItem:
    """An item of an earlier year that a problem names again, for those who may read the item."""

    problem: str
    code: str
    title: str
    state: str
    address: str
    closed: bool
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class View:
    """One version of a paper as the page shows it.

    ``text`` is what ``duizhao text`` prints, sensitive numbers masked; ``material`` is the record as
    corrected; ``titles`` are the checks' titles by id.
    """

    text: str
    material: Material
    diagnostics: tuple[Diagnostic, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    answers: Answers = field(default_factory=lambda: answers(()))
    overlaps: tuple[Overlapped, ...] = ()
    returned: tuple[Returned, ...] = ()
    last_year_known: bool = False
    named: tuple[NamedItem, ...] = ()
    compared: bool = True
    """Whether the background process has held the text against the others."""
    more_overlaps: bool = False
    may_decide: bool = True

    @cached_property
    def trace(self) -> Trace:
        """Return the links from both sides."""
        return trace(self.material)

    @cached_property
    def lines(self) -> Lines:
        """Return the lines of the text, to name places by them."""
        return Lines(self.text)

    @cached_property
    def last_words(self) -> tuple[TakeUp | Dismiss | None, ...]:
        """Return what was said of each diagnostic."""
        return tuple(self.answers.to(one) for one in self.diagnostics)

    @cached_property
    def open_count(self) -> int:
        """Return how many diagnostics nobody has answered."""
        return sum(word is None for word in self.last_words)
