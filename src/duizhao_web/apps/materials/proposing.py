"""Which meeting a file is for: a proposal from its own words, which a person confirms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from duizhao_web.apps.cycles.models import Cycle, CycleKind

_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_OFTEN: Final = re.compile(r"民主生活会|专题|年度|材料|\d|\W")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A meeting and what speaks for it: ``title``, ``name``, ``year`` or, being the only one, ``only``."""

    cycle: Cycle
    why: str


def propose(cycles: Sequence[Cycle], *, name: str, title: str, year: int | None) -> Proposal | None:
    """Return the meeting a file is most likely for; None where nothing speaks for any.

    A special meeting is proposed by the words that tell it from others; else the year decides, first that of
    the paper's title, then that of the file's name, then the one the paper was read to be about.
    """
    for words, why in ((title, "title"), (name, "name")):
        for cycle in cycles:
            if cycle.kind == CycleKind.SPECIAL and _named(cycle, words):
                return Proposal(cycle, why)
    annual = [cycle for cycle in cycles if cycle.kind == CycleKind.ANNUAL]
    for said, why in ((_years(title), "title"), (_years(name), "name"), ([year] if year else [], "year")):
        for cycle in annual:
            if cycle.year in said:
                return Proposal(cycle, why)
        if said:
            return None
    return Proposal(cycles[0], "only") if len(cycles) == 1 else None


def _named(cycle: Cycle, words: str) -> bool:
    own = _OFTEN.sub("", cycle.title)
    return len(own) > 1 and own in _OFTEN.sub("", words)


def _years(words: str) -> Iterable[int]:
    return [int(found) for found in _YEAR.findall(words)]
