"""Is a quotation mark or bracket without its other half?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.punctuation.pairs import faults
from duizhao.errors import _
from duizhao.record import Span


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield every mark whose other half is missing in its paragraph."""
    for fault in faults(paper):
        if not fault.reversed:
            found = words(mark=paper.text[fault.place], other=fault.other)
            yield Finding(Span(fault.place, fault.place + 1), found)


check = Check(
    id="PUN002",
    slug="unpaired",
    category="punctuation",
    title=_("引号、括号不成对"),
    why=_("少了一半，读者分不清引文和自己的话从哪里开始、到哪里结束。"),
    source="GB/T 15834-2011, 4.9, 4.10",
    severity="warning",
    message=_("“%(mark)s”没有配对的“%(other)s”；请补上，或者删去这一个"),
    find=find,
    bad=examples(
        "对照检查材料\n一是对«“»两个维护理解不深，读得少。\n二是作风不实。",
        "对照检查材料\n一是学习不够（全年缺课两次)，读得少。\n二是作风不实«）»。",
    ),
    good=examples(
        "对照检查材料\n一是对“两个维护”理解不深（全年缺课两次）。\n1）读得少。\n《关于“三重一大”的规定》不熟。"
    ),
)
