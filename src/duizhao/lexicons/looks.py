"""Which characters are taken for one another when one types: the same sound, a near one, a like shape.

The table is packaged ready to load and is made by ``tools/count_words.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib import resources

import numpy as np

from duizhao.lexicons.counts import BITS, Ints, Sets, sets_of


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
    source = resources.files("duizhao") / "data" / "lexicons" / "looks.npz"
    with resources.as_file(source) as path, np.load(path) as stored:
        first = stored["first"].astype(np.int64)
        other = stored["other"].astype(np.int64)
        owner = np.arange(len(first) - 1).repeat(np.diff(first))
        alike = stored["likeness"].astype(np.int64)
        return Looks(first, other, alike, owner << BITS | other, sets_of(owner, other))


def likeness(written: Ints, meant: Ints) -> Ints:
    """Return the likeness of pairs of characters."""
    table = looks()
    key = written << BITS | meant
    at = np.minimum(np.searchsorted(table.keys, key), len(table.keys) - 1)
    return np.where(table.keys[at] == key, table.likeness[at], int(Likeness.CONTEXT))
