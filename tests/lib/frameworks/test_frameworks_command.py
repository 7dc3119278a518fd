"""``duizhao frameworks``: the document on standard output, the rest on standard error, the exit status."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from duizhao.cli import main
from duizhao.frameworks import load
from duizhao.text.columns import width_of

OWN = """\
schema: duizhao.framework/1
id: harbour-2024
version: "1"
extends: meeting-2024@1
title: {zh: 港口标准, en: Harbour set}
criteria:
  A4: {confirmed: false}
"""


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["frameworks", *arguments])
    out, err = capsys.readouterr()
    return status, out, err


@pytest.fixture
def folder(own: Path) -> Path:
    (own / "harbour.yaml").write_text(OWN, encoding="utf-8")
    return own


@pytest.mark.parametrize("language", ["zh", "en"])
def test_list_when_piped_then_80_columns_in_the_language(
    capsys: pytest.CaptureFixture[str], language: str
) -> None:
    status, out, err = run(capsys, "list", "--lang", language)
    assert (status, err) == (0, "")
    assert max(width_of(line) for line in out.splitlines()) <= 80
    assert "meeting-2022@1" in out
    words = {"zh": ("待核实", "民主生活会"), "en": ("unconfirmed", "Democratic life meeting")}
    for word in words[language]:
        assert word in out


def test_list_when_json_then_every_set_with_what_is_unconfirmed(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    status, out, _ = run(capsys, "list", "--format", "json", "--frameworks", str(folder))
    sets = {one["id"]: one for one in json.loads(out)["frameworks"]}
    assert status == 0
    assert sets["harbour-2024"]["shipped"] is False
    assert sets["meeting-2024"]["shipped"] is True
    assert "criteria.A4" in sets["harbour-2024"]["unconfirmed"]
    assert sets["meeting-2025"]["effective"] == {"from": "2025", "until": "2025"}
    assert sets["meeting-2022"]["criteria"] == ["A1", "A2", "A3", "A4", "A5", "A6"]


def test_list_when_there_are_own_sets_then_says_which(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    _, out, _ = run(capsys, "list", "--frameworks", str(folder), "--lang", "zh")
    row = next(line for line in out.splitlines() if line.startswith("harbour-2024@1"))
    assert row.endswith("自有")
    assert max(width_of(line) for line in out.splitlines()) <= 80


@pytest.mark.parametrize("language", ["zh", "en"])
def test_show_when_values_are_unconfirmed_then_marked(
    capsys: pytest.CaptureFixture[str], language: str
) -> None:
    status, out, err = run(capsys, "show", "meeting-2025", "--lang", language)
    assert (status, err) == (0, "")
    assert max(width_of(line) for line in out.splitlines()) <= 80
    mark = {"zh": "（待核实）", "en": "(unconfirmed)"}[language]
    lines = out.splitlines()
    first = next(line for line in lines if line.startswith("A1"))
    second = next(line for line in lines if line.startswith("A2"))
    assert mark not in first
    assert mark in second
    assert "带头敬畏人民、敬畏组织、敬畏法纪" in out


def test_show_when_json_then_a_pack_that_loads_as_a_set_of_ones_own(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "mine.yaml"
    status, out, _ = run(capsys, "show", "meeting-2024@1", "--format", "json", "-o", str(path))
    assert (status, out) == (0, "")
    text = path.read_text(encoding="utf-8").replace('"id": "meeting-2024"', '"id": "mine"')
    path.write_text(text, encoding="utf-8")
    one = load(path)
    assert one.id == "mine"
    assert [item.code for item in one.criteria] == ["A1", "A2", "A3", "A4"]


def test_show_when_unknown_then_2_and_the_names_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "show", "meeting-1999", "--lang", "zh")
    assert (status, out) == (2, "")
    assert "meeting-1999" in err
    assert "meeting-2022@1" in err


def test_validate_when_sound_then_0(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    status, out, err = run(capsys, "validate", str(folder / "harbour.yaml"), "--lang", "zh")
    assert (status, err) == (0, "")
    assert "合格：harbour-2024@1" in out


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "没有编号为“A9”"), ("en", 'no parent criterion "A9"')]
)
def test_validate_when_faulty_then_1_with_file_and_line(
    capsys: pytest.CaptureFixture[str], folder: Path, language: str, words: str
) -> None:
    path = folder / "harbour.yaml"
    path.write_text(OWN.replace("confirmed: false", "parent: A9"), encoding="utf-8")
    status, out, err = run(capsys, "validate", str(path), "--lang", language)
    assert status == 1
    assert out.startswith(f"{path}:7: criteria.A4.parent: ")
    assert words in out
    assert "1" in err


def test_validate_when_one_is_faulty_and_one_unreadable_then_2_and_both_answered(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    bad = folder / "bad.yaml"
    bad.write_text("a: *b", encoding="utf-8")
    status, out, err = run(capsys, "validate", str(bad), str(folder / "none.yaml"), "--lang", "zh")
    assert status == 2
    assert out.startswith(f"{bad}:1: ")
    assert str(folder / "none.yaml") in err


def test_validate_when_a_folder_or_pattern_then_every_file_in_it(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    (folder / "mappings").mkdir()
    text = "schema: duizhao.framework-mapping/1\nfrom: harbour-2024@1\nto: meeting-2024@1\ncodes: {}\n"
    (folder / "mappings" / "m.yaml").write_text(text, encoding="utf-8")
    status, out, _ = run(capsys, "validate", str(folder), "--lang", "zh")
    assert status == 1
    for line, name in zip(out.splitlines(), ("harbour.yaml", "mappings/m.yaml"), strict=True):
        assert line.startswith(f"{folder / name}:")
    status, out, _ = run(capsys, "validate", str(folder / "h*.yaml"), "--lang", "zh")
    assert (status, len(out.splitlines())) == (0, 1)
    status, out, err = run(capsys, "validate", str(folder / "z*.yaml"), "--lang", "zh")
    assert (status, out) == (2, "")
    assert "z*.yaml" in err


@pytest.mark.parametrize("name", ["空", "pack.yaml"])
@pytest.mark.parametrize("others", [(), ("harbour.yaml",)])
def test_validate_when_a_folder_holds_no_set_then_2_and_says_so(
    capsys: pytest.CaptureFixture[str], folder: Path, name: str, others: tuple[str, ...]
) -> None:
    empty = folder / "下" / name
    empty.mkdir(parents=True)
    (empty / "说明.txt").write_text("没有", encoding="utf-8")
    given = [str(empty), *(str(folder / other) for other in others)]
    status, out, err = run(capsys, "validate", *given, "--lang", "zh")
    assert (status, len(out.splitlines())) == (2, len(others))
    assert f"{empty} 中没有对照标准文件（.yaml、.yml）" in err


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_validate_when_a_folder_leads_back_to_itself_then_each_file_is_answered_once(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    for given in (folder, folder / "**" / "*.yaml", folder / "**"):
        status, out, _ = run(capsys, "validate", str(given), "--lang", "zh")
        assert (status, len(out.splitlines())) == (0, 1)


def test_validate_when_json_then_line_key_and_message(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    path = folder / "harbour.yaml"
    path.write_text(OWN.replace("confirmed: false", "confirmed: maybe"), encoding="utf-8")
    status, out, _ = run(
        capsys, "validate", str(path), str(folder / "none.yaml"), "-f", "json", "--lang", "zh"
    )
    answer = json.loads(out)
    assert status == 2
    assert answer["files"] == [
        {
            "path": str(path),
            "name": None,
            "faults": [
                {
                    "line": 7,
                    "key": "criteria.A4.confirmed",
                    "fault": "must_be_flag",
                    "message": "应当是 true 或 false",
                }
            ],
        }
    ]
    assert [(one["path"], one["code"]) for one in answer["errors"]] == [
        (str(folder / "none.yaml"), "not_found")
    ]


def test_list_when_an_own_set_is_faulty_then_2_with_its_place(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    (folder / "harbour.yaml").write_text(OWN.replace("A4:", "A4"), encoding="utf-8")
    status, out, err = run(capsys, "list", "--frameworks", str(folder))
    assert (status, out) == (2, "")
    assert f"{folder / 'harbour.yaml'}:" in err
