"""What a check is: one question to a paper, with its reason, its source and its examples in one file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Final, Literal, TypeVar

from duizhao.frameworks import Framework
from duizhao.outline import Outline
from duizhao.record import (
    Category,
    Document,
    Fix,
    Format,
    Material,
    PageSetup,
    Param,
    Related,
    Severity,
    Span,
)

if TYPE_CHECKING:
    from duizhao.checks.batch import Batch, Circle

Stage = Literal["preview", "stable", "deprecated"]
Need = Literal["text", "outline", "material", "framework", "batch", "format"]
Value = str | int | float | bool | tuple[str, ...]
Options = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Option:
    """A setting of a check: its name, default, allowed values (empty: any of the default's type), meaning."""

    name: str
    default: Value
    meaning: str
    allowed: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """How an example looks in a Word file: each of its lines in order, its page, whether pages are numbered."""

    looks: tuple[Format, ...]
    page: PageSetup | None = None
    numbered: bool | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A paper, whole or in part, that is run as a test and shown on the check's page.

    In a bad example what the check points at stands between « and »; a good example has none.
    ``options`` and ``siblings`` are what the example is run with; ``word`` makes it a Word file.
    """

    text: str
    note: str = ""
    options: tuple[tuple[str, Value], ...] = ()
    siblings: tuple[str, ...] = ()
    word: Word | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What ``find`` yields: a span of the paper's text and the words that fill the message.

    ``form`` names one of the check's other forms of the message.
    """

    span: Span
    params: tuple[tuple[str, Param], ...] = ()
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    form: str = ""


@dataclass(frozen=True)
class Paper:
    """A paper as checks see it. Text offsets are code points of ``document.text``.

    ``framework`` is the criteria set it was held against, ``batch`` the papers it is looked at together with.
    """

    path: str
    document: Document
    outline: Outline
    material: Material
    framework: Framework | None = None
    batch: Batch | None = field(default=None, repr=False, compare=False)

    @property
    def circle(self) -> Circle | None:
        """The papers of the batch that belong to the same unit and year, this one among them."""
        return self.batch.circle(self) if self.batch else None

    @property
    def text(self) -> str:
        """The text that ``duizhao text`` prints."""
        return self.document.text

    @cached_property
    def title_span(self) -> Span:
        """The paper's title line: where a diagnostic about the whole paper points."""
        words = "".join((self.material.title or "").split())
        at = self.text.find(words) if words else -1
        if at >= 0:
            return Span(at, at + len(words))
        found = re.search(r"\s*".join(map(re.escape, words)), self.text[:_HEAD]) if words else None
        if found is not None:  # a title may stand on two lines
            return Span(*found.span())
        start = len(self.text) - len(self.text.lstrip())
        return Span(start, start + len(self.text[start:].split("\n", 1)[0].rstrip()))

    @property
    def normal(self) -> str:
        """The normalised text (a line a paragraph, no blanks, marks full-width); its offsets are its own."""
        return self.outline.text.text

    def source(self, start: int, end: int) -> Span:
        """Return the span of the text that the range ``[start, end)`` of the normalised text came from."""
        return self.outline.text.source(start, end)

    def quote(self, span: Span) -> str:
        """Return the text at a span."""
        return self.text[span.start : span.end]


Asked = TypeVar("Asked", Paper, "Batch")
Answer = TypeVar("Answer")


def once(compute: Callable[[Asked], Answer]) -> Callable[[Asked], Answer]:
    """Let what several checks ask of a paper, or of a batch, be computed once for it (decorator)."""
    key = f"{compute.__module__}.{compute.__qualname__}"

    @wraps(compute)
    def ask(of: Asked) -> Answer:
        kept: dict[str, Answer] = of.__dict__  # where cached_property keeps its values, too
        if key not in kept:
            kept[key] = compute(of)
        return kept[key]

    return ask


_HEAD: Final = 600  # characters in which a title stands

Find = Callable[[Paper, Options], Iterator[Finding]]


@dataclass(frozen=True)
class Check:
    """One check. ``id`` is never reused; ``slug`` names the defect and never the cure.

    ``message`` has named placeholders (``%(x)s``) that findings fill; it names the place, the reason and
    what would settle it, and never proposes content. ``forms`` are other sentences in its place, by name.
    ``source`` is document and clause, or the practice.
    """

    id: str
    slug: str
    category: Category
    title: str
    why: str
    source: str
    severity: Severity
    message: str
    find: Find
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    forms: tuple[tuple[str, str], ...] = ()
    needs: frozenset[Need] = frozenset({"text"})
    options: tuple[Option, ...] = ()
    stage: Stage = "stable"
    since: str = "0.1"
    kinds: frozenset[str] = field(default_factory=frozenset)

    def defaults(self) -> dict[str, Value]:
        """Return the default of every option."""
        return {option.name: option.default for option in self.options}

    def concerns(self, paper: Paper) -> bool:
        """Say whether the check asks papers of this kind at all; no kinds named means all."""
        return not self.kinds or paper.material.kind in self.kinds


def examples(*texts: str | Example) -> tuple[Example, ...]:
    """Return texts as examples."""
    return tuple(text if isinstance(text, Example) else Example(text) for text in texts)


def words(**params: object) -> tuple[tuple[str, Param], ...]:
    """Return the words of a message as a finding holds them; a tuple is a list of words."""
    return tuple(
        (name, tuple(map(str, value)) if isinstance(value, tuple) else str(value))
        for name, value in params.items()
    )


def spans_of(text: str, needles: Sequence[str]) -> Iterator[Span]:
    """Yield where each of the needles stands in a text, in the order of the text."""
    found = [Span(at, at + len(needle)) for needle in needles for at in _places(text, needle)]
    yield from sorted(found)


def _places(text: str, needle: str) -> Iterator[int]:
    at = text.find(needle)
    while at >= 0:
        yield at
        at = text.find(needle, at + 1)
