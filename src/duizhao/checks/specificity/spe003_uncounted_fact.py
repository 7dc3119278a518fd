"""Is a fact that can be counted left uncounted?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.errors import _
from duizhao.text.regex import regex

_UNCOUNTED: Final = regex(
    r"(?:发生|出现|接到|收到|引发|造成|查处|通报|发现|存在|先后)(?:了|过)?(?:多|数|若干|几|好几)(?:起|件|次|名|人次|处|宗|例|户|封)[\u4e00-\u9fff]{0,10}?"
    r"(?:事件|舆情|投诉|信访件?|事故|问题|案件|上访|纠纷|违纪|隐患|举报|反映)(?:事件)?"
)


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield 发生多起…事件 and the like in problems."""
    for part in paper.material.sections:
        if part.role in ("problems", "last_year"):
            for match in _UNCOUNTED.finditer(paper.text, *part.span):
                yield Finding(type(part.span)(*match.span()))


check = Check(
    id="SPE003",
    slug="uncounted-fact",
    category="specificity",
    title=_("可数的事没有数"),
    why=_("“多起”“多次”是数得出来的，不写数就无从核对，也看不出轻重。"),
    source=_("督导审阅意见：联系实际不够"),
    severity="question",
    message=_("这件事数得出来；请核对能否写明几起、何时、何地"),
    find=find,
    bad=examples(
        "对照检查材料\n一、存在的问题\n（一）担当方面\n一是防范不够。今年以来，全市«发生多起舆情事件»，处置不及时。\n二是拖得久。",
    ),
    good=examples(
        "对照检查材料\n一、存在的问题\n（一）担当方面\n一是防范不够。今年以来，全市发生舆情事件7起，处置不及时。\n二是拖得久。多次提醒也没有改。",
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual", "team"}),
)
