"""Does a short sentence stand twice, word for word?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.repetition.passages import LEAST, repeated
from duizhao.checks.sentences import sentence_ranges
from duizhao.errors import _
from duizhao.record import Related
from duizhao.text.regex import regex

_LEAST: Final = 9  # Han characters of a sentence that says something
_HAN: Final = regex("[\u4e00-\u9fff]")


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield sentences of 9 to 17 characters that stood before; longer ones are passages."""
    places = {one.second for one in repeated(paper)}
    seen: dict[str, tuple[int, int]] = {}
    headed = {node.start for node in paper.outline.walk()}
    for start, end in sentence_ranges(paper):
        if not _LEAST < end - start <= LEAST + 4 or start in headed or paper.normal[end - 1] != "。":
            continue
        said = paper.normal[start : end - 1]
        if said not in seen:
            seen[said] = (start, end)
            continue
        span = paper.source(start, end)
        if len(_HAN.findall(said)) < _LEAST or any(a < span.end and span.start < b for a, b in places):
            continue
        first = paper.source(*seen[said])
        line = paper.text.count("\n", 0, first.start) + 1
        yield Finding(span, words(line=line), (Related(paper.path, first),))


check = Check(
    id="REP002",
    slug="repeated-sentence",
    category="repetition",
    title=_("同一句话出现两次"),
    why=_("一句话原样说了两遍，后一处没有新的内容。"),
    source=_("审阅通例"),
    severity="question",
    message=_("这句话与第 %(line)s 行相同；请核对是否需要说两遍"),
    find=find,
    bad=examples(
        "一、存在的问题\n一是学习不够。读书停在翻目录抄提纲上。\n二是担当不足。遇事往后推。«读书停在翻目录抄提纲上。»",
    ),
    good=examples("一、存在的问题\n一是学习不够。读书停在翻目录上。\n二是担当不足。遇事停在等批示上。"),
    kinds=frozenset({"individual", "team", "report", "unknown"}),
)
