"""The manual of the ledger names every column, its examples run, and its TOML is a layout."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from duizhao.ledger.layout import known_columns, layout_names, parse_layout

DOCS = Path(__file__).parents[3] / "docs"
PAPER = """青禾县水务局局长2023年度民主生活会个人对照检查材料
一、存在的问题
（一）理论学习方面
一是学用结合不紧。学得多、用得少。
二是学习不成体系。碎片化学习多。
二、整改措施
（一）抓实学习转化。每季度对照所学修订一项制度。
"""


def manual(language: str) -> str:
    return (DOCS / language / "ledger.md").read_text(encoding="utf-8")


def blocks(language: str, kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", manual(language), re.DOTALL)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_manual_names_every_column_and_layout(language: str) -> None:
    text = manual(language)
    for key, column in known_columns().items():
        assert f"`{key}` | {column.title.zh} |" in text
    for name in layout_names():
        assert name in text


def test_manual_in_english_names_columns_in_english_too() -> None:
    text = manual("en")
    assert [k for k, c in known_columns().items() if f"| {c.title.zh} | {c.title.en} |" not in text] == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_layout_in_the_manual_is_one(language: str) -> None:
    (text,) = blocks(language, "toml")
    found = parse_layout(text, "manual")
    assert [column.key for column in found.columns] == ["no", "problem", "measures", "", "status", "id"]
    assert found.frozen == 2


def test_code_in_the_manual_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("paper.txt").write_text(PAPER, encoding="utf-8", newline="\n")
    (code,) = blocks("en", "python")
    exec(compile(code, "docs/en/ledger.md", "exec"), {})
