"""The marks of the labelled papers: what they say about the text and what is refused."""

from __future__ import annotations

import pytest
from benchmarks.reading import labels

HEAD = "kind: individual\nyear: 2024\nunit: 甲局 | 甲局党组\nchief: true\n---\n"


def parse(body: str, head: str = HEAD) -> labels.Paper:
    return labels.parse(head + body, name="paper")


def quote(paper: labels.Paper, record: dict) -> str:
    start, end = record["span"]
    return paper.text[start:end]


def test_text_when_marks_are_read_then_nothing_else_is_dropped() -> None:
    paper = parse("<T>材料</T>\n\n  <S opening>开头　\t。</S>\n")
    assert paper.text == "材料\n\n  开头　\t。\n"
    assert paper.gold["title"] == "材料"
    assert quote(paper, paper.gold["sections"][0]) == "开头　\t。"


def test_problem_when_it_has_number_and_title_then_text_has_neither() -> None:
    paper = parse(
        "<S problems>一、<h>问题</h>\n（一）<a>学习方面</a>。\n<p>一是<t>学得浅</t>。读得少。</p></S>"
    )
    (problem,) = paper.gold["problems"]
    assert problem["title"] == "学得浅"
    assert problem["text"] == "读得少。"
    assert quote(paper, problem) == "一是学得浅。读得少。"
    assert problem["aspect"] == {"no": 1, "title": "学习方面", "code": None}
    assert paper.gold["sections"][0]["heading"] == "问题"


def test_aspect_when_a_new_section_begins_then_it_no_longer_holds() -> None:
    paper = parse("<S problems><a>甲</a><p>1.<t>子</t>。丑。</p></S><S other><p>2.<t>寅</t>。卯。</p></S>")
    assert [problem["aspect"] and problem["aspect"]["no"] for problem in paper.gold["problems"]] == [1, None]


def test_body_when_marked_then_it_begins_there() -> None:
    paper = parse("<p>问题描述：¦灯不亮，路不平。</p>")
    (problem,) = paper.gold["problems"]
    assert problem["text"] == "灯不亮，路不平。"
    assert problem["title_accepted"] == [None, "灯不亮，路不平"]


def test_example_when_it_has_a_marker_then_text_starts_after_the_comma() -> None:
    paper = parse("<p>1.<t>慢</t>。拖。<e 比如>比如，三月一份文件压了九天。</e><e>五月又压一份。</e></p>")
    marked, plain = paper.gold["problems"][0]["examples"]
    assert (marked["marker"], marked["text"]) == ("比如", "三月一份文件压了九天。")
    assert quote(paper, marked).startswith("比如")
    assert plain["marker"] is None


def test_example_when_optional_then_it_stands_apart() -> None:
    paper = parse("<p>1.<t>慢</t>。<e?>去年慢。</e></p>")
    assert paper.gold["problems"][0]["examples"] == []
    assert paper.optional["examples"] == [(4, 8)]


def test_links_when_a_cause_and_a_measure_name_problems_then_they_are_linked() -> None:
    paper = parse("<p>甲</p><p>乙</p><c p=2>丙<r 根子是>根子是懒。</r></c><m p=1,2>丁</m>")
    assert paper.gold["links"] == [
        {"problem": "P2", "kind": "cause", "to": "C1"},
        {"problem": "P1", "kind": "measure", "to": "M1"},
        {"problem": "P2", "kind": "measure", "to": "M1"},
    ]
    assert paper.gold["causes"][0]["root"]["text"] == "懒。"
    assert paper.gold["causes"][0]["text"] == "丙根子是懒。"


def test_claims_and_last_year_when_marked_then_numbers_are_read() -> None:
    paper = parse("<claim all 主要责任>全认。</claim><claim 2,5>认二五。</claim><ly 8/7/1?>八个。</ly>")
    blanket, listed = paper.gold["claims"]
    assert (blanket["scope"], blanket["items"], blanket["responsibility"]) == ("all", [], "主要责任")
    assert (listed["scope"], listed["items"], listed["responsibility"]) == ("listed", [2, 5], None)
    (statement,) = paper.gold["last_year"]
    assert (statement["found"], statement["done"], statement["open"]) == (8, 7, 1)
    assert statement["null_accepted"] == ["open"]


def test_header_when_several_answers_are_right_then_all_are_kept() -> None:
    paper = parse("甲")
    assert paper.gold["unit"] == "甲局"
    assert paper.accepted["unit"] == ["甲局", "甲局党组"]
    assert paper.gold["author"] == {"name": None, "post": None, "chief": True}
    assert paper.gold["year"] == 2024


@pytest.mark.parametrize(
    "body",
    [
        "<p>甲",
        "<p>甲</m>",
        "<p></p>",
        "<q>甲</q>",
        "<e 比如>例如，甲。</e>",
        "<t>甲</t>",
        "<S nothing>甲</S>",
        "<m p=3>甲</m>",
        "甲 < 乙",
    ],
)
def test_paper_when_its_marks_are_wrong_then_it_is_refused(body: str) -> None:
    with pytest.raises(labels.LabelError):
        parse(body)


@pytest.mark.parametrize(
    "head", ["kind: essay\n---\n", "nothing: 1\n---\n", "kind: team\nkind: team\n---\n", "kind: team\n"]
)
def test_paper_when_its_header_is_wrong_then_it_is_refused(head: str) -> None:
    with pytest.raises(labels.LabelError):
        parse("甲", head=head)


@pytest.mark.parametrize("split", labels.SPLITS)
def test_papers_when_the_set_is_read_then_every_span_quotes_its_text(split: str) -> None:
    found = list(labels.papers("transcribed", split))
    assert found or split == "heldout"  # empty between a look at its papers and the next ones
    for paper in found:
        for key in ("problems", "causes", "measures", "claims", "last_year"):
            for record in paper.gold[key]:
                assert record["text"] in quote(paper, record), (paper.name, record)
