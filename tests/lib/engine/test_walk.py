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

    found = slashed(walk(["."]))

    assert "./b.txt" in found
    assert "./twice/2.txt" in found
    assert len(found) == 8
