"""Does a paragraph end without a mark?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, once
from duizhao.errors import _
from duizhao.text import Line
from duizhao.text.regex import regex

_MARKS: Final = "。！？；：…”’）》】〕.!?;:)]—"
_SENTENCE: Final = regex("[。；！？]")
_LEAST: Final = 24
_SIGNED: Final = regex(r"(?:\d{4}|二〇..)年.{1,8}日?$|[局委院校部处科镇乡组室会司]$")
_HEADING: Final = regex(r"(?:方面|问题|不足|差距|原因|措施|情况|要求|打算|方向|剖析)$")
_USUAL: Final = 0.8  # of a paper's paragraphs that end with a mark, at least


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the last characters of paragraphs of sentences that end without a mark."""
    text = paper.normal
    lines = [line for line in paper.outline.text.lines if line.end - line.start >= _LEAST]
    open_ones = [line for line in lines if text[line.end - 1] not in _MARKS and _is_paragraph(paper, line)]
    if not open_ones or len(open_ones) > (1 - _USUAL) * len(lines) + 1:
        return
    wrapped = paper.text.strip().count("\n") >= _WRAPPED * len(paper.outline.text.lines)
    for line in open_ones:
        if not (wrapped and text[line.end - 1] in "，、"):
            yield Finding(paper.source(line.end - 2, line.end))


def _is_paragraph(paper: Paper, line: Line) -> bool:
    """Say whether a line is sentences and no heading, cell, signature or date."""
    said = paper.normal[line.start : line.end]
    if "\t" in said or (line.paragraph is not None and line.paragraph.cell is not None):
        return False
    if any(table.start <= line.start < table.end for table in paper.outline.tables):
        return False
    ends = [match.end() for match in _SENTENCE.finditer(said)]
    if not ends or (ends[-1] < len(said) and len(said) - ends[-1] < _TAIL):
        return "，" in said and not _HEADING.search(said) and not _heads(paper, line)
    return ends[-1] == len(said) or not _SIGNED.search(said)


def _heads(paper: Paper, line: Line) -> bool:
    """Say whether a line is the title of the paper or a heading with something below it."""
    title = paper.title_span
    if paper.source(line.start, line.end).start < title.end:
        return True
    return line.start in _headings(paper)


@once
def _headings(paper: Paper) -> frozenset[int]:
    """Return where headings begin that have anything below them on lines of their own."""
    text = paper.normal
    return frozenset(
        node.start for node in paper.outline.walk() if "\n" in text[node.body : node.end].strip()
    )


_TAIL: Final = 4
_WRAPPED: Final = 1.5  # lines of the text for each paragraph

check = Check(
    id="PUN006",
    slug="no-end",
    category="punctuation",
    title=_("句末缺标点"),
    why=_("一段话没有结束的标点，往往是删改时带掉了，或者后面的话没有写完。"),
    source="GB/T 15834-2011, 4.1",
    severity="warning",
    message=_("这一段末尾没有标点；请核对话是否写完"),
    find=find,
    bad=examples(
        "对照检查材料\n一是学习不够。平时读得少，记得也少，遇到问题才去翻书，用完就«放下»\n二是作风不实。下去得少。"
    ),
    good=examples(
        "对照检查材料\n（一）带头用党的创新理论凝心铸魂，做到学思用贯通、知信行统一方面\n一是学习不够。平时读得少。"
    ),
)
