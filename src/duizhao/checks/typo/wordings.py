"""Where a paper comes within one slip of a fixed wording without being it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from duizhao.checks.typo.readings import CORE, COUNTED, WIDTH, Slip, likelihood, read
from duizhao.checks.typo.stream import MARGIN, Stream
from duizhao.lexicons.counts import Counts, Ints, counts, key_of
from duizhao.lexicons.looks import Likeness, likeness
from duizhao.lexicons.phrases import bare, phrases

SIZE: Final = 4  # characters of a wording that are looked up together
_SIEVE: Final = 18  # bits of a key that are looked at first
_LONG: Final = 5  # characters on both sides that a text shares with a wording, from which it means it
_WHOLE: Final = 7  # the same of a wording that is whole but for its first or last character
_SELDOM: Final = 7  # level up to which a run of three is nobody's usage
_UNTIED: Final = 0.5  # two characters that belong together less (log) are no word
_GAIN, _GAIN_LONG = 8.0, 1.0  # least gain in log likelihood
_LITTLE: Final = "的地得了着过和与及等在是有不就都也很还更较能会要可"
_LEAST_SIZE: Final = {Slip.CONTEXT: 4, Slip.SWAPPED: 4, Slip.MISSING: 6, Slip.DOUBLED: 6}


@dataclass(frozen=True, slots=True)
class Miss:
    """A slip at a place of the stream, the number of the character meant, and the wording missed."""

    slip: Slip
    place: int
    meant: int
    phrase: str
    gain: float


@dataclass(frozen=True)
class _Stretches:
    """Stretches of wordings: characters, wording and place in it; and per way to miss one ascending keys, the
    stretch of each and a sieve."""

    letters: Ints
    phrase: Ints
    at: Ints
    keys: dict[str, tuple[NDArray[np.uint64], Ints, NDArray[np.bool_]]]

    def look(self, way: str, columns: list[Ints]) -> tuple[Ints, Ints]:
        """Return where in a text a stretch is missed in a way, and which."""
        known, stretch, sieve = self.keys[way]
        key = key_of(columns, word=False)
        place = np.flatnonzero(sieve[(key >> np.uint64(64 - _SIEVE)).astype(np.int64)])
        first = np.searchsorted(known, key[place])
        many = np.searchsorted(known, key[place], "right") - first
        within = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        return np.repeat(place, many), stretch[np.repeat(first, many) + within]


# Ways to miss a stretch of four: which of its characters are there, where in the text from its start each stands,
# and the slip, its place, and the character meant.
_WAYS: Final = {
    **{
        f"other{at}": (
            tuple(i for i in range(4) if i != at),
            tuple(i for i in range(4) if i != at),
            Slip.CONTEXT,
            at,
            at,
        )
        for at in range(4)
    },
    "lost1": ((0, 2, 3), (0, 1, 2), Slip.MISSING, 1, 1),
    "lost2": ((0, 1, 3), (0, 1, 2), Slip.MISSING, 2, 2),
    "more1": ((0, 1, 2, 3), (0, 2, 3, 4), Slip.DOUBLED, 1, None),
    "more2": ((0, 1, 2, 3), (0, 1, 3, 4), Slip.DOUBLED, 2, None),
    "more3": ((0, 1, 2, 3), (0, 1, 2, 4), Slip.DOUBLED, 3, None),
    "turned0": ((1, 0, 2, 3), (0, 1, 2, 3), Slip.SWAPPED, 0, 1),
    "turned1": ((0, 2, 1, 3), (0, 1, 2, 3), Slip.SWAPPED, 1, 2),
    "turned2": ((0, 1, 3, 2), (0, 1, 2, 3), Slip.SWAPPED, 2, 3),
}


@dataclass(frozen=True, slots=True)
class _Hit:
    """A miss before it is weighed: characters shared before and behind it, and those the wording has."""

    slip: Slip
    place: int
    meant: int
    phrase: str
    before: int
    behind: int
    size: int
    edge: bool

    @property
    def long(self) -> bool:
        """Whether so much is shared that nothing else can be meant."""
        shared = self.before + self.behind
        if self.edge:
            return shared >= _WHOLE
        return shared >= _LONG and min(self.before, self.behind) > 0

    @property
    def whole(self) -> bool:
        """Whether the wording is whole but for the slip."""
        return (
            self.before + self.behind >= self.size - _OWN[self.slip] and self.size >= _LEAST_SIZE[self.slip]
        )


def missed(table: Counts, text: Stream) -> Iterator[Miss]:
    """Yield where a text misses a wording that it means; places are those of the text."""
    places = np.flatnonzero(_inside(text.letters))
    letters = np.pad(text.letters[places], MARGIN)
    hits = list(_hits(table, letters))
    if hits:
        joined = np.pad(np.diff(places, append=0) == 1, MARGIN)
        for miss in _meant(table, letters, joined, hits):
            yield dataclasses.replace(miss, place=int(places[miss.place - MARGIN]))


def _inside(letters: Ints) -> NDArray[np.bool_]:
    """Tell which characters to read: all but a mark between two Chinese characters, which wordings may have."""
    chinese = letters > 0
    alone = ~chinese & np.append(False, chinese[:-1]) & np.append(chinese[1:], False)
    inside: NDArray[np.bool_] = ~alone
    return inside


def _hits(table: Counts, letters: Ints) -> Iterator[_Hit]:
    known = _stretches()
    little = table.read(_LITTLE)
    end = len(letters) - SIZE - 1
    seen = set()
    for way, (_, steps, slip, at, meant) in _WAYS.items():
        start, stretch = known.look(way, [letters[step : end + step] for step in steps])
        there = known.letters[stretch, meant] if meant is not None else letters[start + at]
        odd = _differs(table, letters, slip, start, at, there, little)
        start, stretch, there = start[odd], stretch[odd], there[odd]
        for first, which, wanted in zip(start.tolist(), stretch.tolist(), there.tolist(), strict=True):
            place = first + at
            number = int(known.phrase[which])
            if (place, slip, wanted, number) in seen:
                continue
            seen.add((place, slip, wanted, number))
            hit = _hit(letters, slip, place, wanted, number, int(known.at[which]) + at)
            if hit.long or hit.whole:
                yield hit


def _differs(
    table: Counts, letters: Ints, slip: Slip, start: Ints, at: int, wanted: Ints, little: Ints
) -> Ints:
    """Return which of the stretches may hold a slip: particles may be left out, and what is usual is none."""
    place = start + at
    written, behind = letters[place], letters[place + 1]
    if slip == Slip.DOUBLED:
        return np.flatnonzero((written == letters[place - 1]) | (written == behind))
    if slip == Slip.SWAPPED:
        return np.flatnonzero(written != behind)
    if slip == Slip.MISSING:
        return np.flatnonzero(~np.isin(wanted, little))
    odd = np.flatnonzero((written != wanted) & (written > 0))
    for first in (0, 1):
        if first <= at < first + 3:
            begin = start[odd] + first
            run = table.triple(letters[begin], letters[begin + 1], letters[begin + 2])
            odd = odd[run <= _SELDOM]
    return odd


def _hit(letters: Ints, slip: Slip, place: int, wanted: int, number: int, at: int) -> _Hit:
    """Measure how much a text shares with a wording on either side of a slip."""
    wording = _read_wordings()[number]
    own, there = _STEPS[slip]
    before = _run(wording, letters, at - 1, place - 1, -1)
    behind = _run(wording, letters, at + own, place + there, 1)
    edge = slip == Slip.CONTEXT and at in (0, len(wording) - 1)
    if slip == Slip.CONTEXT and at == len(wording) - 1 and before < _WHOLE:
        before = behind = 0  # 组织生活会 … 组织生活只: more words begin alike than end alike
    return _Hit(slip, place, wanted, phrases()[number].text, before, behind, len(wording), edge)


def _run(wording: list[int], letters: Ints, there: int, here: int, step: int) -> int:
    count = 0
    while 0 <= there < len(wording) and 0 <= here < len(letters) and wording[there] == letters[here]:
        count, there, here = count + 1, there + step, here + step
    return count


# Of a slip: the characters it takes in the wording and in the text, and how many of the wording are not shared.
_STEPS: Final = {Slip.CONTEXT: (1, 1), Slip.MISSING: (1, 0), Slip.DOUBLED: (0, 1), Slip.SWAPPED: (2, 2)}
_OWN: Final = {Slip.CONTEXT: 1, Slip.MISSING: 1, Slip.DOUBLED: 0, Slip.SWAPPED: 2}


def _meant(table: Counts, letters: Ints, joined: NDArray[np.bool_], hits: list[_Hit]) -> Iterator[Miss]:
    """Yield those of the misses beside which what is written is unlikely.

    ``joined`` tells which characters the next one follows without a mark between them.
    """
    place, slip, wanted = (
        np.array([getattr(hit, name) for hit in hits], np.int64) for name in ("place", "slip", "meant")
    )
    written = letters[place[:, None] + np.arange(-CORE, WIDTH - CORE)]
    reading = read(written, slip, wanted)
    gain = likelihood(table, reading, COUNTED[1, slip]) - likelihood(table, written, COUNTED[0, slip])
    runs = table.triple(written[:, :-2], written[:, 1:-1], written[:, 2:])
    words = table.word((written[:, :-1], written[:, 1:]))
    ties = table.tie(written[:, :-1], written[:, 1:])
    kinds = likeness(letters[place], wanted)
    for row, hit in enumerate(hits):
        first, last = _ACROSS[hit.slip]
        before, behind = min(hit.before, 2), min(hit.behind, 2)
        levels = runs[row, max(first, CORE - before) : min(last, CORE + behind - (hit.slip != Slip.SWAPPED))]
        pairs = slice(CORE - min(before, 1), CORE + min(behind, 1))
        if not len(levels):
            continue
        if hit.long:
            known = levels.min() if hit.slip == Slip.MISSING else levels.max()
            told = known <= _SELDOM and gain[row] > _GAIN_LONG
        else:
            no_word = hit.slip != Slip.CONTEXT or (
                words[row, pairs].max() == 0 and ties[row, pairs].max() < _UNTIED
            )
            alike = hit.slip != Slip.CONTEXT or hit.edge or kinds[row] != Likeness.CONTEXT
            unbroken = bool(joined[hit.place - hit.before : hit.place + hit.behind].all())
            told = no_word and alike and unbroken and levels.max() <= _SELDOM and gain[row] > _GAIN
        if told:
            yield Miss(hit.slip, hit.place, hit.meant, hit.phrase, float(gain[row]))


# The runs of three in a window that lead across a slip, by where they start.
_ACROSS: Final = {
    Slip.CONTEXT: (CORE - 2, CORE + 1),
    Slip.MISSING: (CORE - 2, CORE),
    Slip.DOUBLED: (CORE - 2, CORE + 1),
    Slip.SWAPPED: (CORE - 2, CORE + 2),
}


@cache
def _read_wordings() -> list[list[int]]:
    return [counts().read(bare(phrase.text)).tolist() for phrase in phrases()]


@cache
def _stretches() -> _Stretches:
    """Return the stretches of all wordings, cut once a process."""
    rows = [
        (number, at, part)
        for number, phrase in enumerate(phrases())
        if phrase.kind != "collocation"
        for at in range(len(bare(phrase.text)) - SIZE + 1)
        if (part := bare(phrase.text)[at : at + SIZE])
    ]
    letters = np.array([counts().read(part) for _, _, part in rows], np.int64)
    keys = {}
    for way, (there, *_) in _WAYS.items():
        key = key_of([letters[:, at] for at in there], word=False)
        order = np.argsort(key, kind="stable")
        sieve = np.zeros(1 << _SIEVE, np.bool_)
        sieve[(key >> np.uint64(64 - _SIEVE)).astype(np.int64)] = True
        keys[way] = key[order], order, sieve
    return _Stretches(letters, np.array([row[0] for row in rows]), np.array([row[1] for row in rows]), keys)
