"""The counting characters of many papers in one array, and which of them are nobody's own words.

Papers stand one after another with at least one zero between them, each beginning at a multiple of
``ALIGN``, so that the paper of any place is one look-up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from duizhao.overlap.folding import Codes, Folded, fold
from duizhao.overlap.shingles import INVALID, SEED_SIZE, WINDOW, Hashes, chosen, hashes_of_both, without_gaps
from duizhao.overlap.standing import Standing, covered
from duizhao.record import Span
from duizhao.text.regex import regex

ALIGN: Final = 64
GAP: Final = 16  # zeros that stand at least between two papers
STANDING: Final = 1  # a standing wording of the genre
HEADING: Final = 2  # a title of the paper or of one of its parts
REGISTERED: Final = 4  # stands in a registered source: the notice, a feedback text

_CHUNK: Final = 1 << 16
_REGISTERED_RUN: Final = SEED_SIZE + 6
_PLACE: Final = np.uint64(32)
_TITLE_LENGTH: Final = 60
_OPENERS: Final = frozenset("一二三四五六七八九十第（( \t\u3000\xa0")
_HEADING: Final = regex(
    r"\s*(?:第?[一二三四五六七八九十]{1,3}[、部章，]|[（(][一二三四五六七八九十]{1,3}[）)])"
    r"(?:[^。；！？]*?方面(?=[。：:，,])|[^。；！？]*$)"
)


@dataclass(frozen=True, slots=True)
class Batch:
    """``codes[starts[i]:starts[i] + lengths[i]]`` is paper i; ``flags`` says which codes are nobody's own.

    ``headings`` counts the different titles of the papers and their parts.
    """

    codes: Codes
    flags: NDArray[np.uint8]
    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]
    paper_at: NDArray[np.int32]
    headings: int

    def of(self, paper: int) -> Codes:
        """Return the counting characters of a paper."""
        return self.codes[self.range(paper)]

    def range(self, paper: int) -> slice:
        """Return where a paper stands in the arrays of the batch."""
        start = int(self.starts[paper])
        return slice(start, start + int(self.lengths[paper]))

    def papers(self, places: NDArray[np.integer]) -> NDArray[np.int32]:
        """Return the paper of each place."""
        result: NDArray[np.int32] = self.paper_at[places // ALIGN]
        return result


def gather(texts: Sequence[str]) -> Batch:
    """Return the batch of ``texts``, with their headings flagged."""
    room = sum(map(len, texts)) + (ALIGN + GAP) * (len(texts) + 1)
    codes, flags = np.zeros(room, dtype=np.uint16), np.zeros(room, dtype=np.uint8)
    starts, lengths = np.zeros(len(texts), dtype=np.int64), np.zeros(len(texts), dtype=np.int64)
    at = 0
    headings: set[bytes] = set()
    for number, text in enumerate(texts):
        folded = fold(text)
        size = folded.codes.size
        codes[at : at + size] = folded.codes
        for start, end in _headings(text, folded):
            flags[at + start : at + end] = HEADING
            headings.add(folded.codes[start:end].tobytes())
        starts[number], lengths[number] = at, size
        at += ((size + GAP) // ALIGN + 1) * ALIGN
    blocks = np.diff(starts, append=at) // ALIGN
    paper_at = np.repeat(np.arange(len(texts), dtype=np.int32), blocks)
    return Batch(codes[:at], flags[:at], starts, lengths, paper_at, len(headings))


class Note(Protocol):
    """Is told the hashes of all seeds of the batch, chosen or not, from code ``start`` on."""

    def __call__(self, start: int, hashes: Hashes) -> None:
        """Note what is needed."""


def seeds(
    batch: Batch, wordings: Standing, registered: Hashes, note: Note, *, window: int = WINDOW
) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """Return the chosen hashes of all papers, unsorted, each with its place: ``hash << 32 | place``.

    Flags what stands in ``wordings`` and in registered sources (their sorted hashes) on the way, and leaves
    it out. The numbers of the wordings that were seen come as the second value.
    """
    parts: list[NDArray[np.uint64]] = []
    seen = np.zeros(wordings.lengths.size, dtype=np.bool_)
    for start, end in _chunks(batch):
        codes, flags = batch.codes[start:end], batch.flags[start:end]
        head_hashes, hashes = hashes_of_both(codes)
        is_standing, numbers = covered(codes, wordings, head_hashes)
        flags[is_standing] |= STANDING
        seen[numbers] = True
        without_gaps(hashes, codes, SEED_SIZE)
        note(start, hashes)
        if registered.size:
            _flag_registered(flags, hashes, registered)
        hashes[_inside(flags != 0)] = INVALID
        places = np.flatnonzero(chosen(hashes, window))
        parts.append(hashes[places].astype(np.uint64) << _PLACE | (places + start).astype(np.uint64))
    joined = np.concatenate(parts) if parts else np.zeros(0, dtype=np.uint64)
    return joined, np.flatnonzero(seen).astype(np.int32)


def heading_spans(text: str) -> Iterator[Span]:
    """Yield the spans of the paper's title and of the titles of its parts."""
    at, first = 0, True
    for line in text.split("\n"):
        if first and line.strip():
            first = False
            if len(line) <= _TITLE_LENGTH and "。" not in line:
                yield Span(at, at + len(line))
        elif line and line[0] in _OPENERS:
            found = _HEADING.match(line)
            if found and found.end() <= _TITLE_LENGTH:
                yield Span(at, at + found.end())
        at += len(line) + 1


def _headings(text: str, folded: Folded) -> list[tuple[int, int]]:
    spans = list(heading_spans(text))
    if not spans:
        return []
    places = np.searchsorted(folded.offsets, np.array(spans))
    return [(start, end) for start, end in places.tolist()]


def _chunks(batch: Batch) -> Iterator[tuple[int, int]]:
    # Whole papers only, so that nothing near the border of a chunk is hashed differently.
    if not batch.starts.size:
        return
    borders = np.append(batch.starts, batch.codes.size)
    at = 0
    while at < borders.size - 1:
        following = int(np.searchsorted(borders, borders[at] + _CHUNK))
        following = min(max(following, at + 1), borders.size - 1)
        yield int(borders[at]), int(borders[following])
        at = following


def _inside(flagged: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say which runs of SEED_SIZE codes are flagged from end to end."""
    reach, width = flagged, 1
    while width < SEED_SIZE:
        reach = reach[:-width] & reach[width:]
        width *= 2
    return reach


def _flag_registered(flags: NDArray[np.uint8], hashes: Hashes, registered: Hashes) -> None:
    at = np.searchsorted(registered, hashes)
    at[at == registered.size] = 0
    known = registered[at] == hashes
    # Eight characters in common are chance; so many seeds in a row are not.
    row = known
    for width in (1, 2, 3):
        row = row[:-width] & row[width:]
    places = np.flatnonzero(row)
    if places.size:
        flags[(places[:, None] + np.arange(_REGISTERED_RUN)).ravel()] |= REGISTERED
