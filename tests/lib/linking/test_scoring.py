"""How the scores of a paper settle in the light of one another."""

from __future__ import annotations

import numpy as np

from duizhao.linking.layout import Layout
from duizhao.linking.scoring import scorer


def nothing_arranged(rows: int, columns: int) -> Layout:
    return Layout(np.zeros((rows, columns), np.float32), np.ones((rows, columns), np.bool_), {})


def test_pair_when_the_measure_answers_no_other_problem_then_it_settles_higher() -> None:
    idle = np.array([[0.4, 0.0], [0.0, 0.9], [0.0, 0.1]], np.float32)
    taken = np.array([[0.4, 0.0], [0.0, 0.1], [0.9, 0.0]], np.float32)
    both = [scorer("measure").settled(scores, nothing_arranged(3, 2))[0, 0] for scores in (idle, taken)]
    assert both[0] > both[1]


def test_pair_when_the_next_problem_has_the_measure_too_then_it_settles_higher() -> None:
    beside = np.array([[0.4, 0.0], [0.9, 0.0], [0.0, 0.1]], np.float32)
    apart = np.array([[0.4, 0.0], [0.0, 0.1], [0.9, 0.0]], np.float32)
    both = [scorer("measure").settled(scores, nothing_arranged(3, 2))[0, 0] for scores in (beside, apart)]
    assert both[0] > both[1]


def test_pair_when_the_arrangement_decides_or_forbids_it_then_it_stays_so() -> None:
    arrangement = nothing_arranged(2, 2)
    arrangement.strength[0, 0] = 0.9
    arrangement.allowed[1, 0] = False
    settled = scorer("measure").settled(np.array([[0.92, 0.1], [0.9, 0.2]], np.float32), arrangement)
    assert settled[0, 0] >= np.float32(0.92)
    assert settled[1, 0] == 0


def test_settled_when_there_is_one_problem_and_one_measure_then_it_is_a_score() -> None:
    settled = scorer("measure").settled(np.array([[0.7]], np.float32), nothing_arranged(1, 1))
    assert 0 < settled[0, 0] < 1
