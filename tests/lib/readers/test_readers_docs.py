"""The pages on readers hold: their snippets run, and they name every ending and every code a reader gives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from duizhao.errors import ErrorCode
from duizhao.readers import SUFFIXES, Limits

DOCS = Path(__file__).parents[3] / "docs"
PAGES = [DOCS / language / "readers.md" for language in ("en", "zh")]
CODES = (
    ErrorCode.EMPTY,
    ErrorCode.TOO_LARGE,
    ErrorCode.BOMB,
    ErrorCode.TOO_DEEP,
    ErrorCode.DTD,
    ErrorCode.DAMAGED,
    ErrorCode.ENCRYPTED,
    ErrorCode.CLASSIFIED,
    ErrorCode.UNKNOWN_TYPE,
    ErrorCode.UNDECODABLE,
)
PICTURES = {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_page_when_its_snippets_run_then_they_hold(page: Path) -> None:
    snippets = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.S)
    assert snippets
    for snippet in snippets:
        exec(compile(snippet, str(page), "exec"), {})


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_page_when_compared_then_names_every_ending_and_code(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    table = text[text.index("| txt") : text.index("\n\n", text.index("| txt"))]
    named = {f".{word}" for word in re.findall(r"\b[a-z]+\b", table)}
    assert SUFFIXES - PICTURES - {".text", ".markdown"} <= named
    assert all(f"`{code}`" in text for code in CODES)


def test_limits_when_compared_with_the_pages_then_the_same() -> None:
    limits = Limits()
    english, chinese = (page.read_text(encoding="utf-8") for page in PAGES)
    for size in (limits.file_size, limits.text_size, limits.part_size, limits.unpacked_size):
        assert f"{size >> 20} MB" in english
        assert f"{size >> 20} MB" in chinese
    assert f"{limits.marks:,}" in english
    assert f"{limits.entries:,}" in english
    assert f"{limits.marks // 10_000} 万" in chinese
    assert f"{limits.ratio:.0f} : 1" in english
    assert f"{limits.ratio:.0f} : 1" in chinese
