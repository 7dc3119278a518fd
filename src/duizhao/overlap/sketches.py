"""How alike two whole papers are: signatures of 128 numbers, and which papers have nearly the same one.

One-permutation MinHash: every shingle of five characters is hashed once, its first bits choose a bin, and a
bin keeps its least hash. Equal bins of two papers estimate the part of their shingles they have in common.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from duizhao.overlap.folding import fold_codes
from duizhao.overlap.shingles import Hashes

BINS: Final = 128
SHINGLE: Final = 5
BANDS: Final = 18
ROWS: Final = 7  # bins of a band; 18 bands of 7 find papers from about 0.7 alike on
EMPTY: Final = np.uint32(0xFFFFFFFF)

_SHIFT: Final = np.uint32(25)  # 32 bits less the 7 that choose a bin
_BASE: Final = np.uint32(0x01000193)
_SQUARE: Final = np.uint32(pow(0x01000193, 2, 1 << 32))
_EDGES: Final = np.arange(BINS, dtype=np.uint32) << _SHIFT


class Signer(Protocol):
    """Turns the counting characters of a paper into its signature."""

    def __call__(self, codes: NDArray[np.uint16]) -> Hashes:
        """Return the signature, ``BINS`` numbers."""


def signature(text: str) -> Hashes:
    """Return the signature of a text: ``BINS`` numbers, ``EMPTY`` where it has fewer than five characters."""
    return signer()(fold_codes(text))


def signatures(texts: Sequence[str]) -> Hashes:
    """Return the signatures of texts, one row each."""
    sign = signer()
    table = np.empty((len(texts), BINS), dtype=np.uint32)
    for row, text in enumerate(texts):
        table[row] = sign(fold_codes(text))
    return table


def likeness(a: Hashes, b: Hashes) -> float:
    """Return the estimated part of their shingles that two papers have in common, 0 to 1."""
    return float(np.mean((a == b) & (a != EMPTY)))


def near_pairs(table: Hashes, *, least: float = 0.5) -> NDArray[np.int64]:
    """Return the pairs of rows (n, 2), first before second, that agree in ``least`` of the bins."""
    if len(table) < 2:
        return np.zeros((0, 2), dtype=np.int64)
    found = [_in_band(table[:, band * ROWS : (band + 1) * ROWS]) for band in range(BANDS)]
    pairs = np.unique(np.concatenate(found), axis=0)
    alike = [likeness(table[a], table[b]) >= least for a, b in pairs]
    return pairs[np.array(alike, dtype=np.bool_)]


@cache
def signer() -> Signer:
    """Return the fastest way to sign: numba's where the extra ``fast`` is installed, else numpy's."""
    try:
        from duizhao.overlap.fast_signature import sign
    except ImportError:
        return plain_sign
    return sign


def plain_sign(codes: NDArray[np.uint16]) -> Hashes:
    """Return the signature by numpy alone."""
    if codes.size < SHINGLE:
        return np.full(BINS, EMPTY, dtype=np.uint32)
    hashes = _shingles(codes)
    hashes.sort()  # then the least of every bin is the first one from its edge on
    at = np.searchsorted(hashes, _EDGES)
    least = hashes[np.minimum(at, hashes.size - 1)]
    filled = (at < hashes.size) & (least >> _SHIFT == _EDGES >> _SHIFT)
    return least if filled.all() else borrowed(np.where(filled, least, EMPTY))


def borrowed(bins: Hashes) -> Hashes:
    """Fill empty bins from the next filled one, so that short papers can be compared, too."""
    filled = np.flatnonzero(bins != EMPTY)
    if not filled.size:
        return bins
    number = np.arange(BINS)
    after = np.searchsorted(filled, number) % filled.size
    distance = (filled[after] - number) % BINS
    return bins[filled[after]] + distance.astype(np.uint32) * np.uint32(0x9E3779B1)


def _shingles(codes: NDArray[np.uint16]) -> Hashes:
    single = codes.astype(np.uint32)
    two = single[:-1] * _BASE
    two += single[1:]
    hashes = two[:-3] * _SQUARE
    hashes += two[2:-1]
    hashes *= _BASE
    hashes += single[4:]
    hashes ^= hashes >> np.uint32(15)
    hashes *= np.uint32(0x85EBCA6B)
    return hashes


def _in_band(band: Hashes) -> NDArray[np.int64]:
    """Return the pairs of rows that are equal in a band: sorted, equal rows are neighbours."""
    key = np.zeros(len(band), dtype=np.uint64)
    for column in band.T:
        key = (key ^ column) * np.uint64(0x9E3779B97F4A7C15)
        key ^= key >> np.uint64(29)
    order = np.argsort(key, kind="stable")
    same = key[order][1:] == key[order][:-1]
    pairs = np.stack((order[:-1][same], order[1:][same]), axis=1)
    pairs.sort(axis=1)
    return pairs.astype(np.int64)
