"""Does a measure name nothing that can be verified?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.aspects import title_of
from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.measure.actions import judged
from duizhao.errors import _

_LEAST = 12  # characters of a measure that can be expected to name something


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the measures without a deed, a number, a date or a frequency."""
    for one in judged(paper):
        size = len(one.measure.title or "") + len(one.measure.text)
        if size >= _LEAST and not one.verifiable:
            yield Finding(title_of(paper, one.measure))


check = Check(
    id="MEA004",
    slug="nothing-to-verify",
    category="measure",
    title=_("措施无可核验的动作"),
    why=_("没有动作、数量、时限或者频次的措施，到期无从核验，只能写“长期坚持”。"),
    source=_("审阅通例：整改不得大而化之"),
    severity="question",
    message=_("本条未见可核验的动作、时限；请核对能否写明做什么、做几次、何时做完"),
    find=find,
    bad=examples(
        "对照检查材料\n一、存在的问题\n一是走得少。只下去四次。\n二是读得少。只看标题。\n二、整改措施\n一是«树牢宗旨意识»。始终保持对人民群众的赤子之心，努力取得新进展。\n二是多读。每周三晚上自学。",
    ),
    good=examples(
        "对照检查材料\n一、存在的问题\n一是走得少。只下去四次。\n二是读得少。只看标题。\n二、整改措施\n一是树牢宗旨意识。每月到联系村走访两次，收到的意见当月答复。\n二是多读。每周三晚上自学。",
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual", "team", "plan", "ledger"}),
)
