"""Has an aspect problems without an example?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.aspects import aspects
from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.facts import is_general
from duizhao.errors import _
from duizhao.record import Related


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield one finding an aspect that says how many of its problems have no example and no figure."""
    for aspect in aspects(paper):
        lacking = [problem for problem in aspect.problems if is_general(problem)]
        if lacking:
            related = tuple(Related(paper.path, problem.span) for problem in lacking)
            said = words(count=len(lacking), all=len(aspect.problems))
            yield Finding(aspect.span, said, related)


check = Check(
    id="SPE001",
    slug="no-example",
    category="specificity",
    title=_("问题没有事例"),
    why=_("没有事例的问题人人可用、年年可用，会上无从批评，会后无从核对。"),
    source=_("督导审阅意见：联系实际不够；审阅通例：见人见事"),
    severity="question",
    message=_("本方面 %(all)s 条问题中有 %(count)s 条未见事例；请核对是否有可以写明的具体事实"),
    find=find,
    bad=examples(
        "对照检查材料\n一、存在的问题\n（一）«理论学习方面»\n一是读得少。只看标题和摘要。\n二是记得少。比如，2024年3月的读书班只记了三页笔记。\n"
        "二、整改措施\n一是多读。\n二是多记。",
    ),
    good=examples(
        "对照检查材料\n一、存在的问题\n（一）理论学习方面\n一是读得少。比如，2024年5月的集中学习缺课两次。\n"
        "二是记得少。比如，2024年3月的读书班只记了三页笔记。\n二、整改措施\n一是多读。\n二是多记。",
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual", "team"}),
)
