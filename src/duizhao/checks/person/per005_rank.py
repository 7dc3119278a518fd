"""Does a sentence not fit the rank of the author?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.errors import _
from duizhao.text.regex import regex

# Said by one who has a chief above him in the same team.
_OF_MEMBER: Final = regex(
    r"(?:完成|满足于完成|落实|等着?|等待)(?:好)?(?:上级)?(?:分管)?领导(?:交办|交付|安排|布置|交代)的?(?:任务|工作|事项)?"
    r"|在(?:党组|党委|县委|市委|区委|局党组)?书记(?:的)?(?:坚强)?(?:带领|领导)下|协助(?:党组|党委)?(?:书记|主要负责同志|主要领导|一把手|局长|主任)"
    r"|作为(?:一名)?(?:副职|班子成员|分管领导|党组成员)"
)
# Said by the chief.
_OF_CHIEF: Final = regex(
    r"作为(?:党组|党委|支部)?(?:班长|一把手|主要负责人|主要负责同志|第一责任人)|我作为(?:党组|党委)书记"
)


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield words that only somebody of another rank says."""
    author = paper.material.author
    if author is None or author.chief is None or not author.post:
        return
    strange = _OF_MEMBER if author.chief else _OF_CHIEF
    for match in strange.finditer(paper.normal):
        span = paper.source(match.start(), match.end())
        yield Finding(span, words(said=match[0], post=author.post))


check = Check(
    id="PER005",
    slug="rank",
    category="person",
    title=_("说法与职务不合"),
    why=_("主要负责人写“完成领导交办的任务”，副职写“作为一把手”，多是沿用了别人的稿子。"),
    source=_("审阅通例：没有把职责摆进去"),
    severity="question",
    message=_("“%(said)s”与作者职务（%(post)s）不合；请核对是否本人的情况"),
    find=find,
    bad=examples(
        "云澄县水务局局长2024年度民主生活会对照检查材料\n一、存在的问题\n一是进取心不强。«满足于完成上级领导交办的任务»。\n二是作风不实。下去得少。",
        "云澄县水务局副局长2024年度民主生活会对照检查材料\n一、存在的问题\n一是抓党建不够。«作为一把手»，抓得不紧。\n二是作风不实。下去得少。",
    ),
    good=examples(
        "云澄县水务局副局长2024年度民主生活会对照检查材料\n一、存在的问题\n一是进取心不强。满足于完成领导交办的任务。\n二是作风不实。下去得少。",
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual"}),
)
