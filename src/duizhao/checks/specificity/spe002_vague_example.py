"""Has an example neither time nor place, number or name?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.facts import tells_fact
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the examples that tell nothing which could be looked up."""
    for problem in paper.material.problems:
        for example in problem.examples:
            if example.marker and not tells_fact(example.text):
                yield Finding(example.span)


check = Check(
    id="SPE002",
    slug="vague-example",
    category="specificity",
    title=_("事例空泛"),
    why=_("写了“比如”，后面却是另一句概括，没有时间、地点、数量，也没有叫得出名的事。"),
    source=_("督导审阅意见：联系实际不够、剖析不深不透"),
    severity="question",
    message=_("这个事例没有写明时间、地点、数量或者事项名称；请核对能否写明是哪一件事"),
    find=find,
    bad=examples(
        "对照检查材料\n一、存在的问题\n（一）作风方面\n一是管理不严。«比如，在教育干部方面办法不够多，下的功夫不够。»\n二是走得少。比如，今年只下去四次。",
    ),
    good=examples(
        "对照检查材料\n一、存在的问题\n（一）作风方面\n一是管理不严。比如，青石镇柳林村的低保户三年没有复核。\n二是走得少。比如，今年只下去四次。",
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual", "team"}),
)
