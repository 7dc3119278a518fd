"""Does 做 stand for 作, or 作 for 做?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.typo.confused import told
from duizhao.checks.typo.quoted import quoted
from duizhao.errors import _
from duizhao.record import Fix
from duizhao.text.regex import regex

# 争做……的践行者: to be somebody; 作表率, 作示范 are set words.
_BECOME: Final = regex("作(?=[^，。；：！？\\n]{2,20}者(?:[和、，。；]|$))")
_BEFORE: Final = ("自觉", "争", "甘愿", "甘", "勇", "愿意", "乐于", "带头")


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield words with the wrong one of the two."""
    yield from told(paper, make=True)
    text = paper.normal
    for match in _BECOME.finditer(text):
        at = match.start()
        before = next((word for word in _BEFORE if text.endswith(word, 0, at)), "")
        if before and not quoted(text, at):
            span = paper.source(at, at + 1)
            yield Finding(span, words(written=f"{before}作", reading=f"{before}做"), fix=Fix(span, "做"))


check = Check(
    id="TYP009",
    slug="make-verb",
    category="typo",
    title=_("“做”“作”混用"),
    why=_("“做”多带具体的事，“作”多见于成词；“作风”“工作”写成“做”，“做到”“做好”写成“作”，是常见的错字。"),
    source=_("《现代汉语词典》"),
    severity="warning",
    message=_("“%(written)s”应作“%(reading)s”"),
    find=find,
    bad=examples(
        "对照检查材料\n一、存在的问题\n一是«做风»不实。没有«作到»经常深入基层，了解情况少。",
    ),
    good=examples(
        "对照检查材料\n一、存在的问题\n一是作风不实。工作到位的少，分工做得不细，没有做到经常深入基层。",
    ),
)
