"""Is a criterion of the set without an aspect in the paper?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.aspects import aspects, heading_span, section
from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.structure.criteria import expected_codes, follows_criteria
from duizhao.checks.structure.samples import ASPECTS, paper
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield one finding for each criterion that no aspect stands for, at the heading of the problems."""
    if not follows_criteria(paper) or paper.framework is None:
        return
    present = {one.code for one in aspects(paper)}
    titles = "".join(one.title for one in aspects(paper)) + "".join(
        node_title for node_title in _headings(paper)
    )
    lacking = []
    for code in expected_codes(paper):
        criterion = paper.framework.criterion(code)
        if criterion is not None and code not in present:
            words_ = (criterion.title.zh, *criterion.aliases, *criterion.keywords)
            if not any(word in titles for word in words_):
                lacking.append(criterion.title.zh)
    part = section(paper, "problems")
    if lacking:
        span = heading_span(paper, part) if part and part.heading else paper.title_span
        listed = tuple(f"“{title}”" for title in lacking)
        yield Finding(span, words(aspects=listed, framework=paper.framework.title.zh))


def _headings(paper: Paper) -> Iterator[str]:
    text = paper.normal
    for node in paper.outline.walk():
        yield text[node.body : min(node.own_end, node.body + 60)].split("\n", 1)[0]


check = Check(
    id="STR003",
    slug="missing-aspect",
    category="structure",
    title=_("缺少应当对照的方面"),
    why=_("通知列出的方面没有逐一对照，等于回避了这一方面。"),
    source=_("所用对照标准的各个方面"),
    severity="warning",
    message=_("未见对照%(aspects)s；《%(framework)s》列有这一方面，请核对是缺写还是标题写法不同"),
    find=find,
    bad=examples(
        paper(aspects=(*ASPECTS[:3], *ASPECTS[4:])).replace("一、存在的问题", "«一、存在的问题»"),
    ),
    good=examples(paper()),
    needs=frozenset({"framework", "material"}),
    kinds=frozenset({"individual", "team"}),
)
