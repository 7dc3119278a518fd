"""The best pairing is the one that trying every pairing finds."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from duizhao.frameworks.assignment import best_pairing

TABLES = st.integers(1, 4).flatmap(
    lambda columns: st.lists(
        st.lists(st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]), min_size=columns, max_size=columns),
        min_size=1,
        max_size=4,
    )
)


@given(TABLES)
def test_best_pairing_when_small_then_as_good_as_the_best_of_all(scores: list[list[float]]) -> None:
    pairing = best_pairing(scores)
    columns = [column for column in pairing if column is not None]
    assert len(columns) == len(set(columns))
    total = sum(scores[row][column] for row, column in enumerate(pairing) if column is not None)
    # With a column of zeros for every row, each row may also stay alone.
    padded = [[*row, *([0.0] * len(scores))] for row in scores]
    best = max(
        sum(row[column] for row, column in zip(padded, chosen, strict=True))
        for chosen in permutations(range(len(padded[0])), len(scores))
    )
    assert abs(total - best) < 1e-9


def test_best_pairing_when_nothing_scores_then_nothing_is_paired() -> None:
    assert best_pairing([[0.0, 0.0], [0.0, 0.0]]) == [None, None]
    assert best_pairing([]) == []
    assert best_pairing([[], []]) == [None, None]


def test_best_pairing_when_greed_would_fail_then_still_the_best() -> None:
    assert best_pairing([[0.9, 0.8], [0.85, 0.1]]) == [1, 0]
