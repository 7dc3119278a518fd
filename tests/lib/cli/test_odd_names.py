"""File names and papers that a terminal would obey are shown and never obeyed."""

from __future__ import annotations

import os
import subprocess
import sys
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


def test_names_when_the_locale_is_ascii_then_chinese_all_the_same(paper: Path, tmp_path: Path) -> None:
    other = tmp_path / "副本.txt"
    other.write_text(paper.read_text(encoding="utf-8") + "（二）抓好落实。\n", encoding="utf-8")
    plain = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "DUIZHAO_LANG": "zh"}
    said = [
        subprocess.run(
            [sys.executable, "-m", "duizhao", *map(str, command)],
            env=plain,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        for command in (
            ("compare", paper, other, "--same-author", paper, other),
            ("ledger", paper, "-o", tmp_path / "台账.csv"),
            ("check", tmp_path / "没有.txt"),
        )
    ]
    assert [each.returncode for each in said] == [0, 0, 2]
    assert "副本.txt" in said[0].stdout
    assert "署名相同" in said[0].stdout
    assert "台账.csv" in said[1].stderr
    assert "没有.txt" in said[2].stderr


def test_compare_when_two_names_are_no_text_then_both_are_read(
    run: Callable[..., Any], paper: Path, tmp_path: Path
) -> None:
    names = [os.fsdecode(bytes(tmp_path) + b"/" + name) for name in (b"\xff.txt", b"\xfe.txt")]
    for name in names:
        Path(name).write_bytes(paper.read_bytes())
    result = run("compare", *names, names[0])
    assert result.err.count("重复给出") == 1
