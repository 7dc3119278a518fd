"""A user's own sets stand beside those of the package and may build on them."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from duizhao.errors import DuizhaoError, ErrorCode
from duizhao.frameworks import FrameworkError, catalogue, choose, files, load, pick

HEAD = """\
schema: duizhao.framework/1
id: {id}
version: "{version}"
extends: {base}
title: {{zh: 青川港标准, en: Qingchuan harbour}}
"""


def pack(
    folder: Path, name: str, body: str = "", *, base: str = "meeting-2024@1", version: str = "1"
) -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(HEAD.format(id=name, version=version, base=base) + body, encoding="utf-8")
    return path


def test_catalogue_when_called_twice_then_the_same() -> None:
    assert catalogue() == catalogue()


def test_catalogue_when_folder_given_then_own_set_with_what_it_extends(own: Path) -> None:
    body = (
        "settings:\n  characters_min: {value: 2500, source: notice-2024, confirmed: true}\n"
        "deadlines:\n  report: null\n"
        "criteria:\n  A3: {aliases: [敢打敢拼]}\n  A4: null\n"
        "  A5: {title: {zh: 带头联系船员, en: Keep in touch with the crews}}\n"
        "kinds: [team]\n"
    )
    pack(own, "harbour-2024", body)
    one = pick(catalogue(own), "harbour-2024")
    assert one is not None
    assert not one.shipped
    assert one.extends is not None
    assert (one.extends.id, one.extends.version) == ("meeting-2024", "1")
    assert [item.code for item in one.criteria] == ["A1", "A2", "A3", "A5"]
    third, added = one.criterion("A3"), one.criterion("A5")
    assert third is not None
    assert (third.aliases, third.title.zh[:2], third.keywords[0]) == (("敢打敢拼",), "带头", "勇于担责")
    assert added is not None
    assert added.source.code == "notice-2024"
    setting = one.setting("characters_min")
    assert setting is not None
    assert setting.value == 2500
    assert one.setting("problem_cause_share_min") is not None
    assert one.deadline("report") is None
    assert one.deadline("notice") is not None
    assert one.kinds == ("team",)
    assert one.effective.covers(2024)


def test_catalogue_when_own_set_fits_as_well_then_choose_takes_it(own: Path) -> None:
    pack(own, "harbour-2024", "criteria:\n  A3: {aliases: [敢打敢拼]}\n")
    titles = [
        "严守政治纪律和政治规矩方面",
        "增强党性、严守纪律、砥砺作风方面",
        "敢打敢拼方面",
        "从严治党方面",
    ]
    choice = choose(titles, year=2024, kind="individual", frameworks=catalogue(own))
    assert choice is not None
    assert choice.framework.id == "harbour-2024"
    assert choice.codes == ("A1", "A2", "A3", "A4")


def test_catalogue_when_own_sets_build_on_own_sets_then_in_any_order(own: Path) -> None:
    (own / "sub").mkdir()
    pack(own, "a-pier", base="z-harbour@2")
    pack(own / "sub", "z-harbour", version="2")
    one = pick(catalogue(own), "a-pier")
    assert one is not None
    assert len(one.criteria) == 4


def test_catalogue_when_folder_is_named_in_the_environment_then_used(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack(own, "harbour-2024")
    monkeypatch.setenv(files.FOLDER_VARIABLE, str(own))
    assert pick(catalogue(), "harbour-2024") is not None


def test_catalogue_when_the_usual_folder_is_there_then_used(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack(own, "harbour-2024")
    monkeypatch.setattr(files, "usual_folder", lambda: own)
    assert pick(catalogue(), "harbour-2024") is not None


def test_catalogue_when_the_named_folder_is_missing_then_error_names_it(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(files.FOLDER_VARIABLE, str(own / "none"))
    with pytest.raises(DuizhaoError) as caught:
        catalogue()
    assert caught.value.code is ErrorCode.NOT_FOUND
    assert str(own / "none") in caught.value.message()


def test_catalogue_when_a_shipped_name_has_other_content_then_refused(own: Path) -> None:
    path = pack(own, "meeting-2024", base="meeting@1")
    with pytest.raises(FrameworkError) as caught:
        catalogue(own)
    assert [(one.kind, one.path, one.line) for one in caught.value.faults] == [("taken", str(path), 3)]


def test_catalogue_when_a_shipped_set_is_copied_then_nothing_changes(own: Path) -> None:
    source = resources.files("duizhao") / "data" / "frameworks" / "meeting-2024" / "1.yaml"
    (own / "copy.yaml").write_bytes(source.read_bytes())
    assert catalogue(own) == catalogue()


def test_catalogue_when_a_shipped_set_gets_a_new_version_then_both_and_the_newest_is_picked(
    own: Path,
) -> None:
    pack(own, "meeting-2024", version="10")
    found = catalogue(own)
    assert [one.version for one in found if one.id == "meeting-2024"] == ["1", "10"]
    newest, oldest = pick(found, "meeting-2024"), pick(found, "meeting-2024@1")
    assert newest is not None
    assert newest.version == "10"
    assert oldest is not None
    assert oldest.shipped
    assert pick(found, "meeting-2024@3") is None


def test_catalogue_when_an_own_file_cannot_be_read_then_error_names_it(own: Path) -> None:
    (own / "bad.yaml").write_bytes("标题: 甲".encode("gb18030"))
    with pytest.raises(DuizhaoError) as caught:
        catalogue(own)
    assert caught.value.code is ErrorCode.UNDECODABLE
    assert str(own / "bad.yaml") in caught.value.message()


def test_catalogue_when_other_files_lie_about_then_passed_over(own: Path) -> None:
    (own / "notes.txt").write_text("…", encoding="utf-8")
    (own / ".hidden.yaml").write_text("…", encoding="utf-8")
    (own / "~$open.yaml").write_text("…", encoding="utf-8")
    (own / "mappings").mkdir()
    (own / "mappings" / "x.yaml").write_text("…", encoding="utf-8")
    assert catalogue(own) == catalogue()


def test_load_when_it_extends_a_neighbour_of_the_folder_then_found(own: Path, tmp_path: Path) -> None:
    pack(own, "harbour-2024")
    (own / "broken.yaml").write_text("a: [", encoding="utf-8")  # its own fault, not this file's
    one = load(pack(tmp_path, "pier-2024", base="harbour-2024@1"), folder=own)
    assert [item.code for item in one.criteria] == ["A1", "A2", "A3", "A4"]
