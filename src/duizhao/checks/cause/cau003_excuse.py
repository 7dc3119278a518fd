"""Is an objective excuse given for a cause?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.errors import _
from duizhao.record import Span
from duizhao.text.regex import regex

_EXCUSE: Final = regex(
    r"受制于[\u4e00-\u9fff]{2,12}|受(?:政策|体制|机制|条件|资金|编制|客观|历史|经费|疫情)[\u4e00-\u9fff]{0,8}(?:限制|制约|影响)"
    r"|(?:由于|因为|因)(?:工作|事务|业务|时间|人员|人手|经费|资金|任务|编制|疫情|年龄|历史|客观|政策|体制)[\u4e00-\u9fff]{0,8}(?:繁忙|繁重|太忙|较忙|多|紧|少|不足|有限|重|大|原因|因素|影响|限制)"
    r"|忙于(?:具体|日常|事务性?|业务|协调|开会|应酬|行政|琐碎)[\u4e00-\u9fff]{0,6}"
    r"|(?:事务性?工作|日常事务|具体事务)(?:较|太|过)?(?:多|繁杂|繁忙|缠身)|(?:人手|人员|力量|经费|资金|编制)(?:严重)?(?:短缺|紧张|不足|有限|偏少|太少)(?!.{0,4}问题)"
    r"|客观(?:上|原因|条件|因素)"
)
# What an excuse begins with, looked for first.
_TRIGGER: Final = regex("[受由因忙客]|事务|日常|具体|人[手员]|力量|经费|资金|编制")
_CONFESSED: Final = regex(
    r"借口|理由|为由|推脱|推托|挡箭牌|当作|当成|总认为|总觉得|认为|觉得|强调客观|归咎|归因|归结|不是.{0,10}原因|表面|看起来|抱怨|埋怨"
)
_ENDS: Final = "。；！？\n"


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the first excuse of each sentence in causes and problems that does not own up to it."""
    text = paper.text
    for part in paper.material.sections:
        if part.role not in ("causes", "problems"):
            continue
        last = -1
        for trigger in _TRIGGER.finditer(text, *part.span):
            match = _EXCUSE.match(text, trigger.start(), part.span.end)
            if match is None:
                continue
            begin = max(text.rfind(mark, part.span.start, match.start()) for mark in _ENDS) + 1
            stops = [place for mark in _ENDS if (place := text.find(mark, match.end(), part.span.end)) >= 0]
            sentence = text[begin : min(stops, default=part.span.end)]
            if begin != last and not _CONFESSED.search(sentence):
                last = begin
                yield Finding(Span(*match.span()))


check = Check(
    id="CAU003",
    slug="excuse",
    category="cause",
    title=_("强调客观原因"),
    why=_("把问题归到政策、事务、人手上，主观原因就看不见了。"),
    source=_("审阅通例：剖析原因从主观上找"),
    severity="question",
    message=_("此处说的是客观情况；请核对主观上的原因是否写明"),
    find=find,
    bad=examples(
        "对照检查材料\n一、存在的问题\n一是拖得久。一些问题«受制于政策因素»，没能解决。\n二是走得少。只下去四次。\n二、原因分析\n（一）作风方面。平时«忙于具体事务»，下去的时间不多。\n（二）思想方面。想得浅。",
    ),
    good=examples(
        "对照检查材料\n一、存在的问题\n一是拖得久。有难题没有上报。\n二是走得少。只下去四次。\n二、原因分析\n（一）作风方面。总拿忙于事务当借口，其实是不愿下去。\n（二）思想方面。想得浅。",
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual", "team"}),
)
