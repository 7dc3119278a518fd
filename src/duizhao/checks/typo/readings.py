"""What a text may have been meant to say: readings that differ from it by one slip and fit better."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from duizhao.checks.typo.stream import Stream
from duizhao.lexicons.counts import Counts, Floats, Ints
from duizhao.lexicons.looks import likeness, looks
from duizhao.lexicons.squares import BITS


class Slip(IntEnum):
    """How a reading differs from what is written; the first four are those of ``Likeness``."""

    SOUND = 0
    NEAR_SOUND = 1
    SHAPE = 2
    CONTEXT = 3
    DOUBLED = 4
    MISSING = 5
    SWAPPED = 6


WIDTH: Final = 9  # characters of a window; the slip starts at its fourth
CORE: Final = 3
_BEST: Final = 2  # readings looked at for a place
_PRIOR: Final = np.array(
    [4.0, 2.0, 2.0, 0.0, 0.0, 0.0, 0.0]
)  # of slips (log), where readings of a place rival
# Log probability by which a reading's pairs must beat those written, and its runs of three.
_LEAST_PAIRS: Final = 3.5
_LEAST_GAIN: Final = np.array([6.0, 6.0, 6.0, 6.0, 1.0, 3.0, 4.0])


@dataclass(frozen=True)
class Readings:
    """Readings side by side: the place in the stream, the slip, the character meant (of a swap: the second
    of the two), the windows as written and as meant, and how much likelier the text becomes (log).
    A missing character belongs before its place."""

    place: Ints
    slip: Ints
    meant: Ints
    written: Ints
    reading: Ints
    gain: Floats


Found = tuple[Ints, Ints, Ints]  # place, slip, character meant


def readings(counts: Counts, text: Stream) -> Readings:
    """Return the readings of a text that gain most at each place."""
    found = [_replaced(counts, text), _doubled(text), _missing(counts, text), _swapped(counts, text)]
    place, slip, meant = (np.concatenate(part) for part in zip(*found, strict=True))
    written = text.letters[place[:, None] + np.arange(-CORE, WIDTH - CORE)]
    reading = read(written, slip, meant)
    gain = gains(counts, written, reading, slip)
    likely = np.flatnonzero(gain > _LEAST_GAIN[slip])
    kept = likely[_best(place[likely], gain[likely] + _PRIOR[slip[likely]])]
    return Readings(place[kept], slip[kept], meant[kept], written[kept], reading[kept], gain[kept])


def _counted() -> NDArray[np.bool_]:
    """Return which columns of a window are weighed, as written and as meant, for each slip."""
    counted = np.zeros((2, len(Slip), WIDTH), np.bool_)
    counted[:, :, CORE : CORE + 3] = True
    counted[1, Slip.DOUBLED, CORE + 2] = False
    counted[0, Slip.MISSING, CORE + 2] = False
    counted[:, Slip.SWAPPED, CORE + 3] = True
    return counted


COUNTED: Final = _counted()


def read(written: Ints, slip: Ints, meant: Ints) -> Ints:
    """Return the windows as they were meant."""
    reading = written.copy()
    replaced = slip <= Slip.CONTEXT
    reading[replaced, CORE] = meant[replaced]
    doubled = slip == Slip.DOUBLED
    reading[doubled, CORE:-1] = written[doubled, CORE + 1 :]
    missing = slip == Slip.MISSING
    reading[missing, CORE] = meant[missing]
    reading[missing, CORE + 1 :] = written[missing, CORE:-1]
    swapped = slip == Slip.SWAPPED
    reading[swapped, CORE], reading[swapped, CORE + 1] = written[swapped, CORE + 1], written[swapped, CORE]
    return reading


def gains(counts: Counts, written: Ints, reading: Ints, slip: Ints) -> Floats:
    """Return how much likelier windows become (log)."""
    counted = np.concatenate((COUNTED[0, slip], COUNTED[1, slip]))
    both = _likelihood(counts, np.concatenate((written, reading)), counted)
    gain: Floats = both[len(slip) :] - both[: len(slip)]
    return gain


def _likelihood(counts: Counts, windows: Ints, counted: NDArray[np.bool_]) -> Floats:
    """Return the log probability of the columns of windows that count."""
    size = WIDTH - CORE - 2
    columns = [windows[:, at : at + size] for at in range(CORE - 2, CORE + 1)]
    total: Floats = (counts.chance(*columns) * counted[:, CORE : CORE + size]).sum(1)
    return total


def _replaced(counts: Counts, text: Stream) -> Found:
    """Another character: of like sound or shape and known beside either neighbour, or known beside both."""
    places = text.strange()
    before, written, behind = (text.letters[places + step] for step in (-1, 0, 1))
    after, ahead = counts.known_after[before], counts.known_before[behind]
    best_after, best_ahead = counts.best_after[before], counts.best_before[behind]
    fits = ((after | ahead) & looks().sets[written]) | (best_after & ahead) | (after & best_ahead)
    edge = (before == 0) | (behind == 0)
    fits[edge] |= best_after[edge] | best_ahead[edge]
    here, meant = _members(fits)
    chance = counts.chance_after(before.take(here), meant) * counts.chance_after(meant, behind.take(here))
    least = np.exp(text.pairs[places] + text.pairs[places + 1] + _LEAST_PAIRS)
    better = np.flatnonzero((chance > least.take(here)) & (meant != written.take(here)))
    here, meant, new = here[better], meant[better], np.log(chance[better])
    kind = likeness(written[here], meant)
    kept = _best(here, new + _PRIOR[kind], _BEST)
    return places[here[kept]], kind[kept], meant[kept]


def _members(sets: NDArray[np.uint64]) -> tuple[Ints, Ints]:
    """Return the members of sets of characters: the row of each and the character."""
    width = sets.shape[1]
    flat = sets.ravel()
    filled = np.flatnonzero(flat)
    bits = np.unpackbits(flat[filled].view(np.uint8), bitorder="little").view(np.bool_)
    member = np.flatnonzero(bits)
    at = filled[member >> 6]
    row, word = np.divmod(at, width)
    return row, word << 6 | member & 63


def _doubled(text: Stream) -> Found:
    """The second of two equal characters, too many."""
    place = np.flatnonzero((text.letters[1:] == text.letters[:-1]) & (text.letters[1:] > 0)) + 1
    return place, np.full(len(place), int(Slip.DOUBLED)), text.letters[place]


def _missing(counts: Counts, text: Stream) -> Found:
    """A character lost between two that seldom stand together."""
    places = text.gaps()
    before, behind = text.letters[places - 1], text.letters[places]
    here, meant = _members(counts.best_after[before] & counts.best_before[behind])
    new = counts.log_after(before[here], meant) + counts.log_after(meant, behind[here])
    better = np.flatnonzero(new - text.pairs[places][here] > _LEAST_PAIRS)
    here, meant = here[better], meant[better]
    kept = _best(here, new[better], 1)
    lost, letter = _lost(counts, text)
    place = np.concatenate((places[here[kept]], lost))
    return place, np.full(len(place), int(Slip.MISSING)), np.concatenate((meant[kept], letter))


def _lost(counts: Counts, text: Stream) -> tuple[Ints, Ints]:
    """Return the places before which a character is missing from a word of three, and the character."""
    place = text.loose()
    place = place[text.words[place + 1] == 0]
    key = text.letters[place] << BITS | text.letters[place + 1]
    table = counts.remnants
    first = np.searchsorted(table.keys, key)
    many = np.searchsorted(table.keys, key, "right") - first
    within = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    row = np.repeat(first, many) + within
    return np.repeat(place, many) + table.step[row], table.lost[row]


def _swapped(counts: Counts, text: Stream) -> Found:
    """Two neighbours in the wrong order."""
    place = text.loose()
    before, first, second, behind = (text.letters[place + step] for step in range(-1, 3))
    new = counts.log_after(before, second) + counts.log_after(second, first) + counts.log_after(first, behind)
    place = place[new - sum(text.pairs[place + step] for step in range(3)) > _LEAST_PAIRS]
    return place, np.full(len(place), int(Slip.SWAPPED)), text.letters[place]


def _best(place: Ints, score: Floats, many: int = _BEST) -> Ints:
    """Return where the best few of each place stand."""
    order = np.lexsort((-score, place))
    owner = place[order]
    rank = np.arange(len(order)) - np.searchsorted(owner, owner)
    kept: Ints = order[rank < many]
    return kept
