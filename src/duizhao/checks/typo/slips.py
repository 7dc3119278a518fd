"""The slips of a paper: readings that outweigh what is written, with how sure that is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from duizhao.checks.base import Finding, Paper, once, words
from duizhao.checks.typo.evidence import evidence
from duizhao.checks.typo.quoted import quoted
from duizhao.checks.typo.readings import Slip, readings
from duizhao.checks.typo.stream import MARGIN, stream
from duizhao.checks.typo.weights import trees
from duizhao.checks.typo.wordings import missed
from duizhao.lexicons.counts import Counts, counts
from duizhao.lexicons.names import in_name
from duizhao.record import Fix
from duizhao.text.regex import regex

DOUBTFUL: Final = 3.1  # log odds from which a slip is asked about,
LIKELY: Final = 3.6  # from which it is named,
CERTAIN: Final = 5.0  # and from which it may be put right without asking
# 敲得不勤, 拧得不紧: before 得 stands any verb, and seldom the one that is usual there.
_COMPLEMENT: Final = "得"
_OF_SOUND: Final = (Slip.SOUND, Slip.NEAR_SOUND)
_APART: Final = 3  # characters between two slips; of nearer ones the surer is kept
_SHOWN: Final = 4  # characters of the word that is shown


@dataclass(frozen=True, slots=True)
class Found:
    """A slip at ``[start, end)`` of the normalised text: what takes its place, the word it stands in at
    ``[first, last)`` as written and as meant, the fixed wording it spoils ("" for none), the log odds."""

    slip: Slip
    start: int
    end: int
    instead: str
    first: int
    last: int
    written: str
    reading: str
    phrase: str
    odds: float


@once
def slips(paper: Paper) -> tuple[Found, ...]:
    """Return the slips of a paper in the order of its text."""
    table = counts()
    return tuple(sorted(_apart(_weighed(table, paper.normal)), key=lambda one: one.start))


def told(paper: Paper, *kinds: Slip, wording: bool = False, doubtful: bool = False) -> Iterator[Finding]:
    """Yield the findings of some kinds of slip.

    ``wording`` asks for those that spoil a fixed wording, ``doubtful`` for those that are only asked about.
    """
    for one in slips(paper):
        if one.slip in kinds and bool(one.phrase) == wording and (one.odds < LIKELY) == doubtful:
            yield _finding(paper, one)


def asked_about(paper: Paper) -> Iterator[Finding]:
    """Yield the slips that are not sure enough to be named, of every kind."""
    for one in slips(paper):
        if one.odds < LIKELY:
            yield _finding(paper, one)


def _finding(paper: Paper, one: Found) -> Finding:
    span = paper.source(one.first, one.last)
    fix = Fix(paper.source(one.start, one.end), one.instead) if one.odds >= CERTAIN else None
    filled = words(written=one.written, reading=one.reading)
    if one.phrase:
        filled = words(written=one.written, reading=one.reading, wording=one.phrase)
    return Finding(span, filled, fix=fix)


def _weighed(table: Counts, text: str) -> Iterator[Found]:
    line = stream(table, text)
    told: list[tuple[Slip, int, int, float, str]] = [
        (miss.slip, miss.place, miss.meant, CERTAIN + miss.gain / 100, miss.phrase)
        for miss in missed(table, line)
    ]
    found = readings(table, line)
    if len(found.place):
        odds = trees().odds(evidence(table, line, found))
        told += [
            (Slip(int(found.slip[row])), int(found.place[row]), int(found.meant[row]), float(odds[row]), "")
            for row in np.flatnonzero(odds >= DOUBTFUL).tolist()
        ]
    for slip, at, meant, sure, phrase in told:
        place = at - MARGIN
        if slip in _OF_SOUND and sure < CERTAIN and text.startswith(_COMPLEMENT, place + 1):
            continue
        if not (quoted(text, place) or quoted(text, place - 1) or in_name(text, place - 1, place + 2)):
            yield _found(table, text, slip, place, meant, phrase, sure)


def _found(table: Counts, text: str, slip: Slip, place: int, meant: int, phrase: str, odds: float) -> Found:
    letter = table.letters[meant - 2]
    start, end, instead = place, place + 1, letter
    if slip == Slip.DOUBLED:
        instead = ""
    elif slip == Slip.MISSING:
        start, end, instead = place - 1, place + 1, text[place - 1] + letter + text[place]
    elif slip == Slip.SWAPPED:
        end, instead = place + 2, text[place + 1] + text[place]
    first, last = _around(table, text, start, end, instead)
    reading = text[first:start] + instead + text[end:last]
    return Found(slip, start, end, instead, first, last, text[first:last], reading, phrase, odds)


def _around(table: Counts, text: str, start: int, end: int, instead: str) -> tuple[int, int]:
    """Return where the word starts and ends that was meant."""
    around = [
        (before, behind)
        for before in range(min(_SHOWN, start + 1))
        for behind in range(_SHOWN)
        if 2 <= before + len(instead) + behind <= _SHOWN
    ]
    best, shown = 0, (max(start - 1, 0), end + 1)
    for size in range(2, _SHOWN + 1):
        here = [(one, other) for one, other in around if one + len(instead) + other == size]
        texts = [text[start - one : start] + instead + text[end : end + other] for one, other in here]
        whole = [at for at, word in enumerate(texts) if len(word) == size]
        if whole:
            letters = table.read("".join(texts[at] for at in whole)).reshape(-1, size)
            known = table.word(list(letters.T))
            top = int(known.argmax())
            if known[top] and int(known[top]) + 4 * size > best:
                one, other = here[whole[top]]
                best, shown = int(known[top]) + 4 * size, (start - one, end + other)
    first, last = shown
    while first < start and not _HAN.match(text, first):
        first += 1
    while last > end and (last > len(text) or not _HAN.match(text, last - 1)):
        last -= 1
    return first, last


_HAN: Final = regex("[\u4e00-\u9fff]")


def _apart(found: Iterator[Found]) -> Iterator[Found]:
    taken: set[int] = set()
    for one in sorted(found, key=lambda one: (-one.odds, one.start)):
        if taken.isdisjoint(range(one.start - _APART, one.end + _APART)):
            taken.update(range(one.start, one.end))
            yield one
