"""Has a list as many items as were announced?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.numbering.ordinals import Ordinal, faults, ordinals
from duizhao.errors import _
from duizhao.outline import Style
from duizhao.record import Span
from duizhao.text import number
from duizhao.text.regex import regex

_ANNOUNCED: Final = regex(
    r"([两一二三四五六七八九十]{1,2}|\d{1,2})(?:个|点|条|项|大)(?:主要|突出|具体|方面的?|层面的?)*"
    r"(?:问题|原因|不足|差距|措施|方面|表现|打算|意见|建议|根源|任务|工作)?"
    r"[^。；，：\n\d一二三四五六七八九十]{0,14}[：。]?$"
)
_LEADS: Final = regex(r"以下|如下|下列|这|从|分|主要|有|是|出|了|做到|抓好|落实|存在|剖析|：$")
# 八项规定 and the like count nothing in this paper.
_NOT_HERE: Final = regex(
    "[一二三四五六七八九十]个(?:带头|意识|自信|维护|确立|规定|务必|聚焦)|八项规定|上述|以上|其中|之一|各|每"
)
_REACH: Final = 60
_SLIP: Final = 2  # how far a number of aspects may be off; where it is more they were read otherwise


_ASPECTS: Final = regex(r"(?P<number>[两三四五六七八九十])(?:个|大)方面")
_NOT_ASPECTS: Final = regex(r"(?:意见|建议|学习|谈话|调研|工作|任务|征求|收集|归纳)[^，。；]{0,8}$")


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the announced number where the list behind it has another one."""
    yield from _aspects(paper)
    if faults(paper):  # a list that skips or repeats is counted wrongly
        return
    text = paper.normal
    parts = {part.span.start for part in paper.material.sections}
    for first, size in _lists(ordinals(paper)):
        if paper.source(first.start, first.end).start in parts:  # the parts of the paper are nobody's list
            continue
        begin = max(0, first.start - _REACH)
        lead = text[begin : first.start].rstrip("\n")
        match = _ANNOUNCED.search(lead)
        if match is None or "\n" in lead[match.start() :]:
            continue
        announced = number(match[1])
        before = lead[max(0, match.start() - 12) :]
        if lead[: match.start()].count("“") > lead[: match.start()].count("”"):
            continue
        if announced is None or announced == size or announced < 2 or _NOT_HERE.search(before):
            continue
        if _LEADS.search(before):
            start = begin + match.start()
            span = paper.source(start, start + len(match[1]) + 1)
            yield Finding(span, words(announced=announced, size=size))


def _aspects(paper: Paper) -> Iterator[Finding]:
    """Yield the number of aspects that the opening names where the problems have another one."""
    material = paper.material
    opening = next((part.span for part in material.sections if part.role == "opening"), None)
    if opening is None or material.kind not in ("individual", "team"):
        return
    counts = {len({one.aspect.no for one in material.problems if one.aspect}), len(material.problems)}
    for match in _ASPECTS.finditer(paper.text, opening.start, opening.end):
        announced = number(match["number"])
        lead = paper.text[max(0, match.start() - 12) : match.start()]
        if lead.endswith("“"):
            continue
        near = announced is not None and min(abs(announced - one) for one in counts) <= _SLIP
        if near and announced not in counts and max(counts) > 1 and not _NOT_ASPECTS.search(lead):
            size = next(iter(sorted(counts - {0, 1})))
            span = Span(match.start("number"), match.end("number") + 1)
            yield Finding(span, words(announced=announced, size=size))


def _lists(marks: tuple[Ordinal, ...]) -> Iterator[tuple[Ordinal, int]]:
    """Yield the first ordinal of each list with the list's length."""
    for at, mark in enumerate(marks):
        if mark.key is None or mark.number != 1 or mark.key[0] == Style.FIRSTLY:
            continue
        size = 1
        for other in marks[at + 1 :]:
            if other.key == mark.key:
                if other.number != size + 1:
                    break
                size += 1
            elif other.key is not None and other.depth < mark.depth:
                break
        if size >= 2:
            yield mark, size


check = Check(
    id="ARI006",
    slug="other-count",
    category="arithmetic",
    title=_("预告条数与所列条数不符"),
    why=_("前面说有几个方面，后面列出的却不是这个数，不是漏写就是写错了数。"),
    source=_("审阅通例"),
    severity="warning",
    message=_("此处说 %(announced)s 项，后面列出 %(size)s 项；请核对"),
    find=find,
    bad=examples(
        "对照检查材料\n一、存在的问题\n主要存在以下«三个»方面的问题：\n一是读得少。\n二是走得少。\n二、原因分析\n想得浅。",
        "对照检查材料\n一、存在的问题\n读得少。\n二、原因分析\n原因主要有«两点»：一是想得浅；二是抓得松；三是怕得罪人。",
    ),
    good=examples(
        "对照检查材料\n一、存在的问题\n主要存在以下两个方面的问题：\n一是读得少。\n二是走得少。\n二、原因分析\n想得浅。",
    ),
    needs=frozenset({"outline"}),
)
