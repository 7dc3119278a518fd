"""Where a text uses a standing wording of the genre: a theme, an aspect's title, fixed policy, a saying."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from duizhao.data import DATA
from duizhao.overlap.folding import Codes, fold_codes
from duizhao.overlap.shingles import Hashes, run_hashes

HEAD: Final = 6  # a standing wording has at least this many counting characters
_FILE: Final = "standing.tsv"
_SHELF: Final = 16  # high bits of a hash that are looked up before the hash itself


@dataclass(frozen=True, slots=True)
class Standing:
    """Standing wordings, ready to be looked up: ``heads`` are the sorted hashes of their first characters.

    Row i of ``wordings`` holds the numbers of those that begin like ``heads[i]``, longest first, then -1.
    """

    heads: Hashes
    wordings: NDArray[np.int32]
    lengths: NDArray[np.int64]
    tails: Hashes
    shelf: NDArray[np.bool_]


def standing(more: Iterable[str] = ()) -> Standing:
    """Return the wordings shipped in the package together with ``more`` of the same kind."""
    shipped = _shipped()
    return _prepared(shipped) if not more else _build((*shipped, *more))


def covered(codes: Codes, wordings: Standing, hashes: Hashes) -> tuple[NDArray[np.bool_], NDArray[np.int32]]:
    """Say which codes are part of a standing wording; the numbers of the wordings seen come with it.

    ``hashes`` are those of the runs of ``HEAD`` codes.
    """
    begins = np.flatnonzero(wordings.shelf[hashes >> np.uint32(32 - _SHELF)])
    rows = np.searchsorted(wordings.heads, hashes[begins])
    rows[rows == wordings.heads.size] = 0
    known = wordings.heads[rows] == hashes[begins]
    begins, rows = begins[known], rows[known]
    level = np.zeros(codes.size + 1, dtype=np.int32)
    seen: list[NDArray[np.int32]] = []
    for numbers in wordings.wordings.T:
        number = numbers[rows]
        lengths = wordings.lengths[number]
        last = begins + lengths - HEAD
        fits = (number >= 0) & (last < hashes.size)
        fits[fits] = hashes[last[fits]] == wordings.tails[number[fits]]
        np.add.at(level, begins[fits], 1)
        np.add.at(level, begins[fits] + lengths[fits], -1)
        seen.append(number[fits])
    return np.cumsum(level[:-1]) > 0, np.unique(np.concatenate(seen))


@cache
def _shipped() -> tuple[str, ...]:
    table = DATA / "overlap" / _FILE
    lines = table.read_text(encoding="utf-8").splitlines()
    return tuple(line.split("\t")[1] for line in lines if line and not line.startswith("#"))


@cache
def _prepared(texts: tuple[str, ...]) -> Standing:
    return _build(texts)


def _build(texts: tuple[str, ...]) -> Standing:
    folded = {codes.tobytes(): codes for text in texts if (codes := fold_codes(text)).size >= HEAD}
    rows: dict[int, list[int]] = defaultdict(list)
    by_length = sorted(folded.values(), key=lambda codes: -codes.size)
    tails = np.zeros(len(by_length), dtype=np.uint32)
    for number, codes in enumerate(by_length):
        hashes = run_hashes(codes, HEAD)
        rows[int(hashes[0])].append(number)
        tails[number] = hashes[-1]
    heads = np.array(sorted(rows), dtype=np.uint32)
    table = np.full((heads.size, max(map(len, rows.values()))), -1, dtype=np.int32)
    for row, head in enumerate(heads):
        numbers = rows[int(head)]
        table[row, : len(numbers)] = numbers
    shelf = np.zeros(1 << _SHELF, dtype=np.bool_)
    shelf[heads >> np.uint32(32 - _SHELF)] = True
    lengths = np.array([codes.size for codes in by_length], dtype=np.int64)
    return Standing(heads=heads, wordings=table, lengths=lengths, tails=tails, shelf=shelf)
