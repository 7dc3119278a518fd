"""The line of a paper with the place of a diagnostic marked below it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from duizhao.record import Span
from duizhao.reports.check_table import marked


def test_mark_when_chinese_then_two_columns_a_character() -> None:
    assert marked("工作报告\n一、情况abc\n", Span(7, 10), 40) == ("一、情况abc", "    ^^^^^")


def test_mark_when_the_span_goes_over_the_line_then_its_first_line_only() -> None:
    assert marked("一二\n三四", Span(1, 5), 40) == ("一二", "  ^^")


@given(st.text("中文，ab\t\x1b“…\u3000\u0301😀\n", min_size=1), st.data())
def test_mark_when_any_text_then_within_the_width_and_under_its_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    width = data.draw(st.integers(20, 76))

    line, marks = marked(text, Span(start, end), width)

    assert cell_len(line) <= width
    assert len(marks) <= width + 1
    assert not {"\n", "\t", "\x1b"} & set(line)
