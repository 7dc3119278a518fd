"""Which shared stretches of two texts are overlap, and which are formulas or chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from duizhao.overlap.alignment import FINE_RUN, Run, Stretch, stretches
from duizhao.overlap.commonness import FULL, LONG, is_beyond_chance, is_too_long
from duizhao.overlap.folding import Codes

Sums = NDArray[np.int64]

LEAST: Final = 11  # equal characters of the shortest passage in a pair that clearly shares text
ALONE: Final = 20  # equal characters of a passage that stands alone
ALONE_EDITED: Final = 26  # the same, where not every character is equal
CLEARLY: Final = 40  # own characters in passages that stand alone, from which a pair clearly shares text
REPEATED: Final = 18  # equal characters of a passage that stands twice in one paper
REPEATED_EDITED: Final = 24
ALIKE: Final = 0.75  # the part of an edited passage that must be equal
ALONE_ALIKE: Final = 0.82  # the same, where the passage stands alone

_NEXT: Final = 8  # two passages with no more than so many characters between them are one
_ASIDE: Final = 10  # a wording of this length that does not count parts a passage


@dataclass(frozen=True, slots=True)
class Account:
    """Sums along a paper, so that any stretch is counted at once: entry i is about the characters before i.

    ``worth`` in 255ths, ``strict`` the same where common wordings count fully; characters that do not
    count (``idle``, ``barred`` under ``strict``); characters that are ``common``, ``lesser`` (common, but to
    no more than a quarter of the units) or used ``by_most``.
    """

    worth: Sums
    strict: Sums
    idle: Sums
    barred: Sums
    common: Sums
    lesser: Sums
    by_most: Sums

    @staticmethod
    def of(
        flags: NDArray[np.uint8], worth: NDArray[np.uint8], levels: NDArray[np.uint8], scale: Scale
    ) -> Account:
        """Return the account of a paper from its parts of the batch's arrays."""
        free = flags == 0
        return Account(
            worth=_sums(worth),
            strict=_sums(free) * FULL,
            idle=_sums(worth == 0),
            barred=_sums(~free),
            common=_sums(levels > 0),
            lesser=_sums((levels > 0) & (levels < scale.free)),
            by_most=_sums(levels >= scale.most),
        )

    def counting_common(self) -> Account:
        """Return the account in which common wordings count fully."""
        return replace(self, worth=self.strict, idle=self.barred)

    def worth_of(self, start: int, end: int) -> float:
        """Return how many characters ``[start, end)`` counts as; fully where it is too long for a formula."""
        common, by_most = (int(sums[end] - sums[start]) for sums in (self.common, self.by_most))
        sums = self.strict if is_too_long(np.array(common), np.array(by_most)) else self.worth
        return int(sums[end] - sums[start]) / FULL


class Scale(NamedTuple):
    """The level of commonness from which on a wording does not count, and from which most units use it."""

    free: int
    most: int


def _sums(values: NDArray[np.generic]) -> Sums:
    sums = np.zeros(values.size + 1, dtype=np.int64)
    np.cumsum(values, out=sums[1:])
    return sums


def overlaps(a: Codes, b: Codes, account: Account, expected: float) -> list[Stretch]:
    """Return the passages two papers share, in the order of the first paper.

    ``account`` is the first paper's; ``expected`` is how many common characters they share by chance.
    """
    found = _apart(stretches(a, b, least=ALONE))
    common = np.array(sum(_count(stretch.runs, account.lesser) for stretch in found))
    if is_beyond_chance(common, np.array(expected)):
        account = account.counting_common()
    pieces = [piece for stretch in found for piece in _pieces(stretch, account)]
    alone = [piece for piece in pieces if _stands_alone(piece)]
    if sum(piece.counted for piece in alone) < CLEARLY:
        return _ordered(alone)
    # These two share text beyond doubt: now shorter passages count, and text that many have copied.
    found = _apart(stretches(a, b, least=LEAST, run=FINE_RUN))
    pieces = [piece for stretch in found for piece in _pieces(stretch, account)]
    return _joined(
        _ordered(
            [
                piece
                for piece in pieces
                if (piece.counted >= LEAST or piece.stretch.matched >= ALONE)
                and alike(piece.stretch) >= ALIKE
            ]
        )
    )


def repeats(found: Sequence[Stretch], account: Account) -> list[Stretch]:
    """Return the passages that stand twice in one paper, in the order of their first place."""
    # What a few other papers say, too, is still said twice here: common wordings count double.
    pieces = [piece for stretch in _apart(found) for piece in _pieces(stretch, account)]
    return _ordered(
        [
            piece
            for piece in pieces
            if min(2 * piece.counted, piece.stretch.matched)
            >= (REPEATED if len(piece.stretch.runs) == 1 else REPEATED_EDITED)
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
    taken_a = bytearray(max((stretch.a[1] for stretch in found), default=0))
    taken_b = bytearray(max((stretch.b[1] for stretch in found), default=0))
    for stretch in sorted(found, key=lambda stretch: (-stretch.matched, stretch.a, stretch.b)):
        a, b = slice(*stretch.a), slice(*stretch.b)
        if 3 * taken_a.count(1, a.start, a.stop) <= a.stop - a.start and (
            3 * taken_b.count(1, b.start, b.stop) <= b.stop - b.start
        ):
            kept.append(stretch)
            taken_a[a] = b"\1" * (a.stop - a.start)
            taken_b[b] = b"\1" * (b.stop - b.start)
    return kept


def _count(runs: Sequence[Run], sums: Sums) -> int:
    return int(sum(sums[run.a + run.length] - sums[run.a] for run in runs))


def _pieces(stretch: Stretch, account: Account) -> list[_Piece]:
    """Cut a stretch where a wording stands in it that does not count, and at its ends."""
    if _too_long(stretch, account):
        account = account.counting_common()
    pieces: list[list[Run]] = [[]]
    for run in stretch.runs:
        if account.idle[run.a + run.length] == account.idle[run.a]:
            pieces[-1].append(run)
            continue
        out = np.diff(account.idle[run.a : run.a + run.length + 1])
        borders = (np.flatnonzero(out[1:] != out[:-1]) + 1).tolist()
        for start, end in zip([0, *borders], [*borders, run.length], strict=True):
            if not out[start]:
                pieces[-1].append(Run(run.a + start, run.b + start, end - start))
            elif end - start >= _ASIDE:
                pieces.append([])
    return [_Piece(Stretch(runs), _count(runs, account.worth) / FULL) for runs in pieces if runs]


def _too_long(stretch: Stretch, account: Account) -> bool:
    common = _count(stretch.runs, account.common)
    if common < LONG:
        return False
    return bool(is_too_long(np.array(common), np.array(_count(stretch.runs, account.by_most))))


def _ordered(pieces: Sequence[_Piece]) -> list[Stretch]:
    return sorted((piece.stretch for piece in pieces), key=lambda stretch: (stretch.a, stretch.b))


def _joined(passages: Sequence[Stretch]) -> list[Stretch]:
    """Join passages that follow one another closely in both texts: for a reader they are one."""
    joined: list[Stretch] = []
    for passage in passages:
        if joined and _follows(joined[-1], passage):
            joined[-1] = Stretch([*joined[-1].runs, *passage.runs])
        else:
            joined.append(passage)
    return joined


def _follows(last: Stretch, passage: Stretch) -> bool:
    gap_a, gap_b = passage.a[0] - last.a[1], passage.b[0] - last.b[1]
    if not (0 <= gap_a <= _NEXT and 0 <= gap_b <= _NEXT):
        return False
    return alike(Stretch([*last.runs, *passage.runs])) >= ALIKE


def _stands_alone(piece: _Piece) -> bool:
    runs = piece.stretch.runs
    if len(runs) == 1 or max(run.length for run in runs) >= piece.stretch.matched - LEAST:
        return piece.counted >= ALONE
    return piece.counted >= ALONE_EDITED and alike(piece.stretch) >= ALONE_ALIKE
