"""What texts are made of: their characters and runs of characters, as numbers, all texts at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

# Han characters first, then ASCII; everything else ends a run, so that no run crosses a mark.
_HAN_FIRST, _HAN_COUNT = 0x4E00, 20_992
_ASCII_WORD = np.array([chr(code).isalnum() for code in range(127)] + [False])
PAIRS = _HAN_COUNT + 128
"""The number of a pair is ``first * PAIRS + second``: every number above ``PAIRS`` is a pair's."""


@dataclass(frozen=True, slots=True)
class Letters:
    """Texts one after the other: each character has its number (0 for a mark) and its text."""

    joined: str
    numbers: Ints
    owner: Ints
    texts: int

    def runs(self, longest: int) -> list[Ints]:
        """Return, for each length from 1 to ``longest`` (at most 4), the number of the run that begins at
        each character; 0 where a mark cuts it short."""
        found = [self.numbers]
        for length in range(2, longest + 1):
            before, last = found[-1][:-1], self.numbers[length - 1 :]
            found.append(np.where((before > 0) & (last > 0), before * PAIRS + last, 0))
        return found


def letters(texts: Sequence[str]) -> Letters:
    """Number the characters of ``texts``."""
    joined = "\n".join(texts) + "\n"
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.int64)
    han = (points >= _HAN_FIRST) & (points < _HAN_FIRST + _HAN_COUNT)
    word = _ASCII_WORD.take(points, mode="clip")
    numbers = np.where(han, points - _HAN_FIRST + 1, np.where(word, _HAN_COUNT + points, 0))
    owner = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])
    return Letters(joined, numbers, owner, len(texts))


@dataclass(frozen=True, slots=True)
class WordRuns:
    """The runs of a list of words: ``at(place, length)`` numbers the run of each word that begins at
    ``place`` in it, 0 where the word is shorter."""

    starts: Ints
    runs: tuple[Ints, ...]

    def at(self, place: int, length: int) -> Ints:
        """Return one number a word."""
        runs = self.runs[length - 1]
        return runs[np.minimum(self.starts + place, len(runs) - 1)]


def word_runs(words: Sequence[str], longest: int) -> WordRuns:
    """Return the runs of up to ``longest`` characters of words."""
    numbered = letters(words)
    ends = np.flatnonzero(np.diff(numbered.owner)) + 1
    return WordRuns(np.append(0, ends), tuple(numbered.runs(longest)))
