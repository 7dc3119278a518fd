"""A text as numbers, and where in it a character comes as a surprise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from duizhao.lexicons.counts import Counts, Floats, Ints

MARGIN: Final = 8  # numbers 0 before and behind the text, so that every window is whole
# What makes a place a strange one, weighed together: no usual run of three, no word, no pair that belongs together
# leads through it, and its character seldom stands alone. Fitted by benchmarks/checks/calibrate_typo.py.
_RUN, _NO_RUN, _WORD, _NO_WORD = -0.089, 1.013, -0.049, 1.535
_TIE, _OTHER_TIE, _ALONE, _ALONE_SHARE, _CONSTANT = -0.479, -0.675, -0.337, 0.137, 0.522
_STRANGE: Final = -0.9
_TIED: Final = 4.0
# What is usual enough for no character to be lost before a place, and no two characters to be swapped.
_SELDOM_RUN, _SELDOM_WORD, _TIED_LITTLE = 4, 4, 1.0
_LOOSE_RUN, _LOOSE_WORD, _LOOSE_TIE = 9, 9, 2.5


@dataclass(frozen=True)
class Stream:
    """The numbers of a text between two margins. For each the log probability behind the one before, the level of the run of three that ends with it
    (0 where another mark stands among them) and of the word of two, and how much likelier it is behind the one
    before than alone (log), and how far it stands alone at all."""

    letters: Ints
    pairs: Floats
    runs: Ints
    words: Ints
    ties: Floats
    alone: Floats

    def strange(self) -> Ints:
        """Return the places of characters that do not belong where they stand."""
        run, word = self._usual(1)
        left, right = self.ties, np.append(self.ties[1:], 0)
        chinese = self.letters > 0
        before, behind = np.append(False, chinese[:-1]), np.append(chinese[1:], False)
        most = np.maximum(np.where(before, left, -_TIED), np.where(behind, right, -_TIED)).clip(-_TIED, _TIED)
        least = np.minimum(np.where(before, left, _TIED), np.where(behind, right, _TIED)).clip(-_TIED, _TIED)
        score = (
            _RUN * run
            + _NO_RUN * (run == 0)
            + _WORD * word
            + _NO_WORD * (word == 0)
            + _TIE * most
            + _OTHER_TIE * least
            + self.alone
        )
        return np.flatnonzero((score > _STRANGE) & chinese)

    def gaps(self) -> Ints:
        """Return the places that nothing usual leads to from the character before."""
        run, word = self._usual(0)
        odd = (run <= _SELDOM_RUN) & (word <= _SELDOM_WORD) & (self.ties < _TIED_LITTLE)
        return np.flatnonzero(odd & self._two())

    def loose(self) -> Ints:
        """Return the places of two different characters that are no usual pair."""
        odd = (self.words <= _LOOSE_WORD) & (self.ties < _LOOSE_TIE) & self._two()
        odd = odd & (self.letters != np.append(0, self.letters[:-1]))
        odd = odd & (self.runs <= _LOOSE_RUN) & (np.append(self.runs[1:], 0) <= _LOOSE_RUN)
        return np.flatnonzero(odd) - 1

    def _two(self) -> NDArray[np.bool_]:
        chinese = self.letters > 0
        both: NDArray[np.bool_] = chinese & np.append(False, chinese[:-1])
        return both

    def _usual(self, reach: int) -> tuple[Ints, Ints]:
        """Return for each place the best known run of three and word that a stretch from there touches.

        ``reach`` is the length of the stretch; 0 asks what leads across from the place before.
        """
        run, word = self.runs.copy(), self.words.copy()
        for step in range(1, reach + 2):
            np.maximum(run[:-step], self.runs[step:], out=run[:-step])
        for step in range(1, reach + 1):
            np.maximum(word[:-step], self.words[step:], out=word[:-step])
        return run, word


def stream(counts: Counts, text: str) -> Stream:
    """Return a text as numbers."""
    letters = np.zeros(len(text) + 2 * MARGIN, np.int64)
    letters[MARGIN:-MARGIN] = counts.read(text)
    chinese = letters > 0
    two = chinese[1:] & chinese[:-1]
    runs, words = (np.zeros(len(letters), np.int64) for _ in range(2))
    ties = np.zeros(len(letters))
    three = two[1:] & two[:-1]
    runs[2:] = counts.triple(letters[:-2], letters[1:-1], letters[2:]) * three
    words[1:] = counts.couple(letters[:-1], letters[1:]) * two
    ties[1:] = counts.tie(letters[:-1], letters[1:]) * two
    alone = _ALONE * counts.alone[letters] + _ALONE_SHARE * counts.alone_share[letters] + _CONSTANT
    pairs = np.zeros(len(letters))
    pairs[1:] = counts.log_after(letters[:-1], letters[1:])
    return Stream(letters, pairs, runs, words, ties, alone)
