"""File names and papers that a terminal would obey are shown and never obeyed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no such names")

NAME = "\x1b[31m红\n\u202e色.txt"
SHOWN = "\ufffd[31m红\ufffd\ufffd色.txt"
TABLES = [
    ("extract", "-f", "table"),
    ("check",),
    ("trace",),
    ("compare",),
    ("recur",),
    ("outline",),
]


@pytest.mark.parametrize("command", TABLES, ids=lambda command: command[0])
def test_table_when_a_name_holds_control_characters_then_signs(
    command: tuple[str, ...], run: Callable[..., Any], paper_text: str, tmp_path: Path
) -> None:
    papers = [tmp_path / NAME, tmp_path / f"b{NAME}"]
    for path in papers:
        path.write_text(f"{paper_text}（二）\x1b[2J清屏\x07后。\n", encoding="utf-8")

    result = run(*command, *papers)

    assert result.status in {0, 1}, result.err
    assert SHOWN in result.out.replace("\n", "")
    assert not set(result.out + result.err) & {"\x1b", "\x07", "\u202e"}


@pytest.mark.parametrize("command", TABLES, ids=lambda command: command[0])
def test_failure_when_a_name_holds_control_characters_then_one_line_of_signs(
    command: tuple[str, ...], run: Callable[..., Any], tmp_path: Path
) -> None:
    gone = tmp_path / NAME
    result = run(*command, gone, gone)

    assert result.status == 2
    assert "色.txt" in result.err
    assert not set(result.out + result.err) & {"\x1b", "\u202e"}


@pytest.mark.parametrize("command", ["text", "check", "extract", "trace", "outline"])
def test_name_when_empty_then_said_so(command: str, run: Callable[..., Any]) -> None:
    result = run(command, "")

    assert (result.status, result.out) == (2, "")
    assert "文件名是空的" in result.err
