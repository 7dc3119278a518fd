"""Does a list begin with another number than one?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.numbering.ordinals import findings
from duizhao.errors import _


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the first ordinal of a list that begins late."""
    yield from findings(paper, "late")


check = Check(
    id="NUM005",
    slug="late-start",
    category="numbering",
    title=_("不从第一起数"),
    why=_("一组序号不是从第一数起，往往是前面的条目被删去，或者从别处搬来后没有重新编号。"),
    source="GB/T 9704-2012, 7.3.3",
    severity="warning",
    message=_("这一组序号从第 %(found)s 数起；请核对前面是否漏写，或者重新编号"),
    find=find,
    bad=examples(
        "一、存在的问题\n（一）学习方面\n«二是»读得少。\n三是记得少。\n（二）作风方面\n一是走得少。\n二是问得少。",
        "一、存在的问题\n（一）学习方面\n1.读得少。\n2.记得少。\n3.用得少。\n（二）作风方面\n«2.»走得少。\n3.问得少。",
    ),
    good=examples(
        "一、存在的问题\n（一）学习方面\n1.读得少。\n2.记得少。\n（二）作风方面\n3.走得少。\n4.问得少。",
    ),
    needs=frozenset({"outline"}),
)
