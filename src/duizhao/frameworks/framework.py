"""What a criteria set is: its criteria, and what a notice or a rule asks of the papers held against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from duizhao.record import FrameworkRef, MaterialKind, SectionRole

SCHEMA = "duizhao.framework/1"

Use = Literal["aspects", "requirements"]
Body = Literal[
    "standing_committee",
    "party_group",
    "department",
    "mass_organisation",
    "state_firm",
    "university",
    "township",
    "branch",
    "organisation",
]
ItemState = Literal[
    "drafted",
    "planned",
    "in_progress",
    "submitted",
    "verified",
    "closed",
    "returned",
    "blocked",
    "merged",
    "withdrawn",
]
DeadlineKind = Literal["immediate", "by_date", "standing"]
DeadlineName = Literal["notice", "report", "plan", "rectification", "progress", "recheck"]
SettingName = Literal[
    "characters_min",
    "problem_characters_min",
    "problem_share_min",
    "problem_cause_share_min",
    "problems_per_aspect_min",
    "quorum_share",
    "excellent_share_max",
]


@dataclass(frozen=True, slots=True)
class Text:
    """Words in both languages."""

    zh: str
    en: str

    def to(self, language: str) -> str:
        """Return the words in ``language`` ("zh" or "en")."""
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a value was read: a document, a report, a page."""

    code: str
    title: Text
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing a paper or a piece of work is held against.

    ``aliases`` are other wordings of the title that units write; ``keywords`` are words that give the
    criterion away inside a longer or shorter title. ``weight`` is a share among siblings, 0 to 1.
    ``text`` is the requirement in full, ``evidence`` what is expected as proof.
    """

    code: str
    title: Text
    text: Text | None
    parent: str | None
    weight: float | None
    evidence: tuple[Text, ...]
    aliases: tuple[str, ...]
    keywords: tuple[str, ...]
    source: Citation
    confirmed: bool


@dataclass(frozen=True, slots=True)
class RequiredSection:
    """A part that a kind of paper must have."""

    kind: MaterialKind
    role: SectionRole
    source: Citation
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """A number that a reviewer goes by. Shares are 0 to 1, lengths are characters."""

    name: SettingName
    value: float
    source: Citation
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Deadline:
    """How much time there is for a step: ``count`` calendar days or months."""

    name: DeadlineName
    count: int
    unit: Literal["day", "month"]
    source: Citation
    confirmed: bool


@dataclass(frozen=True, slots=True)
class DeadlineWord:
    """A kind of deadline by its name in this loop, and which of the three kinds of the ledger it is.

    ``aliases`` are other words read as this one.
    """

    code: str
    kind: DeadlineKind
    title: Text
    aliases: tuple[str, ...]
    source: Citation
    confirmed: bool


@dataclass(frozen=True, slots=True)
class ReportingWord:
    """A word of a report form (完成情况) and the states of an item it stands for.

    ``states[0]`` is the state it is read back as. ``deadline`` limits the word to items of that kind of
    deadline; ``aliases`` are other words read as this one.
    """

    word: Text
    states: tuple[ItemState, ...]
    deadline: DeadlineKind | None
    aliases: tuple[str, ...]
    source: Citation
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Flag:
    """A yes or no with where it was read."""

    value: bool
    source: Citation
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """Which bodies the criteria hold for."""

    title: Text
    bodies: tuple[Body, ...]
    source: Citation
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Effective:
    """When the criteria hold, counted by the year a paper is about: ISO dates, possibly only a year or month.

    ``start`` or ``end`` is ``None`` where the time is open on that side.
    """

    start: str | None = None
    end: str | None = None

    def covers(self, year: int) -> bool:
        """Tell whether a paper about ``year`` falls into this time."""
        return (self.start is None or int(self.start[:4]) <= year) and (
            self.end is None or year <= int(self.end[:4])
        )


@dataclass(frozen=True, slots=True)
class Framework:
    """A versioned criteria set with everything inherited from what it extends already in place.

    ``use`` says whether the criteria are the aspects a paper is ordered by, or requirements on the work.
    ``confirmed`` is about the criteria set as a whole; every value carries its own. ``shipped`` is false
    for a user's own. ``extends`` names the set it was derived from.
    """

    id: str
    version: str
    title: Text
    use: Use
    source: Citation
    confirmed: bool
    kinds: tuple[MaterialKind, ...] = ()
    effective: Effective = Effective()
    scope: Scope | None = None
    theme: Text | None = None
    note: Text | None = None
    criteria: tuple[Criterion, ...] = ()
    sections: tuple[RequiredSection, ...] = ()
    settings: tuple[Setting, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    deadline_words: tuple[DeadlineWord, ...] = ()
    reporting: tuple[ReportingWord, ...] = ()
    two_levels: Flag | None = None
    sources: tuple[Citation, ...] = ()
    extends: FrameworkRef | None = None
    shipped: bool = True

    @property
    def ref(self) -> FrameworkRef:
        """The name of this set in a record."""
        return FrameworkRef(self.id, self.version)

    def criterion(self, code: str) -> Criterion | None:
        """Return the criterion of that code."""
        return next((one for one in self.criteria if one.code == code), None)

    def children(self, code: str | None) -> tuple[Criterion, ...]:
        """Return the criteria directly under ``code``; those at the top for ``None``."""
        return tuple(one for one in self.criteria if one.parent == code)

    def required_sections(self, kind: MaterialKind) -> tuple[RequiredSection, ...]:
        """Return the parts a paper of that kind must have, in the order they usually come."""
        return tuple(one for one in self.sections if one.kind == kind)

    def setting(self, name: SettingName) -> Setting | None:
        """Return a number by its name."""
        return next((one for one in self.settings if one.name == name), None)

    def deadline(self, name: DeadlineName) -> Deadline | None:
        """Return the time for a step by its name."""
        return next((one for one in self.deadlines if one.name == name), None)

    def deadline_kind(self, words: str) -> DeadlineKind | None:
        """Return which kind of deadline a word of a paper or ledger (立行立改, 长期坚持 …) names."""
        wanted = words.strip()
        for one in self.deadline_words:
            if wanted in (one.title.zh, one.title.en, *one.aliases):
                return one.kind
        return None

    def word_for(self, state: ItemState, deadline: DeadlineKind | None = None) -> ReportingWord | None:
        """Return the word a report uses for an item in ``state``; one for its kind of deadline goes first."""
        fitting = [one for one in self.reporting if state in one.states and one.deadline in (None, deadline)]
        exact = (one for one in fitting if one.deadline is not None)
        return next(exact, None) or next(iter(fitting), None)

    def states_for(self, words: str) -> tuple[ItemState, ...]:
        """Return the states a word of a report form stands for, the usual first; () for a strange word."""
        wanted = words.strip()
        for one in self.reporting:
            if wanted in (one.word.zh, one.word.en, *one.aliases):
                return one.states
        return ()

    def unconfirmed(self) -> Iterator[str]:
        """Yield the dotted name of every value that is not confirmed yet."""
        if not self.confirmed:
            yield "confirmed"
        if self.scope and not self.scope.confirmed:
            yield "scope"
        if self.two_levels and not self.two_levels.confirmed:
            yield "two_levels"
        yield from (f"criteria.{one.code}" for one in self.criteria if not one.confirmed)
        yield from (f"sections.{one.kind}.{one.role}" for one in self.sections if not one.confirmed)
        yield from (f"settings.{one.name}" for one in self.settings if not one.confirmed)
        yield from (f"deadlines.{one.name}" for one in self.deadlines if not one.confirmed)
        yield from (f"deadline_words.{one.code}" for one in self.deadline_words if not one.confirmed)
        yield from (f"reporting.{one.word.zh}" for one in self.reporting if not one.confirmed)
