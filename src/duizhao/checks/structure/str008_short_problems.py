"""Is the part about the problems shorter than asked, in characters or as a share?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.aspects import heading_span, section
from duizhao.checks.base import Check, Example, Finding, Option, Options, Paper, words
from duizhao.checks.structure.samples import paper
from duizhao.checks.structure.sizes import length, part_length, wanted
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the heading of the problems where they are too short."""
    part = section(paper, "problems")
    if part is None:
        return
    least = wanted(paper, options["least"], "problem_characters_min")
    share = wanted(paper, options["share"], "problem_share_min")
    size = part_length(paper, "problems")
    if size < least or size < share * length(paper):
        said = words(
            size=size,
            share=f"{100 * size / length(paper):.1f}",
            least=int(least),
            least_share=f"{100 * share:g}",
        )
        yield Finding(heading_span(paper, part), said)


_HEADING = "一、存在的问题"

check = Check(
    id="STR008",
    slug="short-problems",
    category="structure",
    title=_("问题部分过短"),
    why=_("对照检查以查摆问题为主；问题部分过短，是成绩和表态占了篇幅。"),
    source=_("所用对照标准的“问题部分最少字数、占比”"),
    severity="question",
    message=_(
        "问题部分 %(size)s 字，占 %(share)s%%；所用标准为 %(least)s 字、%(least_share)s%% 以上，请核对"
    ),
    find=find,
    bad=(Example(paper().replace(_HEADING, f"«{_HEADING}»"), options=(("least", 800), ("share", 0.2))),),
    good=(Example(paper(), options=(("least", 100), ("share", 0.2))),),
    options=(
        Option("least", 0, _("最少字数；0 表示按所用对照标准")),
        Option("share", 0.0, _("占全文的最低比例，0 至 1；0 表示按所用对照标准")),
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual", "team"}),
)
