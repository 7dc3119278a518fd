"""Which paper of last year belongs to which one of this year: by unit, kind and author."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from duizhao.record import Material


@dataclass(frozen=True, slots=True)
class Counterparts:
    """Papers of two years side by side, in the order of this year's; the others stand alone."""

    pairs: tuple[tuple[Material, Material], ...]
    only_last: tuple[Material, ...]
    only_this: tuple[Material, ...]


def counterparts(last: Sequence[Material], this: Sequence[Material]) -> Counterparts:
    """Match the papers of two years.

    Team papers, reports and the like are matched by unit and kind, personal ones by unit and name (by post
    where a paper gives no name, by file name where it gives neither). A paper is matched once.
    """
    free = list(last)
    pairs, alone = [], []
    for paper in this:
        known = next((one for one in free if _key(one) == _key(paper)), None)
        if known is None:
            alone.append(paper)
        else:
            free.remove(known)
            pairs.append((known, paper))
    return Counterparts(tuple(pairs), tuple(free), tuple(alone))


def _key(material: Material) -> tuple[str, ...]:
    author = material.author
    name = (author and (author.name or author.post)) if material.kind == "individual" else ""
    if material.kind == "individual" and not name:
        return material.kind, "", PurePath(material.source.path).stem
    return material.kind, material.unit or "", name or ""
