"""The numbering of a paper becomes a tree: what stands under what."""

from __future__ import annotations

import pytest

from duizhao.outline import Node, Style, mark_at, outline
from duizhao.record import Document


def _tree(text: str) -> list[object]:
    read = outline(Document(text, "text/plain"))

    def shape(node: Node) -> object:
        head = node.head.field or f"{node.style.name}{node.head.number}"
        return [head, *(shape(child) for child in node.children)] if node.children else head

    return [shape(node) for node in read.nodes]


@pytest.mark.parametrize(
    ("text", "style", "number"),
    [
        ("一、问题", Style.HAN, 1),
        ("十二、问题", Style.HAN, 12),
        ("（三）方面", Style.HAN_PAREN, 3),
        ("(三)方面", None, 0),
        ("㈣方面", Style.HAN_PAREN, 4),
        ("3.问题", Style.ARABIC, 3),
        ("3.5亿元", None, 0),
        ("2.1 采购", Style.DECIMAL, 2),
        ("2.1万元", None, 0),
        ("（2）问题", Style.ARABIC_PAREN, 2),
        ("⑵问题", Style.ARABIC_PAREN, 2),
        ("③问题", Style.CIRCLED, 3),
        ("第二章 问题", Style.CHAPTER, 2),
        ("第三，问题", Style.ORDINAL, 3),
        ("其次，问题", Style.FIRSTLY, 2),
        ("其二，问题", Style.QI, 2),
        ("二是问题", Style.SHI, 2),
        ("二要坚持", Style.YAO, 2),
        ("二要素", None, 0),
        ("一是否定", None, 0),
        ("问题3：漏水", Style.LABEL, 3),
        ("贰、问题", Style.CHAPTER, 2),
        ("一些问题", None, 0),
        ("一二三产业", None, 0),
    ],
)
def test_mark_at_knows_ordinals_from_words(text: str, style: Style | None, number: int) -> None:
    mark = mark_at(text, 0)
    assert (mark.style if mark else None) == style
    assert mark is None or mark.number == number


def test_levels_nest_in_the_official_order() -> None:
    assert _tree("一、甲\n（一）乙方面\n1.丙。\n2.丁。\n（二）戊方面\n1.己。\n二、庚\n（一）辛。") == [
        ["HAN1", ["HAN_PAREN1", "ARABIC1", "ARABIC2"], ["HAN_PAREN2", "ARABIC1"]],
        ["HAN2", "HAN_PAREN1"],
    ]


def test_level_left_out_makes_no_difference() -> None:
    assert _tree("一、甲\n1．乙。\n2．丙。\n二、丁\n1．戊。") == [
        ["HAN1", "ARABIC1", "ARABIC2"],
        ["HAN2", "ARABIC1"],
    ]


def test_list_nested_against_the_order_is_seen_by_what_follows() -> None:
    assert _tree("1.甲\n（一）乙。\n（二）丙。\n2.丁\n（一）戊。") == [
        ["ARABIC1", "HAN_PAREN1", "HAN_PAREN2"],
        ["ARABIC2", "HAN_PAREN1"],
    ]


def test_ordinals_inside_one_sentence_are_items() -> None:
    assert _tree("（一）学习方面。一是不深，流于形式；二是不专；三是不用。") == [
        ["HAN_PAREN1", "SHI1", "SHI2", "SHI3"]
    ]


def test_lone_ordinal_word_inside_a_sentence_is_none() -> None:
    assert _tree("（一）学习不够。下一步，一是要补课。") == ["HAN_PAREN1"]


def test_fields_of_a_block_stand_side_by_side() -> None:
    assert _tree(
        "1.渗漏\n问题描述：漏。\n原因分析：老。\n整改措施：1、换管；2、巡查。\n2.噪声\n问题描述：响。\n整改措施：降噪。"
    ) == [
        ["ARABIC1", "problem", "cause", ["measure", "ARABIC1", "ARABIC2"]],
        ["ARABIC2", "problem", "measure"],
    ]
