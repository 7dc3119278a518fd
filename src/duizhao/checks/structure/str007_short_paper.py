"""Is the paper shorter than the criteria set asks?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Example, Finding, Option, Options, Paper, words
from duizhao.checks.structure.samples import TITLE, paper
from duizhao.checks.structure.sizes import length, wanted
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the title of a paper that is too short."""
    least = wanted(paper, options["least"], "characters_min")
    if paper.material.problems and length(paper) < least:
        yield Finding(paper.title_span, words(length=length(paper), least=int(least)))


check = Check(
    id="STR007",
    slug="short-paper",
    category="structure",
    title=_("篇幅不足"),
    why=_("篇幅明显短于要求，往往是问题没有展开、原因没有挖到底。"),
    source=_("所用对照标准的“最少字数”"),
    severity="question",
    message=_("全文 %(length)s 字，所用标准为不少于 %(least)s 字；请核对是否还有没有写到的问题"),
    find=find,
    bad=(Example(paper(title=f"«{TITLE}»"), options=(("least", 1000),)),),
    good=(Example(paper(), options=(("least", 300),)),),
    options=(Option("least", 0, _("最少字数；0 表示按所用对照标准")),),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual", "team"}),
)
