"""A mapping says what became of every criterion of an older version, and is refused where it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.frameworks import FrameworkError, catalogue, examine, mappings

NEW = """\
schema: duizhao.framework/1
id: meeting-2024
version: "2"
extends: meeting-2024@1
title: {zh: 2024年度（修订）, en: 2024 revised}
criteria:
  A2: null
  A2a: {title: {zh: 带头增强党性, en: Party spirit}}
  A2b: {title: {zh: 带头砥砺作风, en: Style of work}, keywords: []}
  A4: null
"""
MAPPING = """\
schema: duizhao.framework-mapping/1
from: meeting-2024@1
to: meeting-2024@2
codes:
  A1: [A1]
  A2: [A2a, A2b]
  A3: [A3]
  A4: []
"""


@pytest.fixture
def folder(own: Path) -> Path:
    (own / "mappings").mkdir()
    (own / "meeting-2024.yaml").write_text(NEW, encoding="utf-8")
    return own


def write(folder: Path, text: str) -> Path:
    path = folder / "mappings" / "1-2.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_mappings_when_there_is_one_then_old_codes_are_carried(folder: Path) -> None:
    write(folder, MAPPING)
    (one,) = mappings(catalogue(folder), folder)
    assert (one.start.version, one.end.version) == ("1", "2")
    assert [one.carry(code) for code in ("A1", "A2", "A4", "Z9")] == [("A1",), ("A2a", "A2b"), (), ()]


def test_mappings_when_nothing_of_ones_own_then_those_of_the_package() -> None:
    assert mappings(catalogue()) == ()


def test_examine_when_mapping_is_sound_then_so_said(folder: Path) -> None:
    answer = examine([write(folder, MAPPING)], folder=folder)[0]
    assert answer.faults == ()
    assert answer.mapping is not None
    assert answer.framework is None


@pytest.mark.parametrize(
    ("before", "after", "kind", "line", "words"),
    [
        ("  A4: []\n", "", "unmapped_code", 4, "A4"),
        ("[A2a, A2b]", "[A2a, A2c]", "unknown_code", 6, "A2c"),
        ("  A4: []", "  A9: []\n  A4: []", "unknown_code", 8, "A9"),
        ("meeting-2024@2", "meeting-2024@7", "unknown_framework", 3, "meeting-2024@7"),
        ("[A3]", "A3", "must_be_list", 7, ""),
        ("from: meeting-2024@1", "from: meeting-2024", "bad_form", 2, "meeting-2024@1"),
        ("codes:", "code:", "missing_key", 1, "codes"),
    ],
)
def test_examine_when_mapping_is_faulty_then_kind_and_line(
    folder: Path, before: str, after: str, kind: str, line: int, words: str
) -> None:
    path = write(folder, MAPPING.replace(before, after, 1))
    fault = examine([path], folder=folder)[0].faults[0]
    assert (fault.kind, fault.line) == (kind, line)
    assert words in fault.message()
    with pytest.raises(FrameworkError):
        mappings(catalogue(folder), folder)
