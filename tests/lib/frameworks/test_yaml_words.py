"""What the YAML parser finds wrong is said in our words, by whichever of its two parsers."""

from __future__ import annotations

import re

import pytest
import yaml

from duizhao.frameworks.yaml_words import words_of
from duizhao.i18n import translator

CASES = [
    ("a: b: c", "冒号用错了地方"),
    ("a: 1\n  b: 2", "冒号用错了地方"),
    ("a: [1", "方括号没有写完"),
    ("a: {b", "花括号没有写完"),
    ("- a\nb: c", "列表在这里断了"),
    ("a: 1\n- b", "对不齐"),
    ("a: - b", "列表的 - 用错了地方"),
    ("a:\n\t- b", "缩进不能用制表符"),
    ("a: 'x", "引号没有写完"),
    ('a: "\\q"', "双引号里的"),
    ("a: @x", "要加引号"),
    ("a: |\nb", "缺少冒号"),
    ("a: *", "文字以 &、* 开头的要加引号"),
    ("a: \x01", "控制字符"),
]


def fault(text: str, loader: type) -> yaml.YAMLError:
    with pytest.raises(yaml.YAMLError) as caught:
        list(yaml.parse(text, Loader=loader))
    return caught.value


@pytest.mark.parametrize("name", ["CSafeLoader", "SafeLoader"])
@pytest.mark.parametrize(("text", "expected"), CASES)
def test_fault_when_a_file_is_written_wrongly_then_said_in_our_words(
    text: str, expected: str, name: str
) -> None:
    loader = getattr(yaml, name, None)
    if loader is None:
        pytest.skip("PyYAML without libyaml")
    said = words_of(fault(text, loader))

    assert expected in said.text()
    assert not re.search("[a-z]{4,}", said.text())
    assert not re.search("[\u4e00-\u9fff]", said.text(translator("en")))


def test_fault_when_not_known_then_the_parsers_words_in_brackets() -> None:
    assert words_of(yaml.YAMLError("something new")).text() == "写法有误（something new）"
