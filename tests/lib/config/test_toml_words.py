"""What the TOML parser finds wrong is said in our words, with its place."""

from __future__ import annotations

import re
import tomllib

import pytest

from duizhao.config.toml_words import words_of
from duizhao.i18n import translator

CASES = [
    ("a", "名称后面缺少等号"),
    ("a = 1 b = 2", "第 1 行第 7 字：值的后面有多余的内容"),
    ("x = 1\n甲 = 1", "第 2 行第 1 字：应是“名称 = 值”"),
    ("a.甲 = 1", "名称里有不能用的字符"),
    ("a = 甲", "第 1 行第 5 字：值的写法不对"),
    ('a = "b', "文件末尾：引号没有写完"),
    ('a = "b\nc"', "引号没有写完"),
    ("a = 'b", "引号没有写完"),
    ('a = """b', "引号没有写完"),
    ('a = "C:\\材料"', "双引号里的"),
    ("a = [1", "方括号没有写完"),
    ("[a", "方括号没有写完"),
    ("a = {b = 1", "花括号没有写完"),
    ("a = 1\na = 2", "同一个名称写了两次"),
    ("[a]\n[a]", "同一个名称写了两次"),
    ("a = {b = 1, b = 2}", "同一个名称写了两次"),
    ("a = 2023-02-30", "没有这个日期"),
    ("a = 1\x01", "值的后面"),
    ("# \x01", "控制字符"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_fault_when_a_file_is_written_wrongly_then_said_in_our_words(text: str, expected: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    said = words_of(caught.value)

    assert expected in said.text()
    assert not re.search("[a-z]{4,}", said.text())
    assert not re.search("[\u4e00-\u9fff]", said.text(translator("en")))


def test_fault_when_nested_without_end_then_said() -> None:
    assert words_of(RecursionError("maximum recursion depth exceeded")).text() == "一层套一层，套得太深"
