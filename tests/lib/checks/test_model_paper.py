"""What the checks say of the reference paper, where it is at hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from duizhao.checks.base import Paper
from duizhao.checks.catalogue import catalogue
from duizhao.checks.examine import defaults, examine
from duizhao.checks.trying import paper_of
from duizhao.record import Diagnostic


@pytest.fixture(scope="module")
def said(materials: Path) -> tuple[Paper, tuple[Diagnostic, ...]]:
    """The reference paper and everything that is said of it."""
    text = (materials / "2022-personal-self-examination.txt").read_text(encoding="utf-8")
    paper = paper_of(text, "model.txt")
    found, failures = examine(paper, defaults(catalogue()))
    assert not failures, failures[0].trace
    return paper, found


def _line(paper: Paper, one: Diagnostic) -> int:
    return paper.text.count("\n", 0, one.span.start) + 1


def _of(said: tuple[Paper, tuple[Diagnostic, ...]], check: str) -> list[Diagnostic]:
    return [one for one in said[1] if one.check == check]


def test_repetition_when_two_passages_stand_twice_then_each_is_named_once(
    said: tuple[Paper, tuple[Diagnostic, ...]],
) -> None:
    found = _of(said, "REP001")
    assert sorted(len(one.quote) for one in found) == [23, 47]
    assert all(one.related for one in found)


def test_hedges_when_one_word_is_piled_up_then_one_line_gives_the_count(
    said: tuple[Paper, tuple[Diagnostic, ...]],
) -> None:
    (one,) = _of(said, "REP004")
    assert "“不够” 53" in one.message()
    assert one.span == said[0].title_span


def test_examples_when_aspects_lack_them_then_one_diagnostic_an_aspect(
    said: tuple[Paper, tuple[Diagnostic, ...]],
) -> None:
    assert [_line(said[0], one) for one in _of(said, "SPE001")] == [5, 9, 13, 17, 25]


def test_causes_when_one_lacks_its_root_and_one_restates_a_problem_then_both_are_named(
    said: tuple[Paper, tuple[Diagnostic, ...]],
) -> None:
    assert [_line(said[0], one) for one in _of(said, "CAU001")] == [35]
    (restated,) = _of(said, "CAU002")
    assert _line(said[0], restated) == 31
    assert restated.related[0].span.start == said[0].text.index("二是理想信念不够坚定")


def test_measures_when_problems_have_none_then_they_are_named(
    said: tuple[Paper, tuple[Diagnostic, ...]],
) -> None:
    lines = [_line(said[0], one) for one in _of(said, "MEA001")]
    assert {15, 20} <= set(lines)
    assert len(lines) <= 4


def test_claim_and_dates_when_asked_then_once_each(said: tuple[Paper, tuple[Diagnostic, ...]]) -> None:
    counts = Counter(one.check for one in said[1])
    assert counts["CLA002"] == counts["MEA005"] == 1
    assert counts["CLA003"] == 0
    assert {one.severity for one in said[1] if one.category in ("claim", "measure")} == {"question"}


def test_mechanical_categories_when_nothing_is_wrong_then_silent(
    said: tuple[Paper, tuple[Diagnostic, ...]],
) -> None:
    silent = {"numbering", "template", "arithmetic", "secrecy"}
    assert not [one for one in said[1] if one.category in silent]


def test_wording_when_words_are_contested_or_local_then_each_is_asked_once_and_nothing_is_warned_of(
    said: tuple[Paper, tuple[Diagnostic, ...]],
) -> None:
    found = [one for one in said[1] if one.category == "wording"]
    assert [(one.check, _line(said[0], one)) for one in found] == [("WOR014", 23), ("WOR013", 35)]
    assert {one.severity for one in found} == {"question"}


def test_slips_when_read_then_the_certain_ones_are_named_and_no_others(
    said: tuple[Paper, tuple[Diagnostic, ...]],
) -> None:
    named = [one for one in said[1] if one.category == "typo" and one.severity != "question"]
    assert Counter(one.check for one in named) == {"TYP001": 3, "TYP005": 1, "TYP008": 5, "TYP009": 1}
    assert sorted(_line(said[0], one) for one in named) == [6, 11, 11, 12, 14, 18, 27, 28, 35, 38]
