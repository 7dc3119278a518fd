"""Do problems and causes make up too small a part of the paper?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Example, Finding, Option, Options, Paper, words
from duizhao.checks.structure.samples import TITLE, paper
from duizhao.checks.structure.sizes import length, part_length, wanted
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the title of a paper whose problems and causes fall short of the share asked."""
    least = wanted(paper, options["share"], "problem_cause_share_min")
    size = part_length(paper, "problems", "causes")
    if size and size < least * length(paper):
        share = f"{100 * size / length(paper):.1f}"
        yield Finding(paper.title_span, words(share=share, least=f"{100 * least:g}"))


check = Check(
    id="STR009",
    slug="small-share",
    category="structure",
    title=_("问题和原因占比不足"),
    why=_("督导组看问题和原因占多大篇幅；占比不足，是开头、成绩或者措施写长了。"),
    source=_("所用对照标准的“问题与原因占比”"),
    severity="question",
    message=_("问题和原因合计占全文 %(share)s%%，所用标准为不低于 %(least)s%%；请核对篇幅安排"),
    find=find,
    bad=(Example(paper(title=f"«{TITLE}»"), options=(("share", 0.9),)),),
    good=(Example(paper(), options=(("share", 0.5),)),),
    options=(Option("share", 0.0, _("最低比例，0 至 1；0 表示按所用对照标准")),),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual", "team"}),
)
