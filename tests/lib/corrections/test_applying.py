"""A person's decisions on a record: what each does, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from duizhao.corrections import (
    Add,
    Anchor,
    ConflictError,
    Decision,
    Dismiss,
    JudgeLink,
    Merge,
    MoveAspect,
    MoveBorder,
    Reason,
    Recast,
    Remark,
    Remove,
    Retitle,
    SetPaperKind,
    Split,
    TakeUp,
    anchored,
    answers,
    apply,
)
from duizhao.record import AspectRef, Document, Material, Span

Read = Callable[[str], tuple[Document, Material]]
Words = Callable[[str, str], Anchor]


class Paper:
    """A paper under correction, with short words for its places."""

    def __init__(self, text: str, read: Read, words: Words) -> None:
        self.text = text
        self.document, self.record = read(text)
        self._words = words

    def words(self, quote: str) -> Anchor:
        return self._words(self.text, quote)

    def problem(self, no: int) -> Anchor:
        return self.at(self.record.problems[no - 1].span)

    def at(self, span: Span) -> Anchor:
        return anchored(self.text, span)

    def after(self, *decisions: Decision) -> Material:
        return apply(self.record, self.document, decisions)

    def refusal(self, *decisions: Decision) -> Reason:
        with pytest.raises(ConflictError) as caught:
            self.after(*decisions)
        assert caught.value.message()
        return caught.value.reason


@pytest.fixture
def paper(a_paper: Callable[[int], str], read: Read, words: Words) -> Paper:
    return Paper(a_paper(6), read, words)


def test_paper_when_read_then_as_the_tests_expect(paper: Paper) -> None:
    assert [one.id for one in paper.record.problems] == ["P1", "P2", "P3", "P4", "P5", "P6"]
    assert all(one.title and len(one.examples) == 1 for one in paper.record.problems)
    assert len(paper.record.causes) == len(paper.record.measures) == 3


def test_record_when_nothing_is_decided_then_the_same(paper: Paper) -> None:
    assert paper.after() == paper.record


def test_border_when_moved_inwards_then_text_ends_there_and_title_stays(paper: Paper) -> None:
    old = paper.record.problems[1]
    cut = paper.text.index("比如", old.span.start)

    new = paper.after(MoveBorder("problem", paper.problem(2), paper.at(Span(old.span.start, cut)))).problems[
        1
    ]

    assert (new.id, new.title, new.aspect) == (old.id, old.title, old.aspect)
    assert new.text.endswith("会后没有再问。")
    assert new.examples == ()


def test_border_when_moved_over_a_neighbour_then_the_neighbour_gives_way(paper: Paper) -> None:
    first, second = paper.record.problems[:2]
    end = paper.text.index("会上讲过3次，") + len("会上讲过3次，")

    after = paper.after(MoveBorder("problem", paper.problem(1), paper.at(Span(first.span.start, end))))

    assert after.problems[0].span == Span(first.span.start, end)
    assert after.problems[1].span == Span(end, second.span.end)
    assert after.problems[1].text.startswith("会后没有再问。")
    assert after.problems[1].examples == second.examples


def test_border_when_it_would_swallow_a_neighbour_then_refused(paper: Paper) -> None:
    span = Span(paper.record.problems[0].span.start, paper.record.problems[1].span.end)

    assert paper.refusal(MoveBorder("problem", paper.problem(1), paper.at(span))) is Reason.SWALLOWS


def test_border_when_selection_is_blank_then_refused(paper: Paper) -> None:
    blank = Anchor(Span(paper.record.problems[0].span.end, paper.record.problems[0].span.end + 1), "\n")

    assert paper.refusal(MoveBorder("problem", paper.problem(1), blank)) is Reason.EMPTY


def test_split_when_at_a_sentence_then_two_problems_of_one_aspect(paper: Paper) -> None:
    old = paper.record.problems[3]
    rest = paper.at(Span(paper.text.index("比如", old.span.start), old.span.end))

    after = paper.after(Split("problem", paper.problem(4), rest))

    assert [one.id for one in after.problems] == ["P1", "P2", "P3", "P4", "P7", "P5", "P6"]
    first, second = after.problems[3:5]
    assert (first.title, first.aspect, first.examples) == (old.title, old.aspect, ())
    assert (second.aspect, second.span) == (old.aspect, rest.span)
    assert second.examples == old.examples


def test_split_when_at_the_very_edge_then_refused(paper: Paper) -> None:
    assert paper.refusal(Split("problem", paper.problem(1), paper.problem(1))) is Reason.EMPTY


def test_split_when_only_the_number_would_be_left_then_refused(paper: Paper) -> None:
    old = paper.record.problems[0]
    behind_number = paper.at(Span(paper.text.index(old.title or "", old.span.start), old.span.end))

    assert paper.refusal(Split("problem", paper.problem(1), behind_number)) is Reason.EMPTY


def test_merge_when_neighbours_then_one_with_the_first_title_and_all_examples(paper: Paper) -> None:
    first, second = paper.record.problems[1:3]

    after = paper.after(Merge("problem", paper.problem(2), paper.problem(3)))

    merged = after.problems[1]
    assert (merged.id, merged.title) == (first.id, first.title)
    assert merged.span == Span(first.span.start, second.span.end)
    assert merged.text.startswith(first.text)
    assert merged.text.endswith(second.text)
    assert merged.examples == first.examples + second.examples
    assert all(link.problem != second.id for link in after.links)


def test_merge_when_another_stands_between_then_refused(paper: Paper) -> None:
    assert paper.refusal(Merge("problem", paper.problem(1), paper.problem(3))) is Reason.NOT_ADJACENT


def test_split_when_merged_again_then_the_text_is_as_before(paper: Paper) -> None:
    old = paper.record.problems[0]
    at = paper.text.index("会上讲过")
    first, rest = paper.at(Span(old.span.start, at)), paper.at(Span(at, old.span.end))

    after = paper.after(Split("problem", paper.problem(1), rest), Merge("problem", first, rest))

    assert after.problems[0] == old


def test_title_when_set_to_its_first_words_then_text_begins_behind(paper: Paper) -> None:
    title = paper.words("支部学习抓得不够紧。平时对支部第0组的情况了解不多，")

    after = paper.after(Retitle("problem", paper.problem(1), title)).problems[0]

    assert after.title == "支部学习抓得不够紧。平时对支部第0组的情况了解不多"
    assert after.text.startswith("会上讲过2次")


def test_title_when_taken_away_then_text_is_everything_behind_the_number(paper: Paper) -> None:
    after = paper.after(Retitle("problem", paper.problem(1), None)).problems[0]

    assert after.title is None
    assert after.text.startswith("支部学习抓得不够紧。平时")


def test_title_when_from_the_middle_then_refused(paper: Paper) -> None:
    title = paper.words("会上讲过2次")

    assert paper.refusal(Retitle("problem", paper.problem(1), title)) is Reason.NOT_AT_START


def test_aspect_when_moved_then_the_papers_own(paper: Paper) -> None:
    other = paper.record.problems[-1].aspect
    assert other is not None

    moved = paper.after(MoveAspect(paper.problem(1), AspectRef(99, other.title)))

    assert moved.problems[0].aspect == other
    assert paper.after(MoveAspect(paper.problem(1), None)).problems[0].aspect is None
    assert paper.refusal(MoveAspect(paper.problem(1), AspectRef(3, "没有写的方面"))) is Reason.NO_ASPECT


def test_problem_when_added_in_a_free_place_then_under_the_aspect_it_stands_in(paper: Paper) -> None:
    removed = Remove("problem", paper.problem(4))

    after = paper.after(removed, Add("problem", paper.problem(4)))

    old, new = paper.record.problems[3], after.problems[3]
    assert new.id == "P7"
    assert (new.title, new.text, new.span, new.aspect) == (old.title, old.text, old.span, old.aspect)
    assert new.examples == old.examples


def test_problem_when_added_inside_another_then_refused(paper: Paper) -> None:
    assert paper.refusal(Add("problem", paper.words("会上讲过2次"))) is Reason.INSIDE


def test_problem_when_removed_then_its_links_are_gone(paper: Paper) -> None:
    after = paper.after(Remove("problem", paper.problem(1)))

    assert [one.id for one in after.problems] == ["P2", "P3", "P4", "P5", "P6"]
    assert {link.problem for link in after.links} <= {"P2", "P3", "P4", "P5", "P6"}


def test_example_when_added_moved_and_removed_then_belongs_to_the_problem_around_it(paper: Paper) -> None:
    added = Add("example", paper.words("会上讲过2次，会后没有再问。"))
    wider = paper.words("平时对支部第0组的情况了解不多，会上讲过2次，会后没有再问。")

    one = paper.after(added).problems[0].examples
    moved = paper.after(added, MoveBorder("example", added.at, wider)).problems[0].examples
    gone = paper.after(added, Remove("example", added.at))

    assert one[0].text == "会上讲过2次，会后没有再问。"
    assert moved[0].span == wider.span
    assert len(one) == len(moved) == 2
    assert gone == paper.record


def test_example_when_its_marker_is_selected_too_then_set_apart(paper: Paper) -> None:
    old = paper.record.problems[0].examples[0]

    after = paper.after(Remove("example", paper.at(old.span)), Add("example", paper.at(old.span)))

    assert after.problems[0].examples == (old,)


def test_example_when_outside_of_every_problem_then_refused(paper: Paper) -> None:
    assert paper.refusal(Add("example", paper.words("民主生活会"))) is Reason.OUTSIDE


def test_item_when_of_another_kind_then_listed_there(paper: Paper) -> None:
    after = paper.after(Recast("problem", paper.problem(6), "cause"))

    assert len(after.problems) == 5
    assert [one.id for one in after.causes] == ["C4", "C1", "C2", "C3"]
    assert after.causes[0].title == paper.record.problems[5].title
    assert paper.refusal(Recast("problem", paper.problem(6), "problem")) is Reason.DONE


def test_link_when_confirmed_or_rejected_then_first_or_gone(paper: Paper) -> None:
    to = paper.record.measures[2]
    confirm = JudgeLink(paper.problem(1), "measure", paper.at(to.span), holds=True)
    reject = JudgeLink(paper.problem(1), "measure", paper.at(to.span), holds=False)

    confirmed = [one for one in paper.after(confirm).links if one.problem == "P1" and one.kind == "measure"]
    rejected = [one for one in paper.after(confirm, reject).links if one.problem == "P1"]

    assert (confirmed[0].to, confirmed[0].score, confirmed[0].why[0]) == ("M3", 1.0, "审阅时确认")
    assert all(one.to != "M3" for one in rejected)


def test_link_when_confirmed_then_it_follows_the_problem_through_a_merge(paper: Paper) -> None:
    confirm = JudgeLink(paper.problem(2), "measure", paper.at(paper.record.measures[2].span), holds=True)

    after = paper.after(confirm, Merge("problem", paper.problem(1), paper.problem(2)))

    assert ("P1", "M3", 1.0) in [(one.problem, one.to, one.score) for one in after.links]


def test_paper_when_of_another_kind_then_the_record_says_so(paper: Paper) -> None:
    assert paper.after(SetPaperKind("team")).kind == "team"


def test_findings_when_answered_then_the_last_word_counts_and_the_record_stays(paper: Paper) -> None:
    at = paper.words("会后没有再问")
    decisions: list[Decision] = [
        TakeUp("SPE003", at, "请写明次数"),
        Dismiss("SPE003", at, "已有数字"),
        Remark(at, "可再具体"),
    ]

    said = answers(decisions)

    assert paper.after(*decisions) == paper.record
    assert said.findings == {("SPE003", at.span): decisions[1]}
    assert [remark.text for remark in said.remarks] == ["可再具体"]
    assert paper.refusal(Dismiss("SPE003", at, " ")) is Reason.NO_REASON


def test_item_when_somebody_else_has_changed_it_then_refused(paper: Paper) -> None:
    removed = Remove("problem", paper.problem(1))

    assert paper.refusal(removed, removed) is Reason.NO_ITEM


def test_selection_when_it_cuts_a_character_then_takes_all_of_it() -> None:
    text = "一是e\u0301不够。\n"

    assert anchored(text, Span(0, 3)).quote == "一是e\u0301"
    assert anchored(text, Span(3, 7)).quote == "e\u0301不够。"
