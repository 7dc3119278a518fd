"""Texts that grow in one direction only are read in time that grows no faster: each of these once hung."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from duizhao.record import Material

Read = Callable[[str], Material]

LONG = {
    "aspects": "".join(f"（一）是{number}\n" for number in range(4_000)),
    "lone ordinals": "一是\n" * 20_000,
    "chapters": "第一章\n" * 20_000,
    "years in one line": "2023年" * 40_000,
    "one problem": "一、存在的问题\n一是学得不深。"
    + "".join(f"查阅第{n}号档案，" for n in range(8_000))
    + "\n二、整改措施\n一是学深。" * 40,
}


@pytest.mark.parametrize("shape", LONG)
def test_long_text_when_read_then_a_record(shape: str, record: Read) -> None:
    text = LONG[shape]

    material = record(text)

    assert all(text[p.span.start : p.span.end].strip() for p in material.problems)
