"""What a planted fault is: the text with it, where it stands, and which category should find it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Planted:
    """A paper with one fault; ``start`` and ``end`` are where a reader would point."""

    text: str
    start: int
    end: int


Plant = Callable[[random.Random, str], Planted | None]


@dataclass(frozen=True, slots=True)
class Planter:
    """Puts one kind of fault into a text; ``None`` where the text has no room for it.

    ``checks`` are those that may answer; any check of their category counts as an answer.
    """

    name: str
    category: str
    plant: Plant


def replaced(text: str, start: int, end: int, words: str) -> Planted:
    """Return a text with one place replaced."""
    return Planted(text[:start] + words + text[end:], start, start + max(len(words), 1))
