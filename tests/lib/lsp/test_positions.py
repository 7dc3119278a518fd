"""Code points and the columns of editors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.lsp.positions import UTF_8, UTF_16, UTF_32, Positions

TEXTS = st.text(st.sampled_from("学a\n𠮷é\u2028，"), max_size=40)


@pytest.mark.parametrize(("encoding", "column"), [(UTF_8, 8), (UTF_16, 4), (UTF_32, 3)])
def test_place_when_behind_wide_and_narrow_characters_then_counted_in_units(
    encoding: str, column: int
) -> None:
    positions = Positions("题\n𠮷a学习", encoding)

    assert positions.place(2 + 3) == (1, column)
    assert positions.offset(1, column) == 2 + 3


@given(TEXTS, st.sampled_from([UTF_8, UTF_16, UTF_32]))
def test_places_when_turned_back_then_the_same_offsets(text: str, encoding: str) -> None:
    positions = Positions(text, encoding)

    assert [positions.offset(*positions.place(at)) for at in range(len(text) + 1)] == [*range(len(text) + 1)]


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_offset_when_a_place_is_beyond_the_text_then_inside_it(text: str, line: int, column: int) -> None:
    assert 0 <= Positions(text).offset(line, column) <= len(text)
