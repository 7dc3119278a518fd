"""The page on shared text names the limits that hold, in both languages."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from duizhao.overlap import SHORT, Index, Text, add_to_index, compare, index, index_file, judgement, stored
from duizhao.overlap.shingles import SEED_SIZE

DOCS = Path(__file__).resolve().parents[3] / "docs"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_page_when_it_names_a_limit_then_it_is_the_one_in_the_program(language: str) -> None:
    page = (DOCS / language / "compare.md").read_text(encoding="utf-8")
    of_index = stored.ALONE + 2 * (index.WINDOW - 1)

    named = {int(number) for number in re.findall(r"\d+", page)}
    assert {SHORT, judgement.ALONE, judgement.ALONE_EDITED, judgement.LEAST} <= named
    assert {stored.ALONE, of_index, SEED_SIZE, index.WINDOW, stored.COMMON_AT_MOST} <= named
    assert index_file._HEADER.size in named


def test_index_when_thirty_characters_in_a_row_are_equal_then_always_found(tmp_path: Path) -> None:
    letters = "".join(map(chr, range(0x5B80, 0x6200)))
    rng = random.Random(5)
    old = ["".join(rng.choices(letters, k=400)) for _ in range(40)]
    add_to_index(tmp_path / "index", [Text(str(at), text) for at, text in enumerate(old)])
    new = [Text(f"n{at}", "".join(rng.choices(letters, k=300)) + text[90:120]) for at, text in enumerate(old)]

    pairs = compare(new, against=[Index(tmp_path / "index")]).pairs

    assert {(pair.a, pair.b) for pair in pairs} == {(f"n{at}", str(at)) for at in range(40)}
