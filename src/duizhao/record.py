"""Every public frozen type of the library: what a document is, and what was found in a paper.

The JSON form of these types (``duizhao.material/1``) is a public contract; its schema is
``data/schemas/material-1.json`` in the package and ``duizhao.reports`` writes it.

Positions are counted in Unicode code points of ``Document.text``, the text that ``duizhao text FILE``
prints. A span is half open: ``text[span.start:span.end]``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from duizhao.errors import DuizhaoError

MATERIAL_SCHEMA = "duizhao.material/1"

MaterialKind = Literal[
    "individual", "team", "report", "plan", "ledger", "opinions", "criticism", "minutes", "notice", "unknown"
]
SectionRole = Literal[
    "opening", "last_year", "problems", "causes", "measures", "case", "matters", "closing", "other"
]
LinkKind = Literal["cause", "measure"]
ClaimScope = Literal["all", "listed"]


class Span(NamedTuple):
    """A half-open range ``[start, end)`` of code points."""

    start: int
    end: int


# --------------------------------------------------------------------------- documents


@dataclass(frozen=True, slots=True)
class Format:
    """How a paragraph looks, as far as the file says; ``None`` means the file does not say.

    ``size`` and ``line_spacing`` are points, indents are points or characters as named;
    ``outline_level`` is 0 for Word's level 1.
    """

    style: str | None = None
    outline_level: int | None = None
    alignment: str | None = None
    font_east_asia: str | None = None
    font_ascii: str | None = None
    size: float | None = None
    bold: bool | None = None
    first_line_chars: float | None = None
    first_line_points: float | None = None
    line_spacing: float | None = None
    line_rule: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """The place of a paragraph in a table: table, row and column, each counted from 0 in the document."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a document; ``span`` covers it without its line end, automatic number included.

    ``number`` is the automatic number as printed at the beginning of the span ("" where there is none).
    """

    span: Span
    number: str = ""
    cell: Cell | None = None
    format: Format | None = None


@dataclass(frozen=True, slots=True)
class PageSetup:
    """Page size and margins of a document's first section, in millimetres; the gutter is part of ``left``.

    ``line_pitch`` is the height of a line in points where the page is ruled into lines, which decides the
    spacing of paragraphs that set none of their own.
    """

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    line_pitch: float | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file as a reader sees it.

    ``text`` is the body. Header, footer and footnotes stand apart: they are not part of ``text``.
    ``hard_wrapped`` says that line ends in ``text`` are the layout's and not the author's (PDF pages).
    ``paragraphs`` is empty where the format has none of its own; then every line is a paragraph.
    ``numbered`` says whether header or footer print the page's number; ``None`` where that is not known.
    """

    text: str
    media_type: str
    paragraphs: tuple[Paragraph, ...] = ()
    header: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()
    page: PageSetup | None = None
    numbered: bool | None = None
    hard_wrapped: bool = False


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A heading or item of a paper: how deep it stands (0 at the top), its ordinal and its title as written.

    ``number`` is "" where it has none, ``title`` is ``None`` where its text begins at once. ``line`` is the
    line of ``Document.text`` it begins in, counted from 1; ``span`` covers it with all that stands below it.
    """

    level: int
    number: str
    title: str | None
    line: int
    span: Span


# --------------------------------------------------------------------------- materials


@dataclass(frozen=True, slots=True)
class Source:
    """The file a material came from; ``characters`` counts ``Document.text``."""

    path: str
    sha256: str
    media_type: str
    characters: int


@dataclass(frozen=True, slots=True)
class Author:
    """Whose paper it is, as far as the paper says."""

    name: str | None = None
    post: str | None = None
    chief: bool | None = None


@dataclass(frozen=True, slots=True)
class FrameworkRef:
    """The criteria set a paper was held against."""

    id: str
    version: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the paper by its role."""

    role: SectionRole
    heading: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class AspectRef:
    """The criterion a problem stands under: its place in the paper, its title as written, the pack's code."""

    no: int
    title: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """The concrete fact behind a problem; ``text`` starts after the marker and its comma."""

    marker: str | None
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Problem:
    """What the paper admits; ``text`` is the whole content without number and title.

    ``line`` is the line of ``Document.text``, counted from 1, in which ``span`` begins, for people who look
    the place up; it is no part of the JSON record.
    """

    id: str
    aspect: AspectRef | None
    title: str | None
    text: str
    span: Span
    examples: tuple[Example, ...] = ()
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Root:
    """The sentence that names the root cause; ``text`` starts after the marker and its comma."""

    marker: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Cause:
    """Why; ``text`` includes the root sentence."""

    id: str
    title: str | None
    text: str
    span: Span
    root: Root | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What the paper promises."""

    id: str
    title: str | None
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Claim:
    """A member takes a share of the team's problems, in the paper's own words of responsibility."""

    text: str
    span: Span
    scope: ClaimScope
    items: tuple[int, ...] = ()
    responsibility: str | None = None


@dataclass(frozen=True, slots=True)
class LastYear:
    """One statement on last year's rectification with the numbers it gives."""

    text: str
    span: Span
    found: int | None = None
    done: int | None = None
    open: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A problem and the cause that explains it or the measure that answers it.

    ``score`` lies in (0, 1]; ``why`` names the shared words and concepts or the structure it was taken from.
    """

    problem: str
    kind: LinkKind
    to: str
    score: float
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Material:
    """A paper, read: the record of ``duizhao extract``."""

    source: Source
    title: str | None
    kind: MaterialKind
    year: int | None = None
    date: str | None = None
    unit: str | None = None
    author: Author | None = None
    framework: FrameworkRef | None = None
    sections: tuple[Section, ...] = ()
    problems: tuple[Problem, ...] = ()
    causes: tuple[Cause, ...] = ()
    measures: tuple[Measure, ...] = ()
    claims: tuple[Claim, ...] = ()
    last_year: tuple[LastYear, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why; the other files of the run are answered."""

    path: str
    error: DuizhaoError


# --------------------------------------------------------------------------- diagnostics

Category = Literal[
    "structure",
    "numbering",
    "repetition",
    "overlap",
    "typo",
    "wording",
    "punctuation",
    "template",
    "specificity",
    "cause",
    "measure",
    "claim",
    "person",
    "arithmetic",
    "secrecy",
    "format",
]
Severity = Literal["error", "warning", "question"]
# What fills a message: words of the paper, or a list, whose members are translated where they are ours.
Param = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """Another place a diagnostic speaks of, in this paper or another."""

    path: str
    span: Span


@dataclass(frozen=True, slots=True)
class Fix:
    """What would settle a diagnostic for certain: the text that takes the place of ``span``."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What a check says about a span of a paper.

    ``template`` is the message in the source language with named placeholders, ``params`` fill them; the
    wording is rendered at reading time. ``quote`` is the text at ``span``, masked where it is sensitive.
    """

    path: str
    check: str
    slug: str
    category: Category
    severity: Severity
    template: str
    params: tuple[tuple[str, Param], ...]
    span: Span
    quote: str
    related: tuple[Related, ...] = ()
    fix: Fix | None = None

    def message(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence for a person in the translator's language."""
        filled = {
            name: value if isinstance(value, str) else translate("、").join(map(translate, value))
            for name, value in self.params
        }
        return translate(self.template) % filled


@dataclass(frozen=True, slots=True)
class CheckFailure:
    """A check that raised on a paper: named in the summary, the run goes on."""

    path: str
    check: str
    error: str
    trace: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """A finding somebody has looked at and set aside: in the paper itself or in duizhao.toml, and why.

    ``date`` is when, as written; one of the unit's own words has none, and its reason is the word.
    """

    diagnostic: Diagnostic
    where: Literal["paper", "config", "words"]
    reason: str
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """How long a paper and its parts are, and what was looked for in vain, whatever checks were asked.

    Lengths are characters, blanks not counted. ``framework`` is the title of the criteria set;
    ``sections`` are parts it requires, ``unconfirmed_sections`` those it lists without having been checked
    against the notice (both in the source language, to be translated), ``aspects`` its criteria that the
    paper has not. ``general`` are problems with neither an example nor a figure, ``unexplained`` and
    ``unanswered`` those no cause and no measure is linked to, ``rootless`` causes without a root, all by id.
    """

    characters: int
    parts: tuple[tuple[SectionRole, int], ...] = ()
    framework: str | None = None
    unstructured: bool = False
    sections: tuple[str, ...] = ()
    unconfirmed_sections: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()
    general: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    rootless: tuple[str, ...] = ()

    def share(self, *roles: SectionRole) -> float | None:
        """Return how much of the text parts of these roles make up, 0 to 1; ``None`` where it has none."""
        sizes = [size for role, size in self.parts if role in roles]
        return sum(sizes) / self.characters if sizes and self.characters else None


@dataclass(frozen=True, slots=True)
class Examined:
    """A paper with everything the checks say of it, in the order of its text.

    ``text`` is what ``duizhao text`` prints, masked where a diagnostic's quote is; ``material`` is the
    record, whose texts are not. ``aside`` are findings that a suppression or one of the unit's own words
    covers, ``known`` counts those of the baseline. ``overview`` is the same whatever was asked and set aside.
    """

    path: str
    text: str
    diagnostics: tuple[Diagnostic, ...] = ()
    failures: tuple[CheckFailure, ...] = ()
    aside: tuple[SetAside, ...] = ()
    known: int = 0
    material: Material | None = None
    overview: Overview | None = None

    @property
    def suppressed(self) -> int:
        """Return how many findings are set aside."""
        return len(self.aside)


# --------------------------------------------------------------------------- overlap and recurrence


@dataclass(frozen=True, slots=True)
class Passage:
    """Text that stands in two places; ``a`` and ``b`` are spans of the two papers' texts."""

    a: Span
    b: Span
    length: int
    kind: Literal["exact", "edited"]
    quote: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two papers that share passages; ``a == b`` for repeats inside one paper.

    ``share_a`` is the part of paper a's own characters (after discounting) that stand in b, 0 to 1.
    ``source`` says why the two may well share text: the path of a registered source, ``same_author`` or
    ``team_chief``. ``stored`` says that b is a paper of an index: its label is known, its text is not.
    """

    a: str
    b: str
    share_a: float
    share_b: float
    passages: tuple[Passage, ...]
    source: str | None = None
    stored: bool = False


@dataclass(frozen=True, slots=True)
class Discounted:
    """What was left out of a comparison as nobody's own: characters of the papers, and different phrases."""

    characters: int
    phrases: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Papers held against one another: the record of ``duizhao compare``, most shared text first.

    ``clusters`` are papers that hang together by shared passages, three or more; ``identical`` are papers
    with one and the same text, of which the first stood for the others; ``short`` are papers so short that
    only whole sentences were compared. All are named by path.
    """

    pairs: tuple[Pair, ...]
    discounted: Discounted
    clusters: tuple[tuple[str, ...], ...] = ()
    identical: tuple[tuple[str, ...], ...] = ()
    short: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A problem of last year that is named again: the same matter, or merely the same theme."""

    last: str
    this: str
    kind: Literal["matter", "theme"]
    score: float
    why: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class YearOnYear:
    """This year's problems held against last year's: the record of ``duizhao recur``.

    ``new`` are ids of this year's problems that were not named last year, ``gone`` ids of last year's that
    are not named again.
    """

    returned: tuple[Recurrence, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
