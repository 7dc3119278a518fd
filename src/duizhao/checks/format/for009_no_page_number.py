"""Do the pages have no number?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Example, Finding, Options, Paper
from duizhao.checks.format.samples import TEXT, marked, word
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the title of a paper neither whose headers nor whose footers print the page's number."""
    if paper.document.numbered is False:
        yield Finding(paper.title_span)


check = Check(
    id="FOR009",
    slug="no-page-number",
    category="format",
    title=_("没有页码"),
    why=_("没有页码，散页以后排不回来，会上也说不清在哪一页。"),
    source="GB/T 9704-2012, 7.5",
    severity="warning",
    message=_("页眉、页脚都没有页码；请插入页码"),
    find=find,
    bad=(Example(marked(0), note=_("没有页码"), word=word(numbered=False)),),
    good=(Example(TEXT, word=word()),),
    needs=frozenset({"format"}),
    kinds=frozenset({"report", "plan"}),
)
