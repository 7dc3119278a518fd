"""Papers stamped out of some that were really written, read and checked: other names of the same length."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import Any, Final

from duizhao.overlap import Text, compare
from duizhao_web.apps.materials import reading
from duizhao_web.apps.materials.stored import finding_as_json, record_as_json
from duizhao_web.demo.city import UNITS
from duizhao_web.demo.sized.places import Place
from duizhao_web.demo.writing import Assignment, write

TEAMS: Final = 12
PEOPLE: Final = 36
_UNIT: Final = "甲甲市乙乙局"
_NAME: Final = "檩甲乙"
_VILLAGES: Final = ("甲岭村", "乙湾村", "丙洼村")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A paper that was read and checked, with the names that stand in it for others'."""

    title: str
    text: str
    record: str
    findings: str
    problems: int
    shared: tuple[tuple[int | str, ...], ...]
    """What two papers stamped from it share, as the table of overlaps keeps it."""


@dataclass(frozen=True, slots=True)
class Stamped:
    """A paper as it is stored."""

    title: str
    text: str
    data: bytes
    record: Any
    findings: Any


def patterns(year: int, *, team: bool) -> list[Pattern]:
    """Write, read and check the papers that all others are stamped from."""
    dice = random.Random(f"patterns {year} {team}")
    return [_pattern(year, dice, number, team=team) for number in range(TEAMS if team else PEOPLE)]


def stamped(pattern: Pattern, place: Place, name: str) -> Stamped:
    """Return a paper of a unit, and of a person where there is a name."""

    def put(text: str) -> str:
        for old, new in ((_UNIT, place.name), (_NAME, name), *zip(_VILLAGES, place.villages, strict=True)):
            text = text.replace(old, new) if new else text
        return text

    text = put(pattern.text)
    return Stamped(
        put(pattern.title),
        text,
        text.encode(),
        json.loads(put(pattern.record)),
        json.loads(put(pattern.findings)),
    )


def _pattern(year: int, dice: random.Random, number: int, *, team: bool) -> Pattern:
    things = dice.sample(sorted({thing for place in UNITS for thing in place.things}), 3)
    one = Assignment(
        unit=_UNIT,
        # The number makes each another paper: the dice of the text are thrown by unit, author and year.
        whose="" if team else f"{_UNIT}副职{number:02d} {_NAME}",
        year=year,
        things=things,
        places=_VILLAGES,
        facts=dice.choice((0.6, 0.8, 1.0)),
        claims=None if team else (1 + number % 5, 6 + number % 9),
    )
    text = write(one)
    read = reading.read(f"{number}.txt", text.encode())
    return Pattern(
        title=read.record.title or "",
        text=read.document.text,
        record=json.dumps(record_as_json(read.record), ensure_ascii=False),
        findings=json.dumps([finding_as_json(found) for found in read.findings], ensure_ascii=False),
        problems=len(read.record.problems),
        shared=_shared(read.document.text),
    )


def _shared(text: str) -> tuple[tuple[int | str, ...], ...]:
    other = text.replace(_UNIT, "丙丙市丁丁局").replace(_NAME, "舲丙丁")
    pairs = compare([Text("a", text, "a"), Text("b", other, "b")]).pairs
    return tuple(
        (*passage.a, *passage.b, passage.length, passage.kind) for pair in pairs for passage in pair.passages
    )
