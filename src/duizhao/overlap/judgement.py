"""Which shared stretches of two texts are overlap, and which are formulas or chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from duizhao.overlap.alignment import FINE_RUN, Run, Stretch, stretches
from duizhao.overlap.commonness import FULL, is_beyond_chance, is_too_long
from duizhao.overlap.folding import Codes

Mask = NDArray[np.bool_]

LEAST: Final = 11  # equal characters of the shortest passage in a pair that clearly shares text
ALONE: Final = 20  # equal characters of a passage that stands alone
ALONE_EDITED: Final = 26  # the same, where not every character is equal
CLEARLY: Final = 40  # own characters in passages that stand alone, from which a pair clearly shares text
REPEATED: Final = 18  # equal characters of a passage that stands twice in one paper
REPEATED_EDITED: Final = 24
ALIKE: Final = 0.75  # the part of an edited passage that must be equal
ALONE_ALIKE: Final = 0.82  # the same, where the passage stands alone

_ASIDE: Final = 10  # a wording of this length that does not count parts a passage


@dataclass(frozen=True, slots=True)
class Account:
    """How much each counting character of a paper counts, in 255ths, and how common its wording is."""

    worth: NDArray[np.uint8]
    levels: NDArray[np.uint8]
    free_level: int
    most_level: int
    standing: Mask

    def counting_all_but(self, kept_out: Mask) -> NDArray[np.uint8]:
        """Return the worth of the characters where only ``kept_out`` does not count."""
        return np.where(kept_out, np.uint8(0), np.uint8(FULL))


def overlaps(a: Codes, b: Codes, account: Account, expected: float) -> list[Stretch]:
    """Return the passages two papers share, in the order of the first paper.

    ``account`` is the first paper's; ``expected`` is how many common characters they share by chance.
    """
    found = _apart(stretches(a, b, least=ALONE))
    lesser = (account.levels > 0) & (account.levels < account.free_level)
    common = np.array(sum(_count(stretch, lesser) for stretch in found))
    counted = bool(is_beyond_chance(common, np.array(expected)))
    pieces = [piece for stretch in found for piece in _pieces(stretch, account, counted)]
    alone = [piece for piece in pieces if _stands_alone(piece)]
    if sum(piece.counted for piece in alone) < CLEARLY:
        return _ordered(alone)
    # These two share text beyond doubt: now shorter passages count, and text that many have copied.
    found = _apart(stretches(a, b, least=LEAST, run=FINE_RUN))
    pieces = [piece for stretch in found for piece in _pieces(stretch, account, counted)]
    return _ordered(
        [
            piece
            for piece in pieces
            if (piece.counted >= LEAST or piece.stretch.matched >= ALONE) and alike(piece.stretch) >= ALIKE
        ]
    )


def repeats(found: Sequence[Stretch], account: Account) -> list[Stretch]:
    """Return the passages that stand twice in one paper, in the order of their first place."""
    # What a few other papers say, too, is still said twice here.
    worth = np.minimum(account.worth.astype(np.uint16) * 2, FULL).astype(np.uint8)
    account = replace(account, worth=worth)
    pieces = [piece for stretch in _apart(found) for piece in _pieces(stretch, account, False)]
    return _ordered(
        [
            piece
            for piece in pieces
            if piece.counted >= (REPEATED if len(piece.stretch.runs) == 1 else REPEATED_EDITED)
            and alike(piece.stretch) >= ALONE_ALIKE
        ]
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a stretch without wordings that do not count; ``counted`` is its worth in characters."""

    stretch: Stretch
    counted: float


def alike(stretch: Stretch) -> float:
    """Return which part of a stretch is equal in both texts, 0 to 1."""
    (a_start, a_end), (b_start, b_end) = stretch.a, stretch.b
    return stretch.matched / max(a_end - a_start, b_end - b_start)


def _apart(found: Sequence[Stretch]) -> list[Stretch]:
    """Return the longest stretches that do not lie over one another in either text."""
    kept: list[Stretch] = []
    for stretch in sorted(found, key=lambda stretch: (-stretch.matched, stretch.a, stretch.b)):
        (a_start, a_end), (b_start, b_end) = stretch.a, stretch.b
        if not any(
            _over(a_start, a_end, *other.a) > (a_end - a_start) // 3
            or _over(b_start, b_end, *other.b) > (b_end - b_start) // 3
            for other in kept
        ):
            kept.append(stretch)
    return kept


def _over(start: int, end: int, other_start: int, other_end: int) -> int:
    return min(end, other_end) - max(start, other_start)


def _count(stretch: Stretch, mask: Mask) -> int:
    return sum(int(np.count_nonzero(mask[run.a : run.a + run.length])) for run in stretch.runs)


def _pieces(stretch: Stretch, account: Account, counted: bool) -> list[_Piece]:
    """Cut a stretch where a wording stands in it that does not count, and at its ends."""
    worth = account.worth
    if counted or _too_long(stretch, account):
        worth = account.counting_all_but(account.standing)
    pieces: list[list[Run]] = [[]]
    for run in stretch.runs:
        out = worth[run.a : run.a + run.length] == 0
        if not out.any():
            pieces[-1].append(run)
            continue
        borders = (np.flatnonzero(out[1:] != out[:-1]) + 1).tolist()
        for start, end in zip([0, *borders], [*borders, run.length], strict=True):
            if not out[start]:
                pieces[-1].append(Run(run.a + start, run.b + start, end - start))
            elif end - start >= _ASIDE:
                pieces.append([])
    return [_Piece(Stretch(runs), _worth(runs, worth)) for runs in pieces if runs]


def _too_long(stretch: Stretch, account: Account) -> bool:
    common = _count(stretch, account.levels > 0)
    by_most = _count(stretch, account.levels >= account.most_level)
    return bool(is_too_long(np.array(common), np.array(by_most)))


def _worth(runs: Sequence[Run], worth: NDArray[np.uint8]) -> float:
    return sum(int(worth[run.a : run.a + run.length].sum(dtype=np.int64)) for run in runs) / FULL


def _ordered(pieces: Sequence[_Piece]) -> list[Stretch]:
    return sorted((piece.stretch for piece in pieces), key=lambda stretch: (stretch.a, stretch.b))


def _stands_alone(piece: _Piece) -> bool:
    runs = piece.stretch.runs
    if len(runs) == 1 or max(run.length for run in runs) >= piece.stretch.matched - LEAST:
        return piece.counted >= ALONE
    return piece.counted >= ALONE_EDITED and alike(piece.stretch) >= ALONE_ALIKE
