"""A measure of another matter answers nothing, however free it is and however lonely the problem."""

from __future__ import annotations

from pathlib import Path

import duizhao

PAPER = """青禾县水务局局长2024年度民主生活会个人对照检查材料
一、存在的问题
1.理论学习不够深入。读原著少，满足于听会。
2.调查研究不够扎实。下基层走访少，全年只去过两个村。
二、整改措施
1.抓好防汛。每月巡查堤坝一次。
2.严格财务管理。每季度开展一次审计。
"""


def test_link_when_the_measures_are_of_other_matters_then_none(tmp_path: Path) -> None:
    path = tmp_path / "材料.txt"
    path.write_text(PAPER, encoding="utf-8")

    material = duizhao.extract(path)

    assert len(material.problems) == 2
    assert len(material.measures) == 2
    assert material.links == ()
