"""Does a clause stand twice in a row?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.errors import _
from duizhao.record import Fix
from duizhao.text.regex import regex

_MARK: Final = regex("[，。；：！？、\n]")
_LEAST: Final = 4


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the second of two equal clauses; taking it out settles it."""
    clauses = _MARK.split(paper.normal)
    end = -1
    for clause, after in pairwise(clauses):
        end += len(clause) + 1  # the mark behind the clause
        if clause == after and len(clause) >= _LEAST:
            span = paper.source(end + 1, end + 1 + len(after))
            yield Finding(span, fix=Fix(paper.source(end, end + 1 + len(after)), ""))


check = Check(
    id="REP005",
    slug="doubled-clause",
    category="repetition",
    title=_("紧挨着重复"),
    why=_("同一个分句紧接着又写了一遍，是录入时的重复。"),
    source=_("校对通例"),
    severity="error",
    message=_("这几个字与前一句重复；请删去一处"),
    find=find,
    bad=examples("一、存在的问题\n一是学习不够。抓学习一阵紧，«抓学习一阵紧»，一阵松。"),
    good=examples("一、存在的问题\n一是作风不实。忙于协调，忙于开会，忙于应酬。"),
)
