"""Passages that stand in two papers, and what is not counted as such."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from benchmarks.overlap.measure import measure
from benchmarks.overlap.papers import HELD_OUT, Corpus, unrelated, with_copies

from duizhao.overlap import SAME_AUTHOR, TEAM_CHIEF, Expected, Text, compare

LETTERS = "".join(map(chr, range(0x5B80, 0x6200)))
SAID = "到任以来没有完整听过一次供热改造的汇报，管网哪年铺的、漏在哪里都靠秘书现查，群众冻了三天才去现场"


def a_text(length: int, seed: int) -> str:
    return "".join(random.Random(seed).choices(LETTERS, k=length))


def two_papers(a: str = SAID, b: str = SAID) -> list[Text]:
    return [
        Text("a.txt", f"{a_text(200, 1)}。{a}。{a_text(200, 2)}"),
        Text("b.txt", f"{a_text(90, 3)}。{b}。{a_text(400, 4)}"),
    ]


def test_compare_when_a_sentence_is_shared_then_both_places_and_shares_are_given() -> None:
    papers = two_papers()

    (pair,) = compare(papers).pairs

    assert (pair.a, pair.b, pair.source) == ("a.txt", "b.txt", None)
    (passage,) = pair.passages
    assert papers[0].text[slice(*passage.a)] == SAID == passage.quote
    assert papers[1].text[slice(*passage.b)] == SAID
    assert 0 < pair.share_b < pair.share_a < 0.2


def test_compare_when_a_few_characters_differ_then_the_passage_is_edited() -> None:
    edited = SAID.replace("完整", "认真").replace("秘书", "科长").replace("三天", "两天")

    (pair,) = compare(two_papers(b=edited)).pairs

    (passage,) = pair.passages
    assert passage.kind == "edited"
    assert passage.length >= len(SAID) - 6


def test_compare_when_a_character_is_put_in_and_one_left_out_then_the_passage_goes_through() -> None:
    edited = SAID.replace("改造的", "改造项目的").replace("哪年铺的", "哪年铺")

    (pair,) = compare(two_papers(b=edited)).pairs

    assert sum(passage.length for passage in pair.passages) >= len(SAID) - 6


def test_compare_when_papers_share_nothing_then_there_are_no_pairs() -> None:
    assert compare([Text("a", a_text(900, 1)), Text("b", a_text(900, 2))]).pairs == ()


def test_compare_when_a_theme_stands_in_every_paper_then_it_is_discounted() -> None:
    theme = "遵照集中整治专项行动领导小组的安排，围绕强根基优作风开新局的要求，逐条查找了一年来的差距"
    papers = [Text(f"{n}", f"{a_text(300, n)}。{theme}。{a_text(300, 50 + n)}") for n in range(12)]

    comparison = compare(papers)

    assert comparison.pairs == ()
    assert comparison.discounted.characters >= 12 * 35
    assert comparison.discounted.phrases >= 1


def test_compare_when_one_paper_was_copied_by_many_then_it_is_found_with_each() -> None:
    source = "。".join(a_text(40, 900 + n) for n in range(12))
    papers = [Text("source", f"{a_text(200, 1)}。{source}。{a_text(200, 2)}")]
    papers += [Text(f"copy{n}", f"{a_text(300, 10 + n)}。{source}。{a_text(200, 40 + n)}") for n in range(9)]
    papers += [Text(f"own{n}", a_text(900, 70 + n)) for n in range(3)]

    comparison = compare(papers)

    with_source = {
        pair.b if pair.a == "source" else pair.a for pair in comparison.pairs if "source" in (pair.a, pair.b)
    }
    assert with_source == {f"copy{n}" for n in range(9)}
    assert len(comparison.clusters) == 1
    assert len(comparison.clusters[0]) == 10


def test_compare_when_the_papers_of_one_unit_share_text_then_the_unit_counts_once() -> None:
    said = a_text(60, 5)
    papers = [
        Text(f"u{n}", f"{a_text(300, 10 + n)}。{said}。{a_text(300, 30 + n)}", unit="甲") for n in range(6)
    ]
    papers += [Text(f"o{n}", a_text(700, 60 + n)) for n in range(12)]

    assert len(compare(papers).pairs) == 15


def test_compare_when_the_text_stands_in_a_registered_source_then_it_is_named_with_it() -> None:
    notice = Text("notice.txt", f"{a_text(80, 8)}。{SAID}。{a_text(80, 9)}")

    pairs = compare(two_papers(), sources=[notice]).pairs

    assert {(pair.a, pair.b, pair.source) for pair in pairs} == {
        ("a.txt", "notice.txt", "notice.txt"),
        ("b.txt", "notice.txt", "notice.txt"),
    }


def test_compare_when_two_papers_may_share_text_then_the_pair_says_why() -> None:
    papers = two_papers()

    assert compare(papers, expected=[Expected("b.txt", "a.txt", TEAM_CHIEF)]).pairs[0].source == TEAM_CHIEF
    papers = [replace(paper, author="江平") for paper in papers]
    assert compare(papers).pairs[0].source == SAME_AUTHOR


def test_compare_when_two_files_hold_one_text_then_they_are_named_as_identical() -> None:
    text = a_text(600, 1)

    comparison = compare([Text("a", text), Text("b", text), Text("c", a_text(600, 2))])

    assert comparison.identical == (("a", "b"),)
    (pair,) = comparison.pairs
    assert (pair.a, pair.b, pair.share_a, pair.passages[0].kind) == ("a", "b", 1.0, "exact")
    assert pair.passages[0].quote == text


def test_compare_when_a_paper_is_very_short_then_whole_sentences_are_compared() -> None:
    sentence = "上半年只到果园去过一次。"
    papers = [
        Text("short", f"{a_text(20, 1)}。{sentence}"),
        Text("long", f"{a_text(300, 2)}。{sentence}{a_text(90, 3)}"),
    ]

    comparison = compare(papers)

    assert comparison.short == ("short",)
    (pair,) = comparison.pairs
    assert {pair.a, pair.b} == {"short", "long"}
    assert pair.passages[0].quote == sentence


@pytest.mark.parametrize("papers", [[], [Text("a", "")], [Text("a", ""), Text("b", "好")]])
def test_compare_when_there_is_nothing_to_compare_then_nothing_is_found(papers: list[Text]) -> None:
    assert compare(papers).pairs == ()


def test_compare_when_papers_are_unrelated_then_at_most_one_passage_in_a_hundred_is_false() -> None:
    assert measure(unrelated(100, 41, HELD_OUT)).false <= 1


@pytest.mark.parametrize("shuffled", [False, True])
@pytest.mark.parametrize("edit", [0.0, 1 / 12])
def test_compare_when_passages_are_planted_then_they_are_found(edit: float, shuffled: bool) -> None:
    corpus: Corpus = with_copies(
        unrelated(40, 42, HELD_OUT), 12, 43, edit=edit, regular=True, shuffled=shuffled
    )

    assert measure(corpus).recall >= 0.98
