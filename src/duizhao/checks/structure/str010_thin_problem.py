"""Is a problem said in a few words?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.aspects import title_of
from duizhao.checks.base import Check, Finding, Option, Options, Paper, examples, words
from duizhao.checks.structure.samples import ASPECTS, paper
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the title of each problem whose own words are fewer than the option says."""
    least = options["least"]
    assert isinstance(least, int)
    for problem in paper.material.problems:
        size = len("".join((problem.text or problem.title or "").split()))
        if size < least:
            yield Finding(title_of(paper, problem), words(size=size))


check = Check(
    id="STR010",
    slug="thin-problem",
    category="structure",
    title=_("问题只有一句话"),
    why=_("一条问题只有标题或者几个字，看不出表现在哪里、后果是什么。"),
    source=_("督导审阅意见：联系实际不够、剖析不深不透"),
    severity="question",
    message=_("这条问题的正文只有 %(size)s 个字；请核对是否写明了具体表现"),
    find=find,
    bad=examples(
        paper(aspects=("（一）理论学习方面\n一是«读得少»。缺课。\n二是记得少。笔记只有三页。", *ASPECTS[1:])),
    ),
    good=examples(paper()),
    options=(Option("least", 5, _("正文最少几个字")),),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual", "team"}),
)
