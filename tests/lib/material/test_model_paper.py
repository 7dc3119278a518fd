"""The reference paper: what anybody who reads it finds in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from duizhao.record import Material


@pytest.fixture
def paper(materials: Path, record: Callable[[str], Material]) -> Material:
    path = materials / "2022-personal-self-examination.txt"
    return record(path.read_text(encoding="utf-8"))


def test_model_paper_is_a_chief_s_own_of_2022(paper: Material) -> None:
    assert (paper.kind, paper.year) == ("individual", 2022)
    assert paper.author is not None
    assert (paper.author.post, paper.author.chief) == ("市委书记", True)
    assert paper.framework is not None
    assert paper.framework.id == "meeting-2022"


def test_model_paper_has_18_problems_under_6_aspects(paper: Material) -> None:
    aspects = [problem.aspect for problem in paper.problems if problem.aspect]
    assert [aspect.no for aspect in aspects] == [no for no in range(1, 7) for _ in range(3)]
    assert [len(problem.text) > 50 for problem in paper.problems] == [True] * 18
    assert len({aspect.code for aspect in aspects}) == 6


def test_model_paper_has_5_marked_examples(paper: Material) -> None:
    markers = [example.marker for problem in paper.problems for example in problem.examples]
    assert markers == ["如", "比如", "比如", "比如", "比如"]


def test_model_paper_has_5_causes_and_4_roots(paper: Material) -> None:
    roots = [cause.root.marker if cause.root else None for cause in paper.causes]
    assert roots == ["根本原因是", "归根结底是", "根本原因是", "归根结底是", None]


def test_model_paper_has_4_measures_and_one_blanket_claim(paper: Material) -> None:
    assert len(paper.measures) == 4
    assert [(claim.scope, claim.items, claim.responsibility) for claim in paper.claims] == [
        ("all", (), "主要责任")
    ]
