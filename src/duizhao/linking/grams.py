"""What texts are made of: their characters and character pairs, as numbers, all texts at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

# Han characters first, then ASCII; everything else ends a run, so that no pair crosses a mark.
_HAN_FIRST, _HAN_COUNT = 0x4E00, 20_992
_ALPHABET = _HAN_COUNT + 128


@dataclass(frozen=True, slots=True)
class Grams:
    """Every gram of a list of texts: ``names`` (ascending, unique), and for each occurrence its place in
    ``names`` (``which``) and the text it stands in (``owner``)."""

    names: Ints
    which: Ints
    owner: Ints
    texts: int

    def counts(self, weight: Floats) -> Floats:
        """Return the (texts, names) matrix of occurrences, each counted with the weight of its text."""
        size = len(self.names)
        flat = np.bincount(self.owner * size + self.which, weight[self.owner], self.texts * size)
        return flat.reshape(self.texts, size).astype(np.float32)


def grams(texts: Sequence[str]) -> Grams:
    """Return the characters and character pairs of ``texts``."""
    letters, owner = _letters(texts)
    single = letters > 0
    double = single[:-1] & single[1:]
    pairs = letters[:-1] * _ALPHABET + letters[1:]
    occurrences = np.concatenate((letters[single], pairs[double]))
    names, which = np.unique(occurrences, return_inverse=True)
    owners = np.concatenate((owner[single], owner[:-1][double]))
    return Grams(names.astype(np.int64), which.astype(np.int64), owners, len(texts))


def gram(text: str) -> int:
    """Return the number of one gram, a character or a pair of characters."""
    letters, _ = _letters([text])
    return int(letters[0]) if len(text) == 1 else int(letters[0]) * _ALPHABET + int(letters[1])


def _letters(texts: Sequence[str]) -> tuple[Ints, Ints]:
    """Return a number for each character (0 for marks) and the text it belongs to."""
    joined = "\n".join(texts) + "\n"
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.int64)
    han = (points >= _HAN_FIRST) & (points < _HAN_FIRST + _HAN_COUNT)
    ascii_word = _ASCII_WORD[np.minimum(points, 127)]
    letters = np.where(han, points - _HAN_FIRST + 1, np.where(ascii_word, _HAN_COUNT + points, 0))
    owner = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])
    return letters, owner


_ASCII_WORD = np.array([chr(code).isalnum() for code in range(127)] + [False])
