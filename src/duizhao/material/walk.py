"""The walk over the outline: which node is a part, an aspect, a problem, a cause or a measure."""

from __future__ import annotations

import re
from typing import Final

from duizhao.material.draft import Draft, DraftAspect, Item, Part
from duizhao.material.roles import role_of, strict_role_of
from duizhao.material.roots import find_root
from duizhao.material.titles import CLOSING_MARKS, Titled, split_title
from duizhao.outline import Node, Outline, Style, Table, mark_at
from duizhao.record import MaterialKind, SectionRole

_RUN_IN: Final = frozenset({Style.ORDINAL, Style.FIRSTLY, Style.QI, Style.SHI, Style.YAO, Style.CIRCLED})
_ASPECT: Final = re.compile(
    r"方面(?:的|存在的?)?(?:主要|突出)?(?:问题|不足|差距|情况)?$|^(?:在)?带头|^对照|^围绕|^聚焦|^关于.{2,20}方面|主义$|之风$"
)
_FAULT: Final = re.compile(
    r"不|未|没|缺|欠|有待|弱|差距|差|松|淡|偏|滞后|不足|短板|少|难|流于|老好人|畏难|怕|虚|浮|粗放|脱节|重.{1,6}轻|惯性|依赖|满足于|存在|薄|退|懈|单一|随意|走过场|形式化|两张皮|空白|隐患|乏力|失之|丢|慢|窄|浅|软|宽"
)
_ITEM_ROLES: Final = ("problems", "causes", "measures")


class Walk:
    """One walk over one paper. ``draft`` holds what was found."""

    def __init__(self, outline: Outline, kind: MaterialKind) -> None:
        self._outline = outline
        self._text = outline.text.text
        self._kind = kind
        self._blocks = 0
        self._titles: dict[int, Titled] = {}
        self.draft = Draft()

    # ------------------------------------------------------------------ parts

    def run(self, title_end: int) -> Draft:
        """Walk the whole paper; ``title_end`` is where its head ends."""
        nodes = self._top_nodes()
        roles = self._roles(nodes)
        preamble_end = (
            nodes[0].start if nodes else self._outline.text.lines[-1].end if self._outline.text.lines else 0
        )
        self._part("opening", None, title_end, preamble_end)
        for node, role in zip(nodes, roles, strict=True):
            self._section(node, role)
        for table in self._outline.tables:
            self._table(table)
        if not self.draft.causes:
            self._causes_inside_problems()
        self._split_closing()
        return self.draft

    def _top_nodes(self) -> list[Node]:
        nodes = list(self._outline.nodes)
        while (
            len(nodes) == 1 and len(nodes[0].children) > 1 and strict_role_of(self._title(nodes[0])) is None
        ):
            inner = [role_of(self._title(child)) for child in nodes[0].children]
            if not {"problems", "measures"} <= {r for r in inner if r}:
                break
            nodes = nodes[0].children
        return nodes

    def _roles(self, nodes: list[Node]) -> list[SectionRole]:
        """Give every part a role: its heading's, else what its place among the others makes likely."""
        named = [self._named_role(node) for node in nodes]
        roles: list[SectionRole] = []
        for i, (node, role) in enumerate(zip(nodes, named, strict=True)):
            title = self._title(node)
            if role == "causes" and re.search(r"案例", title):
                role = "case"
            if role == "problems" and self._is_measure_heading(title):
                role = "measures"
            if node.style == Style.LABEL and node.head.field is None:
                role = None
            if (
                self._kind == "report"
                and role in ("measures", "last_year")
                and self._lists_findings(node, title)
            ):
                role = "problems"
            elif self._kind == "report" and re.search(
                r"组织|部署|领导|总体|工作(?:开展|推进)|主要做法", title
            ):
                role = "other"
            if role != "causes" and any(below.head.field in ("problem", "measure") for below in node.walk()):
                role = "problems"
            if role in ("opening", "closing", "last_year", "case", "matters"):
                roles.append(role)
                continue
            if role is not None and not (
                _ASPECT.search(title) and role != "problems" and node.style > Style.HAN
            ):
                roles.append(role)
                continue
            later = [r for r in named[i + 1 :] if r is not None]
            before = roles[-1] if roles else None
            if self._kind in ("individual", "team", "unknown", "report", "plan") and (
                (_ASPECT.search(title) and not title.endswith("情况")) or "problems" not in named
            ):
                roles.append(
                    before if before in ("causes", "measures") and "problems" in roles else "problems"
                )
            elif before in _ITEM_ROLES and node.style != nodes[0].style:
                roles.append(before)
            elif later and later[0] == "problems":
                roles.append("opening" if not roles else "other")
            else:
                roles.append("other")
        return roles

    def _named_role(self, node: Node) -> SectionRole | None:
        if node.head.turn is not None:
            return "causes" if node.head.turn == "causes" else "measures"
        return None if node.style in _RUN_IN else role_of(self._title(node))

    def _lists_findings(self, node: Node, title: str) -> bool:
        """Say whether a part of a report goes through the findings one by one."""
        if any(_FINDING.match(self._text, below.body) for below in node.walk()):
            return True
        return "问题" in title and not re.search(r"下一步|下步|今后", title) and len(list(node.walk())) > 2

    @staticmethod
    def _is_measure_heading(title: str) -> bool:
        return bool(re.search(r"措施|努力方向|整改(?:方向|打算)", title)) and not re.search(
            r"问题(?:及|和|与|、)", title
        )

    def _part(self, role: SectionRole, heading: str | None, start: int, end: int) -> None:
        start, end = self._trim(start, end)
        if start >= end:
            return
        parts = self.draft.parts
        if (
            heading is None
            and parts
            and parts[-1].role == role
            and role == "problems"
            and parts[-1].heading is None
        ):
            last = parts.pop()
            start = last.start
        parts.append(Part(role, heading, start, end))

    def _section(self, node: Node, role: SectionRole) -> None:
        titled = self._split(node)
        title = self._title(node)
        is_block = any(child.head.field for child in node.children) or node.style == Style.LABEL
        is_heading = (
            node.style not in _RUN_IN
            and (role_of(title) is not None or role not in _ITEM_ROLES)
            and not is_block
        )
        turned = node.head.turn is not None
        self._part(role, title if is_heading and not turned else None, node.start, node.end)
        if role not in _ITEM_ROLES:
            return
        if turned and not node.children:
            self._paragraphs(node.start, node.end, role, None)
            return
        if not is_heading and not turned:
            self._node(node, role, None)
            return
        aspect = None
        if (
            role == "problems"
            and _ASPECT.search(title)
            and not re.search(r"问题$|不足$|差距$", title)
            and node.children
        ):
            aspect = self.draft.aspect(title)
        self._children(node, role, aspect, titled.text_start if titled.has_title else node.body)

    def _split_closing(self) -> None:
        """A last paragraph that takes leave (以上是我的对照检查…) is a part of its own."""
        parts = self.draft.parts
        if not parts or parts[-1].role in ("closing", "opening"):
            return
        last = parts[-1]
        lines = [line for line in self._outline.text.lines if last.start <= line.start < last.end]
        start = last.end
        for line in reversed(lines[1:]):
            content = self._text[line.start : line.end]
            if (
                _SIGN_OFF.search(content)
                or (start == last.end and _SIGNATURE.match(content))
                or (start < last.end and _SIGNATURE.match(content))
            ):
                start = line.start
            else:
                break
        if start == last.end or start <= last.start:
            return
        parts[-1] = Part(last.role, last.heading, *self._trim(last.start, start))
        parts.append(Part("closing", None, *self._trim(start, last.end)))
        for items in (self.draft.problems, self.draft.causes, self.draft.measures):
            for item in items:
                if item.end > start:
                    self._cut(item, start)

    def _cut(self, item: Item, end: int) -> None:
        item.start, item.end = self._trim(item.start, min(item.end, end))
        t = item.titled
        item.titled = Titled(
            t.title_start, min(t.title_end, end), min(t.text_start, item.end), item.end, t.run_in
        )

    # ------------------------------------------------------------------ items

    def _children(self, node: Node, role: SectionRole, aspect: DraftAspect | None, body: int) -> None:
        """Read what stands below a heading: its items, or its paragraphs where it has none."""
        if not node.children:
            self._paragraphs(body, node.end, role, aspect)
            return
        for child in node.children:
            self._node(child, role, aspect)

    def _node(self, node: Node, role: SectionRole, aspect: DraftAspect | None) -> None:
        title = self._title(node)
        inner = strict_role_of(title) if len(title) <= 16 else None
        if inner in _ITEM_ROLES and inner != role and node.head.field is None:
            titled = self._split(node)
            self._children(node, inner, aspect, titled.text_start)
            return
        if any(child.head.field for child in node.children):
            self._block(node, role, aspect)
            return
        if role == "problems":
            self._problem_node(node, aspect, title)
        else:
            self._item_node(node, role, title)

    def _finding(self, node: Node, finding: re.Match[str], aspect: DraftAspect | None) -> None:
        """关于“…”问题的整改: the finding is the problem, what stands below it the rectification."""
        self._blocks += 1
        line_end = self._text.find("\n", node.body)
        stop = min(line_end if line_end >= 0 else node.end, node.end)
        after = finding.end()
        if self._text[after:stop].strip(CLOSING_MARKS):
            stop = after
        start, end = self._trim(node.start, stop)
        a, b = finding.span("finding")
        self.draft.problems.append(
            Item(start, end, Titled(a, b, end, end, run_in=False), aspect, self._blocks)
        )
        a, b = self._trim(stop, node.end)
        while a < b and self._text[a] in "。：":
            a += 1
        a, b = self._trim(a, b)
        if b > a:
            self.draft.measures.append(Item(a, b, Titled(a, a, a, b, run_in=True), None, self._blocks))

    def _answered_finding(self, node: Node) -> int | None:
        """Return where the rectification begins below a finding (该问题已完成整改。…), if it does."""
        match = _ANSWER.search(self._text, node.body, node.own_end if node.children else node.end)
        if match is None or any(
            not child.head.opens_line for child in node.children if child.start < match.start()
        ):
            return None
        return match.start()

    def _answered(self, node: Node, stop: int, aspect: DraftAspect | None) -> None:
        self._blocks += 1
        start, end = self._trim(node.start, stop)
        self.draft.problems.append(
            Item(start, end, _Cut(node, stop).titled(self._outline), aspect, self._blocks)
        )
        a, b = self._trim(stop, node.end)
        self.draft.measures.append(Item(a, b, Titled(a, a, a, b, run_in=True), None, self._blocks))

    def _problem_node(self, node: Node, aspect: DraftAspect | None, title: str) -> None:
        finding = _FINDING.match(self._text, node.body, node.end)
        if (
            finding is not None
            and self._kind in ("report", "plan", "unknown")
            and not node.style == Style.HAN_PAREN
        ):
            self._finding(node, finding, aspect)
            return
        if (
            finding is not None
            and self._kind in ("report", "plan", "unknown")
            and not any(_FINDING.match(self._text, child.body) for child in node.children)
        ):
            self._finding(node, finding, aspect)
            return
        if self._kind == "report" and (stop := self._answered_finding(node)) is not None:
            self._answered(node, stop, aspect)
            return
        inner_roles = {strict_role_of(self._title(child)) for child in node.children} - {None}
        if inner_roles & {"causes", "measures"}:
            self._parted_aspect(node, aspect, title)
            return
        if self._is_aspect(node, aspect, title):
            titled = self._split(node)
            own = self.draft.aspect(title)
            if node.children:
                for child in node.children:
                    self._node(child, "problems", own)
            else:
                self._paragraphs(titled.text_start, node.end, "problems", own, whole=node)
            return
        self._add(self.draft.problems, node, aspect)

    def _parted_aspect(self, node: Node, aspect: DraftAspect | None, title: str) -> None:
        """An aspect that holds its own problems, causes and measures under bare headings."""
        own = self.draft.aspect(title) if aspect is None or _ASPECT.search(title) else aspect
        for child in node.children:
            role = strict_role_of(self._title(child))
            if role in _ITEM_ROLES:
                titled = self._split(child)
                self._children(child, role, own if role == "problems" else own, titled.text_start)
            else:
                self._node(child, "problems", own)

    def _is_aspect(self, node: Node, aspect: DraftAspect | None, title: str) -> bool:
        named = bool(_ASPECT.search(title)) or (
            len(title) <= 44 and bool(_ASPECT.search(title.rstrip("：:")))
        )
        if aspect is not None:
            return named and bool(node.children) and node.style < Style.SHI and not _FAULT.search(title)
        if named:
            return True
        if not node.children or node.style in _RUN_IN:
            return False
        line_level = any(child.head.opens_line for child in node.children)
        return line_level or not _FAULT.search(title)

    def _item_node(self, node: Node, role: SectionRole, title: str) -> None:
        items = self.draft.causes if role == "causes" else self.draft.measures
        titled = self._split(node)
        listed = bool(node.children) and all(child.head.opens_line for child in node.children)
        if (
            listed
            and not titled.run_in
            and not self._text[titled.title_end : node.own_end].strip(CLOSING_MARKS)
        ):
            # A bare heading over numbered paragraphs: those are the items.
            for child in node.children:
                self._item_node(child, role, title)
            return
        self._add(items, node, None)

    def _without_claim(self, start: int, end: int) -> int:
        """A paragraph of its own that claims team problems stands behind the last problem, not in it."""
        cut = self._text.find("\n", start, end)
        while cut >= 0:
            if _CLAIM_LINE.match(self._text, cut + 1, end):
                return cut
            cut = self._text.find("\n", cut + 1, end)
        return end

    def _add(
        self, items: list[Item], node: Node, aspect: DraftAspect | None, block: int | None = None
    ) -> None:
        start, end = self._trim(node.start, node.end)
        if not node.children:
            end = self._trim(start, self._without_claim(start, end))[1]
        if end > start:
            titled = self._split(node)
            if titled.text_end > end:
                titled = Titled(
                    titled.title_start, titled.title_end, min(titled.text_start, end), end, titled.run_in
                )
            items.append(
                Item(
                    start,
                    end,
                    titled if items is self.draft.problems else self._texted(titled, node),
                    aspect,
                    block,
                )
            )

    def _texted(self, titled: Titled, node: Node) -> Titled:
        """A cause or measure of one sentence is text and has no title, unless ；splits it from the next."""
        content = self._text[titled.title_start : titled.text_end].rstrip()
        if not titled.has_title or not titled.run_in or re.search(r"[。：！？]", content[:-1]):
            return titled
        split = content.endswith("；") or "；" in self._text[max(0, node.start - 1) : node.start]
        if split and titled.text_start < titled.text_end:
            return titled
        return Titled(
            titled.title_start, titled.title_start, titled.title_start, titled.text_end, titled.run_in
        )

    def _paragraphs(
        self, start: int, end: int, role: SectionRole, aspect: DraftAspect | None, whole: Node | None = None
    ) -> None:
        """Read unnumbered paragraphs: each is an item, save those that only lead over to a list."""
        items = {"problems": self.draft.problems, "causes": self.draft.causes}.get(role, self.draft.measures)
        spans = self._paragraph_spans(start, end)
        for a, b in spans:
            content = self._text[a:b]
            if content.endswith("：") or (len(content) < 12 and len(spans) > 1):
                continue
            if len(spans) > 1 and _LEAD.match(content) and a == spans[0][0]:
                continue
            if _SIGN_OFF.search(content) and len(items) > 0:
                continue
            items.append(Item(a, b, self._prose_titled(a, b, multiple=len(spans) > 1), aspect))

    def _prose_titled(self, start: int, end: int, *, multiple: bool) -> Titled:
        """An unnumbered paragraph has a title where it begins with a short sentence and others follow."""
        stop = self._text.find("。", start, end)
        if multiple and 0 < stop - start <= 24 and self._text[stop + 1 : end].strip():
            return Titled(start, stop, stop + 1, end, run_in=True)
        return Titled(start, start, start, end, run_in=True)

    def _paragraph_spans(self, start: int, end: int) -> list[tuple[int, int]]:
        spans = []
        for line in self._outline.text.lines:
            a, b = max(line.start, start), min(line.end, end)
            if a < b and self._text[a:b].strip(CLOSING_MARKS):
                spans.append(self._trim(a, b))
        return spans

    # ------------------------------------------------------------------ label blocks

    def _block(self, node: Node, role: SectionRole, aspect: DraftAspect | None) -> None:
        """Read 问题…成因：…整改措施：… below one heading or item."""
        self._blocks += 1
        block = self._blocks
        fields = [child for child in node.children if child.head.field]
        kinds = [child.head.field for child in fields]
        title = self._title(node)
        if "problem" in kinds:
            if _ASPECT.search(title) and aspect is None:
                aspect = self.draft.aspect(title)
                self._block_fields(fields, aspect, problem_from=None)
                return
            self._block_fields(fields, aspect, problem_from=None, block_start=node)
            return
        self._block_fields(fields, aspect, problem_from=node)

    def _block_fields(
        self,
        fields: list[Node],
        aspect: DraftAspect | None,
        problem_from: Node | None,
        block_start: Node | None = None,
    ) -> None:
        block = self._blocks
        if problem_from is not None:
            start, end = self._trim(problem_from.start, fields[0].start)
            cut = _Cut(problem_from, fields[0].start)
            self.draft.problems.append(Item(start, end, cut.titled(self._outline), aspect, block))
        seen_problem = False
        promised = any(child.head.field == "measure" for child in fields)
        for child in fields:
            if child.head.field == "problem":
                if seen_problem:
                    self._blocks += 1
                    block = self._blocks
                seen_problem = True
                self._field_items(self.draft.problems, child, aspect, block, block_start)
                block_start = None
            elif child.head.field == "cause":
                self._field_items(self.draft.causes, child, None, block, None)
            elif child.head.field == "measure" or (child.head.field == "progress" and not promised):
                self._field_items(self.draft.measures, child, None, block, None)

    def _field_items(
        self, items: list[Item], node: Node, aspect: DraftAspect | None, block: int, block_start: Node | None
    ) -> None:
        start, end = self._trim(node.body, node.end)
        if start >= end:
            return
        listed = [child for child in node.children if child.head.field is None]
        if node.head.field == "measure" and len(listed) >= 2 and listed[0].start - start < 12:
            for child in listed:
                self._add(items, child, None, block)
            return
        mark = mark_at(self._text, start)
        if node.head.field == "measure" and mark is not None and mark.end < end:
            items.append(
                Item(start, end, Titled(mark.end, mark.end, mark.end, end, run_in=True), aspect, block)
            )
            return
        if block_start is not None:
            heading = self._text[block_start.body : node.start].strip(CLOSING_MARKS)
            if heading:
                stop = node.start
                a, b = self._trim(block_start.start, node.end)
                title_start = block_start.body
                items.append(
                    Item(
                        a,
                        b,
                        Titled(title_start, self._rstrip(title_start, stop), node.body, node.end, False),
                        aspect,
                        block,
                    )
                )
                return
            start = self._trim(block_start.start, end)[0]
            items.append(Item(start, end, self._field_titled(node), aspect, block))
            return
        a, b = self._trim(node.start, node.end)
        items.append(Item(a, b, self._field_titled(node), aspect, block))

    def _field_titled(self, node: Node) -> Titled:
        return Titled(node.body, node.body, node.body, node.end, run_in=True)

    # ------------------------------------------------------------------ tables

    def _table(self, table: Table) -> None:
        """Read a table with a header row: one problem a row, its cause and measure beside it."""
        draft = self.draft
        for items in (draft.problems, draft.causes, draft.measures):
            items[:] = [item for item in items if not (item.start < table.end and item.end > table.start)]
        aspect: DraftAspect | None = None
        for row in table.rows:
            cells: dict[str, tuple[int, int]] = {}
            for role, cell in zip(table.columns, row, strict=False):
                if role is not None and cell[1] > cell[0]:
                    cells.setdefault(role, cell)
            if "aspect" in cells:
                aspect = draft.aspect(self._text[slice(*cells["aspect"])].strip(CLOSING_MARKS))
            if "problem" not in cells:
                continue
            self._blocks += 1
            self._cell(draft.problems, cells.get("problem"), aspect)
            self._cell(draft.causes, cells.get("cause"), None)
            self._cell(draft.measures, cells.get("measure") or cells.get("progress"), None)
        draft.parts[:] = [
            Part("problems", p.heading, p.start, p.end)
            if p.role in ("other", "measures", "opening", "last_year")
            and p.start <= table.start < p.end
            and not (p.role == "measures" and len(table.rows) < 2)
            else p
            for p in draft.parts
        ]

    def _cell(self, items: list[Item], cell: tuple[int, int] | None, aspect: DraftAspect | None) -> None:
        if cell is None:
            return
        a, b = self._trim(*cell)
        mark = mark_at(self._text, a)
        body = mark.end if mark is not None and mark.end < b else a
        if b > a:
            items.append(Item(a, b, Titled(body, body, body, b, run_in=True), aspect, self._blocks))

    def _causes_inside_problems(self) -> None:
        """A paper without a part on causes may name each root right behind its problem."""
        for problem in list(self.draft.problems):
            root = find_root(self._text, problem.titled.text_start, problem.end)
            if root is None:
                continue
            start, end = self._trim(root.start, root.end)
            if self._text[start - 1] not in "。；！？\n”）":
                continue
            self._blocks += 1
            problem.block = self._blocks
            self.draft.causes.append(
                Item(start, end, Titled(start, start, start, end, run_in=True), None, self._blocks)
            )

    # ------------------------------------------------------------------ small things

    def _split(self, node: Node) -> Titled:
        titled = self._titles.get(id(node))
        if titled is None:
            titled = self._titles[id(node)] = split_title(self._outline, node)
        return titled

    def _title(self, node: Node) -> str:
        titled = self._split(node)
        return self._text[titled.title_start : titled.title_end].replace("\n", "")

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self._text[start] in " \t\n":
            start += 1
        while end > start and self._text[end - 1] in " \t\n":
            end -= 1
        return start, end

    def _rstrip(self, start: int, end: int) -> int:
        while end > start and self._text[end - 1] in CLOSING_MARKS:
            end -= 1
        return end


class _Cut:
    """The head of a block as an item of its own: the node up to its first field."""

    def __init__(self, node: Node, end: int) -> None:
        self._node = Node(
            node.head, node.start, node.body, end, end, [c for c in node.children if c.end <= end]
        )

    def titled(self, outline: Outline) -> Titled:
        """Return its title and text."""
        return split_title(outline, self._node)


_CLAIM_LINE: Final = re.compile(
    r"(?:同时，|此外，|另外，)?(?:对|针对|关于)[^。\n]{0,40}(?:班子|党组|党委|支部|常委会)[^。\n]{0,40}(?:认领|责任)"
)
_FINDING: Final = re.compile(
    r"(?:针对|对|关于)?(?:反馈的|指出的)?“(?P<finding>[^”\n]{4,80})”(?:的|等|这一)?问题(?:的?整改(?:落实|进展|完成)?(?:情况)?)?[。：]?"
)
_ANSWER: Final = re.compile(
    r"(?:(?<=\n)|(?<=。))(?:该(?:项)?问题(?:已|正在|分阶段|持续|目前|的整改)|(?:整改(?:落实|完成)?(?:情况|进展|结果)|目前进展)[：，])"
)
_SIGN_OFF: Final = re.compile(
    r"^(?:以上|我就说|就说这些|我的?汇报|欢迎.{0,24}监督|我的(?:发言|对照检查)(?:完|到此)|(?:不妥|不当|不足)之处|恳请|敬请|请.{0,14}(?:批评|指正|帮助|监督)|发言完毕|特此报告|以上报告|最后，(?:恳请|真诚|诚恳|请))"
)
_SIGNATURE: Final = re.compile(
    r"^(?:20\d\d|二[〇○零]..)年.{1,8}日?$|^[\u4e00-\u9fff·×*]{2,24}$|^(?:汇报人|签名|报告人|发言人|检查人)[：:]"
)
_LEAD: Final = re.compile(r".{0,80}(?:如下|以下(?:几个)?方面|主要(?:有|是|表现)|几个方面)[。：]?$")
