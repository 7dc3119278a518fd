"""Where two texts share wording: exact runs, joined over small edits into stretches."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from duizhao.overlap.folding import Codes
from duizhao.overlap.shingles import run_hashes

RUN: Final = 6  # the shortest exact run that is looked at ...
FINE_RUN: Final = 3  # ... and in papers that are known to share text
_FAN: Final = 8  # how many places of one run are tried; a wording used more often than that is a formula
_SMALL_EDIT: Final = 3  # characters that may always differ between two runs
_REACH: Final = 16  # a gap longer than this parts two stretches
_DRIFT: Final = 6  # characters inserted or left out in one gap
_TOO_MUCH: Final = 100
_BAND: Final = 3  # runs are first gathered by distance in bands of 2 ** 3
_FAR: Final = 1 << 30
_HALF: Final = np.uint64(32)


class Run(NamedTuple):
    """``length`` equal characters at ``a`` of one text and at ``b`` of the other (counting characters)."""

    a: int
    b: int
    length: int


@dataclass(slots=True)
class Stretch:
    """Runs in the same order and close together in both texts: one shared passage with its small edits."""

    runs: list[Run]

    @property
    def a(self) -> tuple[int, int]:
        """Where it stands in the first text."""
        return self.runs[0].a, self.runs[-1].a + self.runs[-1].length

    @property
    def b(self) -> tuple[int, int]:
        """Where it stands in the second text."""
        return self.runs[0].b, self.runs[-1].b + self.runs[-1].length

    @property
    def matched(self) -> int:
        """How many characters are equal."""
        return sum(run.length for run in self.runs)


def stretches(a: Codes, b: Codes, *, least: int, run: int = RUN) -> list[Stretch]:
    """Return the stretches of at least ``least`` equal characters that two different texts share.

    ``run`` is the length of the shortest exact run in them.
    """
    return _joined(_runs(*_places(a, b, run), run, least), a, b, least)


def repeated_stretches(codes: Codes, *, least: int) -> list[Stretch]:
    """Return the stretches of at least ``least`` characters that stand twice in a text, first place first."""
    found = _joined(_runs(*_places_within(codes), RUN, least), codes, codes, least)
    return [stretch for stretch in found if stretch.a[1] <= stretch.b[0]]


def _places(a: Codes, b: Codes, run: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    # One sort brings equal hashes of both texts together: hash, then which text, then place.
    first, second = run_hashes(a, run).astype(np.uint64), run_hashes(b, run).astype(np.uint64)
    keys = np.concatenate(
        (
            first << _HALF | np.arange(first.size, dtype=np.uint64),
            second << _HALF | np.arange(second.size, dtype=np.uint64) | np.uint64(1 << 31),
        )
    )
    keys.sort()
    hashes = keys >> _HALF
    places = (keys & np.uint64(0x7FFFFFFF)).astype(np.int64)
    in_second = (keys & np.uint64(1 << 31)) != 0
    left: list[NDArray[np.int64]] = []
    right: list[NDArray[np.int64]] = []
    for step in range(1, _FAN + 1):
        equal = hashes[step:] == hashes[:-step]
        if not equal.any():
            break
        at = np.flatnonzero(equal & in_second[step:] & ~in_second[:-step])
        left.append(places[at])
        right.append(places[at + step])
    return _together(left), _together(right)


def _places_within(codes: Codes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    hashes = run_hashes(codes, RUN).astype(np.uint64)
    keys = hashes << _HALF | np.arange(hashes.size, dtype=np.uint64)
    keys.sort()
    hashes = keys >> _HALF
    places = (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
    left: list[NDArray[np.int64]] = []
    right: list[NDArray[np.int64]] = []
    for step in range(1, _FAN + 1):
        at = np.flatnonzero(hashes[step:] == hashes[:-step])
        if not at.size:
            break
        left.append(places[at])
        right.append(places[at + step])
    return _together(left), _together(right)


def _together(parts: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


def _runs(left: NDArray[np.int64], right: NDArray[np.int64], run: int, least: int) -> list[Run]:
    # Places with one distance between them and next to each other are one run.
    if not left.size:
        return []
    left, distance = _by_distance(left, right - left)
    fresh = np.ones(left.size, dtype=np.bool_)
    fresh[1:] = (distance[1:] != distance[:-1]) | (np.diff(left) > run)
    begins = np.flatnonzero(fresh)
    length = np.append(left[begins[1:] - 1], left[-1]) - left[begins] + run
    left, distance = left[begins], distance[begins]
    kept = _in_company(left, distance, length, least, 0) | _in_company(
        left, distance, length, least, 1 << (_BAND - 1)
    )
    left, distance, length = left[kept], distance[kept], length[kept]
    order = np.argsort(left, kind="stable")
    table = np.stack((left, left + distance, length), axis=1)[order]
    return [Run(*row) for row in table.tolist()]


def _by_distance(
    left: NDArray[np.int64], distance: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    keys = (distance + _FAR) << 32 | left
    keys.sort()
    return keys & 0xFFFFFFFF, (keys >> 32) - _FAR


def _in_company(
    left: NDArray[np.int64], distance: NDArray[np.int64], length: NDArray[np.int64], least: int, shift: int
) -> NDArray[np.bool_]:
    """Say which runs are long enough with those near them; most of the shortest are by chance and alone."""
    band = (distance + (_FAR + shift)) >> _BAND
    order = np.argsort(band << 32 | left)
    band, left, length = band[order], left[order], length[order]
    fresh = np.ones(left.size, dtype=np.bool_)
    fresh[1:] = (band[1:] != band[:-1]) | (left[1:] - left[:-1] - length[:-1] > _REACH)
    begins = np.flatnonzero(fresh)
    together = np.add.reduceat(length, begins)
    kept = np.zeros(left.size, dtype=np.bool_)
    kept[order] = np.repeat(together >= least, np.diff(begins, append=left.size))
    return kept


def _joined(runs: list[Run], a: Codes, b: Codes, least: int) -> list[Stretch]:
    letters_a, letters_b = _letters(a), _letters(b)
    open_stretches: list[list[Run]] = []
    done: list[Stretch] = []
    for run in runs:
        still_open: list[list[Run]] = []
        best: list[Run] | None = None
        best_cost = _TOO_MUCH
        for chain in open_stretches:
            last = chain[-1]
            if run.a - last.a - last.length > _REACH:
                _close(chain, least, done)
                continue
            still_open.append(chain)
            cost = _cost(last, run, letters_a, letters_b)
            if cost < best_cost:
                best, best_cost = chain, cost
        open_stretches = still_open
        if best is None:
            open_stretches.append([run])
        else:
            best.append(_clipped(best[-1], run))
    for chain in open_stretches:
        _close(chain, least, done)
    return done


def _letters(codes: Codes) -> str:
    return codes.tobytes().decode("utf-16-le" if sys.byteorder == "little" else "utf-16-be", "surrogatepass")


def _close(chain: list[Run], least: int, done: list[Stretch]) -> None:
    stretch = Stretch(chain)
    if stretch.matched >= least:
        done.append(stretch)


def _cost(last: Run, run: Run, a: str, b: str) -> int:
    """Return how much differs between two runs, or ``_TOO_MUCH`` where they do not belong together."""
    gap_a, gap_b = run.a - last.a - last.length, run.b - last.b - last.length
    wide, narrow = max(gap_a, gap_b), min(gap_a, gap_b)
    if wide > _REACH or narrow < -_DRIFT or wide - narrow > _DRIFT or run.length + narrow < _SMALL_EDIT:
        return _TOO_MUCH
    differing = wide
    if narrow > 0 and wide > _SMALL_EDIT:
        from rapidfuzz.distance import LCSseq  # forty modules that many papers have no use for

        differing -= LCSseq.similarity(a[run.a - gap_a : run.a], b[run.b - gap_b : run.b])
    if differing > max(_SMALL_EDIT, min(last.length, run.length) // 2):
        return _TOO_MUCH
    return differing + wide - narrow


def _clipped(last: Run, run: Run) -> Run:
    # Where a character was doubled, two runs overlap in one of the texts: the later one gives way.
    overlap = max(0, last.a + last.length - run.a, last.b + last.length - run.b)
    return Run(run.a + overlap, run.b + overlap, run.length - overlap)
