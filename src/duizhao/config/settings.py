"""What duizhao.toml says, as types; and what it may name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from duizhao.record import Severity

Value = str | int | float | bool | tuple[str, ...]


class OptionLike(Protocol):
    """A setting of a check, as far as a configuration must know it."""

    @property
    def name(self) -> str:
        """Its key."""

    @property
    def default(self) -> Value:
        """Its default, whose type its values have."""

    @property
    def allowed(self) -> tuple[Value, ...]:
        """The only values it takes; empty: any of the type."""


class CheckLike(Protocol):
    """A check, as far as a configuration must know it."""

    @property
    def id(self) -> str:
        """Its number."""

    @property
    def category(self) -> str:
        """Its category."""

    @property
    def options(self) -> Sequence[OptionLike]:
        """Its settings."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Which checks are asked, how grave they are and how they are set.

    ``select`` and ``ignore`` hold ids and categories; ``select`` is ``None`` where every check is meant.
    ``enable`` names those that are asked of every kind of paper, also of kinds they leave out by themselves.
    ``severity`` is by id or category, ``options`` by id.
    """

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    enable: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suppression:
    """A finding set aside: of which check, in which papers (a pattern), on which words, why and since when.

    ``line`` is where it stands in duizhao.toml, counted from 1.
    """

    check: str
    path: str | None
    text: str | None
    reason: str
    date: str
    line: int


@dataclass(frozen=True, slots=True)
class Config:
    """A whole duizhao.toml; ``path`` is ``None`` without one, ``profiles`` are by ID or ID@VERSION."""

    path: str | None = None
    words: tuple[str, ...] = ()
    rules: Rules = Rules()
    profiles: Mapping[str, Rules] = field(default_factory=dict)
    suppressions: tuple[Suppression, ...] = ()
