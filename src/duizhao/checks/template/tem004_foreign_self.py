"""Does the paper call its own unit by another kind of unit's name?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.head import head_end
from duizhao.errors import _
from duizhao.text.regex import regex

# What an author calls the own unit (我校), and the endings of units that are called so.
_KINDS: Final = {
    "校": ("学校", "小学", "中学", "大学", "学院", "一中", "二中", "幼儿园", "党校", "教委", "校"),
    "院": ("医院", "学院", "法院", "检察院", "研究院", "卫生院", "设计院", "院"),
    "局": ("局",),
    "厅": ("厅",),
    "镇": ("镇", "镇党委", "镇政府", "人民政府", "村", "社区", "所", "院", "校", "站", "中心"),
    "乡": ("乡", "人民政府", "村", "所", "院", "校", "站", "中心"),
    "司": ("公司", "集团", "银行", "厂", "矿", "部"),
    "行": ("银行", "行", "支行", "分行", "信用社"),
    "公司": ("公司", "集团", "厂", "矿", "部", "队", "中心"),
    "集团": ("集团", "公司"),
    "中心": ("中心",),
    "所": ("所",),
}
_SELF: Final = regex(
    "我(公司|集团|中心(?!组|发言|学习|交流)|校|院|局|厅|镇|乡|司|行|所)(?![长里业有属谓示以述])"
)


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield every name for the own unit that does not fit it."""
    named = [(match, match[1]) for match in _SELF.finditer(paper.normal)]
    if not named:
        return
    fitting = _fitting(paper, Counter(kind for _, kind in named))
    for match, kind in named:
        if fitting is not None and kind not in fitting:
            span = paper.source(match.start(), match.end())
            yield Finding(span, words(said=match[0], unit=paper.material.unit or tuple(sorted(fitting))))


def _fitting(paper: Paper, counts: Counter[str]) -> set[str] | None:
    """Return the kinds that fit the unit; where no unit is known, the kind that most places name."""
    unit = paper.material.unit
    if unit:
        plain = re.sub(r"(?:党组|党委|党支部|党总支|支部|领导班子|班子)$", "", unit)
        fitting = {kind for kind, endings in _KINDS.items() if plain.endswith(endings)}
        head = plain + paper.normal[: head_end(paper)]
        return fitting | {kind for kind in counts if kind in head} if fitting else None
    (kind, count), *others = counts.most_common()
    alike = {kind} | ({"司", "公司", "集团"} if kind in ("司", "公司", "集团") else set())
    return alike if count >= 3 and all(other == 1 for _, other in others) else None


check = Check(
    id="TEM004",
    slug="foreign-self",
    category="template",
    title=_("自称与本单位不符"),
    why=_("材料里的自称与本单位的性质对不上，往往是从别的单位的稿子搬来后没有改净。"),
    source=_("审阅通例：模板残留"),
    severity="warning",
    message=_("此处自称“%(said)s”，与本材料的单位（%(unit)s）不符；请核对是否从别处搬来"),
    find=find,
    bad=examples(
        "云澄县水务局局长2024年度民主生活会对照检查材料\n一、存在的问题\n一是学习不够。«我校»教师反映会议多。\n二是作风不实。我局的窗口常没有人。",
    ),
    good=examples(
        "云澄县水务局局长2024年度民主生活会对照检查材料\n一、存在的问题\n一是学习不够。我局、我县的同志反映会议多。\n二是作风不实。到县一中调研走过场。",
    ),
)
