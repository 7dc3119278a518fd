"""What checks share: answers kept a paper, formulas, likeness, facts, the head and the title."""

from __future__ import annotations

from duizhao.checks.base import Paper, once
from duizhao.checks.facts import gives_figure, tells_fact
from duizhao.checks.head import head_end
from duizhao.checks.likeness import contained, grams
from duizhao.checks.trying import paper_of
from duizhao.lexicons.formulas import formula_grams, formulas


def test_once_when_asked_twice_then_computed_once_a_paper() -> None:
    asked: list[str] = []

    @once
    def size(paper: Paper) -> int:
        asked.append(paper.path)
        return len(paper.text)

    first, second = paper_of("甲", "a.txt"), paper_of("乙乙", "b.txt")
    assert [size(first), size(first), size(second)] == [1, 1, 2]
    assert asked == ["a.txt", "b.txt"]


def test_title_span_when_title_stands_on_two_lines_then_covers_both() -> None:
    text = (
        "沅芷县自然资源局党组班子\n2022年度民主生活会对照检查材料\n一、存在的问题\n一是学得浅。\n二是记得少。"
    )
    assert paper_of(text).title_span.end == text.index("\n一、")


def test_head_end_when_by_lines_follow_the_title_then_covers_them() -> None:
    text = "个人对照检查材料\n云澄县水务局副局长\n按照要求，作了准备。\n一、问题\n一是学得浅。\n二是记得少。"
    paper = paper_of(text)
    assert paper.normal[: head_end(paper)] == "个人对照检查材料\n云澄县水务局副局长"


def test_formulas_when_loaded_then_longest_first_and_without_stock_words() -> None:
    assert len(formulas()) > 500
    assert list(map(len, formulas())) == sorted(map(len, formulas()), reverse=True)
    assert "不够" not in formulas()
    assert "从严治党" in formula_grams(4)


def test_grams_when_words_hold_a_formula_then_it_is_left_out() -> None:
    plain, formal = grams("读书停在摘要上"), grams("全面从严治党抓得松散")
    assert "读书" in plain
    assert "从严" not in formal
    assert contained(plain, plain | formal) == 1.0


def test_facts_when_general_then_none() -> None:
    assert not tells_fact("在教育干部方面办法不够多，下的功夫不够")
    assert tells_fact("青石镇柳林村的低保户三年没有复核")
    assert not gives_figure("对“四个自信”理解不深，有一些差距")
    assert gives_figure("两个村没有去过")
