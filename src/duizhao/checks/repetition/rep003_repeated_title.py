"""Do two problems, causes, measures, aspects or parts have the same title?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.repetition.titles import headings
from duizhao.errors import _
from duizhao.record import Related
from duizhao.text.regex import regex

_MARKS: Final = regex("[，、；：。“”‘’（）《》·\\s]")
_LEAST: Final = 4


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield each title that stood before among its kind."""
    for titled in headings(paper):
        yield from _twice(paper, titled)


def _twice(paper: Paper, titled: Sequence[tuple[int, int]]) -> Iterator[Finding]:
    seen: dict[str, tuple[int, int]] = {}
    for start, end in titled:
        title = _MARKS.sub("", paper.normal[start:end])
        if len(title) < _LEAST:
            continue
        if title in seen:
            first = paper.source(*seen[title])
            line = paper.text.count("\n", 0, first.start) + 1
            yield Finding(paper.source(start, end), words(line=line), (Related(paper.path, first),))
        else:
            seen[title] = (start, end)


check = Check(
    id="REP003",
    slug="repeated-title",
    category="repetition",
    title=_("同一标题出现两次"),
    why=_("两条问题用同一个标题，等于同一个问题算了两次，或者有一处标题忘了改。"),
    source=_("审阅通例"),
    severity="warning",
    message=_("这个标题与第 %(line)s 行相同；请核对是否同一个问题，或者哪一处标题有误"),
    find=find,
    bad=examples(
        "一、存在的问题\n（一）学习方面\n一是联系实际不紧。读得多、用得少。\n二是系统学习不够。想起来才学。\n"
        "（二）作风方面\n一是«联系实际不紧»。下去得少。\n二是调研不深。问得少。",
        "一、存在的问题\n（一）理论学习方面\n一是读得少。\n二是记得少。\n（二）«理论学习方面»\n一是走得少。\n二是问得少。",
    ),
    good=examples(
        "一、存在的问题\n（一）理论学习方面\n一是读得少。\n二是记得少。\n二、原因分析\n（一）理论学习方面\n想得浅。\n（二）作风方面\n抓得松。",
    ),
    needs=frozenset({"outline"}),
)
