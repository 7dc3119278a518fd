"""Problems of two years: the same matter, the same theme, new and gone."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from duizhao.linking import counterparts, recur
from duizhao.record import Author, Material, Problem, Source, Span


def paper(*problems: tuple[str, str], unit: str | None = None, path: str = "a.txt") -> Material:
    made = tuple(
        Problem(f"P{number}", None, title, text, Span(0, 0))
        for number, (title, text) in enumerate(problems, 1)
    )
    return Material(Source(path, "0" * 64, "text/plain", 0), None, "team", unit=unit, problems=made)


TOWER = ("瞭望塔失修", "鹰嘴崖的瞭望塔塔身裂了缝，护林员在塔下搭棚值守。")
TOWER_AGAIN = ("登高无处", "鹰嘴崖那座塔又歪了一寸，瞭望还靠人爬树。")
STUDY = ("理论学习不深入", "中心组学习念文件多，研讨少。")
STUDY_AGAIN = ("理论学习停在表面", "理论学习读得多，联系实际不够。")
FUNDS = ("补贴发放慢", "护路工的补贴拖到春节以后。")


def test_recur_when_the_same_project_in_other_words_then_matter() -> None:
    found = recur(paper(STUDY, TOWER), paper(TOWER_AGAIN, FUNDS))

    assert [(one.last, one.this, one.kind) for one in found.returned] == [("P2", "P1", "matter")]
    assert "鹰嘴崖" in found.returned[0].why[0]
    assert found.new == ("P2",)
    assert found.gone == ("P1",)


def test_recur_when_only_the_theme_is_the_same_then_theme() -> None:
    found = recur(paper(STUDY, TOWER), paper(STUDY_AGAIN))

    assert [(one.last, one.this, one.kind) for one in found.returned] == [("P1", "P1", "theme")]
    assert found.returned[0].why == ("同一主题：理论学习",)


def test_recur_when_only_the_place_is_the_same_then_not_the_same_matter() -> None:
    found = recur(paper(TOWER, STUDY), paper(("停车秩序乱", "鹰嘴崖停车场收费没有公示，游客投诉多。")))

    assert [one for one in found.returned if one.kind == "matter"] == []


def test_recur_when_only_the_units_own_name_is_shared_then_nothing() -> None:
    last = paper(("信息报送迟", "白鹭洲镇报送灾情晚了半天。"), unit="白鹭洲镇人民政府")
    this = paper(("厕所锁门", "白鹭洲镇广场的厕所整月不开。"), unit="白鹭洲镇人民政府")

    assert recur(last, this).returned == ()


def test_recur_when_a_year_has_no_problems_then_all_of_the_other_are_new_or_gone() -> None:
    assert recur(paper(), paper(STUDY, TOWER)).new == ("P1", "P2")
    assert recur(paper(STUDY), paper()).gone == ("P1",)


@given(
    st.lists(st.text("塔渠坝修学习群众鹰嘴崖12万。", max_size=30), max_size=4),
    st.lists(st.text("塔渠坝修学习群众鹰嘴崖12万。", max_size=30), max_size=4),
)
def test_recur_when_anything_then_every_problem_is_accounted_for_once(
    last: list[str], this: list[str]
) -> None:
    before, now = paper(*(("题", one) for one in last)), paper(*(("题", one) for one in this))
    found = recur(before, now)

    back = [one.this for one in found.returned]
    assert sorted([*back, *found.new]) == sorted(one.id for one in now.problems)
    assert {one.last for one in found.returned}.isdisjoint(found.gone)
    assert {one.last for one in found.returned} | set(found.gone) == {one.id for one in before.problems}
    assert all(0 < one.score <= 1 for one in found.returned)


def test_counterparts_when_two_years_then_matched_by_unit_and_author() -> None:
    team, other = paper(unit="甲局", path="1.txt"), paper(unit="乙局", path="2.txt")
    one = replace(team, kind="individual", author=Author("方某", "副局长"))
    promoted = replace(one, author=Author("方某", "局长"))
    stranger = replace(one, author=Author("石某", "副局长"))
    found = counterparts([other, team, one], [promoted, team, stranger])

    assert found.pairs == ((one, promoted), (team, team))
    assert found.only_last == (other,)
    assert found.only_this == (stranger,)
