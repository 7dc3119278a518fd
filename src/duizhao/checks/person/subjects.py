"""Which clauses of a paper's problems say of whom that something falls short."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Finding, Paper, words
from duizhao.checks.facts import gives_figure
from duizhao.record import Span
from duizhao.text.regex import regex

# What falls short. Only the clause of the subject is looked at, and the one behind it.
FAULT: Final = regex(
    "不|没|未|缺|欠|弱|差|松|淡|薄|偏|少(?!数)|难|怕|虚|浮|懈|慢|浅|推诿|敷衍|应付|滞后|拖|走过场|流于|满足于|停留|畏|打折|随意|粗|懒|散|漂|有待"
)
# What is said of people in general; 没有 and bare 不 may as well tell one fact.
HEDGE: Final = regex(
    "不够|不足|得不[好够牢紧深实严透]|不好|不彻底|不[强高深实力严精优浓紧细牢大多勤硬快新准全稳]|不到位|不及时|不主动|不作为|不积极|不扎实|不深入|有待|欠缺|缺乏|缺少|淡薄|淡化|薄弱|松懈|松散|畏难|拖沓"
    "|推诿|扯皮|打折|折扣|形式|漂浮|敷衍|应付|滞后|懒散|随意|差错|差距|短板|落不了地|满足于|停留|老好人|走过场|素质不|思想不"
)
_ENDS: Final = regex("[。；！？\n]")
_CLAUSES: Final = regex("[，、]")
# Before a subject that is the object of the author's doing or knowing.
_BEFORE: Final = regex(
    r"(?:对|把|让|使|给|与|向|由|被|像|比|看到|发现|认为|觉得|总想|明知|虽然|导致|造成|致使|以致|使得|听任|任由|放任|默许|监督|要求|教育|反映|指出|提醒|批评|说|知道|了解)[^，。；]{0,4}$"
)
_EXAMPLE: Final = regex(r"比如|例如|譬如|如，|[月年日]")
# A sentence that goes on like this tells the fact behind the author's own fault.
_MINE: Final = regex(
    r"(?<!自)我(?!们)|本人|自己|自身|(?:督促|提醒|教育|管理|监督|指导|帮助|过问|制止|纠正|追问|关心|处理|问责)[^，。；]{0,6}(?:不|没|少|未)"
    r"|(?:没有|未能?|很少|不愿|不敢)(?:及时|认真|主动|经常|真正)?(?:督促|提醒|批评|教育|监督|指导|帮助|过问|制止|纠正|追问|关心|处理|问责|深究)"
)


def blamed(
    paper: Paper, subject: re.Pattern[str], *roles: str, fault: re.Pattern[str] = FAULT
) -> Iterator[Finding]:
    """Yield each subject in sections of these roles that opens a clause which names a fault.

    ``subject`` is looked for behind a mark. A sentence that goes on to speak of what the author did about it,
    or tells an example, blames nobody.
    """
    text = paper.text
    for part in paper.material.sections:
        if part.role not in roles:
            continue
        for match in subject.finditer(text, *part.span):
            stop = _ENDS.search(text, match.end(), part.span.end)
            end = stop.start() if stop else part.span.end
            begin = max(text.rfind(mark, part.span.start, match.start()) for mark in "。；！？\n") + 1
            told = _told(text, begin, match.start(), match.end(), end)
            if not told and _falls_short(text, match.end(), end, fault):
                yield Finding(Span(*match.span()), words(subject=match[0]))


def _told(text: str, begin: int, start: int, subject_end: int, end: int) -> bool:
    lead = text[begin:start]
    quoted = lead.count("“") > lead.count("”")
    return bool(
        quoted
        or gives_figure(text[begin:end])
        or _BEFORE.search(lead)
        or _EXAMPLE.search(lead)
        or _MINE.search(text, subject_end, end)
    )


def _falls_short(text: str, start: int, end: int, fault: re.Pattern[str]) -> bool:
    first = _CLAUSES.search(text, start, end)
    second = _CLAUSES.search(text, first.end(), end) if first else None
    return bool(fault.search(text, start, second.start() if second else end))
