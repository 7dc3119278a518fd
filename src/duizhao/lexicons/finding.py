"""Finds every entry of a list in a text in one pass, however many entries there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

_BITS: Final = 16


class Finder:
    """The entries of a list, by their first two characters; entries have at least two."""

    def __init__(self, entries: Iterable[str]) -> None:
        self._by_head: dict[str, list[str]] = {}
        for entry in entries:
            self._by_head.setdefault(entry[:2], []).append(entry)
        for same in self._by_head.values():
            same.sort(key=len, reverse=True)
        self._sieve = np.zeros(1 << _BITS, np.bool_)
        if self._by_head:
            heads = _codes("".join(self._by_head))
            self._sieve[_key(heads[::2], heads[1::2])] = True

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield start and entry of what stands in a text: the longest at each place, none inside another."""
        end = 0
        for at in self._places(text):
            if at < end:
                continue
            for entry in self._by_head.get(text[at : at + 2], ()):
                if text.startswith(entry, at):
                    yield at, entry
                    end = at + len(entry)
                    break

    def heads(self, text: str) -> Iterator[tuple[int, list[str]]]:
        """Yield every place where an entry may begin, with the entries that have its first two characters."""
        for at in self._places(text):
            found = self._by_head.get(text[at : at + 2])
            if found:
                yield at, found

    def _places(self, text: str) -> list[int]:
        codes = _codes(text)
        if len(codes) < 2:
            return []
        places: list[int] = np.flatnonzero(self._sieve[_key(codes[:-1], codes[1:])]).tolist()
        return places


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _key(first: NDArray[np.uint32], second: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return a number below 2**16 for each pair of characters; pairs seldom share one."""
    mixed = (first * np.uint32(2654435761)) ^ (second * np.uint32(2246822519))
    key: NDArray[np.uint32] = mixed >> np.uint32(32 - _BITS)
    return key
