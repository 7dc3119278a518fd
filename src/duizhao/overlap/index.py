"""Papers of former years kept as hashes and places, without a word of their text."""

from __future__ import annotations

import hashlib
import itertools
import json
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from duizhao.errors import DuizhaoError, ErrorCode
from duizhao.overlap.batch import gather, seeds
from duizhao.overlap.folding import fold
from duizhao.overlap.index_faults import NO_SUCH_PAPER, SPOILT, IndexFaultError, invalid
from duizhao.overlap.index_file import (
    DROPPED,
    PAPERS,
    Made,
    Record,
    Writer,
    is_whole,
    records,
    writing,
)
from duizhao.overlap.shingles import SEED_SIZE, Hashes
from duizhao.overlap.standing import standing
from duizhao.overlap.text import Text

WINDOW: Final = 4  # denser than in a batch, where the texts are known: every 11 equal characters share a hash
MADE: Final = Made(seed_size=SEED_SIZE, window=WINDOW)
SEALED_EVERY: Final = 16_000_000  # hashes; so many papers' work is lost at most when a writer is stopped
_TOGETHER: Final = 256  # papers hashed in one go
_COUNTS: Final = struct.Struct("<QQQ")  # papers, hashes, bytes of the entries


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored paper: its label, how many characters of its own it has, its record and its place there."""

    path: str
    sha256: str
    year: int | None
    unit: str | None
    characters: int
    record: int
    place: int


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the papers given: ``added``, and ``known`` ones that were in the index already."""

    added: int
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """The papers of one record: sorted hashes, the place of each, and where each paper's places begin.

    Places count code points of the papers' texts, one paper after another.
    """

    entries: tuple[Entry, ...]
    hashes: Hashes
    places: NDArray[np.uint32]
    begins: NDArray[np.uint64]
    live: NDArray[np.bool_]


class Index:
    """An index opened for reading, memory-mapped; later additions by others are not seen."""

    def __init__(self, path: Path) -> None:
        """Open an index; raise ``DuizhaoError`` (``not_found``, ``index_invalid``)."""
        self.path = path
        self._records = records(path, MADE)
        dropped = _dropped(path, self._records)
        self.segments = tuple(
            _segment(path, record, dropped) for record in self._records if record.kind == PAPERS
        )

    @property
    def entries(self) -> list[Entry]:
        """The papers of the index in the order they were added, dropped ones left out."""
        return [entry for segment in self.segments for entry in segment.entries if segment.live[entry.place]]

    def is_whole(self) -> bool:
        """Read all of the file and say whether every record is what was written."""
        return all(is_whole(self.path, record) for record in self._records)


def add_to_index(path: Path, papers: Iterable[Text]) -> Added:
    """Add papers to an index, created where there is none; a paper is known by its file's sha256.

    Papers are taken one after another and sealed in large groups: what was sealed stays, whatever happens.
    Raises ``DuizhaoError``: ``unwritable`` (a full disk, another writer), ``index_invalid``.
    """
    with writing(path, MADE) as writer:
        known = {entry.sha256 for entry in _entries(path, writer)}
        added, twice = 0, []
        group: list[_Stored] = []
        for some in _batched(papers, _TOGETHER):
            fresh = []
            for paper in some:
                digest = paper.sha256 or hashlib.sha256(paper.text.encode("utf-8", "replace")).hexdigest()
                if digest in known:
                    twice.append(paper.path)
                else:
                    known.add(digest)
                    fresh.append((paper, digest))
            group += _stored(fresh)
            added += len(fresh)
            if sum(paper.hashes.size for paper in group) >= SEALED_EVERY:
                writer.add(PAPERS, _payload(group))
                group = []
        if group:
            writer.add(PAPERS, _payload(group))
    return Added(added=added, known=tuple(twice))


def drop_from_index(path: Path, names: Sequence[str]) -> list[Entry]:
    """Drop the papers of these paths (or beginnings of sha256, 8 digits or more) and return them.

    Raises ``DuizhaoError``: ``usage`` where a name is no paper of the index, and as ``add_to_index``.
    """
    if not path.exists():
        raise DuizhaoError(ErrorCode.NOT_FOUND)
    with writing(path, MADE) as writer:
        found: list[Entry] = []
        entries = _entries(path, writer)
        for name in names:
            named = [entry for entry in entries if _is_named(entry, name)]
            if not named:
                raise IndexFaultError(ErrorCode.USAGE, NO_SUCH_PAPER, name=name)
            found += named
        places = sorted({(entry.record, entry.place) for entry in found})
        writer.add(DROPPED, [json.dumps(places).encode()])
    return found


@dataclass(frozen=True, slots=True)
class _Stored:
    """A paper about to be stored: ``places`` are code points of its text."""

    paper: Text
    sha256: str
    characters: int
    hashes: Hashes
    places: NDArray[np.int64]


def _batched(papers: Iterable[Text], size: int) -> Iterator[list[Text]]:
    several = iter(papers)
    while some := list(itertools.islice(several, size)):
        yield some


def _stored(papers: Sequence[tuple[Text, str]]) -> list[_Stored]:
    batch = gather([paper.text for paper, _digest in papers])
    none = np.zeros(0, dtype=np.uint32)
    keys, _seen = seeds(batch, standing(), none, lambda _start, _hashes: None, window=WINDOW)
    places = (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
    hashes = (keys >> np.uint64(32)).astype(np.uint32)
    borders = np.searchsorted(places, np.append(batch.starts, batch.codes.size))
    stored: list[_Stored] = []
    for number, (paper, digest) in enumerate(papers):
        part = slice(int(borders[number]), int(borders[number + 1]))
        within = places[part] - batch.starts[number]
        own = int(np.count_nonzero(batch.flags[batch.range(number)] == 0))
        stored.append(_Stored(paper, digest, own, hashes[part], fold(paper.text).offsets[within]))
    return stored


def _payload(group: Sequence[_Stored]) -> Iterator[bytes]:
    labels = [
        {
            "path": each.paper.path,
            "sha256": each.sha256,
            "year": each.paper.year,
            "unit": each.paper.unit,
            "characters": each.characters,
        }
        for each in group
    ]
    entries = json.dumps(labels, ensure_ascii=False).encode("utf-8", "replace")
    entries += b" " * (-len(entries) % 8)
    sizes = np.array([len(each.paper.text) + 64 for each in group], dtype=np.uint64)
    begins = np.cumsum(sizes) - sizes
    hashes = np.concatenate([each.hashes for each in group])
    places = np.concatenate(
        [each.places + int(begin) for each, begin in zip(group, begins, strict=True)]
    ).astype(np.uint32)
    order = np.argsort(hashes, kind="stable")
    yield _COUNTS.pack(len(group), hashes.size, len(entries))
    yield entries
    yield begins.astype("<u8").tobytes()
    yield hashes[order].astype("<u4").tobytes()
    yield places[order].astype("<u4").tobytes()


def _segment(path: Path, record: Record, dropped: set[tuple[int, int]]) -> Segment:
    with path.open("rb") as file:
        file.seek(record.start)
        papers, count, size = _COUNTS.unpack(file.read(_COUNTS.size))
        if _COUNTS.size + size + 8 * papers + 8 * count != record.size:
            raise invalid(SPOILT, place=record.start)
        labels = file.read(size)
    try:
        entries = tuple(
            Entry(**label, record=record.number, place=place)
            for place, label in enumerate(json.loads(labels))
        )
    except (ValueError, TypeError) as error:
        raise invalid(SPOILT, place=record.start) from error
    if len(entries) != papers:
        raise invalid(SPOILT, place=record.start)
    at = record.start + _COUNTS.size + size
    begins: NDArray[np.uint64] = np.memmap(path, "<u8", "r", at, (papers,))
    at += 8 * papers
    empty = np.zeros(0, dtype=np.uint32)
    hashes = np.memmap(path, "<u4", "r", at, (count,)) if count else empty
    places = np.memmap(path, "<u4", "r", at + 4 * count, (count,)) if count else empty
    live = np.array([(record.number, place) not in dropped for place in range(papers)], dtype=np.bool_)
    return Segment(entries, hashes, places, begins, live)


def _dropped(path: Path, known: Sequence[Record]) -> set[tuple[int, int]]:
    dropped: set[tuple[int, int]] = set()
    with path.open("rb") as file:
        for record in known:
            if record.kind == DROPPED:
                file.seek(record.start)
                try:
                    dropped |= {(number, place) for number, place in json.loads(file.read(record.size))}
                except (ValueError, TypeError) as error:
                    raise invalid(SPOILT, place=record.start) from error
    return dropped


def _entries(path: Path, writer: Writer) -> list[Entry]:
    dropped = _dropped(path, writer.records)
    segments = (_segment(path, record, dropped) for record in writer.records if record.kind == PAPERS)
    return [entry for segment in segments for entry in segment.entries if segment.live[entry.place]]


def _is_named(entry: Entry, name: str) -> bool:
    return entry.path == name or (len(name) >= 8 and entry.sha256.startswith(name.lower()))
