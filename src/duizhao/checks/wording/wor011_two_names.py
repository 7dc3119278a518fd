"""Does one thing go by two names in the paper?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.wording.named import WITHOUT, Use, excepted, of_the_past, uses
from duizhao.checks.wording.standing import stands_alone
from duizhao.errors import _
from duizhao.lexicons.official import Institution, institution_names
from duizhao.record import Related
from duizhao.text.regex import regex

_INTRODUCED: Final = regex(
    "([\u4e00-\u9fff、“”]{4,40})（(?:以下|下文)?(?:统一)?简称[:：]?[“‘]?([^（）“”‘’]{2,24})[”’]?）"
)
_LEAST: Final = 8  # characters of a full name that cannot well be a general word


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield second names: a successor beside the old name, two short forms, two introduced ones."""
    yield from _institutions(paper, options)
    yield from _introduced(paper, options)


def _institutions(paper: Paper, options: Options) -> Iterator[Finding]:
    first: dict[str, Use] = {}
    for use in uses(paper):
        first.setdefault(use.name, use)
    for name, use in first.items():
        one = institution_names().get(name)
        if one is None or excepted(name, options) or not stands_alone(paper, use, one):
            continue
        other = next((first[rival] for rival in _rivals(paper, one, name) if rival in first), None)
        if other is None or (one.until and of_the_past(paper, use.start, use.end, one.until)):
            continue
        if _is_introduced(paper, name) or _is_introduced(paper, other.name):
            continue
        yield Finding(
            paper.source(use.start, use.end),
            words(name=name, other=other.name),
            related=(Related(paper.path, paper.source(other.start, other.end)),),
        )


def _rivals(paper: Paper, one: Institution, name: str) -> Iterator[str]:
    """Yield the names that should not stand beside a name: its successors', and short forms listed before it."""
    year = paper.material.year
    if one.until is not None:
        if year is None or one.until[0] >= year:  # else the name itself is what is wrong
            for successor in one.successor:
                same = institution_names().get(successor)
                yield from same.names if same else (successor,)
    elif name in one.short:
        yield from one.short[: one.short.index(name)]


def _is_introduced(paper: Paper, name: str) -> bool:
    return f"简称{name}）" in paper.normal or f"简称“{name}”）" in paper.normal


def _introduced(paper: Paper, options: Options) -> Iterator[Finding]:
    if "简称" not in paper.normal:
        return
    first: dict[str, re.Match[str]] = {}
    for match in _INTRODUCED.finditer(paper.normal):
        full = re.split("[、的和与对在按由向]", match[1])[-1]
        if len(full) < _LEAST:
            continue
        before = first.setdefault(full, match)
        if before[2] != match[2] and not excepted(match[2], options):
            yield Finding(
                paper.source(*match.span(2)),
                words(name=match[2], other=before[2]),
                related=(Related(paper.path, paper.source(*before.span(2))),),
            )


check = Check(
    id="WOR011",
    slug="two-names",
    category="wording",
    title=_("同一事物两个名称"),
    why=_("同一机构前面写一个名称、后面写另一个，读的人以为是两家；全称后注明简称的不算。"),
    source=_("审阅通例；《党政机关公文处理工作条例》对公文用语的要求"),
    severity="question",
    message=_("“%(name)s”与文中的“%(other)s”是同一事物的两个名称；请统一，或者首次出现时注明简称"),
    find=find,
    options=(WITHOUT,),
    bad=examples(
        "一是衔接不够。国家卫生健康委的通知转得慢，«国家卫健委»的视频会只参加1次。",
        "一是推进不够。云澄县智慧水务一期工程（以下简称“智慧水务”）拖了3个月。二是管护不够。云澄县智慧水务一期工程（以下简称“«一期工程»”）没有验收。",
    ),
    good=examples(
        "一是衔接不够。国家卫生健康委员会（以下简称国家卫健委）的通知转得慢，国家卫健委的视频会只参加1次。",
        "一是衔接不够。国家发展和改革委员会的通知转得慢，国家发展改革委的视频会只参加1次。",
    ),
)
