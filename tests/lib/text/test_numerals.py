"""Chinese numerals, counted and digit by digit."""

from __future__ import annotations

import pytest

from duizhao.text import chinese_number, number, sentences


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("二十三", 23), ("一百零五", 105),
        ("二〇二三", 2023), ("两", 2), ("叁", 3),
    ],
)  # fmt: skip
def test_chinese_number_reads_both_forms(numeral: str, value: int) -> None:
    assert chinese_number(numeral) == value


@pytest.mark.parametrize("word", ["", "若干", "一些", "3"])
def test_chinese_number_is_none_for_what_is_no_numeral(word: str) -> None:
    assert chinese_number(word) is None


def test_number_reads_arabic_with_separators() -> None:
    assert number("1,200") == 1200


def test_sentences_take_their_closing_marks_with_them() -> None:
    text = "他说：“不够。”还要改！\n再看（见附件。）完"
    assert [text[a:b] for a, b in sentences(text)] == ["他说：“不够。”", "还要改！", "再看（见附件。）", "完"]
