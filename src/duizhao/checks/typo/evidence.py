"""What speaks for a reading and against it: figures that are weighed together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from duizhao.checks.typo.readings import CORE, WIDTH, Readings, Slip
from duizhao.checks.typo.stream import Stream
from duizhao.lexicons.counts import DECODED_LEVEL, Counts, Floats, Ints
from duizhao.lexicons.squares import BITS

FIGURES: Final = (
    *(f"is_{slip.name.lower()}" for slip in Slip),
    "gain",  # log likelihood of the reading over the text as written
    "words_gain",  # the same, by words
    "words_written",
    "words_meant",
    "pair_written",  # how known the rarest and the best known pair are that the slip is part of
    "pair_written_most",
    "pair_meant",
    "pair_meant_most",
    "tie_left",  # how much likelier a character is there than alone (log)
    "tie_right",
    "tie_left_meant",
    "tie_right_meant",
    "runs_written",  # known runs of three that the slip is part of
    "runs_meant",
    "runs_written_most",
    "runs_meant_most",
    "runs_meant_sum",
    "word_written",  # the best known dictionary words that the slip is part of
    "word_written_long",
    "word_meant",
    "word_meant_long",
    "both_words",  # as written, two words that each reach up to the place
    "alone",  # how readily the written character is a word of its own
    "alone_share",
    "often",
    "often_meant",
    "again",  # how often the paper has the pair once more
    "again_meant",
    "edge_left",
    "edge_right",
    "rival",  # what the next best reading of the same place gains less
)
_LEVEL: Final = 31.0
_STORED: Final = 255.0
_WORDS: Final = 2.4e7  # words the counts were taken from
_LONGEST: Final = 4  # characters of a word
# Log probability of a word by its level; of no word, what no other word makes up for.
_WHOLE: Final = np.append(-540.0, np.log((DECODED_LEVEL[1:] + 1e-9) / _WORDS))


def evidence(counts: Counts, text: Stream, found: Readings) -> Floats:
    """Return the figures of readings, a row each."""
    slip = found.slip
    written, meant = _sides(counts, found)
    old, new = _TOUCHED[0][slip], _TOUCHED[1][slip]
    last = _LAST[0][slip]
    rows = np.arange(len(slip))
    letter, other = found.written[rows, last], found.meant
    repeats = _Repeats(text)
    figures = [
        *(slip[None, :] == np.arange(len(Slip))[:, None]),
        found.gain,
        meant.as_words - written.as_words,
        written.as_words,
        meant.as_words,
        np.where(old[:, 1], written.pairs, _STORED).min(1) / _STORED,
        np.where(old[:, 1], written.pairs, 0).max(1) / _STORED,
        np.where(new[:, 1], meant.pairs, _STORED).min(1) / _STORED,
        np.where(new[:, 1], meant.pairs, 0).max(1) / _STORED,
        written.ties[rows, CORE],
        written.ties[rows, last + 1],
        meant.ties[rows, CORE],
        meant.ties[rows, _LAST[1][slip] + 1],
        (old[:, 2] & (written.runs > 0)).sum(1),
        (new[:, 2] & (meant.runs > 0)).sum(1),
        (old[:, 2] * written.runs).max(1) / _LEVEL,
        (new[:, 2] * meant.runs).max(1) / _LEVEL,
        (new[:, 2] * meant.runs).sum(1) / _LEVEL,
        (old[:, 3] * written.words[2]).max(1) / _LEVEL,
        np.maximum((old[:, 4] * written.words[3]).max(1), (old[:, 5] * written.words[4]).max(1)) / _LEVEL,
        (new[:, 3] * meant.words[2]).max(1) / _LEVEL,
        np.maximum((new[:, 4] * meant.words[3]).max(1), (new[:, 5] * meant.words[4]).max(1)) / _LEVEL,
        np.minimum(written.words[2][rows, CORE], written.words[2][rows, last + 1]) / _LEVEL,
        np.log(counts.single[letter] + 0.1),
        np.log((counts.single[letter] + 0.5) / (counts.count[letter] + 1)),
        np.log(counts.share[letter]),
        np.log(counts.share[other]),
        np.minimum(repeats.most(found.written, old[:, 1]) - 1, 3),
        np.log1p(repeats.most(found.reading, new[:, 1])),
        found.written[:, CORE - 1] == 0,
        found.written[rows, last + 1] == 0,
        _rival(found),
    ]
    return np.stack([np.asarray(one, float) for one in figures], 1)


def _touched() -> tuple[np.ndarray, np.ndarray]:
    """Return which columns of a window end a pair, a run, a word of two, three or four characters that the slip is
    part of, as written and as meant; and where the slip ends.

    A character lost, or left out of a double, is no column of its own: what leads across its place counts.
    """
    touched = np.zeros((2, len(Slip), 6, WIDTH), np.bool_)
    last = np.full((2, len(Slip)), CORE)
    last[:, Slip.SWAPPED] = CORE + 1
    across = {(0, int(Slip.MISSING)), (1, int(Slip.DOUBLED))}
    for side in (0, 1):
        for slip in Slip:
            if (side, int(slip)) in across:
                last[side, slip] = CORE - 1
            end = int(last[side, slip])
            for row, size in ((1, 2), (2, 3), (3, 2), (4, 3), (5, 4)):
                touched[side, slip, row, CORE : min(end + size, WIDTH)] = True
    return touched, last


_TOUCHED, _LAST = _touched()


@dataclass(frozen=True)
class _Side:
    """What the tables say of windows; column ``n`` is about the stretch that ends there."""

    pairs: Ints
    ties: Floats
    runs: Ints
    words: dict[int, Ints]
    as_words: Floats


def _sides(counts: Counts, found: Readings) -> tuple[_Side, _Side]:
    """Return what the tables say of the text as written and as meant; they are asked once."""
    both = _Looked(counts, np.concatenate((found.written, found.reading)))
    size = len(found.place)
    written, meant = (
        _Side(
            both.pairs[part],
            both.ties[part],
            both.runs[part],
            {length: level[part] for length, level in both.words.items()},
            both.as_words[part],
        )
        for part in (slice(size), slice(size, None))
    )
    return written, meant


class _Looked:
    def __init__(self, counts: Counts, windows: Ints) -> None:
        self.pairs = np.zeros(windows.shape, np.int64)
        self.pairs[:, 1:] = counts.pair(windows[:, :-1], windows[:, 1:])
        self.ties = np.zeros(windows.shape)
        self.ties[:, 1:] = counts.tie(windows[:, :-1], windows[:, 1:])
        self.runs = np.zeros(windows.shape, np.int64)
        whole = (windows[:, :-2] > 0) & (windows[:, 1:-1] > 0) & (windows[:, 2:] > 0)
        self.runs[:, 2:] = counts.triple(windows[:, :-2], windows[:, 1:-1], windows[:, 2:]) * whole
        self.words = {}
        for size in range(2, _LONGEST + 1):
            self.words[size] = np.zeros(windows.shape, np.int64)
            columns = [windows[:, at : WIDTH - size + 1 + at] for at in range(size)]
            self.words[size][:, size - 1 :] = counts.word(columns)
        self.as_words = self._as_words(counts, windows)

    def _as_words(self, counts: Counts, windows: Ints) -> Floats:
        """Return the log probability of the windows' middle, cut into the words that make it likeliest."""
        alone = np.where(windows == 0, 0, np.log((counts.single.take(windows) + 0.3) / _WORDS))
        whole = {size: _WHOLE.take(level) for size, level in self.words.items()}
        best: list[Floats] = [np.zeros(len(windows))]
        for end in range(1, WIDTH):
            here = best[-1] + alone[:, end]
            for size in range(2, min(_LONGEST, end) + 1):
                here = np.maximum(here, best[end - size] + whole[size][:, end])
            best.append(here)
        return best[-1]


class _Repeats:
    """How often pairs of characters stand in a paper."""

    def __init__(self, text: Stream) -> None:
        self._pairs = np.sort(text.letters[:-1] << BITS | text.letters[1:])

    def most(self, windows: Ints, touched: np.ndarray) -> Ints:
        """Return how often the most frequent of the pairs a slip is part of stands in the paper."""
        key = windows[:, :-1] << BITS | windows[:, 1:]
        whole = (windows[:, :-1] > 0) & (windows[:, 1:] > 0) & touched[:, 1:]
        times = np.zeros(key.shape, np.int64)
        asked = key[whole]
        times[whole] = np.searchsorted(self._pairs, asked, "right") - np.searchsorted(self._pairs, asked)
        most: Ints = times.max(1)
        return most


def _rival(found: Readings) -> Floats:
    """Return what a reading gains more than the best other one of the same place."""
    order = np.lexsort((-found.gain, found.place))
    place, gain = found.place[order], found.gain[order]
    first = np.ones(len(place), np.bool_)
    first[1:] = place[1:] != place[:-1]
    start = np.flatnonzero(first)
    best = gain[start]
    second = np.full(len(start), 0.0)
    has = np.append(start[1:], len(place)) - start > 1
    second[has] = gain[start[has] + 1]
    group = np.cumsum(first) - 1
    more = np.where(first, gain - second[group], gain - best[group])
    back = np.empty(len(order))
    back[order] = more
    return back
