"""What units write around an aspect's title is taken away, and the title is left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.frameworks.titles import core, pieces


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("（一）带头用新思想凝心铸魂方面", "用新思想凝心铸魂"),
        ("(一) 在政治忠诚方面存在的问题", "政治忠诚"),
        ("1．担当作为方面：", "担当作为"),
        ("一是理论学习方面存在的主要问题。", "理论学习"),
        ("第一，在工作作风上", "工作作风"),
        ("对照检查廉洁自律方面的差距", "廉洁自律"),
        ("“四风”方面", "四风"),
        ("带头敬畏人民、敬畏组织", "敬畏人民敬畏组织"),
        ("①联系服务群众情况", "联系服务群众"),
        ("十二、能力本领方面的不足", "能力本领"),
        ("三个敬畏", "三个敬畏"),
        ("一心为民", "一心为民"),
        ("问题", "问题"),
    ],
)
def test_core_when_written_in_the_ways_of_units_then_the_title_is_left(written: str, left: str) -> None:
    assert core(written) == left


def test_pieces_when_marks_stand_inside_then_apart() -> None:
    assert pieces("带头增强党性、严守纪律、砥砺作风方面") == ("增强党性", "严守纪律", "砥砺作风")


@given(st.text(max_size=60))
def test_core_when_anything_then_short_and_steady(text: str) -> None:
    assert all(piece for piece in pieces(text))
    assert core(text) == core(text)
