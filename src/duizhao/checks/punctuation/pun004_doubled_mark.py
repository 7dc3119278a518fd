"""Do two marks stand where one belongs?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.errors import _
from duizhao.record import Fix, Span
from duizhao.text.regex import regex

_MARKS: Final = regex("[，。；：、,]{2,}")


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield runs of marks; a run of the same mark is settled by one of them."""
    for match in _MARKS.finditer(paper.text):
        span = Span(*match.span())
        same = len(set(match[0])) == 1
        if match[0] in ("。。。", "。。。。。。"):
            continue
        yield Finding(span, fix=Fix(span, match[0][0]) if same else None)


check = Check(
    id="PUN004",
    slug="doubled-mark",
    category="punctuation",
    title=_("标点重复"),
    why=_("两个标点连用，多是删改文字时留下的。"),
    source="GB/T 15834-2011, 4",
    severity="error",
    message=_("此处标点连用；请留一个"),
    find=find,
    bad=examples("对照检查材料\n一是学习不够«，，»读得少«。。»\n二是作风不实«，。»"),
    good=examples("对照检查材料\n一是学习不够……读得少。“干得不好，”他说，“要改。”"),
)
