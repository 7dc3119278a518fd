"""Which node below a part is an aspect, a problem, a cause or a measure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from duizhao.material.blocks import read_block
from duizhao.material.draft import Draft, DraftAspect, Item
from duizhao.material.findings import groups_findings, read_finding
from duizhao.material.ground import RUN_IN, Ground
from duizhao.material.parts import ITEM_ROLES, takes_leave
from duizhao.material.roles import is_aspect_title, is_nominal, names_fault, strict_role_of
from duizhao.material.roots import find_root
from duizhao.material.titles import Titled
from duizhao.outline import Node, Style
from duizhao.record import SectionRole

_CLAIM_LINE: Final = re.compile(
    r"(?<=[。\n])(?:同时，|此外，|另外，)?(?:对|针对|关于)[^。\n]{0,40}(?:班子(?!成员)|党组(?!成员)|党委|支部|常委会)"
    r"[^。\n]{0,40}(?:认领|(?:负|承担)[^。\n]{0,8}责任)[^。\n]*。?"
)
_ROLE_OF_FIELD: Final = {"cause": "causes", "measure": "measures"}
_LEAD: Final = re.compile(
    r".{0,80}(?:如下|主要(?:有|是|表现)|(?:以下|下列|如下)?(?:[几一二三四五六七八九十\d]个?|这些)?(?:方面|几点|几类|几条)"
    r"(?:的?(?:突出|主要)?(?:问题|不足|差距|原因|措施|工作|努力))?|以下[^，。]{0,8})[。：]?$"
    r"|(?:以上|上述|这些)问题[^。]{0,50}(?:原因|因素|根源)。$"
)
_LONGEST_ROLE_HEADING: Final = 16
_LONGEST_TITLE_LINE: Final = 30
_FEWEST_BELOW: Final = 2
_SECOND: Final = 2
_FEWEST_ALIKE: Final = 3
_FEWEST_OTHERS: Final = 2
_FAR_LONGER: Final = 1.8
_SHORTEST_TOLD: Final = 14
_LONGEST_LEAD: Final = 24
_LONGEST_PROSE_TITLE: Final = 24
_PROSE_TITLE_END: Final = re.compile("[。：]")
_BECAUSE: Final = re.compile(r"(?<=[。；，\n])(?:其|主要|究其)?原因(?:在于|就?是|主要是)[^。\n]+。?")
_SELF: Final = re.compile("(?<!自)我")  # a sentence told in the first person is no title


def _over(fields: Sequence[Node]) -> Node:
    """Return a node over fields that stand side by side without a heading over them."""
    first, last = fields[0], fields[-1]
    return Node(first.head, first.start, first.start, first.start, last.end, list(fields))


class ItemReader:
    """Reads the items below the parts of one paper into its draft."""

    def __init__(self, ground: Ground, draft: Draft) -> None:
        self._ground = ground
        self._draft = draft
        self._alike: dict[int, bool] = {}  # by start: headings over lists or not, as most beside them are
        self.answering = False  # the part at hand goes through findings and says what was done about each

    def children(self, node: Node, role: SectionRole, aspect: DraftAspect | None, body: int) -> None:
        """Read what stands below a heading: its items, or its paragraphs where it has none."""
        first = node.children[0].head if node.children else None
        if first is None or (first.field is None and first.number == _SECOND):
            # A list that begins at its second item has the first in the words before it.
            self.paragraphs(body, node.own_end, role, aspect)
        self.siblings(node.children, role, aspect)

    def siblings(self, nodes: Sequence[Node], role: SectionRole, aspect: DraftAspect | None) -> None:
        """Read nodes that stand side by side."""
        labelled = [node for node in nodes if node.head.field]
        if labelled and role == "problems":
            read_block(self._ground, self._draft, _over(labelled), aspect, headed=False)
            nodes = [node for node in nodes if not node.head.field]
        fields = role == "problems" and aspect is None and self._names_fields(nodes)
        self._alike |= self._read_alike(nodes) if role == "problems" and aspect is None else {}
        clauses = self._clauses(nodes) if role == "problems" and aspect is None else {}
        for node in nodes:
            if node.start in clauses:
                self._behind_aspect(node, *clauses[node.start])
            elif fields:
                own = self._ground.aspect(self._draft, node)
                self.paragraphs(self._ground.split(node).text_start, node.end, role, own)
            else:
                self.node(node, role, aspect)

    def _clauses(self, nodes: Sequence[Node]) -> dict[int, tuple[int, int]]:
        """Return by start where the criteria end that open the prose of nodes, if most nodes are alike."""
        if self._ground.kind not in ("individual", "team"):
            return {}
        found = {node.start: clause for node in nodes if (clause := self._ground.aspect_clause(node))}
        return found if len(found) >= _FEWEST_BELOW and 2 * len(found) > len(nodes) else {}

    def _behind_aspect(self, node: Node, aspect_end: int, told: int) -> None:
        start, end = self._ground.trim(node.body, node.end)
        aspect = self._draft.aspect(self._ground.text[start:aspect_end], start, aspect_end)
        self._draft.problems.append(Item(told, end, Titled(told, told, told, end, run_in=True), aspect))

    def _names_fields(self, nodes: Sequence[Node]) -> bool:
        """Say whether a list's titles only name fields: then each is an aspect with prose under it."""
        if self._ground.kind not in ("individual", "team"):
            return False
        return len(nodes) >= 2 and all(
            not node.children
            and node.style <= Style.ARABIC_PAREN
            and is_nominal(self._ground.title(node))
            and self._inner_role(node) is None
            for node in nodes
        )

    def _read_alike(self, nodes: Sequence[Node]) -> dict[int, bool]:
        """Say of headings that name faults whether lists of problems stand under them, where they differ.

        A paper breaks its lines unevenly: one list in the heading's own line, the next below it. What most of
        the headings do holds for all of them.
        """
        over = [n for n in nodes if n.children and n.head.field is None and n.style not in RUN_IN]
        below = [n.children[0].head.opens_line for n in over]
        if len(over) < _FEWEST_ALIKE or 2 * sum(below) == len(below):
            return {}
        lists = 2 * sum(below) > len(below)
        return {n.start: lists for n in over if not lists or self._follows_title(n)}

    def _follows_title(self, node: Node) -> bool:
        """Say whether a list begins right behind a heading, or after a few words that lead over to it."""
        start, end = self._ground.trim(self._ground.split(node).title_end, node.children[0].start)
        return end - start <= _LONGEST_LEAD

    def node(self, node: Node, role: SectionRole, aspect: DraftAspect | None) -> None:
        """Read one node of a part with this role."""
        if node.head.field is not None and _ROLE_OF_FIELD.get(node.head.field) == role and node.children:
            self.siblings(node.children, role, aspect)  # 主要原因：（1）… right below the heading on causes
            return
        inner = self._inner_role(node)
        if inner in ITEM_ROLES and node.head.field is None:
            self.children(node, inner, aspect, self._ground.split(node).text_start)
        elif role == "problems" and aspect is not None and groups_findings(self._ground, node):
            self.siblings(node.children, role, aspect)
        elif role == "problems" and read_finding(
            self._ground, self._draft, node, aspect, answering=self.answering
        ):
            return
        elif any(child.head.field not in (None, "other") for child in node.children):
            read_block(self._ground, self._draft, node, aspect)
        elif role == "problems":
            self._problem(node, aspect)
        else:
            self._item(node, role)

    def paragraphs(self, start: int, end: int, role: SectionRole, aspect: DraftAspect | None) -> None:
        """Read unnumbered paragraphs: each is an item, save those that only lead over to a list."""
        items = self._draft.items(role)
        spans = self._ground.paragraphs(start, end)
        titles = [i for i, span in enumerate(spans) if self._is_title_line(spans, i)]
        if len(titles) >= 2:
            items.extend(self._under_title_lines(spans, titles, aspect))
            return
        for i, (a, b) in enumerate(spans):
            content = self._ground.text[a:b]
            leads = content.endswith("：") or (
                i == 0 and len(spans) > 1 and (bool(_LEAD.match(content)) or self._unlike_the_rest(spans))
            )
            if leads or (len(content) < 12 and len(spans) > 1) or (items and takes_leave(content)):
                continue
            items.append(Item(a, b, self._prose_titled(a, b, multiple=len(spans) > 1), aspect))

    def _unlike_the_rest(self, spans: list[tuple[int, int]]) -> bool:
        """Say whether a first paragraph is one sentence where all others have a title or are far longer."""
        (start, end), *others = spans
        if len(others) < _FEWEST_OTHERS or _PROSE_TITLE_END.search(self._ground.text, start, end - 1):
            return False
        titled = all(self._prose_titled(a, b, multiple=True).has_title for a, b in others)
        return titled or min(b - a for a, b in others) > _FAR_LONGER * (end - start)

    def _is_title_line(self, spans: list[tuple[int, int]], i: int) -> bool:
        """Say whether a paragraph is a title on a line of its own, without ordinal, over the next one."""
        content = self._ground.text[slice(*spans[i])]
        if len(content) > _LONGEST_TITLE_LINE or content.endswith(
            ("。", "；", "：", "！", "？", "，", "”。")
        ):
            return False
        return i + 1 < len(spans) and self._ground.text[spans[i + 1][1] - 1] in "。！？”）"

    def _under_title_lines(
        self, spans: list[tuple[int, int]], titles: list[int], aspect: DraftAspect | None
    ) -> list[Item]:
        ends = [spans[i - 1][1] for i in titles[1:]] + [spans[-1][1]]
        return [
            Item(spans[i][0], end, Titled(*spans[i], spans[i + 1][0], end, run_in=False), aspect)
            for i, end in zip(titles, ends, strict=True)
        ]

    def causes_inside_problems(self) -> None:
        """A paper without a part on causes may name each root right behind its problem."""
        for problem in self._draft.problems:
            root = find_root(self._ground.text, problem.titled.text_start, problem.end)
            if root is not None and self._ground.text[root.start - 1] in "。；，！？\n”）":
                start, end = self._ground.trim(root.start, root.end)
            elif said := _BECAUSE.search(self._ground.text, problem.titled.text_start, problem.end):
                start, end = self._ground.trim(*said.span())
            else:
                continue
            self._draft.causes.append(Item(start, end, Titled(start, start, start, end, run_in=True)))

    # ------------------------------------------------------------------ problems

    def _inner_role(self, node: Node) -> SectionRole | None:
        """Return the role of a bare heading inside a part (存在问题, 整改措施)."""
        title = self._ground.title(node)
        return strict_role_of(title) if len(title) <= _LONGEST_ROLE_HEADING else None

    def _problem(self, node: Node, aspect: DraftAspect | None) -> None:
        title = self._ground.title(node)
        told = [child for child in node.children if self._inner_role(child) == "problems"]
        if len(told) == 1 and not told[0].children and names_fault(title) and not is_aspect_title(title):
            self._titled_over_parts(node, told[0], aspect)
            return
        parted = bool({self._inner_role(child) for child in node.children} & {"causes", "measures"})
        if (parted and (aspect is None or is_aspect_title(title))) or (
            not parted and self._is_aspect(node, aspect, title)
        ):
            aspect = aspect or self._ground.aspect(
                self._draft, node
            )  # of two levels the higher is the criterion
        elif not parted:
            self._add(self._draft.problems, node, aspect)
            return
        self.children(node, "problems", aspect, self._ground.split(node).text_start)

    def _titled_over_parts(self, node: Node, told: Node, aspect: DraftAspect | None) -> None:
        """Read one problem whose title stands over its parts: 存在问题, 产生原因 and 整改措施."""
        titled = self._ground.split(node)
        start, end = self._ground.trim(node.start, told.end)
        text_start = self._ground.split(told).text_start
        self._draft.problems.append(
            Item(
                start,
                end,
                Titled(titled.title_start, titled.title_end, text_start, end, run_in=False),
                aspect,
            )
        )
        self.siblings([child for child in node.children if child is not told], "problems", aspect)

    def _is_aspect(self, node: Node, aspect: DraftAspect | None, title: str) -> bool:
        named = is_aspect_title(title)
        if aspect is not None:
            return named and bool(node.children) and node.style < Style.SHI and not names_fault(title)
        if named:
            return True
        if not node.children or (node.style in RUN_IN and not self._heads_alone(node, title)):
            return False
        if not names_fault(title):
            return True
        if self._tells_itself(node):
            return False
        return self._alike.get(node.start, any(child.head.opens_line for child in node.children))

    def _tells_itself(self, node: Node) -> bool:
        """Say whether a fault is told in prose right behind its title: what is listed below is part of it."""
        titled = self._ground.split(node)
        told = self._ground.text[titled.text_start : node.own_end].strip()
        return titled.run_in and len(told) > _SHORTEST_TOLD and told.endswith("。") and not _LEAD.match(told)

    def _heads_alone(self, node: Node, title: str) -> bool:
        """Say whether 第一，理想信念 stands over its items like a heading and names a field."""
        if not is_nominal(title) or len(node.children) < _FEWEST_BELOW:
            return False
        start, end = self._ground.trim(self._ground.split(node).title_end, node.own_end)
        return end - start <= _LONGEST_LEAD

    # ------------------------------------------------------------------ causes and measures

    def _item(self, node: Node, role: SectionRole) -> None:
        titled = self._ground.split(node)
        listed = bool(node.children) and all(child.head.opens_line for child in node.children)
        if listed and not titled.run_in and not self._ground.says_something(titled.title_end, node.own_end):
            # A bare heading over numbered paragraphs: those are the items.
            for child in node.children:
                self._item(child, role)
            return
        self._add(self._draft.items(role), node, None)

    def _add(self, items: list[Item], node: Node, aspect: DraftAspect | None) -> None:
        start, whole = self._ground.trim(node.start, node.end)
        end = self._ground.trim(start, self._item_end(node, start, whole))[1]
        titled = self._ground.split(node) if end == whole else self._ground.head_of(node, end)
        items.append(Item(start, end, self._ground.without_lone_title(titled, node), aspect))

    def _item_end(self, node: Node, start: int, end: int) -> int:
        """Return where an item ends: 责任领导：… on its own line and a claim behind it are no part of it."""
        fields = [child.start for child in node.children if child.head.field and child.head.opens_line]
        if fields:
            return fields[0]
        return end if node.children else self._claim_start(start, end)

    def _claim_start(self, start: int, end: int) -> int:
        """A last sentence or paragraph that claims team problems stands behind an item, not in it."""
        text = self._ground.text
        for claim in _CLAIM_LINE.finditer(text, start, end):
            behind = text[claim.end() : end].strip()
            if text[claim.start() - 1] == "\n" or not behind:
                return claim.start()
        return end

    def _prose_titled(self, start: int, end: int, *, multiple: bool) -> Titled:
        """An unnumbered paragraph has a title where a few words and 。 or ： stand before the rest."""
        found = _PROSE_TITLE_END.search(self._ground.text, start, end)
        stop = found.start() if found else -1
        short = 0 < stop - start <= _LONGEST_PROSE_TITLE and not _SELF.search(self._ground.text, start, stop)
        if multiple and short and self._ground.says_something(stop, end):
            return Titled(start, stop, stop + 1, end, run_in=True)
        return Titled(start, start, start, end, run_in=True)
