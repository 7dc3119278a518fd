"""Normalised text reads as its author meant it, and every character of it is found again in the source."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.record import Document
from duizhao.text import Normalised, normalise
from duizhao.text.normal import fold


def _of(text: str, *, hard_wrapped: bool = False) -> Normalised:
    return normalise(Document(text, "text/plain", hard_wrapped=hard_wrapped))


def test_blanks_inside_chinese_words_are_taken_out() -> None:
    assert _of("理 论\u3000学\u00a0习\u200b不够").text == "理论学习不够"


def test_blank_between_latin_words_stays() -> None:
    assert _of("按 ISO 9001 要求").text == "按ISO 9001要求"


def test_half_width_marks_are_folded_and_numbers_left_alone() -> None:
    assert _of("一是(甲),乙;1,200元:3:5").text == "一是（甲），乙；1,200元：3:5"


def test_half_width_stops_end_sentences_and_ordinals_and_names_keep_theirs() -> None:
    text = "1.学得不深. 用得更少.\n一.措施\n见附件.docx, 占3.5%"
    assert _of(text).text == "1.学得不深。用得更少。\n一.措施\n见附件.docx，占3.5%"


def test_markdown_marks_are_left_out() -> None:
    text = "# 对照检查材料\n## 一、**存在的问题**\n- 一是*学得*不深。\n> 1. 甲**乙**"
    document = Document(text, "text/markdown")
    assert normalise(document).text == "对照检查材料\n一、存在的问题\n一是学得不深。\n1.甲乙"


def test_heading_marks_are_left_out_of_plain_text_and_others_kept() -> None:
    assert _of("## 一、问题\n#1号楼\n**县").text == "一、问题\n#1号楼\n**县"


def test_wrapped_lines_are_joined_when_the_format_breaks_lines() -> None:
    page = "一是学习抓得不够紧，满足于完成规定动\n作，没有往深里走、往心里走、往实里\n走。\n二是调研不够。"
    assert _of(page, hard_wrapped=True).text.split("\n") == [
        "一是学习抓得不够紧，满足于完成规定动作，没有往深里走、往心里走、往实里走。",
        "二是调研不够。",
    ]


def test_short_lines_of_a_list_are_not_joined() -> None:
    text = "存在的问题\n学习不够\n调研不深\n担当不足\n作风不实\n纪律不严\n服务不优\n办法不多"
    assert _of(text).text == text


def test_span_of_joined_lines_covers_both_in_the_source() -> None:
    page = "一是学习抓得不够紧，满足于完成规定动\n作，没有往深里走、往心里走、往实里\n走。"
    normalised = _of(page, hard_wrapped=True)
    start = normalised.text.index("动作")
    span = normalised.source(start, start + 2)
    assert page[span.start : span.end] == "动\n作"


@given(st.text(alphabet="一是不够学习，。；：(),.;: \t\n\u3000\u00a0\u200bA1“”", max_size=120), st.booleans())
@settings(max_examples=300, deadline=None)
def test_every_normalised_character_comes_from_its_source(text: str, wrapped: bool) -> None:
    normalised = _of(text, hard_wrapped=wrapped)
    for i, character in enumerate(normalised.text):
        span = normalised.source(i, i + 1)
        assert 0 <= span.start < span.end <= len(text)
        if not character.isspace():
            assert fold(text[span.start]) == character or text[span.start] in ",:."


@given(st.text(max_size=120))
@settings(max_examples=200, deadline=None)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = _of(text).text
    assert _of(once).text == once


@given(st.text(max_size=80))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)
