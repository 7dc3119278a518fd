"""Is one hedge used over and over?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from duizhao.checks.base import Check, Finding, Option, Options, Paper, examples, words
from duizhao.errors import _

_HEDGES = ("不够", "有待", "不足", "欠缺", "不到位", "有差距", "不强", "不高", "不深")


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield one finding that names every hedge used too often, with its count."""
    hedges = options["words"]
    assert isinstance(hedges, tuple)
    counts = Counter(re.findall("|".join(map(re.escape, hedges)), paper.normal)) if hedges else Counter()
    per_thousand = len(paper.normal) / 1000
    least, rate = options["least"], options["per_thousand"]
    assert isinstance(least, int)
    assert isinstance(rate, float)
    over = [(word, n) for word, n in counts.most_common() if n >= least and n > rate * per_thousand]
    if over:
        said = tuple(f"“{word}” {n}" for word, n in over)
        yield Finding(paper.title_span, words(counts=said))


check = Check(
    id="REP004",
    slug="piled-hedges",
    category="repetition",
    title=_("同一套话反复使用"),
    why=_("满篇“不够”“有待”，读者看不出各条问题轻重有别，也看不出到底做了什么、没做什么。"),
    source=_("督导审阅意见：浅、泛、绕、虚"),
    severity="question",
    message=_("全文出现次数：%(counts)s；请逐处核对，能写明事实的写明事实"),
    find=find,
    bad=examples(
        "«对照检查材料»\n一、存在的问题\n" + "一是学习不够，调研不够，担当不够，创新不够，落实不够。\n" * 5,
    ),
    good=examples(
        "对照检查材料\n一、存在的问题\n一是学习不够。全年只读完一本书。\n二是调研不够。三个村没有去过。"
    ),
    options=(
        Option("words", _HEDGES, _("计数的词")),
        Option("least", 20, _("一个词至少出现几次才提示")),
        Option("per_thousand", 6.0, _("每千字超过几次才提示")),
    ),
    kinds=frozenset({"individual", "team", "unknown"}),
)
