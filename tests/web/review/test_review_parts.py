"""The review page's parts without a browser: safe, complete, cheap."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest

from duizhao.corrections import Remark, TakeUp, anchored
from duizhao.record import Span
from duizhao_web.site import review

TEXT = """对照检查材料
一、存在的问题
1.学<习不够。读"书"少&浅。比如，2024年3月没有去。
二、整改措施
1.多学。每月一次。
"""


@pytest.fixture
def desk(a_desk: Callable[[str], Any]) -> Any:
    return a_desk(TEXT)


def test_sheet_when_without_tags_then_the_text_itself(desk: Any) -> None:
    assert html.unescape(re.sub("<[^>]*>", "", review.parts(desk.view(), str)["sheet"])) == desk.text


def test_parts_when_the_paper_holds_markup_then_escaped(desk: Any) -> None:
    for part in review.parts(desk.view(), str).values():
        assert "<习" not in part


def test_opinion_when_points_are_taken_up_then_numbered_in_the_order_of_the_paper(desk: Any) -> None:
    view = desk.view()
    problem = view.material.problems[0]
    first = view.diagnostics[0]
    desk.decisions += [
        Remark(anchored(desk.text, problem.span), "请补充事例"),
        TakeUp(first.check, anchored(desk.text, first.span), "请核对"),
    ]

    lines = review.draft(desk.view(), str).split("\n")

    assert [line.partition(".")[0] for line in lines] == ["1", "2"]
    assert any(line.endswith("请补充事例") and "问题 1" in line for line in lines)
    assert any("（请核对）" in line for line in lines)


@pytest.mark.parametrize(
    "request_",
    [
        {},
        {"do": "explode"},
        {"do": "add", "kind": "paper", "to": [0, 2]},
        {"do": "add", "kind": "problem", "to": [0, 10_000]},
        {"do": "add", "kind": "problem", "to": [3, 1]},
        {"do": "add", "kind": "problem", "to": "0,2"},
        {"do": "split", "kind": "problem", "item": [0, 4], "at": None},
        {"do": "aspect", "item": [0, 4], "aspect": "没有的方面"},
        {"do": "remark", "to": [0, 2], "words": 7},
        {"do": "dismiss", "check": "REP001", "item": [0, 2], "words": "长" * 3000},
    ],
)
def test_request_when_it_asks_for_no_decision_then_refused(desk: Any, request_: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        review.asked(request_, desk.text, desk.view().material)


def test_selection_when_with_blanks_at_its_edges_then_without(desk: Any) -> None:
    decision = review.asked({"do": "add", "kind": "problem", "to": [6, 15]}, desk.text, desk.view().material)

    assert decision == review.asked(
        {"do": "add", "kind": "problem", "to": [7, 14]}, desk.text, desk.view().material
    )
    assert desk.text[Span(7, 14).start] == "一"
