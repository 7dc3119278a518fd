"""The decisions a person may take on a paper's record, each anchored by the text it concerns.

An *item* is a problem, an example, a cause or a measure. An item's anchor is its place at the moment of the
decision: decisions are applied one after another, and the next one speaks of what the last one left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from duizhao.corrections.anchor import Anchor
from duizhao.record import AspectRef, LinkKind, MaterialKind

ItemKind = Literal["problem", "example", "cause", "measure"]
TitledKind = Literal["problem", "cause", "measure"]


@dataclass(frozen=True, slots=True)
class MoveBorder:
    """The item covers ``to``; a neighbour of its kind that stands there gives way as far as it must."""

    kind: ItemKind
    item: Anchor
    to: Anchor


@dataclass(frozen=True, slots=True)
class Split:
    """The item is two: ``rest`` is the second, from where it begins to the item's end."""

    kind: ItemKind
    item: Anchor
    rest: Anchor


@dataclass(frozen=True, slots=True)
class Merge:
    """Two items of one kind, one behind the other, are one; it keeps the title and the id of the first."""

    kind: ItemKind
    first: Anchor
    second: Anchor


@dataclass(frozen=True, slots=True)
class Retitle:
    """The item's title is ``title``, words at the beginning of the item, or it has none."""

    kind: TitledKind
    item: Anchor
    title: Anchor | None


@dataclass(frozen=True, slots=True)
class MoveAspect:
    """The problem stands under ``aspect``, known by its title as written, or under none."""

    item: Anchor
    aspect: AspectRef | None


@dataclass(frozen=True, slots=True)
class Add:
    """The passage is an item; an example belongs to the problem around it."""

    kind: ItemKind
    at: Anchor


@dataclass(frozen=True, slots=True)
class Remove:
    """The passage is no item; of a problem the examples go with it."""

    kind: ItemKind
    item: Anchor


@dataclass(frozen=True, slots=True)
class Recast:
    """The item is one of another kind."""

    kind: ItemKind
    item: Anchor
    to: ItemKind


@dataclass(frozen=True, slots=True)
class JudgeLink:
    """The cause or measure ``to`` does (``holds``) or does not belong to the problem."""

    problem: Anchor
    kind: LinkKind
    to: Anchor
    holds: bool


@dataclass(frozen=True, slots=True)
class TakeUp:
    """What a check says of the passage goes into the review opinion, with a note of the reviewer's."""

    check: str
    at: Anchor
    note: str = ""


@dataclass(frozen=True, slots=True)
class Dismiss:
    """What a check says of the passage does not hold here, and why."""

    check: str
    at: Anchor
    reason: str


@dataclass(frozen=True, slots=True)
class Remark:
    """The reviewer's own words on a passage, for the review opinion."""

    at: Anchor
    text: str


@dataclass(frozen=True, slots=True)
class SetPaperKind:
    """The paper is of this kind."""

    kind: MaterialKind


Decision = (
    MoveBorder
    | Split
    | Merge
    | Retitle
    | MoveAspect
    | Add
    | Remove
    | Recast
    | JudgeLink
    | TakeUp
    | Dismiss
    | Remark
    | SetPaperKind
)


def place_of(decision: Decision) -> Anchor | None:
    """Return the passage a decision is chiefly about; ``None`` where it is about the whole paper."""
    match decision:
        case MoveBorder() | Split() | Retitle() | MoveAspect() | Remove() | Recast():
            return decision.item
        case Merge():
            return decision.first
        case JudgeLink():
            return decision.problem
        case Add() | TakeUp() | Dismiss() | Remark():
            return decision.at
        case SetPaperKind():
            return None
