"""The tests of the server once more, on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.needs_postgresql
@pytest.mark.needs_extra("web")
def test_server_when_on_postgresql_then_its_tests_pass_there_too() -> None:
    # Not spread over processes: this one may be one of several already.
    suite = [
        sys.executable,
        "-m",
        "pytest",
        "tests/web",
        "-q",
        "-n",
        "0",
        "-m",
        "not slow",
        "-p",
        "no:cacheprovider",
    ]
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTEST_", "DJANGO_", "DUIZHAO_"))
    }

    done = subprocess.run(
        [sys.executable, "tools/with_postgresql.py", *suite],
        cwd=ROOT,
        env=own,
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )

    assert done.returncode == 0, done.stdout[-8_000:] + done.stderr[-2_000:]
    assert " passed" in done.stdout
