"""Completion scripts, and what they are answered."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from duizhao.cli.completion import COMPLETE_VARIABLE, SHELLS

Run = Callable[..., Any]


@pytest.mark.parametrize("shell", SHELLS)
def test_script_when_printed_then_asks_the_program(run: Run, shell: str) -> None:
    result = run("completion", shell)

    assert (result.status, result.err) == (0, "")
    assert f"{COMPLETE_VARIABLE}" in result.out
    assert f"{shell}_complete" in result.out


def test_shell_when_unknown_then_wrong_use(run: Run) -> None:
    assert run("completion", "tcsh").status == 2


def complete(words: str, position: int) -> list[str]:
    environment = os.environ | {
        COMPLETE_VARIABLE: "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(position),
    }
    done = subprocess.run(
        [sys.executable, "-m", "duizhao"], env=environment, capture_output=True, timeout=60, check=False
    )
    return done.stdout.decode().split()


@pytest.mark.parametrize(
    ("words", "position", "expected"),
    [
        ("duizhao ext", 1, ["plain,extract"]),
        ("duizhao se", 1, ["plain,serve"]),
        ("duizhao extract --fo", 2, ["plain,--format"]),
        ("duizhao extract --format t", 3, ["plain,table"]),
        ("duizhao extract ", 2, ["file,"]),
        ("duizhao --lang ", 2, ["plain,zh", "plain,en"]),
    ],
)
def test_completion_when_asked_then_answered(words: str, position: int, expected: list[str]) -> None:
    assert complete(words, position) == expected
