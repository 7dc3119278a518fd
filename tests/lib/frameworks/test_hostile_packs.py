"""A hostile file is refused before it costs anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.errors import DuizhaoError, ErrorCode
from duizhao.frameworks import FrameworkError, load
from duizhao.frameworks.parsing import DEPTH_LIMIT, NODE_LIMIT, SIZE_LIMIT, parse

LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (LAUGHS, "reference"),
        ("a: &a\n  b: *a\n", "reference"),
        ("a: " + "[" * 100_000, "too_deep"),
        ("a: " + "[" * 100_000 + "]" * 100_000, "too_deep"),
        ("".join("  " * i + "a:\n" for i in range(400)), "too_deep"),
        ("a: [" + "x," * (NODE_LIMIT + 10) + "]", "too_many"),
        ("? [a, b]\n: c\n", "must_be_text"),
        ("? {a: b}\n: c\n", "must_be_text"),
        ("a: \x00", "syntax"),
        ("a: \x1b[31m", "syntax"),
        ("%YAML 9.9\n---\na: b\n", "syntax"),
        ("<<: *x\n", "reference"),
        ("!!python/object/apply:os.system [x]\n", "reference"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else "",
)
def test_parse_when_hostile_then_refused_with_its_place(text: str, kind: str) -> None:
    with pytest.raises(FrameworkError) as caught:
        parse(text.encode(), "bad.yaml")
    assert [one.kind for one in caught.value.faults] == [kind]
    assert caught.value.faults[0].line >= 1


def test_load_when_ten_megabytes_then_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    path.write_bytes(b"a: b\n" * 2_000_000)
    with pytest.raises(DuizhaoError) as caught:
        load(path)
    assert caught.value.code is ErrorCode.TOO_LARGE
    assert str(SIZE_LIMIT // 1024) in caught.value.message()


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", "标题: 甲".encode("gb18030"), b"a: \xc3\x28"])
def test_parse_when_no_utf8_then_undecodable(data: bytes) -> None:
    with pytest.raises(DuizhaoError) as caught:
        parse(data, "bad.yaml")
    assert caught.value.code is ErrorCode.UNDECODABLE


def test_load_when_a_folder_then_unreadable(tmp_path: Path) -> None:
    with pytest.raises(DuizhaoError) as caught:
        load(tmp_path)
    assert caught.value.code is ErrorCode.UNREADABLE


def test_parse_when_bom_and_crlf_then_as_without() -> None:
    plain = parse("a: 甲\nb:\n  - 乙\n".encode(), "x")
    odd = parse("\ufeffa: 甲\r\nb:\r\n  - 乙\r\n".encode(), "x")
    assert odd.value == plain.value == {"a": "甲", "b": ["乙"]}
    assert odd.lines == plain.lines == {("a",): 1, ("b",): 2, ("b", 0): 3}


def test_parse_when_words_look_like_other_things_then_as_written() -> None:
    text = "a: no\nb: 2022-12-31\nc: 1_000\nd: 0x1F\ne: .5\nf: on\ng: True\nh: 1e3\n"
    values = parse(text.encode(), "x").value
    assert values == {
        "a": "no",
        "b": "2022-12-31",
        "c": "1_000",
        "d": "0x1F",
        "e": ".5",
        "f": "on",
        "g": "True",
        "h": "1e3",
    }


def test_parse_when_depth_is_at_the_limit_then_read() -> None:
    depth = DEPTH_LIMIT - 1
    value = parse(("a: " + "[" * depth + "]" * depth).encode(), "x").value["a"]
    for _ in range(depth - 1):
        assert isinstance(value, list)
        (value,) = value
    assert value == []


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_parse_when_anything_then_only_our_errors(data: bytes) -> None:
    try:
        parsed = parse(data, "x")
    except DuizhaoError:
        return
    assert isinstance(parsed.value, dict)
