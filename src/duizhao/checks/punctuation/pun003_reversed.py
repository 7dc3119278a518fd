"""Do quotation marks stand the wrong way round?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.punctuation.pairs import faults
from duizhao.errors import _
from duizhao.record import Fix, Span


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield marks that close where they should open, and open where they should close."""
    for fault in faults(paper):
        if fault.reversed:
            span = Span(fault.place, fault.place + 1)
            found = words(mark=paper.text[fault.place], other=fault.other)
            yield Finding(span, found, fix=Fix(span, fault.other))


check = Check(
    id="PUN003",
    slug="reversed",
    category="punctuation",
    title=_("引号方向颠倒"),
    why=_("前引号和后引号用反，排版和检索都会出错。"),
    source="GB/T 15834-2011, 4.9",
    severity="error",
    message=_("此处应当用“%(other)s”，用成了“%(mark)s”"),
    find=find,
    bad=examples(
        "对照检查材料\n一是对«”»十五五«“»规划研究不深，读得少。",
        "对照检查材料\n一是对”两个维护«”»理解不深。".replace("对”", "对«”»").replace("护«”»", "护”"),
    ),
    good=examples("对照检查材料\n一是对“十五五”规划研究不深，读得少。"),
)
