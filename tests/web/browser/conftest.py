"""A city as ``duizhao demo`` loads it, once for all walks; each walk gets a copy and a server of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from processes import RUN, environment, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from walk import Walk

PASSWORD = re.compile(r"\w{4}(?:-\w{4}){3}")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A data directory with the demonstration in it, and the password of its accounts."""
    data = tmp_path_factory.mktemp("demo") / "data"
    done = subprocess.run(
        [sys.executable, "-c", RUN, "demo", "--no-serve"],
        env=environment(data),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    password = PASSWORD.search(done.stdout)
    assert password is not None, done.stdout
    return data, password[0]


@pytest.fixture
def walking(
    chromium: Browser, demo: tuple[Path, str], tmp_path: Path
) -> Callable[[str, int], AbstractContextManager[Walk]]:
    """Serve a copy of the demonstration and put somebody in front of it."""
    from walk import Walk

    @contextmanager
    def start(language: str, width: int) -> Iterator[Walk]:
        original, password = demo
        data = tmp_path / "data"
        shutil.copytree(original, data)
        folder = os.environ.get("DUIZHAO_PICTURES")
        with serving(data) as (_process, address, _printed):
            walk = Walk(
                chromium, address, password, data, language, width, pictures=Path(folder) if folder else None
            )
            yield walk
            walk.leave()

    return start
