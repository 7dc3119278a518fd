"""Which names and terms of the word data a paper uses, and in what sense: found once for all checks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from duizhao.checks.base import Option, Options, Paper, once
from duizhao.errors import _
from duizhao.lexicons import pairs
from duizhao.lexicons import words as entries
from duizhao.lexicons.finding import Finder
from duizhao.lexicons.official import Month, institution_names, month, spellings, terms
from duizhao.text.regex import regex

WITHOUT: Final = Option("without", (), _("不查的名称或者词语"))
OWN: Final = Option("own", (), _("本单位自己的旧称，写成“旧称=新称=2019-03”的样子"))

_TITLE: Final = regex("《[^《》\n]{2,80}》")
# Somebody tells what was: the former name is the right one there.
_PAST: Final = regex(
    r"(?:原(?![因则本理料状创文始])|前身|旧称|时任|曾任|历任|曾在|曾是|曾经|当时|当年|过去|先后|撤销|撤并|整合|合并|组建|改组|改制|划转|转隶|划入|昔日|以前|之前)"
    r"[^。；\n]{0,14}$"
)
_PAST_BEHIND: Final = regex(
    "^(?:（现|[^。；，\n]{0,8}?(?:旧址|原址|撤并|撤销|合并|整合|更名|改名|改为|改称|改制|并入|划转|划入|转隶|取代|时期|期间|任职|退休|离休|家属院|宿舍|小区))"
)
_YEAR: Final = regex(r"((?:19|20)\d\d)年?")
_LOOKED_BACK: Final = 120


@dataclass(frozen=True, slots=True)
class Use:
    """A name or term where it stands, in normalised offsets."""

    start: int
    name: str

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.name)


@once
def uses(paper: Paper) -> tuple[Use, ...]:
    """Return every name and term of the word data that stands in the paper outside the titles of documents."""
    inside = title_ranges(paper)
    return tuple(
        Use(start, name)
        for start, name in _finder().find(paper.normal)
        if name not in pairs("stops") and not any(a <= start < b for a, b in inside)
    )


def own_uses(paper: Paper, own: tuple[str, ...]) -> Iterator[tuple[Use, str, Month]]:
    """Yield where former names stand that the unit has set itself, with the new name and since when.

    Raises ``ValueError`` where one is not written OLD=NEW=YEAR-MONTH.
    """
    for line in own:
        old, new, since = [part.strip() for part in [*line.split("="), "", ""][:3]]
        if not (old and new and re.fullmatch(r"\d{4}(?:-\d{1,2})?", since)):
            raise ValueError(f"own: {line}")
        at = paper.normal.find(old)
        while at >= 0:
            yield Use(at, old), new, month(since) or (0, 1)
            at = paper.normal.find(old, at + len(old))


@once
def title_ranges(paper: Paper) -> tuple[tuple[int, int], ...]:
    """Return the ranges of the titles in 《》, marks included."""
    return tuple(match.span() for match in _TITLE.finditer(paper.normal))


def of_the_past(paper: Paper, start: int, end: int, until: Month) -> bool:
    """Say whether what stands in the range is told of the time up to ``until``, or as a former name."""
    text = paper.normal
    begin = max(text.rfind(mark, 0, start) for mark in "。；\n") + 1
    stop = min((at for mark in "。；\n" if (at := text.find(mark, end)) >= 0), default=len(text))
    if _PAST.search(text[begin:start]) or _PAST_BEHIND.search(text[end:stop]):
        return True
    line = max(text.rfind("\n", 0, start) + 1, begin - _LOOKED_BACK)
    return any(int(year) <= until[0] for year in _YEAR.findall(text[line:stop]))


def excepted(name: str, options: Options) -> bool:
    """Say whether a name is switched off."""
    without = options["without"]
    return isinstance(without, tuple) and name in without


def dated(when: Month) -> str:
    """Return a month as messages give it."""
    return f"{when[0]}-{when[1]:02}"


@cache
def _finder() -> Finder:
    return Finder([*institution_names(), *terms(), *entries("stops"), *spellings(), *entries("short_forms")])
