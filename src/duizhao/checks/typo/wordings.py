"""Where a paper comes within one slip of a fixed wording without being it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from duizhao.checks.typo.readings import CORE, WIDTH, Slip, gains, read
from duizhao.checks.typo.stream import MARGIN, Stream
from duizhao.lexicons.counts import Counts, Ints, counts, key_of
from duizhao.lexicons.looks import Likeness, likeness
from duizhao.lexicons.phrases import bare, phrases
from duizhao.lexicons.squares import BITS

SIZE: Final = 4  # characters of a wording that are looked up together
_SIEVE: Final = 18  # bits of a key that are looked at first
_LONG: Final = 5  # characters on both sides that a text shares with a wording, from which it means it
_LOST: Final = 2  # characters on either side of one that is missing
_WHOLE: Final = 7  # the same of a wording that is whole but for its first or last character
_SELDOM: Final = 7  # level up to which a run of three is nobody's usage
_UNTIED: Final = 0.5  # two characters that belong together less (log) are no word
_GAIN, _GAIN_LONG = 8.0, 1.0  # least gain in log likelihood
_LITTLE: Final = "的地得了着过和与及等在是有不就都也很还更较能会要可"
_LEAST_SIZE: Final = {Slip.CONTEXT: 4, Slip.SWAPPED: 4, Slip.MISSING: 6}


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
    """Stretches of wordings: characters, wording and place in it, the characters of the wording before and behind
    (0 for none), the wording's size; and per way to miss one ascending keys, the stretch of each, the slip's place in it, a sieve."""

    letters: Ints
    phrase: Ints
    at: Ints
    before: Ints
    behind: Ints
    size: Ints
    keys: dict[str, tuple[NDArray[np.uint64], Ints, Ints, NDArray[np.bool_]]]

    def look(self, way: str, columns: list[Ints]) -> tuple[Ints, Ints, Ints]:
        """Return where in a text a stretch is missed in a way, which, and at which of its characters."""
        known, stretch, at, sieve = self.keys[way]
        key = key_of(columns, word=False)
        place = np.flatnonzero(sieve.take((key >> np.uint64(64 - _SIEVE)).view(np.int64)))
        first = np.searchsorted(known, key[place])
        many = np.searchsorted(known, key[place], "right") - first
        within = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        row = np.repeat(first, many) + within
        return np.repeat(place, many), stretch[row], at[row]


@dataclass(frozen=True)
class _Way:
    """A way to miss a stretch of four: where in the text from its start the characters stand that are looked at,
    the slip, and for each place in the stretch that it may have, which characters of the stretch those are."""

    steps: tuple[int, ...]
    slip: Slip
    there: dict[int, tuple[int, ...]]


_WAYS: Final = {
    **{f"other{at}": _Way(part, Slip.CONTEXT, {at: part}) for at, part in enumerate([(1, 2, 3), (0, 2, 3), (0, 1, 3), (0, 1, 2)])},
    "lost": _Way((0, 1, 2), Slip.MISSING, {1: (0, 2, 3), 2: (0, 1, 3)}),
    "turned": _Way((0, 1, 2, 3), Slip.SWAPPED, {0: (1, 0, 2, 3), 1: (0, 2, 1, 3), 2: (0, 1, 3, 2)}),
}  # fmt: skip


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
        if self.slip == Slip.MISSING and min(self.before, self.behind) < _LOST:  # 村后备干部, no 村级后备干部
            return False
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
    letters = np.zeros(len(places) + 2 * MARGIN, np.int64)
    letters[MARGIN:-MARGIN] = text.letters[places]
    rare = np.zeros(len(letters), np.bool_)
    rare[MARGIN:-MARGIN] = text.runs[places] <= _SELDOM
    rare[MARGIN + 2 : -MARGIN] |= places[2:] - places[:-2] > 2  # a run across a mark is nobody's usage
    hits = list(_hits(table, letters, rare))
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


def _hits(table: Counts, letters: Ints, rare: NDArray[np.bool_]) -> Iterator[_Hit]:
    """Yield the misses; ``rare`` tells at which characters a run of three ends that is nobody's usage."""
    known = _stretches()
    little = _little()
    end = len(letters) - SIZE
    inside = (letters[:end] > 0) & (letters[2 : end + 2] > 0)
    seen = set()
    for name, way in _WAYS.items():
        begin = _begin(inside, rare, way)
        row, stretch, at = known.look(name, [letters[begin + step] for step in way.steps])
        start = begin[row]
        written = letters[start + at]
        wanted = known.letters[stretch, at + (way.slip == Slip.SWAPPED)]
        may = np.ones(len(row), np.bool_)
        if way.slip == Slip.MISSING:
            may = ~little[wanted]
        elif way.slip == Slip.CONTEXT:
            inner = min(way.there)
            may = (written != wanted) & _goes_on(known, letters, start, stretch, inner)
            may[may] = _may_be(table, letters, start[may] + inner, known.size[stretch[may]], inner)
        for first, which, within, letter in zip(
            *(part[may].tolist() for part in (start, stretch, at, wanted)), strict=True
        ):
            place, number = first + within, int(known.phrase[which])
            if (place, way.slip, letter, number) not in seen:
                seen.add((place, way.slip, letter, number))
                hit = _hit(letters, way.slip, place, letter, number, int(known.at[which]) + within)
                if hit.long or hit.whole:
                    yield hit


def _goes_on(known: _Stretches, letters: Ints, start: Ints, stretch: Ints, at: int) -> NDArray[np.bool_]:
    """Tell whether the wording goes on in the text beyond a slip at either end of its stretch.

    Where the slip is the last character of a wording, much of it must stand before.
    """
    before, behind = known.before[stretch], known.behind[stretch]
    goes_on: NDArray[np.bool_] = np.ones(len(start), np.bool_)
    if at == 0:
        goes_on = (before == 0) | (before == letters[start - 1])
    elif at == SIZE - 1:
        last = (behind == 0) & (before > 0) & (before == letters[start - 1])
        goes_on = last | ((behind > 0) & (behind == letters[start + SIZE]))
    return goes_on


def _may_be(table: Counts, letters: Ints, place: Ints, size: Ints, at: int) -> NDArray[np.bool_]:
    """Tell whether characters are no words with those of a short wording beside them."""
    no_word = np.ones(len(place), np.bool_)
    for first in ([place] if at < SIZE - 1 else []) + ([place - 1] if at > 0 else []):
        pair = letters[first], letters[first + 1]
        no_word &= (table.couple(*pair) == 0) & (table.tie(*pair) < _UNTIED)
    may: NDArray[np.bool_] = no_word | (size > _LONG)
    return may


def _begin(inside: NDArray[np.bool_], rare: NDArray[np.bool_], way: _Way) -> Ints:
    """Return where in a text a stretch may begin that is missed in a way."""
    end = len(inside)
    may = np.zeros(end, np.bool_)
    for at in way.there:
        if way.slip == Slip.MISSING:
            may |= rare[at : end + at] | rare[at + 1 : end + at + 1]
            continue
        last = at + (way.slip == Slip.SWAPPED)
        touching = [rare[run : end + run] for run in (2, 3) if run - 2 <= last and at <= run]
        may |= touching[0] & touching[-1]
    return np.flatnonzero(may & inside)


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
_STEPS: Final = {Slip.CONTEXT: (1, 1), Slip.MISSING: (1, 0), Slip.SWAPPED: (2, 2)}
_OWN: Final = {Slip.CONTEXT: 1, Slip.MISSING: 1, Slip.SWAPPED: 2}


def _meant(table: Counts, letters: Ints, joined: NDArray[np.bool_], hits: list[_Hit]) -> Iterator[Miss]:
    """Yield those of the misses beside which what is written is unlikely.

    ``joined`` tells which characters the next one follows without a mark between them.
    """
    place, slip, wanted = (
        np.array([getattr(hit, name) for hit in hits], np.int64) for name in ("place", "slip", "meant")
    )
    written = letters[place[:, None] + np.arange(-CORE, WIDTH - CORE)]
    reading = read(written, slip, wanted)
    gain = gains(table, written, reading, slip)
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
    Slip.SWAPPED: (CORE - 2, CORE + 2),
}


@cache
def _little() -> NDArray[np.bool_]:
    little = np.zeros(1 << BITS, np.bool_)
    little[counts().read(_LITTLE)] = True
    return little


@cache
def _read_wordings() -> list[list[int]]:
    texts = [bare(phrase.text) for phrase in phrases()]
    numbers = iter(counts().read("".join(texts)).tolist())
    return [list(islice(numbers, len(text))) for text in texts]


@cache
def _stretches() -> _Stretches:
    """Return the stretches of all wordings, cut once a process."""
    cut = [
        (number, at, [0, *wording, 0][at : at + SIZE + 2])
        for number, (phrase, wording) in enumerate(zip(phrases(), _read_wordings(), strict=True))
        if phrase.kind != "collocation"
        for at in range(len(wording) - SIZE + 1)
    ]
    letters = np.array([part for _, _, part in cut], np.int64)
    before, letters, behind = letters[:, 0], letters[:, 1:-1], letters[:, -1]
    keys = {}
    for name, way in _WAYS.items():
        every = [key_of([letters[:, at] for at in part], word=False) for part in way.there.values()]
        key = np.concatenate(every)
        order = np.argsort(key, kind="stable")
        sieve = np.zeros(1 << _SIEVE, np.bool_)
        sieve[(key >> np.uint64(64 - _SIEVE)).view(np.int64)] = True
        place = np.repeat(list(way.there), len(letters))[order]
        keys[name] = key[order], order % len(letters), place, sieve
    number, at = (np.array([row[part] for row in cut]) for part in (0, 1))
    size = np.array([len(wording) for wording in _read_wordings()])[number]
    return _Stretches(letters, number, at, before, behind, size, keys)
