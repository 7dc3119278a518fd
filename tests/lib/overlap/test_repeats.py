"""Passages that stand twice inside one paper."""

from __future__ import annotations

import random

import pytest
from benchmarks.overlap.measure import measure
from benchmarks.overlap.papers import HELD_OUT, unrelated, with_repeats
from hypothesis import given
from hypothesis import strategies as st

from duizhao.overlap import repeats

# Ordinary characters that make no standing wording.
LETTERS = "".join(map(chr, range(0x5B80, 0x5D00)))


def a_text(length: int, seed: int = 1) -> str:
    """Text in which nothing is repeated at length."""
    return "".join(random.Random(seed).choices(LETTERS, k=length))


def test_repeats_when_a_sentence_stands_twice_then_both_places_are_given() -> None:
    said = "分管的河道治理三年没有走完一遍，群众反映的堤脚塌陷拖到汛期才去看"
    text = f"{a_text(120)}。{said}。{a_text(150, 2)}；{said}，{a_text(90, 3)}"

    pair = repeats(text)

    assert pair is not None
    assert pair.a == pair.b
    (passage,) = pair.passages
    assert text[slice(*passage.a)] == text[slice(*passage.b)] == passage.quote == said
    assert passage.a.start < passage.b.start
    assert (passage.length, passage.kind) == (len(said), "exact")


def test_repeats_when_marks_blanks_and_width_differ_then_the_passage_is_found() -> None:
    first = "分管的河道治理三年没有走完一遍，群众反映的堤脚塌陷拖到２０２５年汛期才去看"
    second = "分管的河道治理三年没有\n走完一遍,群众反映的 堤脚塌陷拖到2025年汛期才去看"
    text = f"{a_text(120)}。{first}。{a_text(150, 2)}；{second}，{a_text(90, 3)}"

    pair = repeats(text)

    assert pair is not None
    (passage,) = pair.passages
    assert (text[slice(*passage.a)], text[slice(*passage.b)]) == (first, second)
    assert passage.kind == "exact"


def test_repeats_when_only_standing_wordings_stand_twice_then_there_are_none() -> None:
    said = "深刻领悟“两个确立”的决定性意义，增强“四个意识”、坚定“四个自信”、做到“两个维护”"
    text = f"{a_text(120)}。{said}。{a_text(150, 2)}；{said}，{a_text(90, 3)}"

    assert repeats(text) is None


def test_repeats_when_a_short_wording_stands_twice_then_there_are_none() -> None:
    text = f"{a_text(120)}，没有沉下去摸清底数，{a_text(150, 2)}，没有沉下去摸清底数，{a_text(90, 3)}"

    assert repeats(text) is None


def test_repeats_when_planted_in_unseen_papers_then_they_alone_are_found() -> None:
    result = measure(with_repeats(unrelated(20, 31, HELD_OUT), 32))

    assert result.recall >= 0.85
    assert result.false == 0


@given(st.text(max_size=400))
def test_repeats_when_the_text_is_anything_then_spans_lie_inside_and_do_not_meet(text: str) -> None:
    doubled = text + "\n" + text

    pair = repeats(doubled)

    for passage in pair.passages if pair else ():
        assert 0 <= passage.a.start < passage.a.end <= passage.b.start < passage.b.end <= len(doubled)


@pytest.mark.parametrize("text", ["", "。", "\ufeff", "好", "\ud800" * 200, "𠮷" * 300, "a" * 5_000])
def test_repeats_when_the_text_is_odd_then_nothing_breaks(text: str) -> None:
    repeats(text)
