"""Does a pause mark stand behind an ordinal in brackets?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.errors import _
from duizhao.record import Fix, Span
from duizhao.text.regex import regex

_ORDINAL: Final = regex(
    r"^[ \u3000]*[（(][一二三四五六七八九十\d]{1,3}[）)](?P<mark>[、，.．])", re.MULTILINE
)


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the mark behind each ordinal in brackets; taking it out settles it."""
    for match in _ORDINAL.finditer(paper.text):
        span = Span(*match.span("mark"))
        yield Finding(span, fix=Fix(span, ""))


check = Check(
    id="PUN007",
    slug="bracketed-ordinal",
    category="punctuation",
    title=_("带括号的序号后加了顿号"),
    why=_("序号带了括号，后面不再加顿号或者逗号。"),
    source="GB/T 15834-2011, 4.5; GB/T 9704-2012, 7.3.3",
    severity="question",
    message=_("带括号的序号后面不加标点；请删去"),
    find=find,
    bad=examples("对照检查材料\n（一）«、»学习方面\n读得少。\n（二）作风方面\n走得少。"),
    good=examples("对照检查材料\n（一）学习方面\n读得少。\n1.走得少。"),
)
