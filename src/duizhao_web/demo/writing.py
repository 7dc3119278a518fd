"""Papers put together from ``words.toml``: the same seed gives the same paper, no sentence is anybody's."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

_DIGITS: Final = "一二三四五六七八九十"
# In the criteria of 2024 the third heading holds what are two in those of 2025.
_ASPECTS_OF: Final = {2024: ((0,), (1,), (2, 3), (4,)), 2025: ((0,), (1,), (2,), (3,), (4,))}


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a paper is about: whose, of which year, and what the unit's work is called."""

    unit: str
    whose: str
    """Post and name of the author; "" for the team's paper."""
    year: int
    things: Sequence[str]
    places: Sequence[str]
    facts: float = 1.0
    """How many of the problems are told with a fact: a paper that is sent back lacks some."""
    claims: tuple[int, int] | None = None


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def write(one: Assignment) -> str:
    """Return the text of a paper."""
    dice = random.Random(f"{one.unit} {one.whose} {one.year}")
    themes = _ASPECTS_OF[one.year]
    chosen = [dice.sample(_of("pattern", aspects), 2 if one.whose else 3) for aspects in themes]
    problems = [[_filled(pattern, one, dice) for pattern in some] for some in chosen]
    lines = [*_head(one), "", "一、存在的主要问题"]
    number = 0
    for at, (title, some) in enumerate(zip(_words()["aspects"][str(one.year)], problems, strict=True)):
        lines.append(f"（{_DIGITS[at]}）{title}")
        for problem in some:
            number += 1
            told = dice.random() < one.facts
            fact = f"例如，{problem['fact']}" if told else ""
            lines.append(f"{number}.{problem['title']}。{problem['text']}{fact}")
    if one.claims:
        first, second = one.claims
        lines.append(f"对班子查摆的第{first}、{second}个问题，我认领并负重要领导责任。")
    lines += ["", "二、原因剖析"]
    for at, aspects in enumerate(themes):
        cause = _filled(dice.choice(_of("cause", aspects)), one, dice)
        lines.append(f"{at + 1}.{cause['title']}。{cause['text']}")
    lines += ["", "三、今后努力方向和整改措施"]
    measures = [problem["measure"] for some in problems for problem in some]
    lines += [f"{at}.{measure}" for at, measure in enumerate(measures, 1)]
    return "\n".join(lines) + "\n"


def _head(one: Assignment) -> list[str]:
    meeting = f"{one.year}年度民主生活会"
    if not one.whose:
        opening = f"会前，{one.unit}领导班子开展学习研讨，征求了基层和服务对象的意见。现对照检查如下。"
        return [f"{one.unit}领导班子{meeting}对照检查材料", "", opening]
    opening = "按照会议安排，围绕分管工作查找了差距，现对照检查如下。"
    return [f"{meeting}个人对照检查材料", one.whose, "", opening]


def _of(kind: str, aspects: Sequence[int]) -> list[dict[str, Any]]:
    return [entry for entry in _words()[kind] if entry["aspect"] in aspects]


def _filled(entry: dict[str, Any], one: Assignment, dice: random.Random) -> dict[str, str]:
    n = dice.randint(4, 9)
    values = {
        "thing": dice.choice(one.things),
        "place": dice.choice(one.places),
        "n": n,
        "k": dice.randint(2, n - 1),
        "m": dice.randint(3, 11),
        "q": dice.randint(3, 10),
    }
    return {name: value.format(**values) for name, value in entry.items() if isinstance(value, str)}
