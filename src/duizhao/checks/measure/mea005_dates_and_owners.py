"""Have the measures of a paper dates and owners? One hint for the whole paper."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.measure.actions import judged
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield one finding that counts the measures without a date and without an owner."""
    measures = judged(paper)
    undated = sum(not one.dated for one in measures)
    unowned = sum(not one.owned for one in measures)
    if undated and unowned:
        yield Finding(paper.title_span, words(all=len(measures), undated=undated, unowned=unowned))


check = Check(
    id="MEA005",
    slug="dates-and-owners",
    category="measure",
    title=_("措施的时限和责任人"),
    why=_("材料里的措施不要求逐条写时限和责任人，但形成整改方案、登记台账时都要有。"),
    source=_("整改方案、整改台账通行栏目：责任领导、责任人、完成时限"),
    severity="question",
    message=_(
        "%(all)s 条措施中，未见时限的 %(undated)s 条，未见责任人的 %(unowned)s 条；形成整改方案时请列明"
    ),
    find=find,
    bad=examples(
        "«对照检查材料»\n一、存在的问题\n一是走得少。只下去四次。\n二是读得少。只看标题。\n二、整改措施\n一是多走访。到联系村走访，收到的意见登记。\n二是多读书。每周三晚上自学。",
    ),
    good=examples(
        "对照检查材料\n一、存在的问题\n一是走得少。只下去四次。\n二是读得少。只看标题。\n二、整改措施\n一是多走访。每月到联系村走访两次。\n二是多读书。每周三晚上自学。",
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual", "team"}),
)
