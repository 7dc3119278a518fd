"""Which ordinals a paper has, and where one is left out, repeated, out of style or alone in its list."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from duizhao.checks.base import Finding, Paper, once, words
from duizhao.outline import Node, Style, mark_at
from duizhao.outline.markers import marks_inside
from duizhao.record import Param
from duizhao.text import Line
from duizhao.text.regex import regex

Kind = Literal["skipped", "repeated", "mixed", "alone", "late"]
Key = tuple[Style, int]

_RUN_IN: Final = frozenset({Style.ORDINAL, Style.FIRSTLY, Style.QI, Style.SHI, Style.YAO})
_COUNTED: Final = frozenset(Style) - {Style.PLAIN, Style.BULLET, Style.FIRSTLY, Style.CHAPTER, Style.SECTION}
_HEADINGS: Final = frozenset({Style.CHAPTER, Style.SECTION, Style.HAN, Style.HAN_PAREN})
# A single list of one beside so many lists of so many items on average is no habit.
_REGULAR: Final = 3
_MANY: Final = 2.5
_LAST: Final = 99  # 最后 counts as any number
_USUAL: Final = (Style.FIRSTLY, Style.ORDINAL)  # 首先，其次，第三，
_SHI: Final = regex("[。；：，][一二三四五六七八九十]{1,2}是")
_BEFORE: Final = "。；：，"
_HEADING: Final = 44  # characters between an ordinal and the heading's own, at most
_OF_THEIR_OWN: Final = frozenset({Style.DECIMAL, Style.CHAPTER, Style.SECTION, Style.LABEL})
# A lone one of these is no list: a labelled finding, a decimal heading.
_NO_LIST: Final = frozenset({Style.LABEL, Style.DECIMAL, Style.FIRSTLY})


@dataclass(slots=True)
class Ordinal:
    """An ordinal in normalised offsets; ``key`` is the list style it counts in, ``None`` for a plain heading.

    ``depth`` is how deep it stands in the outline; ``below_heading`` says that it opens a line or stands
    right behind the heading of its line.
    """

    key: Key | None
    number: int
    start: int
    end: int
    depth: int = 0
    below_heading: bool = True


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an ordinal and the words of the message."""

    kind: Kind
    ordinal: Ordinal
    params: tuple[tuple[str, Param], ...] = ()


def findings(paper: Paper, kind: Kind) -> Iterator[Finding]:
    """Yield the faults of one kind."""
    for fault in faults(paper):
        if fault.kind == kind:
            yield Finding(paper.source(fault.ordinal.start, fault.ordinal.end), fault.params)


@once
def faults(paper: Paper) -> tuple[Fault, ...]:
    """Return every fault of the paper's numbering."""
    marks = list(ordinals(paper))
    found = list(_mixed(marks))
    counts = _Counts(found)
    for at, mark in enumerate(marks):
        counts.take(marks, at, mark)
    counts.finish()
    return tuple(found)


@once
def ordinals(paper: Paper) -> tuple[Ordinal, ...]:
    """Return the ordinals of a paper in order, plain headings and field labels among them."""
    text, lines = paper.normal, paper.outline.text.lines
    found = {one.start: one for one in _of_outline(paper.outline.nodes, 0)}
    inner = sorted(at for at, one in found.items() if one.key)
    for line in lines:
        known = [found[at] for at in inner[bisect_right(inner, line.start) : bisect_left(inner, line.end)]]
        if not (known or _SHI.search(text, line.start, line.end)) or _in_table(paper, line):
            continue
        for one in _left_out(text, line, known):
            found[one.start] = one
    return tuple(one for _, one in sorted(found.items()))


def _of_outline(nodes: Sequence[Node], depth: int) -> Iterator[Ordinal]:
    for node in nodes:
        head = node.head
        if head.turn is None:
            plain = head.field is not None or head.style == Style.PLAIN
            key = None if plain else (head.style, head.level)
            yield Ordinal(key, head.number, node.start, node.body, depth)
        yield from _of_outline(node.children, depth + 1)


def _left_out(text: str, line: Line, known: list[Ordinal]) -> Iterator[Ordinal]:
    """Yield the ordinals inside a line that the outline left out: they do not count up with the others."""
    opener = mark_at(text, line.start)
    styles = {one.key[0] for one in known if one.key} | {Style.SHI}
    places = {one.start: one for one in known}
    number, depth = 0, known[0].depth if known else 0
    for mark in marks_inside(text, opener.end if opener else line.start + 1, line.end):
        if mark.start in places:
            number = mark.number
        elif mark.minor is None and text[mark.start - 1] in _BEFORE:
            goes_on = mark.number == number + 1 and number and text[mark.start - 1] in "。；"
            if mark.style in styles or goes_on:
                follows = opener is not None and mark.start - opener.end < _HEADING
                number = mark.number
                yield Ordinal((mark.style, 0), mark.number, mark.start, mark.end, depth, follows)


def _in_table(paper: Paper, line: Line) -> bool:
    if line.paragraph is not None and line.paragraph.cell is not None:
        return True
    return any(table.start <= line.start < table.end for table in paper.outline.tables)


def _mixed(marks: list[Ordinal]) -> Iterator[Fault]:
    """Yield the ordinals written in another style than their list, and let them count in it from then on."""
    last: dict[Key, Ordinal] = {}
    for at, mark in enumerate(marks):
        if mark.key is None or mark.number == _LAST:
            continue
        host = _host(marks, at, last)
        if host is not None:
            if (host[0], mark.key[0]) != _USUAL:
                yield Fault("mixed", mark, words(number=mark.number))
            mark.key = host
        last[mark.key] = mark


def _host(marks: list[Ordinal], at: int, last: dict[Key, Ordinal]) -> Key | None:
    """Return the list that an ordinal goes on although it has another style, the nearest first."""
    mark = marks[at]
    if mark.number < 2:
        return None
    hosts = [one for one in last.values() if one.key != mark.key and one.number == mark.number - 1]
    for host in sorted(hosts, key=lambda one: -one.start):
        if _alike(host.key, mark.key) and _open(marks, at, host) and _takes(marks, at, host.key, last):
            return host.key
    return None


def _takes(marks: list[Ordinal], at: int, host: Key | None, last: dict[Key, Ordinal]) -> bool:
    """Say whether an ordinal rather belongs to the list ``host`` than to one of its own style."""
    mark = marks[at]
    own = last.get(mark.key) if mark.key else None
    following = next((one for one in marks[at + 1 :] if one.key == host), None)
    own_next = next((one for one in marks[at + 1 :] if one.key == mark.key), None)
    goes_on = following is not None and following.number == mark.number + 1
    if own is not None and own.number == mark.number - 1:  # it goes on with both
        twice = own_next is not None and own_next.number == mark.number
        return goes_on and (twice or _heads_list(marks, at, host))
    if not goes_on and own_next is not None and own_next.number == mark.number + 1:
        return False  # a list of its own that begins late
    returns = own is not None and own_next is not None and own_next.number == own.number + 1
    return own is None or goes_on or returns


def _heads_list(marks: list[Ordinal], at: int, host: Key | None) -> bool:
    """Say whether an ordinal stands right above a list that is higher than its own style."""
    key, below = marks[at].key, marks[at + 1] if at + 1 < len(marks) else None
    if key is None or host is None or below is None or below.key is None or below.number != 1:
        return False
    return host < below.key < key


def _alike(host: Key | None, key: Key | None) -> bool:
    """Say whether two styles can be taken for one another."""
    return host is not None and key is not None and not {host[0], key[0]} & _OF_THEIR_OWN


def _open(marks: list[Ordinal], at: int, host: Ordinal) -> bool:
    """Say whether a list is still open: nothing above it was opened since."""
    return not any(_above(one, host) for one in marks[:at] if one.start > host.start)


def _above(mark: Ordinal, before: Ordinal) -> bool:
    """Say whether a mark begins something that the list of ``before`` stands below."""
    key = before.key
    if mark.key is None or key is None:
        return mark.depth <= before.depth
    if key[0] in _RUN_IN:
        return mark.key[0] not in _RUN_IN
    return mark.key < key


@dataclass(slots=True)
class _Counts:
    """Counts along the paper."""

    found: list[Fault]
    last: dict[Key, Ordinal] = field(default_factory=dict)
    slack: set[Key] = field(default_factory=set)
    sizes: dict[Key, int] = field(default_factory=dict)
    closed: dict[Key, list[int]] = field(default_factory=dict)
    alone: list[Ordinal] = field(default_factory=list)
    turns: dict[tuple[Key, Key | None], list[Ordinal]] = field(default_factory=dict)
    since: dict[Key, list[Ordinal]] = field(default_factory=dict)

    def take(self, marks: list[Ordinal], at: int, mark: Ordinal) -> None:
        """Hold one ordinal against the one before it in its list."""
        for seen in self.since.values():
            seen.append(mark)
        if mark.key is None or mark.key[0] not in _COUNTED:
            return
        key = mark.key
        before = self.last.get(key)
        between = self.since.get(key, [])[:-1]
        fault = self._fault(marks, at, before, between)
        if fault:
            self.found.append(fault)
        if mark.number == 1 and not (fault and fault.kind == "repeated"):
            self._close(key)
            self.sizes[key] = 0
        self.sizes[key] = self.sizes.get(key, 0) + 1 + (fault is not None)
        self.slack.discard(key)
        if fault and fault.kind == "repeated":
            self.slack.add(key)
        if not (fault and fault.kind == "repeated" and before and mark.number < before.number):
            self.last[key] = mark
        self.since[key] = []

    def finish(self) -> None:
        """Close every list and name those of one item that are not the paper's habit."""
        for key in list(self.sizes):
            self._close(key)
        self.found.extend(Fault("late", one, words(found=one.number)) for one in self._late())
        self.found.extend(Fault("alone", one) for one in self.alone if not self._is_habit(one))

    def _late(self) -> Iterator[Ordinal]:
        """Yield the one ordinal that counts on across headings in a paper that always begins anew."""
        for turns in self.turns.values():
            going_on = [one for one in turns if one.number > 1]
            if len(going_on) == 1 and len(turns) >= _REGULAR:
                yield going_on[0]

    def _close(self, key: Key) -> None:
        if key not in self.sizes:
            return
        self.closed.setdefault(key, []).append(self.sizes[key])
        if self.sizes[key] == 1 and key[0] not in _NO_LIST:
            self.alone.append(self.last[key])

    def _is_habit(self, one: Ordinal) -> bool:
        """A paper that numbers the problems of every aspect numbers a single one, too."""
        assert one.key is not None
        if one.key[0] in _HEADINGS:
            return False
        sizes = self.closed[one.key]
        others = [size for size in sizes if size > 1]
        lone = len(sizes) - len(others)
        return (
            one.below_heading
            and bool(others or lone > 1)
            and not (lone == 1 and len(others) >= _REGULAR and sum(others) >= _MANY * len(others))
        )

    def _fault(
        self, marks: list[Ordinal], at: int, before: Ordinal | None, between: list[Ordinal]
    ) -> Fault | None:
        mark = marks[at]
        assert mark.key is not None
        number = mark.number
        if number == _LAST or (before is not None and before.number == _LAST):
            return None  # 一个是…再一个是…还有就是…: what counts nothing skips and repeats nothing
        if before is None:
            return Fault("late", mark, words(found=number)) if number > 1 else None
        above = [one for one in between if _above(one, before)]
        under_new = bool(above)
        expected = before.number + 1
        if under_new and mark.key[0] not in _RUN_IN and number in (1, expected):
            highest = min((one.key for one in above if one.key), default=None)
            self.turns.setdefault((mark.key, highest), []).append(mark)
        if number == expected or (mark.key in self.slack and number == expected + 1):
            return None
        if number == 1:
            follows = next((one for one in marks[at + 1 :] if one.key == mark.key), None)
            wrong = before.number == 1 or (
                follows is not None and follows.number == expected + 1 and not between
            )
            if wrong and not under_new:
                return Fault("repeated", mark, words(found=number, expected=expected))
            return None
        if under_new:
            return Fault("late", mark, words(found=number))
        if number > expected:
            return Fault("skipped", mark, words(missing=expected, found=number))
        return Fault("repeated", mark, words(found=number, expected=expected))
