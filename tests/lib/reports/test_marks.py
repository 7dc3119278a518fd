"""The marked text is the text."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from duizhao.record import Document, Material, Span
from duizhao.reports.marks import Kind, Mark, as_html, marked, marks

KINDS: tuple[Kind, ...] = ("problem", "example", "cause", "root", "measure", "claim", "last_year", "section")


def without_tags(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


@st.composite
def texts_with_marks(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text(st.sampled_from("问题一二。；\n\t <>&\"'a　"), max_size=60))
    marks = []
    for number in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, len(text)))
        marks.append(Mark(f"P{number}", draw(st.sampled_from(KINDS)), str(number), Span(start, end)))
    return text, marks


@given(texts_with_marks())
def test_text_when_marked_then_the_same_text(case: tuple[str, list[Mark]]) -> None:
    text, found = case

    assert without_tags("".join(marked(text, found, str))) == text


@given(texts_with_marks())
def test_passage_when_marked_then_its_pieces_make_it_up(case: tuple[str, list[Mark]]) -> None:
    text, found = case
    pieces = re.findall(
        r'<span class="[^"]*" data-in="([^"]*)">(.*?)</span>', "".join(marked(text, found, str)), re.S
    )

    for mark in found:
        passage = "".join(unescape(words) for ids, words in pieces if mark.id in ids.split())
        start, end = mark.span
        assert passage == ("" if mark.kind == "section" else text[start:end])


def test_every_mark_when_in_the_text_then_one_label(material: Material, document: Document) -> None:
    html = "".join(marked(document.text, marks(material), str))

    labels = re.findall(r'class="tag t-(\w+)" id="\0t-(\w+)"', html)
    assert sorted(labels) == sorted((mark.kind, mark.id) for mark in marks(material))


def test_marks_when_listed_then_what_encloses_comes_first(material: Material) -> None:
    ids = [mark.id for mark in marks(material)]

    assert ids.index("P1") < ids.index("P1e1") < ids.index("P2") < ids.index("C1") < ids.index("C1r")
    assert ids.index("S2") < ids.index("P1")


def test_labels_when_made_then_number_and_kind(material: Material) -> None:
    labels = {mark.id: mark.label(str) for mark in marks(material) if mark.kind != "section"}

    assert labels == {
        "L1": "上",
        "Q1": "认",
        "P1": "问1",
        "P1e1": "事",
        "P2": "问2",
        "C1": "因1",
        "C1r": "根",
        "M1": "措1",
        "M2": "措2",
    }


def test_marks_when_nothing_found_then_none(bare: Material) -> None:
    assert marks(bare) == ()


def test_marks_when_two_begin_together_then_both_labelled(material: Material, document: Document) -> None:
    problem = material.problems[0]
    same = replace(problem, examples=(replace(problem.examples[0], span=problem.span),))

    html = "".join(marked(document.text, marks(replace(material, problems=(same,))), str))

    assert 'data-in="P1 P1e1"' in html
    assert html.index('data-go="P1"') < html.index('data-go="P1e1"')


def test_text_when_html_cannot_hold_it_then_replaced() -> None:
    assert as_html("a\0b\x1bc\td<e>\ud800&") == "a\ufffdb\ufffdc\td&lt;e&gt;\ufffd&amp;"
