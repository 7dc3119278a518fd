"""Which papers of a batch belong together."""

from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from duizhao.checks.base import Paper
from duizhao.checks.batch import Batch
from duizhao.checks.trying import paper_of
from duizhao.checks.units import UnitIndex, bare

BASE = paper_of("云澄县水务局2024年度工作报告\n一是抓学习。\n二是抓落实。")
WORDS = st.text("水务局班子党组", max_size=6)
UNITS = st.lists(st.none() | WORDS, max_size=8)


def a_paper(unit: str | None, year: int | None = 2024, kind: str = "individual") -> Paper:
    material = dataclasses.replace(BASE.material, unit=unit, year=year, kind=kind)
    return dataclasses.replace(BASE, path=f"{unit}-{year}-{kind}", material=material)


def paths(batch: Batch, paper: Paper) -> list[str]:
    return [one.path for one in batch.circle(paper).papers]


@given(UNITS)
def test_units_when_looked_up_then_as_if_each_had_been_compared(units: list[str | None]) -> None:
    index = UnitIndex(dict.fromkeys(units))

    for unit in units:
        found = list(index.like(unit))

        assert len(found) == len(set(found))
        assert set(found) == {other for other in units if may_be_one(unit, other)}


def may_be_one(unit: str | None, other: str | None) -> bool:
    return not unit or not other or bare(unit) in other or bare(other) in unit


def test_circle_when_units_name_one_another_then_together_in_the_order_of_the_batch() -> None:
    team, other = a_paper("中共云澄县水务局党组", kind="team"), a_paper("云澄县教育局")
    member, nameless = a_paper("水务局"), a_paper(None)
    batch = Batch([nameless, team, other, member])

    assert paths(batch, team) == [nameless.path, team.path, member.path]
    assert paths(batch, other) == [nameless.path, other.path]
    assert batch.circle(member).of_kind("team") == (team,)
    assert batch.circle(member).of_kind("plan") == ()


def test_circle_when_years_differ_then_apart_and_without_a_year_with_both() -> None:
    last, this, undated = a_paper("水务局", 2023), a_paper("水务局", 2024), a_paper("水务局", None)
    batch = Batch([last, this, undated])

    assert paths(batch, last) == [last.path, undated.path]
    assert paths(batch, undated) == [last.path, this.path, undated.path]


def test_circle_when_asked_by_papers_of_one_unit_then_made_once() -> None:
    first, second = a_paper("水务局"), a_paper("水务局", kind="team")
    batch = Batch([first, second])

    assert batch.circle(first) is batch.circle(second)
