"""Does a line that sets a finding aside lack its date or its reason?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.suppression.lines import ATTEMPT, lines_of
from duizhao.errors import _
from duizhao.record import Span


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the lines without date or reason; they have no effect."""
    whole = {line.span for line in lines_of(paper.text)}
    for match in ATTEMPT.finditer(paper.text):
        span = Span(*match.span(1))
        if span not in whole:
            yield Finding(span)


check = Check(
    id="SUP002",
    slug="incomplete-line",
    category="template",
    title=_("忽略没有写全"),
    why=_("不写日期和理由的忽略，过后没有人知道当时为什么不改，也没有人敢删。"),
    source=_("本工具的说明"),
    severity="question",
    message=_("这一行没有写全，不起作用；请写成“忽略 编号 年-月-日：理由”，或者删去"),
    find=find,
    bad=examples(
        "工作报告\n«忽略 NUM001»\n一是抓学习。\n三是抓落实。",
        "工作报告\n«忽略 NUM001 2026-02-30：原文引用»\n一是抓学习。\n三是抓落实。",
    ),
    good=examples("工作报告\n忽略 NUM001 2026-03-01：原文引用\n一是抓学习。\n三是抓落实。"),
)
