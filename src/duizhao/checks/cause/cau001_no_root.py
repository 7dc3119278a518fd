"""Has a cause no sentence that names the root?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.aspects import heading_span, section, title_of
from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield each cause without a root, or the heading of the causes where most have none."""
    causes = paper.material.causes
    lacking = [cause for cause in causes if cause.root is None]
    part = section(paper, "causes")
    if len(lacking) > _FEW or (len(lacking) > 1 and len(lacking) == len(causes)):
        span = heading_span(paper, part) if part is not None else paper.title_span
        yield Finding(span, words(count=len(lacking)), form="several")
        return
    for cause in lacking:
        yield Finding(title_of(paper, cause))


_FEW = 2  # causes without a root that are named one by one; more are one finding with the count

check = Check(
    id="CAU001",
    slug="no-root",
    category="cause",
    title=_("原因没有挖到根源"),
    why=_("只列现象，没有一句话点明根源在哪里，措施就落不到根上。"),
    source=_("督导审阅意见：剖析不深不透"),
    severity="question",
    message=_("本条原因未见点明根源的话（如“根本原因是”“归根结底”）；请核对根源写在哪里"),
    forms=(
        (
            "several",
            _("%(count)s 条原因未见点明根源的话（如“根本原因是”“归根结底”）；请核对根源写在哪里"),
        ),
    ),
    find=find,
    bad=examples(
        "对照检查材料\n一、存在的问题\n一是读得少。只看标题。\n二是走得少。只下去四次。\n二、原因分析\n（一）«理论学习抓得松»。总以忙为由放松学习。\n"
        "（二）宗旨意识淡了。坐办公室多。归根结底是同群众的感情浅了。",
        "对照检查材料\n一、存在的问题\n一是读得少。只看标题。\n二是走得少。只下去四次。\n«二、原因分析»\n（一）理论学习抓得松。总以忙为由。\n（二）宗旨意识淡了。坐办公室多。",
    ),
    good=examples(
        "对照检查材料\n一、存在的问题\n一是读得少。只看标题。\n二是走得少。只下去四次。\n二、原因分析\n（一）理论学习抓得松。根本原因是把学习当成软任务。\n"
        "（二）宗旨意识淡了。坐办公室多。归根结底是同群众的感情浅了。",
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual", "team"}),
)
