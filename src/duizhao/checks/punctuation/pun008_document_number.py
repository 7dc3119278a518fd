"""Does the year of a document number stand in the wrong brackets?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.errors import _
from duizhao.record import Fix, Span
from duizhao.text.regex import regex

_NUMBER: Final = regex(r"[\[【（(〈［](?:19|20)\d\d[\]】）)〉］](?=第?\d{1,4}号)")
_ISSUER: Final = regex("[\u4e00-\u9fff][发函办字电令通党政组纪审巡财建教文规厅委]$")


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the year with its brackets; the right ones settle it."""
    text = paper.text
    for match in _NUMBER.finditer(text):
        if _ISSUER.search(text, max(0, match.start() - 2), match.start()):
            span = Span(*match.span())
            yield Finding(span, fix=Fix(span, f"〔{match[0][1:-1]}〕"))


check = Check(
    id="PUN008",
    slug="document-number",
    category="punctuation",
    title=_("发文字号的括号不对"),
    why=_("发文字号的年份用六角括号“〔〕”括入，用别的括号检索不到。"),
    source="GB/T 9704-2012, 7.2.5",
    severity="warning",
    message=_("发文字号的年份应当用六角括号“〔〕”"),
    find=find,
    bad=examples("整改报告\n根据县委办发«[2024]»12号文件要求，开展自查。"),
    good=examples("整改报告\n根据县委办发〔2024〕12号文件要求，开展自查。（2024）12号楼没有电梯。"),
)
