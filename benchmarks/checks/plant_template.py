"""Faults of templates: dates, names, numbers left open, blanks, another unit's words."""

from __future__ import annotations

import random
import re

from benchmarks.checks.planted import Planted, Planter, replaced

_DATE = re.compile(r"(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日)?")
_COUNT = re.compile(r"(?<=[\u4e00-\u9fff])\d{1,4}(?=[个名人户件起次项%])")
_PLACE = re.compile(r"(?<=[在到对])[\u4e00-\u9fff]{2,3}(?=[镇乡村县])")
_CLAUSE = re.compile(r"(?<=[\u4e00-\u9fff])(?=[，。；])")


def _at(chance: random.Random, text: str, pattern: re.Pattern[str], new: list[str]) -> Planted | None:
    places = list(pattern.finditer(text))
    if not places:
        return None
    chosen = chance.choice(places)
    return replaced(text, chosen.start(), chosen.end(), chance.choice(new))


def date(chance: random.Random, text: str) -> Planted | None:
    """A date is open."""
    new = ["X月X日", "×月×日", "20XX年X月", "**月**日", "x月xx日", "XX月XX日", "20××年×月×日", "某月某日"]
    return _at(chance, text, _DATE, new)


def number(chance: random.Random, text: str) -> Planted | None:
    """A number is open."""
    return _at(chance, text, _COUNT, ["X", "XX", "**", "××", "x", "__", "＿＿", "×"])


def name(chance: random.Random, text: str) -> Planted | None:
    """A name is open."""
    return _at(chance, text, _PLACE, ["XX", "**", "××", "xx", "某某", "×", "____", "X"])


def blank(chance: random.Random, text: str) -> Planted | None:
    """A blank or an instruction stands at the end of a clause."""
    new = [
        "____",
        "（此处填写事例）",
        "（填写具体数字）",
        "（单位名称）",
        "【请补充】",
        "（   ）",
        "（略）",
        "______",
        "[填写时间]",
    ]
    return _at(chance, text, _CLAUSE, new)


def foreign_place(chance: random.Random, text: str) -> Planted | None:
    """The name of another place stands where the own one should."""
    pattern = re.compile(r"(?<=[在对为是从，。；])(?:全[县市区]|我[县市区]|[县市区]委)(?=[\u4e00-\u9fff])")
    new = ["安阳市", "临沂市", "遵义市委", "湖北省", "浦东新区", "安阳市委", "江苏省委", "衡阳县", "滁州市"]
    return _at(chance, text, pattern, new)


PLANTERS = (
    Planter("open date", "template", date),
    Planter("open number", "template", number),
    Planter("open name", "template", name),
    Planter("blank to fill", "template", blank),
    Planter("another place", "template", foreign_place),
)
