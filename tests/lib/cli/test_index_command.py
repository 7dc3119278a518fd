"""``duizhao index`` and ``duizhao compare --against``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

COPIED = (
    "九月里到芦花渡查看泵站，看见三号机组的轴承缺油，只在本子上记了一笔，没有当场找人处理，"
    "过了二十天机组烧坏，沿河四百亩秧田误了抽水，群众来问，我却说正在研究，一直没有下文。"
)
OWN = (
    "二是开会多下去少。今年一月到六月在机关开了八十一次会，去过的村只有五个，其中两个是路过，"
    "对堤防隐患的底数说不清，靠电话问站里，站里报多少就写多少，汛前检查表上有三处是照着旧表填的。"
)


@pytest.fixture
def old(tmp_path: Path, paper_text: str) -> Path:
    path = tmp_path / "去年.txt"
    path.write_text(paper_text.replace("二、原因", f"三是作风不实。{COPIED}\n二、原因"), encoding="utf-8")
    return path


@pytest.fixture
def new(tmp_path: Path) -> Path:
    path = tmp_path / "今年.txt"
    path.write_text(
        f"桃溪县农业农村局副局长个人对照检查材料\n{OWN}\n三是办事拖。{COPIED}\n", encoding="utf-8"
    )
    return path


@pytest.fixture
def index(tmp_path: Path, run: Run, old: Path) -> Path:
    path = tmp_path / "往年.index"
    assert run("index", "add", path, old, "--year", 2023, "--unit", "青禾县水务局").status == 0
    return path


def test_index_add_when_given_twice_then_once_there(run: Run, index: Path, old: Path) -> None:
    result = run("index", "add", index, old)

    assert (result.status, result.out) == (0, "")
    assert result.err == f"{old} 已在索引中，未重复加入\n已加入 0 份材料：{index}\n"


def test_index_list_when_json_then_labels_and_no_text(run: Run, index: Path, old: Path) -> None:
    (entry,) = json.loads(run("index", "list", index, "-f", "json").out)

    assert set(entry) == {"path", "sha256", "year", "unit", "characters"}
    assert (entry["path"], entry["year"], entry["unit"]) == (str(old), 2023, "青禾县水务局")
    assert entry["characters"] > 100


def test_index_list_when_table_then_a_line_each_and_the_count(run: Run, index: Path, old: Path) -> None:
    *lines, last = run("index", "list", index, "--check").out.splitlines()

    assert len(lines) == 1
    assert lines[0].endswith(f"2023  青禾县水务局  {old}")
    assert last == "共 1 份"


def test_compare_against_when_text_is_stored_then_quoted_from_the_new_paper(
    run: Run, index: Path, old: Path, new: Path
) -> None:
    old_text, new_text = old.read_text(encoding="utf-8"), new.read_text(encoding="utf-8")
    old.unlink()

    result = run("compare", new, "--against", index, "-f", "json")
    (pair,) = json.loads(result.out)["pairs"]

    assert result.status == 0
    assert (pair["a"], pair["b"], pair["stored"]) == ({"path": str(new)}, {"path": str(old)}, True)
    assert 0 < pair["share_a"] < 1
    assert 0 < pair["share_b"] < 1
    for passage in pair["passages"]:
        assert new_text[slice(*passage["a"])] == passage["quote"]
        assert old_text[passage["b"][0] :].startswith(passage["quote"][:8])
    assert sum(passage["length"] for passage in pair["passages"]) >= len(COPIED) - 12


@pytest.mark.parametrize("name", ["table", "html"])
def test_compare_against_when_shown_then_the_stored_paper_is_named(
    run: Run, index: Path, old: Path, new: Path, name: str
) -> None:
    old.unlink()
    shown = run("compare", new, "--against", index, "-f", name)

    assert shown.status == 0
    assert old.name in shown.out
    assert "轴承缺油" in shown.out


def test_index_drop_when_named_by_path_then_gone(run: Run, index: Path, old: Path, new: Path) -> None:
    result = run("index", "drop", index, old)

    assert (result.status, result.err) == (0, f"已除去 {old}\n")
    assert json.loads(run("index", "list", index, "-f", "json").out) == []
    assert json.loads(run("compare", new, "--against", index, "-f", "json").out)["pairs"] == []


def test_index_drop_when_unknown_then_wrong_use(run: Run, index: Path) -> None:
    result = run("index", "drop", index, "没有.txt")

    assert result.status == 2
    assert result.err == "错误：用法有误：索引中没有 没有.txt\n"


@pytest.mark.parametrize("command", [("index", "list"), ("compare", "--against")])
def test_index_when_the_file_is_something_else_then_said_in_a_line(
    run: Run, new: Path, command: tuple[str, ...]
) -> None:
    result = run(*command, new, *([new] if "compare" in command else []))

    assert result.status == 2
    assert result.err == f"错误：{new}：索引文件不能用：不是文字重合索引\n"


@pytest.mark.parametrize("command", [("index", "list"), ("compare", "--against")])
def test_index_when_missing_then_named(run: Run, new: Path, command: tuple[str, ...]) -> None:
    result = run(*command, "没有.index", *([new] if "compare" in command else []))

    assert result.status == 2
    assert "没有.index" in result.err
