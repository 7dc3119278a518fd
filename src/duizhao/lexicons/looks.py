"""Which characters are taken for one another when one types: the same sound, a near one, a like shape.

The table is packaged ready to load and is made by ``tools/count_words.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Final

import numpy as np

from duizhao.data import DATA
from duizhao.lexicons.counts import Ints
from duizhao.lexicons.squares import BITS, Sets, sets

_WORD_BITS: Final = BITS - 6  # that number the words of a set


class Likeness(IntEnum):
    """Why a character may stand for another one."""

    SOUND = 0
    NEAR_SOUND = 1
    SHAPE = 2
    CONTEXT = 3  # nothing in common but the place


@dataclass(frozen=True)
class Looks:
    """For each character the ones it is taken for: of ``n`` they stand in ``[first[n], first[n + 1])``.

    ``keys`` are the pairs, ascending, and ``sets`` the others of each as a set.
    """

    first: Ints
    other: Ints
    likeness: Ints
    keys: Ints
    sets: Sets


@cache
def looks() -> Looks:
    """Return the packaged table, read once a process."""
    source = DATA / "lexicons" / "looks.npz"
    with np.load(source) as stored:
        first = stored["first"].astype(np.int64)
        other = stored["other"].astype(np.int64)
        owner = np.arange(len(first) - 1).repeat(np.diff(first))
        alike = stored["likeness"].astype(np.int64)
        keys = owner << BITS | other
        return Looks(first, other, alike, keys, sets(keys))


def likeness(written: Ints, meant: Ints) -> Ints:
    """Return the likeness of pairs of characters."""
    table = looks()
    found = np.full(written.shape, int(Likeness.CONTEXT))
    # Few are alike, and whether they are is told much faster than how.
    sets = table.sets.ravel().take(written << _WORD_BITS | meant >> 6)
    alike = np.flatnonzero(sets >> (meant & 63).astype(np.uint64) & np.uint64(1))
    found[alike] = table.likeness[np.searchsorted(table.keys, written[alike] << BITS | meant[alike])]
    return found
