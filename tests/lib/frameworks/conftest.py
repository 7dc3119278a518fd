"""No test here sees the criteria sets of the person who runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.frameworks import files


@pytest.fixture(autouse=True)
def no_own_sets(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = tmp_path_factory.mktemp("data")
    monkeypatch.delenv(files.FOLDER_VARIABLE, raising=False)
    monkeypatch.setattr(files, "usual_folder", lambda: empty / "frameworks")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder for a user's own sets."""
    folder = tmp_path / "own"
    folder.mkdir()
    return folder
