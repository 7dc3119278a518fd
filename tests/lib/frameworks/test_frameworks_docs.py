"""The examples of the pages are sound, and every key of the schema is explained in both languages."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path

import pytest

from duizhao.frameworks import catalogue, examine

ROOT = Path(__file__).resolve().parents[3]
PAGES = [ROOT / "docs" / language / "frameworks.md" for language in ("en", "zh")]
NEXT = """\
schema: duizhao.framework/1
id: qingchuan-2024
version: "2"
extends: qingchuan-2024@1
title: {zh: 第二版, en: Second}
criteria:
  A2: null
  A2a: {title: {zh: 带头增强党性, en: a}}
  A2b: {title: {zh: 带头砥砺作风, en: b}}
"""


def blocks(page: Path) -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_page_when_its_examples_are_tried_then_sound(page: Path, tmp_path: Path) -> None:
    own, mapping = blocks(page)
    paths = [tmp_path / name for name in ("own.yaml", "next.yaml", "mapping.yaml")]
    for path, text in zip(paths, (own, NEXT, mapping), strict=True):
        path.write_text(text, encoding="utf-8")
    answers = examine(paths)
    assert [fault.render() for answer in answers for fault in answer.faults] == []
    one = answers[0].framework
    assert one is not None
    assert [item.code for item in one.criteria] == ["A1", "A2", "A3", "A4", "A5"]
    assert one.deadline("notice") is None
    assert answers[2].mapping is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_page_when_read_then_every_key_of_the_schema_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    path = resources.files("duizhao") / "data" / "schemas" / "framework-1.json"
    properties = json.loads(path.read_text("utf-8"))["properties"]
    keys = {*properties, *properties["settings"]["properties"], *properties["deadlines"]["properties"]}
    for key in keys:
        assert re.search(rf"\b{key}\b", text), key


@pytest.mark.parametrize("language", ["en", "zh"])
def test_table_when_read_then_every_set_is_in_it(language: str) -> None:
    text = (ROOT / "docs" / language / "reference" / "frameworks.md").read_text(encoding="utf-8")
    for one in catalogue():
        assert f"\n## {one.id}@{one.version}\n" in text
