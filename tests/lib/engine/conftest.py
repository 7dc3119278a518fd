"""A short paper of our own, and folders of papers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

PAPER = """青禾县水务局局长2023年度民主生活会个人对照检查材料
按照县委安排，结合征求到的意见，现将检查情况报告如下。对班子的问题，我全部认领并负主要责任。
一、存在的问题
（一）理论学习方面
一是学用结合不紧。学得多、用得少。比如，去年七月学完防汛条例，直到汛后也没有修订预案。
二是学习不成体系。碎片化学习多。
二、原因分析
（一）学习抓得不严。忙于事务，根本原因是对理论指导实践认识不足。
三、整改措施
（一）抓实学习转化。每季度对照所学修订一项制度。
"""


@pytest.fixture
def paper_text() -> str:
    return PAPER


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "水务局.txt"
    path.write_text(PAPER, encoding="utf-8", newline="\n")
    return path


@pytest.fixture
def papers(tmp_path: Path) -> Callable[[int], list[Path]]:
    """Make so many papers, each with a year of its own."""

    def make(count: int) -> list[Path]:
        paths = [tmp_path / f"p{number:03}.txt" for number in range(count)]
        for number, path in enumerate(paths):
            path.write_text(PAPER.replace("2023", str(2000 + number)), encoding="utf-8")
        return paths

    return make
