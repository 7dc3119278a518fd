"""Which files are meant by files, folders and patterns."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from duizhao.engine import walk


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (
        "b.txt", "a/2.txt", "a/10.TXT", "a-b.txt", "a/深/x.md", ".hidden.txt", ".git/y.txt",
        "~$b.txt", "photo.jpg", "a/notes",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("文", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def slashed(paths: object) -> list[str]:
    return [path.replace(os.sep, "/") for path in paths]  # type: ignore[attr-defined]


def test_folder_when_walked_then_known_files_in_path_order(folder: Path) -> None:
    found = [path.removeprefix(f"{folder}{os.sep}") for path in walk([folder])]

    assert slashed(found) == ["a/10.TXT", "a/2.txt", "a/深/x.md", "a-b.txt", "b.txt"]


@pytest.mark.usefixtures("folder")
def test_folder_when_relative_then_paths_as_given() -> None:
    assert slashed(walk(["./a"])) == ["./a/10.TXT", "./a/2.txt", "./a/深/x.md"]


@pytest.mark.usefixtures("folder")
def test_files_when_given_then_themselves_in_order_with_repeats() -> None:
    given = ["b.txt", "~$b.txt", "photo.jpg", "gone.txt", "b.txt", ".hidden.txt"]

    assert list(walk(given)) == given


@pytest.mark.usefixtures("folder")
def test_pattern_when_shell_left_it_then_expanded_without_lock_files() -> None:
    assert slashed(walk(["*.txt"])) == ["a-b.txt", "b.txt"]
    assert slashed(walk(["**/*.md", "a*"])) == ["a/深/x.md", "a/10.TXT", "a/2.txt", "a/深/x.md", "a-b.txt"]


@pytest.mark.usefixtures("folder")
def test_pattern_when_nothing_matches_then_answered_as_it_is() -> None:
    assert list(walk(["*.nothing"])) == ["*.nothing"]


@pytest.mark.usefixtures("folder")
def test_name_when_it_looks_like_a_pattern_then_the_file_itself() -> None:
    Path("[1].txt").write_text("文", encoding="utf-8")

    assert list(walk(["[1].txt"])) == ["[1].txt"]


def test_folder_when_empty_then_nothing(tmp_path: Path) -> None:
    assert list(walk([tmp_path])) == []


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_folder_when_it_links_to_itself_then_walked_once(folder: Path) -> None:
    (folder / "a" / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "twice").symlink_to(folder / "a", target_is_directory=True)

    for given in (".", "./*", "./**", "./**/*"):
        found = slashed(walk([given]))
        assert found == ["./a/10.TXT", "./a/2.txt", "./a/深/x.md", "./a-b.txt", "./b.txt"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_folder_when_it_links_to_another_then_that_is_read_too(folder: Path) -> None:
    (folder / "c").mkdir()
    (folder / "c" / "elsewhere").symlink_to(folder / "a", target_is_directory=True)
    (folder / "c" / "same.txt").symlink_to(folder / "b.txt")

    assert slashed(walk(["c"])) == [
        "c/elsewhere/10.TXT", "c/elsewhere/2.txt", "c/elsewhere/深/x.md", "c/same.txt",
    ]  # fmt: skip
    assert slashed(walk(["c/*"])) == slashed(walk(["c"]))


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_pattern_when_folders_are_linked_then_each_file_once(folder: Path) -> None:
    (folder / "a" / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "a" / "again").symlink_to(folder / "a", target_is_directory=True)
    (folder / "copy.txt").symlink_to(folder / "b.txt")

    assert slashed(walk(["**/*.txt"])) == ["a/2.txt", "a-b.txt", "b.txt"]
    assert slashed(walk([f"{folder}/**/*.md"])) == [f"{folder.as_posix()}/a/深/x.md"]
    # What the pattern itself leads through is followed.
    assert slashed(walk(["a/again/*.txt"])) == ["a/again/2.txt"]
    assert slashed(walk(["a/lo*/b.txt"])) == ["a/loop/b.txt"]


@pytest.mark.usefixtures("folder")
def test_pattern_when_two_are_given_then_repeats_are_kept() -> None:
    assert slashed(walk(["b.*", "b.*"])) == ["b.txt", "b.txt"]


def test_pattern_when_a_folder_is_named_like_one_then_its_files(folder: Path) -> None:
    inside = folder / "材料[2023]（一）" / "甲 乙.txt"
    inside.parent.mkdir()
    inside.write_text("文", encoding="utf-8")

    assert slashed(walk(["材料[2023]（一）/*.txt"])) == ["材料[2023]（一）/甲 乙.txt"]
    assert slashed(walk(["*/甲*.txt"])) == ["材料[2023]（一）/甲 乙.txt"]
    assert slashed(walk(["材料[2]/*.txt"])) == ["材料[2]/*.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
@pytest.mark.usefixtures("folder")
def test_folder_when_it_holds_what_is_no_file_then_passed_over(tmp_path: Path) -> None:
    odd = tmp_path / "odd"
    odd.mkdir()
    (odd / "a.txt").write_text("甲", encoding="utf-8")
    (odd / "b").symlink_to("b")
    (odd / "gone.txt").symlink_to("nowhere")
    os.mkfifo(odd / "pipe.txt")

    assert [Path(path).name for path in walk([odd])] == ["a.txt", "gone.txt"]
    assert [Path(path).name for path in walk([odd / "*"])] == ["a.txt", "gone.txt"]
    assert list(walk([odd / "pipe.txt"])) == [str(odd / "pipe.txt")]
