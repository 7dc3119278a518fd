"""The scorer of the reading set: what counts as right, missed and invented."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from benchmarks.reading import labels
from benchmarks.reading.score import Score, score

SOURCE = """kind: individual
year: 2024
unit: 甲局 | 甲局党组
author: 张三
post: 局长
chief: true
links: measure
---
<T>甲局局长2024年度对照检查材料</T>
<S opening>开头。<claim 1,3 直接责任>第1、3项，我负直接责任。</claim>
<ly 5/4/1>去年5个，改了4个，1个在改。</ly></S>
<S problems>一、<h>问题</h>
（一）<a>学习方面</a>
<p>一是<t>学得浅</t>。读原文少，用得不活。<e 比如>比如，三月的读书班请了两次假。</e></p>
<p>二是<t>学得散</t>。想起什么看什么。<e?>五月看过一本。</e></p></S>
<S causes>二、<h>原因</h>
<c>（一）<t>思想松了</t>。自我要求低。<r 根本原因是>根本原因是信念不牢。</r></c></S>
<S measures>三、<h>措施</h>
<m p=1,2>（一）<t>补上学习课</t>。每周两晚读书。</m></S>
"""


def paper() -> labels.Paper:
    return labels.parse(SOURCE, name="paper")


def perfect() -> dict[str, Any]:
    gold = copy.deepcopy(paper().gold)
    gold["links"] = [{**link, "score": 0.9} for link in gold["links"]]
    return gold


def judged(record: dict[str, Any], text: str | None = None) -> Score:
    return score(paper(), record, paper().text if text is None else text)


def test_score_when_the_record_is_the_gold_one_then_nothing_is_missed() -> None:
    result = judged(perfect())
    assert result.misses == []
    assert all(tally.f1 == 1.0 for tally in result.tallies.values())
    assert {name: tally.expected for name, tally in result.tallies.items() if name == "examples"} == {
        "examples": 1
    }


@pytest.mark.parametrize("key", ["problems", "causes", "measures", "claims", "last_year", "sections"])
def test_score_when_a_kind_of_item_is_left_out_then_only_recall_falls(key: str) -> None:
    record = {**perfect(), key: []}
    tally = judged(record).tally("problems+aspect" if key == "problems" else key)
    assert (tally.recall, tally.precision) == (0.0, 1.0)


def test_score_when_a_problem_is_invented_then_precision_falls() -> None:
    record = perfect()
    record["problems"].append(
        {**record["problems"][0], "id": "P9", "span": [0, 5], "title": None, "text": "甲局局长"}
    )
    tally = judged(record).tally("problems+aspect")
    assert (tally.right, tally.answered, tally.expected) == (2, 3, 2)


@pytest.mark.parametrize("aspect", [None, {"no": 2, "title": "学习方面"}, {"no": 1, "title": "作风方面"}])
def test_score_when_the_aspect_is_another_then_the_problem_alone_is_right(
    aspect: dict[str, Any] | None,
) -> None:
    record = perfect()
    record["problems"][0]["aspect"] = aspect
    result = judged(record)
    assert result.tally("problems").f1 == 1.0
    assert result.tally("problems+aspect").right == 1


def test_score_when_the_span_is_wrong_but_the_words_are_right_then_the_problem_counts() -> None:
    record = perfect()
    record["problems"][0]["span"] = [0, 3]
    assert judged(record).tally("problems+aspect").f1 == 1.0


def test_score_when_the_words_are_cut_then_the_problem_counts_and_its_text_does_not() -> None:
    record = perfect()
    record["problems"][0]["text"] = "读原文少"
    result = judged(record)
    assert result.tally("problems+aspect").f1 == 1.0
    assert result.tally("problem text").right == 1


def test_score_when_an_optional_example_is_answered_then_it_is_neither_right_nor_wrong() -> None:
    record = perfect()
    start, end = paper().optional["examples"][0]
    record["problems"][1]["examples"] = [{"marker": None, "text": "五月看过一本。", "span": [start, end]}]
    tally = judged(record).tally("examples")
    assert (tally.right, tally.answered, tally.expected) == (1, 1, 1)


def test_score_when_the_marker_is_another_then_the_example_is_wrong() -> None:
    record = perfect()
    record["problems"][0]["examples"][0]["marker"] = None
    assert judged(record).tally("examples").right == 0


@pytest.mark.parametrize(
    ("name", "value"), [("items", [1]), ("scope", "all"), ("responsibility", "主要责任")]
)
def test_score_when_a_claim_differs_then_it_is_wrong(name: str, value: object) -> None:
    record = perfect()
    record["claims"][0][name] = value
    assert judged(record).tally("claims").right == 0


def test_score_when_a_number_of_last_year_differs_then_the_statement_is_wrong() -> None:
    record = perfect()
    record["last_year"][0]["done"] = None
    assert judged(record).tally("last_year").right == 0


def test_score_when_another_measure_is_ranked_first_then_the_link_is_wrong() -> None:
    record = perfect()
    other = {**record["measures"][0], "id": "M2", "span": [1, 4], "text": "另一条", "title": None}
    record["measures"].append(other)
    record["links"].append({"problem": "P1", "kind": "measure", "to": "M2", "score": 0.95})
    tally = judged(record).tally("first measure")
    assert (tally.right, tally.answered) == (1, 2)


def test_score_when_unit_is_another_accepted_name_then_it_is_right() -> None:
    assert judged({**perfect(), "unit": "甲局党组"}).tally("unit").right == 1
    assert judged({**perfect(), "unit": "乙局"}).tally("unit").right == 0


def test_score_when_only_blanks_of_the_text_differ_then_places_are_still_found() -> None:
    text = paper().text.replace("\n", "\n\n　").replace("。", "。 ")
    record = perfect()
    kept = [at for at, char in enumerate(text) if not char.isspace()]
    old = [at for at, char in enumerate(paper().text) if not char.isspace()]
    moved = dict(zip(old, kept, strict=True))

    def move(item: dict[str, Any]) -> None:
        start, end = item["span"]
        inside = [moved[at] for at in range(start, end) if at in moved]
        item["span"] = [inside[0], inside[-1] + 1]
        item["text"] = ""

    for key in ("sections", "problems", "causes", "measures", "claims", "last_year"):
        for item in record[key]:
            move(item)
    for item in record["problems"][0]["examples"] + [record["causes"][0]["root"]]:
        move(item)
    result = judged(record, text)
    assert [miss for miss in result.misses if not miss.startswith("problem text")] == []


def test_score_when_the_file_was_refused_then_the_whole_paper_is_missed() -> None:
    result = judged({"error": {"code": "damaged"}}, "")
    assert result.tally("kind").right == 0
    assert result.tally("problems+aspect").expected == 2
    assert result.tally("problems+aspect").recall == 0.0
