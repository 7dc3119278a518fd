"""Does praise come before the fault?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.errors import _
from duizhao.record import Span
from duizhao.text.regex import regex

_MINE: Final = r"(?:本人|我|自己|班子|党组)?"
_PRAISE: Final = (
    r"(?:能够?|始终|一直|坚持|注重|认真|严格|较好|基本|取得|做到|重视|自觉|积极|主动|带头|坚决|高度)"
)
_PATTERN: Final = regex(
    rf"(?:虽然?|尽管|应该说|总体上?|总的看|平时|在大问题上)?[，]?{_MINE}(?:虽然?|尽管)?[，]?(?:在[^，。；]{{2,20}}[上中面]，?)?(?:都|也|还|总体|基本)?(?P<praise>{_PRAISE})[^。；]{{4,90}}?"
    r"，(?:但是?|然而|可是?|不过|但与|却)"
)
_FAULT: Final = regex("不|没|未|缺|欠|弱|差|少|难|淡|松")


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the praise at the beginning of a problem or cause, up to the 但."""
    items = [(one.text, one.span) for one in paper.material.problems]
    items += [(one.text, one.span) for one in paper.material.causes]
    for text, span in items:
        match = _PATTERN.match(text)
        if match is None or _FAULT.search(match[0][: match.end() - 1]):
            continue
        start = paper.text.find(match[0], *span)
        if start >= 0:
            yield Finding(Span(start, start + len(match[0])))


check = Check(
    id="SPE006",
    slug="praise-first",
    category="specificity",
    title=_("先讲成绩后讲问题"),
    why=_("查摆问题先来一段肯定，是先扬后抑；通知一般要求直奔问题。"),
    source=_("某企业自查规则（先扬后抑）；督导意见：成绩谈了一大段，查摆问题一点点"),
    severity="question",
    message=_("此处先写做得好的一面；请核对是否可以直接写问题"),
    find=find,
    bad=examples(
        "对照检查材料\n一、存在的问题\n（一）学习方面\n一是学得浅。«虽然能够坚持参加集中学习，但»读书停在摘要上。\n二是记得少。笔记只有三页。",
    ),
    good=examples(
        "对照检查材料\n一、存在的问题\n（一）学习方面\n一是学得浅。虽然不缺课，但读书停在摘要上。\n二是记得少。笔记只有三页。",
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual", "team"}),
)
