"""Which units, as papers name them, may be one and the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

# What names the team of a unit and not the unit.
_ENDINGS: Final = ("领导班子", "班子", "党组", "党委", "党工委", "党支部", "党总支")


def bare(unit: str | None) -> str:
    """Return the name of a unit without 中共 and the name of its team; empty where nothing is left."""
    name = (unit or "").removeprefix("中共")
    for ending in _ENDINGS:
        name = name.removesuffix(ending)
    return name


class UnitIndex:
    """Names of units; looking one up takes a time that does not grow with their number.

    Two may be one where the bare name of either stands in the other (水务局, 云澄县水务局党组). One without
    a bare name may be any.
    """

    def __init__(self, units: Iterable[str | None]) -> None:
        self._named: dict[str, list[str]] = defaultdict(list)
        self._nameless: list[str | None] = []
        for unit in units:
            if unit is not None and bare(unit):
                self._named[bare(unit)].append(unit)
            else:
                self._nameless.append(unit)
        self._lengths = sorted(set(map(len, self._named)))
        self._holding: dict[str, list[str]] = defaultdict(list)
        for unit in (each for named in self._named.values() for each in named):
            for name in self._names_in(unit):
                self._holding[name].append(unit)

    def like(self, unit: str | None) -> Iterator[str | None]:
        """Yield the units of the index that may be the same as one of them, each once."""
        yield from self._nameless
        name = bare(unit)
        if unit is None or not name:
            yield from (each for named in self._named.values() for each in named)
            return
        held = {each for other in self._names_in(unit) for each in self._named[other]}
        yield from held.union(self._holding.get(name, ()))

    def _names_in(self, unit: str) -> set[str]:
        """Return the bare names of the index that stand in the name of a unit."""
        parts = (unit[at : at + size] for size in self._lengths for at in range(len(unit) - size + 1))
        return {part for part in parts if part in self._named}
