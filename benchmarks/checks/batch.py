"""What the checks of a batch cost: made papers of many units, each with its team's and its members' papers."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.overlap.papers import TUNED, unrelated

from duizhao.engine import InMemory
from duizhao.engine.asking import Plan
from duizhao.engine.checking import first_pass, second_pass
from duizhao.record import Failure

UNIT = 10  # papers a unit: the team's and nine members'
_COUNTIES = "云澄沅芷杏坞柳溪青石白鹭松岭竹塘梅川桃源"
_BUREAUS = (
    "水务教育民政财政司法统计审计林业商务住建农业卫生文化环保交通应急档案信访税务气象"  # two characters each
)


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds a batch took: papers one by one, and what is asked of all of them together."""

    papers: int
    alone: float
    together: float


def cost(count: int) -> Cost:
    """Return what a batch of so many papers costs on one core, reading and extraction left out of neither."""
    made = list(papers(count))
    plan = Plan()
    start = time.process_time()
    read = list(first_pass(made, plan, jobs=1))
    between = time.process_time()
    done = second_pass(read, plan)
    if any(isinstance(one, Failure) or one.failures for one in done):
        raise RuntimeError("a paper or a check failed")
    return Cost(count, between - start, time.process_time() - between)


def papers(count: int) -> Iterator[InMemory]:
    """Yield a batch: every tenth paper is a team's; members claim some of its problems."""
    for number, made in enumerate(unrelated(count, 1, TUNED).papers):
        unit, member = divmod(number, UNIT)
        name = f"{_county(unit)}县{_bureau(unit)}局"
        body = made.text.split("\n", 1)[1]
        if member:
            title = f"{name}副局长2024年度民主生活会个人对照检查材料"
            body = f"\n对班子查摆的问题，我认领第{member}条，负直接责任。{body.lstrip()}"
        else:
            title = f"{name}领导班子2024年度民主生活会对照检查材料"
        yield InMemory(f"{number:06d}.txt", f"{title}\n{body}".encode())


def _bureau(unit: int) -> str:
    at = unit * 2 % len(_BUREAUS)
    return _BUREAUS[at : at + 2]


def _county(unit: int) -> str:
    number = unit * 2 // len(_BUREAUS)
    return "".join(_COUNTIES[number // size % len(_COUNTIES)] for size in (400, 20, 1))
