"""A record under correction: its items by kind, in the order of the text and never over one another."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence
from typing import Final, cast

from duizhao.corrections.anchor import anchored
from duizhao.corrections.conflict import ConflictError, Reason
from duizhao.corrections.decisions import ItemKind, TitledKind
from duizhao.corrections.linked import Links
from duizhao.material import Passage, read_passage, text_behind
from duizhao.record import (
    AspectRef,
    Cause,
    Document,
    Example,
    Material,
    MaterialKind,
    Measure,
    Problem,
    Root,
    Span,
)

Item = Problem | Cause | Measure
AnyItem = Item | Example

LETTERS: Final[dict[TitledKind, str]] = {"problem": "P", "cause": "C", "measure": "M"}
_SAYS: Final = re.compile(r"\w")
_LEAST_LIKENESS: Final = 0.5


class Working:
    """The items of a record while decisions are applied to it; ``record`` gives the result.

    Ids stay with their items: a new item is given the next number that no item of the paper ever had.
    """

    def __init__(self, record: Material, document: Document) -> None:
        self._record, self._document = record, document
        self.text = document.text
        self.kind: MaterialKind = record.kind
        self._items: dict[TitledKind, list[Item]] = {
            "problem": list(record.problems),
            "cause": list(record.causes),
            "measure": list(record.measures),
        }
        self._last = {
            kind: max((int(item.id[1:]) for item in items), default=0) for kind, items in self._items.items()
        }
        self.links = Links(record.links)

    def copy(self) -> Working:
        """Return the same once more, to try something out."""
        other = Working.__new__(Working)
        other._record, other._document = self._record, self._document
        other.text, other.kind = self.text, self.kind
        other._items = {kind: list(items) for kind, items in self._items.items()}
        other._last = dict(self._last)
        other.links = self.links.copy()
        return other

    def record(self) -> Material:
        """Return the record as it stands."""
        corrected = dataclasses.replace(
            self._record,
            kind=self.kind,
            problems=cast("tuple[Problem, ...]", tuple(self._items["problem"])),
            causes=cast("tuple[Cause, ...]", tuple(self._items["cause"])),
            measures=cast("tuple[Measure, ...]", tuple(self._items["measure"])),
        )
        return dataclasses.replace(corrected, links=self.links.of(corrected))

    # ------------------------------------------------------------------ finding

    def items(self, kind: TitledKind) -> Sequence[Item]:
        """Return the items of a kind in the order of the text."""
        return self._items[kind]

    def item(self, kind: TitledKind, span: Span) -> Item:
        """Return the item that covers exactly this passage."""
        found = next((one for one in self._items[kind] if one.span == span), None)
        if found is None:
            raise ConflictError(Reason.NO_ITEM)
        return found

    def example(self, span: Span) -> tuple[Problem, Example]:
        """Return the example that covers exactly this passage, and its problem."""
        for problem in self._problems():
            for one in problem.examples:
                if one.span == span:
                    return problem, one
        raise ConflictError(Reason.NO_ITEM)

    def like(self, kind: ItemKind, span: Span) -> Span | None:
        """Return the place of the item that covers most nearly this passage, ``None`` where none does."""
        best, most = None, _LEAST_LIKENESS
        for one in self._of(kind):
            likeness = _likeness(one.span, span)
            if likeness >= most:
                best, most = one.span, likeness
        return best

    def spans(self, kind: ItemKind) -> list[Span]:
        """Return the places of the items of a kind, in the order of the text."""
        return [one.span for one in self._of(kind)]

    def aspects(self) -> dict[str, AspectRef]:
        """Return the aspects problems stand under, by title."""
        return {problem.aspect.title: problem.aspect for problem in self._problems() if problem.aspect}

    def around(self, span: Span) -> Problem:
        """Return the problem a passage lies in."""
        for problem in self._problems():
            if problem.span.start <= span.start and span.end <= problem.span.end:
                return problem
        raise ConflictError(Reason.OUTSIDE)

    # ------------------------------------------------------------------ changing

    def put(self, kind: TitledKind, item: Item) -> None:
        """Put a changed item in the place of the one with its id, or add it."""
        items = self._items[kind]
        items[:] = sorted([one for one in items if one.id != item.id] + [item], key=lambda one: one.span)

    def drop(self, kind: TitledKind, item: Item) -> None:
        """Take an item out, with what is linked to it."""
        self._items[kind].remove(item)
        self.links.drop(item.id)

    def put_examples(self, problem: Problem, examples: Iterable[Example]) -> None:
        """Give a problem these examples."""
        ordered = tuple(sorted(examples, key=lambda one: one.span))
        self.put("problem", dataclasses.replace(problem, examples=ordered))

    def fresh_id(self, kind: TitledKind) -> str:
        """Return an id no item of the paper ever had."""
        self._last[kind] += 1
        return f"{LETTERS[kind]}{self._last[kind]}"

    def make(self, kind: TitledKind, span: Span) -> Item:
        """Return a new item that covers a passage, as far as it can be read off the passage itself."""
        read = self.read(span)
        title, text = self.words_of(read.title), self.words(read.text)
        id_ = self.fresh_id(kind)
        self.links.renew(id_)
        match kind:
            case "problem":
                return Problem(id_, self._aspect_at(span), title, text, span, read.examples, self._line(span))
            case "cause":
                return Cause(id_, title, text, span, read.root)
            case "measure":
                return Measure(id_, title, text, span)

    def moved(self, item: Item, span: Span) -> Item:
        """Return the item with other borders: what lies inside stays, what comes in is read."""
        if span == item.span:
            return item
        read = self.read(span)
        title = self.title_span(item)
        if title is not None and title.start == read.body and title.end <= span.end:
            text = Span(min(self.text_start(item, title), span.end), span.end)
            words = item.title, self.words(text)
        else:
            words = self.words_of(read.title), self.words(read.text)
        self.links.renew(item.id)
        return self._with_inner(
            dataclasses.replace(item, title=words[0], text=words[1], span=span), item, read
        )

    def example_of(self, span: Span) -> Example:
        """Return the example that a passage is, its marker set apart where it begins with one."""
        for found in self.read(span).examples:
            if found.span.start == span.start and found.marker is not None:
                begins = found.span.start + max(0, self.words(found.span).find(found.text))
                return Example(found.marker, self.words(Span(begins, span.end)), span)
        return Example(None, self.words(span), span)

    def make_room(self, kind: TitledKind, span: Span, but: str = "") -> None:
        """Let other items of the kind give way to a passage; refuse where nothing would be left of one."""
        for one in [one for one in self._items[kind] if one.id != but and _meet(one.span, span)]:
            self.put(kind, self.moved(one, self.rest(one.span, span)))

    def rest(self, span: Span, taken: Span) -> Span:
        """Return what is left of a passage where ``taken`` is taken away from one of its ends."""
        if span.start < taken.start and taken.end < span.end:
            raise ConflictError(Reason.INSIDE)
        left = Span(span.start, taken.start) if span.start < taken.start else Span(taken.end, span.end)
        if left.start >= left.end or not _SAYS.search(self.text, left.start, left.end):
            raise ConflictError(Reason.SWALLOWS)
        return anchored(self.text, left).span

    # ------------------------------------------------------------------ words

    def read(self, span: Span) -> Passage:
        """Return what a passage holds by itself."""
        return read_passage(self._document, span, self.kind)

    def words(self, span: Span) -> str:
        """Return the paper's words at a place, blanks at the edges left out."""
        return self.text[span.start : span.end].strip(" \t\n\u3000")

    def words_of(self, title: Span | None) -> str | None:
        """Return a title as the record has it: the line breaks inside it dropped."""
        if title is None:
            return None
        lines = self.text[title.start : title.end].split("\n")
        return "".join(line.strip() for line in lines) or None

    def says_something(self, span: Span) -> bool:
        """Say whether there is more than marks and blanks in a passage."""
        return _SAYS.search(self.text, span.start, span.end) is not None

    def title_span(self, item: Item) -> Span | None:
        """Return where the title of an item stands."""
        letters = "".join((item.title or "").split())
        if not letters:
            return None
        pattern = re.compile(r"\s*".join(map(re.escape, letters)))
        found = pattern.search(self.text, item.span.start, item.span.end)
        return Span(found.start(), found.end()) if found else None

    def text_start(self, item: Item, title: Span) -> int:
        """Return where the content behind the title of an item begins."""
        if not item.text:
            return item.span.end
        found = self.text.find(item.text, title.end, item.span.end)
        return found if found >= 0 else text_behind(self.text, title, item.span.end).start

    # ------------------------------------------------------------------ inside

    def _with_inner(self, item: Item, before: Item, read: Passage) -> Item:
        if isinstance(item, Problem):
            kept = [clipped for one in item.examples if (clipped := self._clipped(one, item.span))]
            new = [one for one in read.examples if not _meet(one.span, before.span)]
            examples = tuple(sorted((*kept, *new), key=lambda one: one.span))
            return dataclasses.replace(item, examples=examples, line=self._line(item.span))
        if isinstance(item, Cause):
            root: Root | None = item.root
            if root is None or root.span.start < item.span.start or root.span.end > item.span.end:
                root = read.root
            return dataclasses.replace(item, root=root)
        return item

    def _clipped(self, example: Example, span: Span) -> Example | None:
        """Return an example as far as it lies in a passage; one of which less than half is left is none."""
        if span.start <= example.span.start and example.span.end <= span.end:
            return example
        start, end = max(example.span.start, span.start), min(example.span.end, span.end)
        if 2 * (end - start) < example.span.end - example.span.start:
            return None
        return self.example_of(anchored(self.text, Span(start, end)).span)

    def _aspect_at(self, span: Span) -> AspectRef | None:
        """Return the aspect whose part of the paper a passage lies in."""
        best, where = None, -1
        seen: set[str] = set()
        for problem in self._problems():
            if problem.aspect is None or problem.aspect.title in seen:
                continue
            seen.add(problem.aspect.title)
            heading = self.text.rfind(problem.aspect.title, 0, problem.span.start)
            begins = heading if heading >= 0 else problem.span.start
            if where < begins <= span.start:
                best, where = problem.aspect, begins
        return best

    def _line(self, span: Span) -> int:
        return self.text.count("\n", 0, span.start) + 1

    def _problems(self) -> list[Problem]:
        return cast("list[Problem]", self._items["problem"])

    def _of(self, kind: ItemKind) -> Iterable[AnyItem]:
        if kind == "example":
            return (one for problem in self._problems() for one in problem.examples)
        return self._items[kind]


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _likeness(a: Span, b: Span) -> float:
    both = min(a.end, b.end) - max(a.start, b.start)
    either = max(a.end, b.end) - min(a.start, b.start)
    return both / either if both > 0 else 0.0
