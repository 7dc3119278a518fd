"""Is a half-width mark set in Chinese text?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.errors import _
from duizhao.record import Fix, Span
from duizhao.text.regex import regex

_HAN: Final = "\u4e00-\u9fff"
_MARK: Final = regex(rf"[,;:?!](?=[ \u3000]?[{_HAN}“‘《（]|[ \u3000]*$)|\.(?=[ \u3000]*$)", re.MULTILINE)
_BEFORE: Final = regex(f"[{_HAN}”’》）]")
_FULL: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_HABIT: Final = 10  # so many, and more than there are full-width commas: the whole paper was typed so


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield half-width commas, semicolons, colons, question marks and full stops beside Chinese words."""
    text = paper.text
    found = [match for match in _MARK.finditer(text) if _BEFORE.match(text, match.start() - 1)]
    habit = len(found) > _HABIT and len(found) > paper.text.count("，")
    for match in found[:1] if habit else found:
        span, mark = Span(*match.span()), match[0]
        said = words(mark=mark, full=_FULL[mark], count=len(found))
        yield Finding(span, said, fix=Fix(span, _FULL[mark]), form="habit" if habit else "")


check = Check(
    id="PUN001",
    slug="half-width",
    category="punctuation",
    title=_("中文里用了半角标点"),
    why=_("中文行文用全角标点；半角标点排出来间距不齐，自动断句也会漏断。"),
    source="GB/T 15834-2011, 5",
    severity="warning",
    message=_("此处是半角“%(mark)s”，中文应当用“%(full)s”"),
    forms=(("habit", _("此处是半角“%(mark)s”，中文应当用“%(full)s”；全文共有 %(count)s 处半角标点")),),
    find=find,
    bad=examples("对照检查材料\n一是学习不够«,»读得少。\n二是调研不深«;»走得少。"),
    good=examples("对照检查材料\n一是学习不够，读得少。比例为1:3，时间是14:30，金额1,200元。"),
)
