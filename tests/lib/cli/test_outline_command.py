"""``duizhao outline`` for one paper and several."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_outline_when_one_paper_then_its_tree(run: Run, paper: Path) -> None:
    result = run("outline", paper)

    assert result.status == 0
    assert result.out.splitlines()[:4] == [
        " 3  一、存在的问题",
        " 4    （一）理论学习方面",
        " 5      一是学用结合不紧",
        " 6      二是学习不成体系",
    ]


def test_outline_when_several_then_each_under_its_path(run: Run, paper: Path) -> None:
    result = run("outline", paper, "gone.txt", paper)

    assert result.status == 2
    assert [line for line in result.out.splitlines() if line.startswith("/") or "水务局" in line] == [
        str(paper)
    ] * 2
    assert result.err == "错误：gone.txt：找不到文件或文件夹\n"


def test_outline_when_there_is_none_then_says_so(run: Run) -> None:
    assert run("outline", "-", stdin="一段话，没有序号。\n".encode()).out == "（没有带序号的标题或条目）\n"


def test_outline_when_json_then_lines_and_spans_point_into_the_text(
    run: Run, paper: Path, paper_text: str
) -> None:
    result = run("outline", paper, "gone.txt", "-f", "json")
    first, second = json.loads(result.out)

    assert result.status == 2
    assert second["error"]["code"] == "not_found"
    assert first["source"] == {"path": str(paper)}
    for entry in first["outline"]:
        start, end = entry["span"]
        assert paper_text[start:end].startswith(entry["number"] + (entry["title"] or ""))
        assert paper_text.split("\n")[entry["line"] - 1].lstrip().startswith(entry["number"])
