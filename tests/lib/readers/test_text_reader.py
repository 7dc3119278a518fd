"""The text reader: which encodings are recognised, and that nothing is lost or added."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.errors import ErrorCode, ReadError
from duizhao.readers import read
from duizhao.readers.encoding import plausibility

PAPER = (
    "　对照检查材料\n\n  一、存在的问题\n（一）理论学习方面\n一是学得不深。比如，2021年3月的学习没有笔记。 \n"
)
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("length", [2, 9, 30, len(PAPER)])
def test_read_when_encoded_then_text_is_the_same(encoding: str, length: int) -> None:
    assert read(PAPER[:length].encode(encoding), "a.txt").text == PAPER[:length]


def test_read_when_gb18030_bytes_are_valid_utf8_then_chinese_wins() -> None:
    data = "联通".encode("gb18030").replace(b"\xc1\xaa", "陋".encode("gb18030"))
    assert read(data, "a.txt").text == data.decode("gb18030")


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_read_when_line_ends_differ_then_lf(ending: str) -> None:
    assert read(PAPER.replace("\n", ending).encode(), "a.md").text == PAPER


def test_read_when_gb18030_mark_then_it_is_dropped() -> None:
    assert read("\ufeff甲乙".encode("gb18030"), "a.txt").text == "甲乙"


@pytest.mark.parametrize("data", [b"MZ\x90\0\3\0\0\0", b"abc\0def", b"\x81\xff\xfe\x80ab\x81", b"\1\2\3\4"])
def test_read_when_binary_then_undecodable(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, "a.txt")
    assert caught.value.code == ErrorCode.UNDECODABLE


def test_read_when_only_a_mark_then_empty() -> None:
    with pytest.raises(ReadError) as caught:
        read(b"\xef\xbb\xbf", "a.txt")
    assert caught.value.code == ErrorCode.EMPTY


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_read_when_any_marked_utf8_then_char_for_char(text: str) -> None:
    assert read(text.encode("utf-8-sig"), "a.txt").text == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=41))
def test_read_when_any_longer_utf8_then_char_for_char(text: str) -> None:
    assert read(text.encode(), "a.txt").text == text.removeprefix("\ufeff")


def test_read_when_names_are_rare_or_marks_full_width_then_gb18030_is_found() -> None:
    for text in ("翟翀、龚喆、闫昱霖的发言", "ＡＢＣ１２３（Ⅳ）①②", "䶮县水务局"):
        assert read(text.encode("gb18030"), "a.txt").text == text


def test_plausibility_when_mojibake_then_low() -> None:
    assert plausibility(PAPER) > 0.95
    assert plausibility(PAPER.encode().decode("gb18030", "ignore")) < 0.6
