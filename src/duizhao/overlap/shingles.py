"""The hash of every run of k characters, and which of these hashes stand for their neighbourhood."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint32]
Hashes64 = NDArray[np.uint64]

SEED_SIZE: Final = 8  # characters in a run that can lead to a passage; about four words
WINDOW: Final = 8  # so every shared run of SEED_SIZE + WINDOW - 1 = 15 characters shares a chosen hash
INVALID: Final = np.uint32(0xFFFFFFFF)

_BASE: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX: Final = np.uint64(0xD6E8FEB86659FD93)
_SHIFT: Final = np.uint64(32)


def polynomial(codes: NDArray[np.unsignedinteger], size: int) -> Hashes64:
    """Return the 64-bit rolling hash of every run of ``size`` codes (``len(codes) - size + 1`` of them)."""
    single = codes.astype(np.uint64)
    if single.size < size:
        return np.zeros(0, dtype=np.uint64)
    return _power(single, size)


def mixed(hashes: Hashes64) -> Hashes:
    """Return 32 well-spread bits of each rolling hash."""
    stirred = hashes ^ (hashes >> _SHIFT)
    stirred *= _MIX
    stirred >>= _SHIFT
    return stirred.astype(np.uint32)


def run_hashes(codes: NDArray[np.unsignedinteger], size: int) -> Hashes:
    """Return the 32-bit hash of every run of ``size`` codes."""
    return mixed(polynomial(codes, size))


def hashes_of_both(codes: NDArray[np.unsignedinteger]) -> tuple[Hashes, Hashes]:
    """Return ``run_hashes`` of six and of eight (SEED_SIZE) codes, in one go."""
    single = codes.astype(np.uint64)
    if single.size < SEED_SIZE:
        return run_hashes(codes, 6), run_hashes(codes, SEED_SIZE)
    two = _joined(single, 1, single, 1)
    four = _joined(two, 2, two, 2)
    return mixed(_joined(four, 4, two, 2)), mixed(_joined(four, 4, four, 4))


def without_gaps(hashes: Hashes, codes: NDArray[np.unsignedinteger], size: int) -> Hashes:
    """Mark the hashes of runs that hold a zero code (the gap between two papers) as ``INVALID``, in place."""
    gaps = np.flatnonzero(codes == 0)
    if gaps.size:
        touched = (gaps[:, None] - np.arange(size)).ravel()
        hashes[touched[(touched >= 0) & (touched < hashes.size)]] = INVALID
    return hashes


def chosen(hashes: Hashes, window: int = WINDOW) -> NDArray[np.bool_]:
    """Say which hashes are the least of some ``window`` neighbouring ones (winnowing); never ``INVALID``."""
    if hashes.size < window:
        valid: NDArray[np.bool_] = hashes != INVALID
        return valid
    least = _sliding(np.minimum, hashes, window)
    padded = np.zeros(hashes.size + window - 1, dtype=np.uint32)
    padded[window - 1 : window - 1 + least.size] = least
    result: NDArray[np.bool_] = (hashes == _sliding(np.maximum, padded, window)) & (hashes != INVALID)
    return result


def _power(single: Hashes64, size: int) -> Hashes64:
    if size == 1:
        return single
    half = size // 2
    part = _power(single, half)
    joined = _joined(part, half, part, half)
    return _joined(joined, size - 1, single, 1) if size % 2 else joined


def _joined(first: Hashes64, first_size: int, second: Hashes64, second_size: int) -> Hashes64:
    """Return the hashes of runs of ``first_size`` codes with the runs of ``second_size`` behind them."""
    count = second.size - first_size
    joined = first[:count] * np.uint64(pow(int(_BASE), second_size, 1 << 64))
    joined += second[first_size:]
    return joined


def _sliding(least: np.ufunc, values: Hashes, window: int) -> Hashes:
    reach = 1
    while reach < window:
        step = min(reach, window - reach)
        values = least(values[:-step], values[step:])
        reach += step
    return values
