"""Whatever is decided, the record stays one; whatever is edited elsewhere, decisions stay."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from duizhao.corrections import (
    Add,
    Anchor,
    ConflictError,
    Decision,
    ItemKind,
    JudgeLink,
    Merge,
    MoveAspect,
    MoveBorder,
    Reason,
    Recast,
    Remark,
    Remove,
    Retitle,
    Split,
    TakeUp,
    anchored,
    apply,
    as_stored,
    carry,
    from_stored,
)
from duizhao.record import Document, Material, Span
from duizhao.reports.jsonl import as_json

Read = Callable[[str], tuple[Document, Material]]
KINDS: tuple[ItemKind, ...] = ("problem", "example", "cause", "measure")
SCHEMA = Draft202012Validator(
    json.loads((resources.files("duizhao") / "data/schemas/material-1.json").read_text(encoding="utf-8"))
)


def items(record: Material, kind: ItemKind) -> list[Span]:
    found = {
        "problem": record.problems,
        "cause": record.causes,
        "measure": record.measures,
        "example": tuple(one for problem in record.problems for one in problem.examples),
    }
    return [one.span for one in found[kind]]


@st.composite
def decisions(draw: st.DrawFn, document: Document, record: Material, most: int = 8) -> list[Decision]:
    """Draw decisions that each fit what the ones before made of the record."""
    made: list[Decision] = []
    for _number in range(draw(st.integers(1, most))):
        decision = draw(_a_decision(document.text, apply(record, document, made)))
        try:
            apply(record, document, [*made, decision])
        except ConflictError:
            continue
        made.append(decision)
    return made


@st.composite
def _a_decision(draw: st.DrawFn, text: str, record: Material) -> Decision:
    places = {kind: items(record, kind) for kind in KINDS}
    kind = draw(st.sampled_from([kind for kind in KINDS if places[kind]]))
    item = draw(st.sampled_from(places[kind]))
    start = draw(st.integers(max(0, item.start - 30), item.end - 1))
    end = draw(st.integers(start + 1, min(len(text), item.end + 30)))

    def at(span: Span) -> Anchor:
        return anchored(text, span)

    chosen = at(Span(start, end))
    following = [span for span in places[kind] if span.start >= item.end]
    aspect = draw(st.sampled_from([None, *(one.aspect for one in record.problems)]))
    titled = kind if kind != "example" else "problem"
    targets = record.measures or record.causes
    options: list[Decision] = [
        MoveBorder(kind, at(item), chosen),
        Split(kind, at(item), at(Span(min(max(start, item.start), item.end - 1), item.end))),
        Retitle(titled, at(item), chosen),
        Retitle(titled, at(item), None),
        MoveAspect(at(item), aspect),
        Add(kind, chosen),
        Remove(kind, at(item)),
        Recast(kind, at(item), draw(st.sampled_from(KINDS))),
        TakeUp("SPE003", chosen, "请补充"),
        Remark(chosen, "看过"),
    ]
    if following:
        options.append(Merge(kind, at(item), at(following[0])))
    if targets:
        to = draw(st.sampled_from(targets))
        options.append(
            JudgeLink(at(item), "measure" if to.id[0] == "M" else "cause", at(to.span), draw(st.booleans()))
        )
    return draw(st.sampled_from(options))


@given(data=st.data())
def test_record_when_anything_is_decided_then_valid(
    data: st.DataObject, a_paper: Callable[[int], str], read: Read
) -> None:
    document, record = read(a_paper(data.draw(st.integers(2, 6))))
    made = data.draw(decisions(document, record))

    after = apply(record, document, made)

    assert [error.message for error in SCHEMA.iter_errors(as_json(after))] == []
    _holds_its_text(after, document.text)
    assert apply(record, document, made[:-1]) == apply(record, document, [*made[:-1]])
    for decision in made:
        assert from_stored(json.loads(json.dumps(as_stored(decision)))) == decision


def _holds_its_text(record: Material, text: str) -> None:
    for found in (record.problems, record.causes, record.measures):
        ids = [one.id for one in found]
        assert len(set(ids)) == len(ids)
        spans = [one.span for one in found]
        assert spans == sorted(spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
        for one in found:
            assert 0 <= one.span.start < one.span.end <= len(text)
            assert one.text in text[one.span.start : one.span.end]
            assert not one.title or one.title in text[one.span.start : one.span.end].replace("\n", "")
    for problem in record.problems:
        ends = problem.span.start
        for example in problem.examples:
            assert ends <= example.span.start < example.span.end <= problem.span.end
            assert example.text in text[example.span.start : example.span.end]
            ends = example.span.end
    known = {one.id for one in (*record.problems, *record.causes, *record.measures)}
    assert all({link.problem, link.to} <= known and link.problem[0] == "P" for link in record.links)


@given(data=st.data())
def test_decisions_when_the_text_is_the_same_then_all_kept(
    data: st.DataObject, a_paper: Callable[[int], str], read: Read
) -> None:
    document, record = read(a_paper(6))
    made = data.draw(decisions(document, record))

    carried = carry(made, document.text, record, document)

    # What has no effect may be found done already, such as an item added where it is removed no more.
    assert [one.reason for one in carried.lost] == []
    assert list(carried.decisions) == made


# Kinds of decisions that each stand on one problem of the paper, so that what is lost can be told exactly.
def _on_problem(number: int, text: str, record: Material) -> Decision:
    span = record.problems[number].span
    item = anchored(text, span)
    cut = text.index("比如", span.start)
    example = record.problems[number].examples[0].span
    made: tuple[Decision, ...] = (
        MoveBorder("problem", item, anchored(text, Span(span.start, cut))),
        Split("problem", item, anchored(text, Span(cut, span.end))),
        Remove("example", anchored(text, example)),
        MoveAspect(item, record.problems[0].aspect),
        JudgeLink(item, "measure", anchored(text, record.measures[1].span), number % 2 == 0),
        TakeUp("SPE003", anchored(text, example), "请补充"),
    )
    return made[number % len(made)]


@given(data=st.data())
def test_decisions_when_a_paragraph_is_deleted_then_exactly_those_on_it_are_lost(
    data: st.DataObject, a_paper: Callable[[int], str], read: Read
) -> None:
    count = 8
    document, record = read(a_paper(count))
    made = [_on_problem(number, document.text, record) for number in range(count)]
    gone = data.draw(st.sets(st.integers(1, count - 1), max_size=3))
    spans = [record.problems[number].span for number in gone]
    new = "".join(
        character
        for place, character in enumerate(document.text)
        if not any(span.start <= place <= span.end for span in spans)
    )

    new_document, new_record = read(new)
    carried = carry(made, document.text, new_record, new_document)

    assert [one.decision for one in carried.lost] == [made[number] for number in sorted(gone)]
    assert all(one.reason in (Reason.GONE, Reason.NO_ITEM) and one.quote for one in carried.lost)
    apply(new_record, new_document, carried.decisions)


INSERTED = ("认真学习了通知。", "（略）", "\n另外补充一段说明，供参考。", "𠮷e\u0301")


@given(data=st.data())
def test_decisions_when_edited_elsewhere_then_all_kept(
    data: st.DataObject, a_paper: Callable[[int], str], read: Read
) -> None:
    document, record = read(a_paper(8))
    decided = data.draw(st.sets(st.integers(1, 7), min_size=1, max_size=4))
    made = [_on_problem(number, document.text, record) for number in sorted(decided)]
    free = [number for number in range(8) if number not in decided]
    text = document.text
    for number in sorted(free, reverse=True):
        span = record.problems[number].span
        place = text.index("会后没有", span.start, span.end)
        words = data.draw(st.sampled_from(INSERTED))
        text = text[:place] + words + text[place:]

    new_document, new_record = read(text)
    carried = carry(made, document.text, new_record, new_document)

    assert carried.lost == ()
    assert not any(one.edited for one in carried.kept)
    apply(new_record, new_document, carried.decisions)


def test_decisions_when_the_passage_itself_is_edited_then_kept_and_said(
    a_paper: Callable[[int], str], read: Read
) -> None:
    document, record = read(a_paper(6))
    made = [_on_problem(0, document.text, record)]
    new = document.text.replace("平时对支部第0组的情况了解不多", "平时对支部第0组的实际情况了解得不多", 1)

    new_document, new_record = read(new)
    carried = carry(made, document.text, new_record, new_document)

    (kept,) = carried.kept
    assert kept.edited
    after = apply(new_record, new_document, carried.decisions).problems[0]
    assert after.text.endswith("会后没有再问。")


def test_decisions_when_paragraphs_change_places_then_they_follow(
    a_paper: Callable[[int], str], read: Read
) -> None:
    document, record = read(a_paper(6))
    lines = document.text.split("\n")
    first = lines.index(next(line for line in lines if line.startswith("1.")))
    lines[first], lines[first + 2] = lines[first + 2], lines[first]
    made = [_on_problem(0, document.text, record), _on_problem(2, document.text, record)]

    new_document, new_record = read("\n".join(lines))
    carried = carry(made, document.text, new_record, new_document)

    assert carried.lost == ()
    after = apply(new_record, new_document, carried.decisions)
    assert after.problems[2].text.endswith("会后没有再问。")


def test_decision_when_one_of_two_equal_passages_is_deleted_then_it_does_not_pass_to_the_other(
    read: Read,
) -> None:
    line = "调研不深入，了解情况不够。"
    text = f"一、存在的问题\n1.学习方面。{line}\n2.工作方面。{line}\n3.作风方面。联系不多，去得太少。\n"
    document, _record = read(text)
    place = text.rindex(line)
    made = [Remark(anchored(text, Span(place, place + len(line))), "请写具体")]

    new_document, new_record = read(text.replace(f"2.工作方面。{line}\n", "", 1))
    carried = carry(made, document.text, new_record, new_document)

    assert [one.reason for one in carried.lost] == [Reason.GONE]
    assert carried.lost[0].quote == line


def test_decision_when_the_author_has_done_it_already_then_lost_as_done(
    a_paper: Callable[[int], str], read: Read
) -> None:
    document, record = read(a_paper(6))
    made = [_on_problem(1, document.text, record)]
    new = document.text
    place = new.index("比如", record.problems[1].span.start)
    new = new[:place] + "\n3." + new[place:]

    new_document, new_record = read(new)
    carried = carry(made, document.text, new_record, new_document)

    assert [one.reason for one in carried.lost] == [Reason.DONE]


@pytest.mark.parametrize(
    "stored",
    [
        {"do": "nothing"},
        {"do": "remove", "kind": "problem"},
        {"do": "remove", "kind": "paper", "item": {"span": [0, 1], "quote": "", "before": "", "after": ""}},
        {"do": "remove", "kind": "problem", "item": {"span": [3, 1], "quote": "", "before": "", "after": ""}},
        {"do": "remark", "at": None, "text": "x"},
        {"do": "set_paper_kind", "kind": "team", "more": 1},
    ],
)
def test_stored_when_it_is_no_decision_then_refused(stored: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        from_stored(stored)
