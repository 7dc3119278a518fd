"""The tree of headings and items in a paper, from the ordinals that stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from duizhao.outline.contents import find_contents
from duizhao.outline.head import Head, names_part
from duizhao.outline.heads import find_heads
from duizhao.outline.markers import Style
from duizhao.outline.tables import Table, find_tables
from duizhao.record import Document
from duizhao.text import Normalised, normalise

# Ordinals that usually begin a sentence of a paragraph and seldom stand above a list of their own.
_RUN_IN: Final = frozenset({Style.ORDINAL, Style.FIRSTLY, Style.QI, Style.SHI, Style.YAO})
# These stand above a block and never inside one.
_ABOVE_FIELDS: Final = frozenset({Style.LABEL, Style.CHAPTER, Style.SECTION, Style.DECIMAL})


@dataclass(slots=True)
class Node:
    """A heading or item. All offsets are normalised.

    ``start`` is where its ordinal begins, ``body`` where its own text begins (behind the ordinal),
    ``own_end`` where the first child begins, ``end`` where the subtree ends.
    """

    head: Head
    start: int
    body: int
    own_end: int
    end: int
    children: list[Node] = field(default_factory=list)

    @property
    def style(self) -> Style:
        """The kind of ordinal it carries."""
        return self.head.style

    def walk(self) -> Iterator[Node]:
        """Yield the node and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Outline:
    """A paper as a tree: the normalised text, the nodes at the top, and where the first of them begins.

    ``contents`` is the range of a table of contents at its head; nothing in it is a heading.
    """

    text: Normalised
    nodes: tuple[Node, ...]
    preamble_end: int
    tables: tuple[Table, ...] = ()
    contents: tuple[int, int] = (0, 0)

    def walk(self) -> Iterator[Node]:
        """Yield every node in the order of the text."""
        for node in self.nodes:
            yield from node.walk()

    def end_at(self, end: int) -> None:
        """End every node at ``end`` that runs beyond it: what follows belongs to no heading."""
        for node in self.walk():
            node.end = min(node.end, end)
            node.own_end = min(node.own_end, end)
            node.children = [child for child in node.children if child.start < end]


def outline(document: Document) -> Outline:
    """Return the outline of a document; one without any ordinal has no nodes."""
    normalised = normalise(document)
    tables = find_tables(normalised)
    contents = find_contents(normalised)
    heads = find_heads(normalised, tables, contents)
    root = _arrange(heads, len(normalised.text))
    first = heads[0].start if heads else len(normalised.text)
    return Outline(normalised, tuple(root.children), first, tables, contents)


def _arrange(heads: list[Head], size: int) -> Node:
    root = Node(Head(Style.CHAPTER, 0, 0, 0, line=-1, opens_line=True), 0, 0, size, size)
    stack = [root]
    learnt: set[tuple[Style, Style]] = set()  # which style has stood below which in this paper
    for i, head in enumerate(heads):
        del stack[_depth(stack, heads, i, learnt) :]
        if len(stack) > 1:
            learnt.add((stack[-1].style, head.style))
        node = Node(head, head.start, head.body, size, size)
        stack[-1].children.append(node)
        stack.append(node)
    _close(root, size)
    return root


def _close(node: Node, end: int) -> None:
    """Set where every node's own text and subtree end."""
    node.end = end
    node.own_end = node.children[0].start if node.children else end
    ends = [*(child.start for child in node.children[1:]), end]
    for child, child_end in zip(node.children, ends, strict=False):
        _close(child, child_end)


def _depth(stack: list[Node], heads: list[Head], i: int, learnt: set[tuple[Style, Style]]) -> int:
    """Return how many nodes of the stack stay open when ``heads[i]`` comes."""
    head = heads[i]
    if head.field is not None:
        return _field_depth(stack, head)
    field = _open_field(stack)
    floor = field + 1 if field is not None and _stays_in_field(stack, field, heads, i) else 1
    top = len(stack) - 1 if floor > 1 or field is None else field - 1
    for depth in range(top, floor - 1, -1):
        if stack[depth].head.kin(head):
            return depth
    while top >= floor and not _nests(stack[top].head, heads, i, learnt):
        top -= 1
    return max(top + 1, floor)


def _nests(above: Head, heads: list[Head], i: int, learnt: set[tuple[Style, Style]]) -> bool:
    """Say whether ``heads[i]`` may stand below an open node of another style."""
    head = heads[i]
    if above.turn is not None and names_part(head):
        return False
    if above.field is not None:
        return head.style not in _ABOVE_FIELDS and not names_part(head)
    if not head.opens_line and head.line == above.line:
        return True
    if head.style in _RUN_IN and above.style in _RUN_IN:
        nests = head.number == 1 and (above.style, head.style) in learnt
        return not head.opens_line or nests or _resumes(above, heads, i)
    if head.rank > above.rank:
        return True
    return head.number == 1 and ((above.style, head.style) in learnt or _resumes(above, heads, i))


def _resumes(above: Head, heads: list[Head], i: int) -> bool:
    """Say whether the list ``above`` belongs to goes on after the list that ``heads[i]`` begins."""
    for later in heads[i + 1 :]:
        if later.kin(above):
            return later.number == above.number + 1
        if later.rank < above.rank and later.style != heads[i].style:
            return False
    return False


def _field_depth(stack: list[Node], head: Head) -> int:
    """A field stands beside the fields before it, or right below the innermost open item."""
    for depth in range(len(stack) - 1, 0, -1):
        open_field = stack[depth].head.field
        if open_field is None:
            continue
        # 问题描述： again where 问题描述： was: the next of a row of unnumbered blocks, still a sibling.
        return depth
    if not head.opens_line:
        return len(stack)
    for depth in range(len(stack) - 1, 0, -1):
        if stack[depth].head.opens_line:
            return depth + 1
    return len(stack)


def _open_field(stack: list[Node]) -> int | None:
    """Return the depth of the innermost open field."""
    for depth in range(len(stack) - 1, 0, -1):
        if stack[depth].head.field is not None:
            return depth
    return None


def _stays_in_field(stack: list[Node], field: int, heads: list[Head], i: int) -> bool:
    """Say whether an ordinal belongs to a list inside the open field and does not end its block."""
    head = heads[i]
    if head.style in _ABOVE_FIELDS or names_part(head):
        return False
    if not head.opens_line and head.line == stack[field].head.line:
        return True
    outer = any(node.head.kin(head) for node in stack[:field])
    if not outer:
        return head.style > Style.HAN_PAREN
    if not head.opens_line or _heads_a_block(heads, i):
        return False
    inner = [node for node in stack[field + 1 :] if node.head.kin(head)]
    return head.number == (inner[0].head.number + 1 if inner else 1)


def _heads_a_block(heads: list[Head], i: int) -> bool:
    """Say whether a field follows before the next ordinal of the same style: then it heads a block."""
    for later in heads[i + 1 :]:
        if later.field is not None:
            return True
        if later.kin(heads[i]):
            return False
    return False
