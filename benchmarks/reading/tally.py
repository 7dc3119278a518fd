"""Counts of right, answered and expected items, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Tally:
    """``right`` of the ``answered`` items are right, of ``expected`` ones."""

    right: int = 0
    answered: int = 0
    expected: int = 0

    def add(self, other: Tally) -> None:
        """Add the counts of another tally."""
        self.right += other.right
        self.answered += other.answered
        self.expected += other.expected

    @property
    def precision(self) -> float:
        """The part of the answers that is right; 1 where nothing was answered."""
        return self.right / self.answered if self.answered else 1.0

    @property
    def recall(self) -> float:
        """The part of what was expected that was answered; 1 where nothing was expected."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.answered + self.expected
        return 2 * self.right / both if both else 1.0
