"""Decisions carried from one version of a paper to the next: kept where the text still holds, else lost.

A passage still holds where the very words stand at the place the two texts' alignment gives, where they have
been moved and stand once in the new text, or where they were edited and most of them are left. An item is
then the one of the new record that covers nearly that passage.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from duizhao.corrections.alignment import Alignment
from duizhao.corrections.anchor import Anchor, at
from duizhao.corrections.applying import step
from duizhao.corrections.conflict import ConflictError, Reason
from duizhao.corrections.decisions import (
    Add,
    Decision,
    ItemKind,
    JudgeLink,
    Merge,
    SetPaperKind,
    Split,
    place_of,
)
from duizhao.corrections.working import Working
from duizhao.record import Document, Material, Span

_LEAST_LIKENESS: Final = 60.0  # of 100: characters two passages share
_SHORTEST_MOVED: Final = 4  # shorter words say too little to be found by themselves


@dataclass(frozen=True, slots=True)
class Kept:
    """A decision on the new text; ``before`` is the one it was, ``edited`` says that words were changed."""

    decision: Decision
    before: Decision
    edited: bool


@dataclass(frozen=True, slots=True)
class Lost:
    """A decision that does not hold any more, the words it was about, and why."""

    decision: Decision
    quote: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Carried:
    """Decisions after a new version, in their order."""

    kept: tuple[Kept, ...]
    lost: tuple[Lost, ...]

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Return the decisions that hold, ready to be applied to the new record."""
        return tuple(one.decision for one in self.kept)


def carry(decisions: Iterable[Decision], old: str, record: Material, document: Document) -> Carried:
    """Return which decisions on the text ``old`` hold for the record of the new document."""
    carrier = _Carrier(old, record, document)
    for decision in decisions:
        carrier.carry(decision)
    return Carried(tuple(carrier.kept), tuple(carrier.lost))


class _Carrier:
    """Carries decisions one after another; each is tried on what those before it made of the new record."""

    def __init__(self, old: str, record: Material, document: Document) -> None:
        self._old, self._new = old, document.text
        self._alignment = Alignment(old, document.text)
        self._working = Working(record, document)
        self.kept: list[Kept] = []
        self.lost: list[Lost] = []

    def carry(self, decision: Decision) -> None:
        """Carry one decision."""
        try:
            found = self._on_new_text(decision)
            trial = self._working.copy()
            step(trial, found)
        except ConflictError as conflict:
            place = place_of(decision)
            self.lost.append(Lost(decision, place.quote if place else "", conflict.reason))
            return
        self._working = trial
        self.kept.append(Kept(found, decision, edited=_words(found) != _words(decision)))

    def _on_new_text(self, decision: Decision) -> Decision:
        match decision:
            case SetPaperKind():
                return decision
            case Add():
                found = dataclasses.replace(decision, at=self._passage(decision.at))
                if self._working.like(decision.kind, found.at.span) == found.at.span:
                    raise ConflictError(Reason.DONE)
                return found
            case Split():
                return self._split(decision)
            case Merge():
                return self._merge(decision)
            case JudgeLink():
                problem = self._item("problem", decision.problem)
                return dataclasses.replace(
                    decision, problem=problem, to=self._item(decision.kind, decision.to)
                )
        return self._in_general(decision)

    def _in_general(self, decision: Decision) -> Decision:
        """Return a decision with its passages found again, its item among the items of its kind."""
        found: dict[str, Anchor] = {}
        for field in dataclasses.fields(decision):
            value = getattr(decision, field.name)
            if isinstance(value, Anchor):
                kind: ItemKind = getattr(decision, "kind", "problem")
                found[field.name] = self._item(kind, value) if field.name == "item" else self._passage(value)
        return dataclasses.replace(decision, **found)  # type: ignore[arg-type]

    def _split(self, decision: Split) -> Split:
        rest = self._passage(decision.rest)
        if self._begins_at(decision.kind, rest.span.start):
            raise ConflictError(Reason.DONE)
        item = self._item(decision.kind, decision.item)
        rest = at(self._new, Span(rest.span.start, max(rest.span.start, item.span.end)))
        return Split(decision.kind, item, rest)

    def _begins_at(self, kind: ItemKind, place: int) -> bool:
        """Say whether an item begins at a place, or its words do behind its number."""
        return any(
            span.start == place or (span.start < place < span.end and self._working.read(span).body == place)
            for span in self._working.spans(kind)
        )

    def _merge(self, decision: Merge) -> Merge:
        first = self._item(decision.kind, decision.first)
        second = self._passage(decision.second)
        if second.span.end <= first.span.end:
            raise ConflictError(Reason.DONE)
        return Merge(decision.kind, first, self._item(decision.kind, decision.second))

    def _item(self, kind: ItemKind, anchor: Anchor) -> Anchor:
        found = self._working.like(kind, self._passage(anchor).span)
        if found is None:
            raise ConflictError(Reason.NO_ITEM)
        return at(self._new, found)

    def _passage(self, anchor: Anchor) -> Anchor:
        """Return where a passage of the old text stands in the new one."""
        place = self._alignment.place_of(anchor.span)
        if place is not None and self._new[place.start : place.end] == anchor.quote:
            return at(self._new, place)
        moved = self._moved(anchor)
        if moved is not None:
            return at(self._new, moved)
        if place is None:
            raise ConflictError(Reason.GONE)
        likeness = fuzz.ratio(anchor.quote, self._new[place.start : place.end])
        if likeness < _LEAST_LIKENESS:
            raise ConflictError(Reason.GONE)
        return at(self._new, place)

    def _moved(self, anchor: Anchor) -> Span | None:
        """Return the place words were moved to: they stand there once, and stood nowhere near before."""
        if len(anchor.quote) < _SHORTEST_MOVED:
            return None
        places: list[Span] = []
        start = self._new.find(anchor.quote)
        while start >= 0:
            span = Span(start, start + len(anchor.quote))
            if not self._alignment.comes_whole(span):
                places.append(span)
            start = self._new.find(anchor.quote, start + 1)
        if len(places) > 1:
            places = [span for span in places if self._has_context(span, anchor)]
            if len(places) != 1:
                raise ConflictError(Reason.AMBIGUOUS)
        return places[0] if places else None

    def _has_context(self, span: Span, anchor: Anchor) -> bool:
        before = bool(anchor.before) and self._new.endswith(anchor.before, 0, span.start)
        return before or (bool(anchor.after) and self._new.startswith(anchor.after, span.end))


def _words(decision: Decision) -> tuple[str, ...]:
    values = (getattr(decision, field.name) for field in dataclasses.fields(decision))
    return tuple(value.quote for value in values if isinstance(value, Anchor))
