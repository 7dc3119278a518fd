"""Does a word stand for another one that it is easily taken for?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.typo.confused import told
from duizhao.checks.typo.quoted import quoted
from duizhao.errors import _
from duizhao.record import Fix
from duizhao.text.regex import regex

_UP_TO: Final = regex(r"截止(?=到?\d{1,4}[年月])")


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield words that stand for others."""
    yield from told(paper, make=False)
    text = paper.normal
    for match in _UP_TO.finditer(text):
        if not quoted(text, match.start()):
            span = paper.source(*match.span())
            yield Finding(span, words(written="截止", reading="截至"), fix=Fix(span, "截至"))


check = Check(
    id="TYP010",
    slug="confused-word",
    category="typo",
    title=_("易混词误用"),
    why=_("“截止”与“截至”、“权利”与“权力”、“反应”与“反映”等，字形、读音相近而意思不同。"),
    source=_("《现代汉语词典》；第一批异形词整理表（GF 1001-2001）"),
    severity="warning",
    message=_("“%(written)s”应作“%(reading)s”"),
    find=find,
    bad=examples(
        "整改报告\n一、整改进展\n«截止目前»，已完成三项；«截止»2024年6月，其余按期推进。",
    ),
    good=examples(
        "整改报告\n一、整改进展\n截至目前，已完成三项，报名截止日期为5月1日。",
    ),
)
