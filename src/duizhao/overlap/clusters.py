"""Which papers hang together by the text they share, as if they had one source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from duizhao.record import Pair

TOGETHER: Final = 60  # characters two papers of a cluster share at least
SMALLEST: Final = 3


def clusters(pairs: Iterable[Pair]) -> tuple[tuple[str, ...], ...]:
    """Return groups of three papers or more that hang together by shared text, the largest first.

    Pairs with a named source, and repeats inside a paper, do not bind papers together.
    """
    leader: dict[str, str] = {}

    def lead(path: str) -> str:
        while leader.setdefault(path, path) != path:
            leader[path] = path = leader[leader[path]]
        return path

    for pair in pairs:
        if pair.a != pair.b and pair.source is None and _shared(pair) >= TOGETHER:
            leader[lead(pair.b)] = lead(pair.a)
    groups: dict[str, list[str]] = defaultdict(list)
    for path in leader:
        groups[lead(path)].append(path)
    found = [tuple(sorted(group)) for group in groups.values() if len(group) >= SMALLEST]
    return tuple(sorted(found, key=lambda group: (-len(group), group)))


def _shared(pair: Pair) -> int:
    return sum(passage.length for passage in pair.passages)
