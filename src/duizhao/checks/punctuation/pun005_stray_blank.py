"""Is a blank left inside a sentence?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, once
from duizhao.errors import _
from duizhao.record import Cause, Fix, Measure, Problem, Span
from duizhao.text.regex import regex

_HAN: Final = "\u4e00-\u9fff"
_BLANK: Final = regex(rf"[ \u3000\u00a0]+(?=[{_HAN}，。；：、”）》])")
_BEFORE: Final = regex(f"[{_HAN}，；、“（《]")
_MANY: Final = 12  # in a paper with more of them blanks are its layout


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield blanks between Chinese words in lines that are sentences; taking them out settles it."""
    text = paper.text
    if " " not in text and "\u3000" not in text and "\u00a0" not in text:
        return
    found = [
        match
        for match in _BLANK.finditer(text)
        if _BEFORE.match(text, match.start() - 1) and _in_sentence(paper, match)
    ]
    if len(found) <= _MANY:
        for match in found:
            span = Span(*match.span())
            yield Finding(span, fix=Fix(span, ""))


def _in_sentence(paper: Paper, match: re.Match[str]) -> bool:
    """Say whether a blank stands in a sentence and neither behind a number nor between title and text."""
    text = paper.text
    start = text.rfind("\n", 0, match.start()) + 1
    end = text.find("\n", match.end())
    line = text[start : end if end >= 0 else len(text)]
    if "。" not in line and "；" not in line:
        return False
    before = text[start : match.start()]
    if before.endswith(_titles(paper)):
        return False
    return (
        len(before.strip()) > _NUMBER
        and "，" in before + text[match.end() : match.end() + 40]
        and not (len(before) < _TITLE and not re.search("[，。；]", before))
    )


@once
def _titles(paper: Paper) -> tuple[str, ...]:
    """Return the titles of the record: a blank behind one parts it from its text."""
    material = paper.material
    items: list[Problem | Cause | Measure] = [*material.problems, *material.causes, *material.measures]
    return tuple(one.title for one in items if one.title)


_NUMBER: Final = 4
_TITLE: Final = 30

check = Check(
    id="PUN005",
    slug="stray-blank",
    category="punctuation",
    title=_("句中有多余空格"),
    why=_("中文词句之间不空格；空格多是从别处粘贴时带来的，检索和比对都会断开。"),
    source="GB/T 9704-2012, 7",
    severity="question",
    message=_("句子中间有空格；请删去"),
    find=find,
    bad=examples("对照检查材料\n一是学习不够。平时读得少，记得« »也少，用得更少。"),
    good=examples("对照检查材料\n  某局局长  张 三\n一、 存在的问题\n1. 学习不够 平时读得少，记得也少。"),
)
