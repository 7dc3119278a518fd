"""Decisions applied to the record of a paper, one after another; the record itself is never changed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Final, cast

from duizhao.corrections.anchor import Anchor, anchored
from duizhao.corrections.conflict import ConflictError, Reason
from duizhao.corrections.decisions import (
    Add,
    Decision,
    Dismiss,
    JudgeLink,
    Merge,
    MoveAspect,
    MoveBorder,
    Recast,
    Remark,
    Remove,
    Retitle,
    SetPaperKind,
    Split,
    TakeUp,
)
from duizhao.corrections.working import AnyItem, Item, Working
from duizhao.material import text_behind
from duizhao.record import AspectRef, Cause, Document, Example, Material, Problem, Span


def apply(record: Material, document: Document, decisions: Iterable[Decision]) -> Material:
    """Return the record as the decisions make it; raise ``ConflictError`` where one does not fit.

    To undo the last decision is to apply the ones before it.
    """
    working = Working(record, document)
    for decision in decisions:
        step(working, decision)
    return working.record()


def step(working: Working, decision: Decision) -> None:
    """Apply one decision; where it raises ``ConflictError`` the working record is not to be used any more."""
    match decision:
        case MoveBorder():
            _move_border(working, decision)
        case Split():
            _split(working, decision)
        case Merge():
            _merge(working, decision)
        case Retitle():
            _retitle(working, decision)
        case MoveAspect():
            _move_aspect(working, decision)
        case Add():
            _add(working, decision)
        case Remove():
            _remove(working, decision)
        case Recast():
            _recast(working, decision)
        case JudgeLink():
            _judge_link(working, decision)
        case SetPaperKind():
            working.kind = decision.kind
        case TakeUp():
            _passage(working, decision.at)
        case Dismiss():
            _passage(working, decision.at)
            _require(decision.reason)
        case Remark():
            _passage(working, decision.at)
            _require(decision.text)


def _passage(working: Working, anchor: Anchor) -> Span:
    span = anchored(working.text, anchor.span).span
    if not working.says_something(span):
        raise ConflictError(Reason.EMPTY)
    return span


def _require(words: str) -> None:
    if not words.strip():
        raise ConflictError(Reason.NO_REASON)


# --------------------------------------------------------------------------- borders


def _move_border(working: Working, decision: MoveBorder) -> None:
    span = _passage(working, decision.to)
    if decision.kind == "example":
        problem, old = working.example(decision.item.span)
        _put_example(working, problem, span, instead_of=old)
        return
    item = working.item(decision.kind, decision.item.span)
    working.make_room(decision.kind, span, but=item.id)
    working.put(decision.kind, working.moved(item, span))


def _put_example(working: Working, problem: Problem, span: Span, instead_of: Example | None) -> None:
    """Put an example over a passage; other examples give way, and it goes to the problem it lies in now."""
    home = working.around(span)
    if instead_of is not None and home.id != problem.id:
        working.put_examples(problem, (one for one in problem.examples if one != instead_of))
        home = working.around(span)
    others = [one for one in home.examples if one != instead_of]
    around = [
        one if one.span.end <= span.start or span.end <= one.span.start
        else working.example_of(working.rest(one.span, span))
        for one in others
    ]  # fmt: skip
    working.put_examples(home, (*around, working.example_of(span)))


def _split(working: Working, decision: Split) -> None:
    at = decision.rest.span.start
    whole = decision.item.span
    first, rest = Span(whole.start, at), Span(at, whole.end)
    if not whole.start < at < whole.end:
        raise ConflictError(Reason.EMPTY)
    first, rest = (_passage(working, Anchor(part, "")) for part in (first, rest))
    if decision.kind == "example":
        problem, old = working.example(whole)
        parts = [working.example_of(first), working.example_of(rest)]
        working.put_examples(problem, [*(one for one in problem.examples if one != old), *parts])
        return
    item = working.item(decision.kind, whole)
    if at <= working.read(whole).body:  # the number alone is no item
        raise ConflictError(Reason.EMPTY)
    working.put(decision.kind, working.moved(item, first))
    second = working.make(decision.kind, rest)
    if isinstance(second, Problem) and isinstance(item, Problem):
        inside = tuple(one for one in item.examples if rest.start <= one.span.start)
        second = dataclasses.replace(second, aspect=item.aspect, examples=inside)
    working.put(decision.kind, second)


def _merge(working: Working, decision: Merge) -> None:
    union = Span(decision.first.span.start, decision.second.span.end)
    if decision.kind == "example":
        _merge_examples(working, decision, union)
        return
    first = working.item(decision.kind, decision.first.span)
    second = working.item(decision.kind, decision.second.span)
    _require_adjacent(working.items(decision.kind), first, second)
    title = working.title_span(first)
    begins = working.text_start(first, title) if title else first.span.end
    if title is None:
        begins = max(first.span.start, first.span.end - len(first.text))
        found = working.text.find(first.text, first.span.start, first.span.end) if first.text else begins
        begins = found if found >= 0 else begins
    elif not first.text:
        begins = text_behind(working.text, title, union.end).start
    merged: Item = dataclasses.replace(first, span=union, text=working.words(Span(begins, union.end)))
    if isinstance(merged, Problem) and isinstance(second, Problem):
        merged = dataclasses.replace(merged, examples=(*merged.examples, *second.examples))
    elif isinstance(merged, Cause) and isinstance(second, Cause):
        merged = dataclasses.replace(merged, root=merged.root or second.root)
    working.links.hand_on(second.id, first.id)
    working.drop(decision.kind, second)
    working.put(decision.kind, merged)


def _merge_examples(working: Working, decision: Merge, union: Span) -> None:
    problem, first = working.example(decision.first.span)
    other, second = working.example(decision.second.span)
    if problem.id != other.id:
        raise ConflictError(Reason.NOT_ADJACENT)
    _require_adjacent(problem.examples, first, second)
    kept = [one for one in problem.examples if one not in (first, second)]
    working.put_examples(problem, [*kept, working.example_of(union)])


def _require_adjacent(items: Iterable[AnyItem], first: AnyItem, second: AnyItem) -> None:
    ordered = list(items)
    if ordered.index(second) != ordered.index(first) + 1:
        raise ConflictError(Reason.NOT_ADJACENT)


# --------------------------------------------------------------------------- title and aspect


def _retitle(working: Working, decision: Retitle) -> None:
    item = working.item(decision.kind, decision.item.span)
    body = working.read(item.span).body
    if decision.title is None:
        titled = dataclasses.replace(item, title=None, text=working.words(Span(body, item.span.end)))
    else:
        title = _passage(working, decision.title)
        if title.start != body or title.end > item.span.end:
            raise ConflictError(Reason.NOT_AT_START)
        text = working.words(text_behind(working.text, title, item.span.end))
        titled = dataclasses.replace(item, title=working.words_of(_unmarked(working.text, title)), text=text)
    working.put(decision.kind, titled)


_CLOSING: Final = "。．.：；，、！？:;,!? \t\n"


def _unmarked(text: str, title: Span) -> Span:
    end = title.end
    while end > title.start and text[end - 1] in _CLOSING:
        end -= 1
    return Span(title.start, end)


def _move_aspect(working: Working, decision: MoveAspect) -> None:
    problem = cast("Problem", working.item("problem", decision.item.span))
    aspect = _aspect(working, decision.aspect) if decision.aspect else None
    working.put("problem", dataclasses.replace(problem, aspect=aspect))


def _aspect(working: Working, wanted: AspectRef) -> AspectRef:
    """Return the paper's own aspect of that title; one without problems yet must stand in the text."""
    known = working.aspects()
    if wanted.title in known:
        return known[wanted.title]
    if wanted.title not in working.text.replace("\n", ""):
        raise ConflictError(Reason.NO_ASPECT)
    taken = {aspect.no for aspect in known.values()}
    no = wanted.no if wanted.no not in taken else max(taken) + 1
    return AspectRef(no, wanted.title, wanted.code)


# --------------------------------------------------------------------------- items


def _add(working: Working, decision: Add) -> None:
    span = _passage(working, decision.at)
    if decision.kind == "example":
        _put_example(working, working.around(span), span, instead_of=None)
        return
    working.make_room(decision.kind, span)
    working.put(decision.kind, working.make(decision.kind, span))


def _remove(working: Working, decision: Remove) -> None:
    if decision.kind == "example":
        problem, old = working.example(decision.item.span)
        working.put_examples(problem, (one for one in problem.examples if one != old))
        return
    working.drop(decision.kind, working.item(decision.kind, decision.item.span))


def _recast(working: Working, decision: Recast) -> None:
    if decision.kind == decision.to:
        raise ConflictError(Reason.DONE)
    span = decision.item.span
    _remove(working, Remove(decision.kind, decision.item))
    if decision.to == "example":
        _put_example(working, working.around(span), span, instead_of=None)
        return
    working.make_room(decision.to, span)
    working.put(decision.to, working.make(decision.to, span))


def _judge_link(working: Working, decision: JudgeLink) -> None:
    problem = working.item("problem", decision.problem.span)
    target = working.item(decision.kind, decision.to.span)
    working.links.judge(problem.id, decision.kind, target.id, holds=decision.holds)
