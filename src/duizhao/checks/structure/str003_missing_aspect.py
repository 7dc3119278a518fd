"""Is a criterion of the set without an aspect in the paper?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.aspects import heading_span, section
from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.structure.criteria import lacking
from duizhao.checks.structure.samples import ASPECTS, paper
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield one finding that names every criterion no aspect stands for, at the heading of the problems."""
    missing = lacking(paper)
    if not missing or paper.framework is None:
        return
    part = section(paper, "problems")
    span = heading_span(paper, part) if part and part.heading else paper.title_span
    listed = tuple(f"“{title}”" for title in missing)
    yield Finding(span, words(aspects=listed, framework=paper.framework.title.zh))


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
