"""Is a blank left to be filled in?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.errors import _
from duizhao.record import Span
from duizhao.text.regex import regex

_BLANK: Final = r"[ \u3000\u00a0\t]"
_NAMED: Final = "(?:单位|部门|姓名|职务|时间|地点|日期|人数|数字|金额|事例|案例)"
# What a bracket that speaks to the writer begins with, or is all of.
_ASKED: Final = (
    rf"(?:此处|请(?!参见|参阅|见)|待填|待补|待定|填写|填入|填报|插入|补充(?!说明)|自行|酌情|可根据|根据实际|结合实际|视情"
    rf"|具体{_NAMED}|示例|例文|范文|模板|样本)[^（）()【】\[\]〔〕\n]{{0,20}}"
    rf"|{_NAMED}(?:名称|全称)?|略|下略|以下略"
)
_PATTERN: Final = regex(
    rf"[_＿﹍﹏（(【\[〔“《](?:(?<=[_＿﹍﹏])[_＿﹍﹏]+|(?<=[（(【\[〔])(?:{_ASKED})[）)】\]〕]|{_BLANK}*[）)】\]”》])"
)
_WORDS: Final = regex(r"待补充|待填写|待完善|此处省略|TODO")
_AROUND: Final = "，。；：、\n"


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield rules to write on, empty brackets, and instructions to the writer."""
    text = paper.text
    for match in _PATTERN.finditer(text):
        if "略" not in match[0] or paper.material.kind != "minutes":  # minutes may leave speeches out
            yield Finding(Span(*match.span()))
    if "待" in text or "此处" in text or "TODO" in text:
        for match in _WORDS.finditer(text):
            around = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
            if match[0][0] != "待" or all(mark in _AROUND for mark in around):
                yield Finding(Span(*match.span()))


check = Check(
    id="TEM003",
    slug="blank",
    category="template",
    title=_("空白待填"),
    why=_("横线、空括号和“此处填写”之类的提示语，是模板的填写说明，成稿里不应当有。"),
    source=_("审阅通例：模板残留"),
    severity="error",
    message=_("此处是待填的空白或者填写说明；请填写，或者删去"),
    find=find,
    bad=examples(
        "对照检查材料\n一、存在的问题\n比如，在«____»工作中推进不力。",
        "对照检查材料\n一、存在的问题\n比如，«（此处填写具体事例）»。",
        "«【单位名称】»对照检查材料\n一、存在的问题\n学习不够。",
        "对照检查材料\n一、存在的问题\n学习不够«（ ）»。",
    ),
    good=examples(
        "对照检查材料\n一、存在的问题\n学习不够（全年缺课两次）。对“两个确立”领会不深。【存在问题】读得少。"
    ),
)
