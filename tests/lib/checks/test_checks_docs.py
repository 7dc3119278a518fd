"""The pages on checks say what is so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from duizhao.checks.catalogue import shipped
from duizhao.checks.suppression.lines import lines_of
from duizhao.checks.suppression.stale import stale
from duizhao.config import SEVERITIES, parse
from duizhao.engine.asking import every_check
from duizhao.frameworks import catalogue
from duizhao.reports.check_json import as_json

DOCS = Path(__file__).resolve().parents[3] / "docs"
LANGUAGES = ("en", "zh")


def page(language: str, name: str = "checks.md") -> str:
    return (DOCS / language / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_settings_on_the_page_when_read_then_sound_and_complete(language: str) -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", page(language), re.S)
    names = {one.id for one in catalogue()}

    config = parse(block, "duizhao.toml", every_check(), names)

    assert set(tomllib.loads(block)) == {"words", "checks", "frameworks", "suppress"}
    rules = config.rules
    assert all((rules.select, rules.ignore, rules.enable, rules.severity, rules.options))
    assert config.profiles
    assert config.suppressions[0].reason


@pytest.mark.parametrize("language", LANGUAGES)
def test_line_on_the_page_when_read_then_it_sets_aside(language: str) -> None:
    (block,) = [one for one in re.findall(r"```text\n(.*?)```", page(language), re.S) if "忽略" in one]

    (line,) = lines_of(block)

    assert block[line.holds.start : line.holds.end] == "三是抓落实。"


@pytest.mark.parametrize("language", LANGUAGES)
def test_result_on_the_page_when_compared_then_every_key_is_named(language: str) -> None:
    value = as_json([])
    summary = value["summary"]
    assert isinstance(summary, dict)

    assert all(f"`{key}`" in page(language) for key in summary)
    assert all(f'"{key}"' in page(language) for key in value)
    assert all(f"`{severity}`" in page(language) for severity in SEVERITIES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_checks_named_on_the_page_when_looked_up_then_they_exist(language: str) -> None:
    assert set(re.findall(r"\b[A-Z]{3}\d{3}\b", page(language))) <= {one.id for one in every_check()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_reference_when_read_then_a_section_for_every_check(language: str) -> None:
    text = page(language, "reference/checks.md")

    assert {one.id for one in (*shipped(), stale)} == set(re.findall(r"^### ([A-Z]{3,4}\d{3}) ", text, re.M))
