"""Lines and columns are counted as a terminal shows them."""

from __future__ import annotations

import itertools

import pytest

from duizhao.text.columns import breaks, in_columns, width_of, wrap


@pytest.mark.parametrize("width", [3, 7, 20])
@pytest.mark.parametrize(
    "text", ["问4 石盘沟水库除险加固资料缺东少西", "a/b/（二）。very_long_name.txt", "", "a " * 30]
)
def test_text_when_broken_then_nothing_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    ends = [0, *breaks(text, width), len(text)]
    pieces = [text[start:end] for start, end in itertools.pairwise(ends)]

    assert "".join(pieces) == text
    assert all(width_of(piece.rstrip()) <= width for piece in pieces)


def test_text_when_wrapped_then_a_line_is_filled_and_begins_with_no_mark() -> None:
    assert wrap("问4 石盘沟水库除险", 11) == ["问4 石盘沟", "水库除险"]
    assert wrap("甲乙丙丁，戊", 8) == ["甲乙丙", "丁，戊"]


def test_rows_when_set_in_columns_then_cells_stand_below_one_another() -> None:
    assert in_columns([("甲", "b", "c"), ("a", "—", "")]) == ["甲  b  c", "a   —"]
    assert in_columns([]) == []
