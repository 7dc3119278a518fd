"""The page of settings lists what the server reads, and nothing else, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from duizhao_web.config.env import VARIABLES

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_settings_when_documented_then_exactly_those_that_are_read(language: str) -> None:
    page = (DOCS / language / "server.md").read_text(encoding="utf-8")

    assert set(re.findall(r"^\| `([A-Z_]+)`", page, re.M)) == {variable.name for variable in VARIABLES}
