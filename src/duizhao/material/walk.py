"""The walk over the outline of a paper, from its parts down to its items."""

from __future__ import annotations

import re
from itertools import groupby

from duizhao.material.blocks import read_block, read_table
from duizhao.material.draft import Draft, Part
from duizhao.material.findings import FINDING
from duizhao.material.ground import RUN_IN, Ground
from duizhao.material.items import ItemReader
from duizhao.material.parts import (
    ITEM_ROLES,
    answers,
    closing_end,
    closing_start,
    field_headings,
    part_roles,
    prose_start,
    top_nodes,
)
from duizhao.material.roles import is_aspect_title, role_of
from duizhao.outline import Node, Outline, Style, is_role_heading
from duizhao.record import MaterialKind, SectionRole


def walk(outline: Outline, kind: MaterialKind, start: int) -> Draft:
    """Return what stands in a paper whose text begins at ``start``, behind title and by-lines."""
    return _Walk(Ground(outline, kind)).run(start)


class _Walk:
    """One walk over one paper."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._draft = Draft()
        self._items = ItemReader(ground, self._draft)
        self._fields: frozenset[int] = frozenset()

    def run(self, start: int) -> Draft:
        """Walk the whole paper."""
        end = closing_start(self._ground, start)
        self._ground.outline.end_at(end)
        nodes = [node for node in top_nodes(self._ground) if node.start < end]
        self._fields = field_headings(self._ground, nodes)
        parts = list(zip(nodes, part_roles(self._ground, nodes, self._fields), strict=True))
        told = any(role == "problems" for _, role in parts)
        self._before(start, nodes[0].start if nodes else end, told=told)
        for (bare, role), group in groupby(parts, key=lambda part: (self._is_bare(*part), part[1])):
            if bare:  # items or aspects without a heading over them
                self._bare([node for node, _ in group], role)
            else:
                for node, _ in group:
                    self._section(node, role)
        for table in self._ground.outline.tables if self._ground.kind not in _OF_OTHERS else ():
            read_table(self._ground, self._draft, table)
        if not self._draft.causes:
            self._items.causes_inside_problems()
        self._part("closing", None, end, closing_end(self._ground, end))
        return self._draft

    def _before(self, start: int, end: int, *, told: bool) -> None:
        """Read what stands before the first part, problems in prose too where no part tells them."""
        begun = end if told or self._ground.kind not in _ADMIT else prose_start(self._ground, start, end)
        self._part("opening", None, start, begun)
        if begun < end:
            self._part("problems", None, begun, end)
            self._items.paragraphs(begun, end, "problems", None)

    def _part(self, role: SectionRole, heading: tuple[int, int] | None, start: int, end: int) -> None:
        start, end = self._ground.trim(start, end)
        if start >= end:
            return
        parts = self._draft.parts
        follows = bool(parts) and parts[-1].role == role == "problems"
        if follows and heading is None and parts[-1].heading is None:
            start = parts.pop().start  # aspects at the top: together they are one part
        if parts and parts[-1].role == role == "closing":  # 表态 over the words that take leave
            last = parts.pop()
            heading, start = last.heading, last.start
        parts.append(Part(role, heading, start, end))

    def _is_bare(self, node: Node, role: SectionRole) -> bool:
        return (
            role in ITEM_ROLES
            and node.head.turn is None
            and not self._is_headed(node, role, self._ground.title(node))
        )

    def _bare(self, nodes: list[Node], role: SectionRole) -> None:
        self._part(role, None, nodes[0].start, nodes[-1].end)
        if self._ground.kind not in _OF_OTHERS:
            self._items.siblings(nodes, role, None)

    def _section(self, node: Node, role: SectionRole) -> None:
        turned = node.head.turn is not None
        self._items.answering = self._ground.kind == "report" and answers(self._ground.title(node))
        self._part(role, None if turned else self._ground.title_span(node), node.start, node.end)
        if role not in ITEM_ROLES or self._ground.kind in _OF_OTHERS:
            return
        if turned and not node.children:
            self._items.paragraphs(node.start, node.end, role, None)
        elif (
            role == "problems"
            and any(child.head.field for child in node.children)
            and _heads_blocks(self._ground.title(node))
        ):
            read_block(self._ground, self._draft, node, None, headed=False)
        else:
            self._below_heading(node, role, self._ground.title(node))

    def _is_headed(self, node: Node, role: SectionRole, title: str) -> bool:
        """Say whether a node is the heading of its part, and not already an item or aspect of it."""
        if node.start in self._fields or node.style in RUN_IN or node.style == Style.LABEL:
            return False
        if (
            role == "problems"
            and self._ground.kind in _ANSWER
            and FINDING.match(self._ground.text, node.body)
        ):
            return False
        if any(c.head.field for c in node.children):
            return _heads_blocks(title)
        if role == "problems" and self._ground.aspect_clause(node) is not None:
            return False
        return role_of(title) is not None or role not in ITEM_ROLES

    def _below_heading(self, node: Node, role: SectionRole, title: str) -> None:
        aspect = None
        if role == "problems" and node.children and is_aspect_title(title) and not _SUMS_UP.search(title):
            aspect = self._ground.aspect(self._draft, node)
        titled = self._ground.split(node)
        self._items.children(node, role, aspect, titled.text_start if titled.has_title else node.body)


def _heads_blocks(title: str) -> bool:
    """Say whether a heading over 问题描述： and the like is that of the part and no problem's title."""
    return bool(_ALL_THREE.search(title)) or is_role_heading(title)


_ALL_THREE = re.compile(r"(?:问题|不足|差距).{0,8}(?:原因|根源|成因|措施|整改|对策)")
# These papers name other people's problems or nobody's: what they say is not what a paper admits.
_OF_OTHERS = ("notice", "minutes", "opinions", "criticism")
_ANSWER = ("report", "plan")
_ADMIT = ("individual", "team")
_SUMS_UP = re.compile(r"(?:问题|不足|差距)$|查摆|检视|剖析|检查|整改")
