"""``duizhao compare``: what is said of files given twice, and of one text in two files."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_compare_when_a_file_is_given_twice_then_says_so_and_takes_it_once(run: Run, paper: Path) -> None:
    again = paper.parent / "." / ".." / paper.parent.name / paper.name

    for second in (paper, again, paper.parent):
        result = run("compare", paper, second, "--format", "json")

        assert result.status == 0
        assert "重复给出，只计一次" in result.err
        assert json.loads(result.out)["pairs"] == []


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_compare_when_a_link_to_the_file_is_given_too_then_says_so(run: Run, paper: Path) -> None:
    link = paper.with_name("链接.txt")
    link.symlink_to(paper)

    result = run("compare", paper, link, "--format", "json")

    assert f"{link} 重复给出，只计一次" in result.err
    assert json.loads(result.out)["pairs"] == []


def test_compare_when_two_files_hold_the_same_then_they_are_named_as_identical(run: Run, paper: Path) -> None:
    copy = paper.with_name("副本.txt")
    copy.write_bytes(paper.read_bytes())

    (pair,) = json.loads(run("compare", paper, copy, "--format", "json").out)["pairs"]

    assert pair["identical"] is True
    shown = run("compare", paper, copy)
    assert f"内容完全相同，只取第一份参加比对：{paper.name}、{copy.name}\n" in shown.out
    shown = run("compare", paper, copy, "--lang", "en")
    assert f"{paper.name}, {copy.name}\n" in shown.out
