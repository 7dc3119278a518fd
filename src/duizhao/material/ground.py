"""The paper a walk stands on: its outline, its text, and the title of every node, split once."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import attrgetter
from typing import Final

from duizhao.material.draft import Draft, DraftAspect
from duizhao.material.titles import CLOSING_MARKS, Titled, gapped_styles, split_title, splits_by_semicolon
from duizhao.outline import Node, Outline, Style
from duizhao.record import MaterialKind

# Ordinals that open an item and never a part of a paper.
RUN_IN = frozenset({Style.ORDINAL, Style.FIRSTLY, Style.QI, Style.SHI, Style.YAO, Style.CIRCLED})
_BLANKS = " \t\n"
# 第二个问题的原因： ties an item to its problem and is no title.
_TIE: Final = re.compile(
    r"(?:针对|对于|对)?(?:第)?(?:问题)?[一二三四五六七八九十\d]{1,3}(?:个|项|条|方面)*(?:的)?(?:问题)?(?:的)?(?:产生)?"
    r"(?:原因|根源|成因|措施|整改措施|整改)?"
)
# （一）在理论学习方面，学得不够系统。…: the criterion opens the sentence that tells the problem.
_ASPECT_CLAUSE: Final = re.compile(r"(?P<aspect>(?:在|从|对照)?[^，。；：\n]{2,40}方面)，")
_INNER_END: Final = re.compile(r"[。：！？]")


def _ties(text: str, node: Node) -> bool:
    """Say whether a label names the problem that a cause or measure belongs to."""
    return text[node.start : node.body].startswith(("针对", "对应", "对照"))


class Ground:
    """Questions about one paper that every step of the walk asks."""

    def __init__(self, outline: Outline, kind: MaterialKind) -> None:
        self.outline = outline
        self.text = outline.text.text
        self.kind = kind
        self._gapped = gapped_styles(outline)
        self._titles: dict[int, Titled] = {}
        self._words: dict[int, str] = {}

    def split(self, node: Node) -> Titled:
        """Return title and text of a node."""
        titled = self._titles.get(id(node))
        if titled is None:
            titled = self._titles[id(node)] = split_title(self.outline, node, self._gapped)
        return titled

    def title(self, node: Node) -> str:
        """Return the title of a node, "" where it has none."""
        words = self._words.get(id(node))
        if words is None:
            titled = self.split(node)
            words = self.text[titled.title_start : titled.title_end].replace("\n", "")
            self._words[id(node)] = words
        return words

    def without_lone_title(self, titled: Titled, node: Node) -> Titled:
        """One sentence alone is text and no title, unless ；splits it from the next.

        Nor is what ties a cause or measure to its problem one (针对问题二：…, 第二个问题的原因：…).
        """
        if not titled.has_title or not titled.run_in:
            return titled
        start, end = titled.title_start, titled.text_end
        if _TIE.fullmatch(self.text[start : titled.title_end]):
            return Titled(titled.text_start, titled.text_start, titled.text_start, end, run_in=True)
        if titled.title_end == titled.text_start < end:
            return titled  # a blank ends the title
        content = self.text[start:end].rstrip()
        tied = node.style == Style.LABEL and node.head.number > 0 and _ties(self.text, node)
        if _INNER_END.search(content[:-1]) and not tied:
            return titled
        split = content.endswith("；") or "；" in self.text[max(0, node.start - 1) : node.start]
        split = split or splits_by_semicolon(self.text)
        if split and titled.text_start < end and not tied:
            return titled
        return Titled(start, start, start, end, titled.run_in)

    def title_span(self, node: Node) -> tuple[int, int] | None:
        """Return where the title of a node stands, ``None`` where it has none."""
        titled = self.split(node)
        return (titled.title_start, titled.title_end) if titled.has_title else None

    def aspect_clause(self, node: Node) -> tuple[int, int] | None:
        """Return where the criterion that opens a node's prose ends and where what is told begins."""
        start, end = self.trim(node.body, node.end)
        found = None if node.children else _ASPECT_CLAUSE.match(self.text, start, end)
        return (found.end("aspect"), found.end()) if found and self.says_something(found.end(), end) else None

    def aspect(self, draft: Draft, node: Node) -> DraftAspect:
        """Return the aspect whose heading a node is."""
        titled = self.split(node)
        return draft.aspect(self.title(node), titled.title_start, titled.title_end)

    def head_of(self, node: Node, end: int) -> Titled:
        """Return title and text of a node as if it ended at ``end``."""
        inner = [child for child in node.children if child.end <= end]
        cut = Node(node.head, node.start, node.body, end, end, inner)
        return split_title(self.outline, cut, self._gapped)

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """Return the range without blanks and line ends at its edges."""
        while start < end and self.text[start] in _BLANKS:
            start += 1
        while end > start and self.text[end - 1] in _BLANKS:
            end -= 1
        return start, end

    def without_marks(self, start: int, end: int) -> int:
        """Return where the range ends without its closing marks."""
        while end > start and self.text[end - 1] in CLOSING_MARKS:
            end -= 1
        return end

    def says_something(self, start: int, end: int) -> bool:
        """Say whether there is more than marks and blanks in the range."""
        return bool(self.text[start:end].strip(CLOSING_MARKS))

    def paragraphs(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the lines of the range that say something."""
        spans = []
        lines = self.outline.text.lines
        for i in range(bisect_right(lines, start, key=attrgetter("end")), len(lines)):
            line = lines[i]
            if line.start >= end:
                break
            a, b = max(line.start, start), min(line.end, end)
            if a < b and self.says_something(a, b):
                spans.append(self.trim(a, b))
        return spans
