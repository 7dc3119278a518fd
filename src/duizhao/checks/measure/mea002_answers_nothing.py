"""Does a measure answer none of the problems?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.aspects import title_of
from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.links import answering
from duizhao.errors import _

_ENOUGH = 3  # problems from which a measure can be expected to answer one


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the measures that no link leads to."""
    material = paper.material
    linked = answering(paper, "measure")
    if len(material.problems) < _ENOUGH or not linked:
        return
    for measure in material.measures:
        if measure.id not in linked:
            yield Finding(title_of(paper, measure))


check = Check(
    id="MEA002",
    slug="answers-nothing",
    category="measure",
    title=_("措施没有对应的问题"),
    why=_("前面没有这方面的问题，后面却有措施，多是套用的通用措施。"),
    source=_("审阅通例：问题、原因、措施一一对应"),
    severity="question",
    message=_("前面查摆的问题中没有看到与这条措施对应的；请核对是漏写了问题，还是措施不针对本次查摆"),
    find=find,
    bad=examples(
        "对照检查材料\n一、存在的问题\n（一）学习方面\n一是理论学习不经常。只看标题和摘要，原著没有读完过一本。\n二是理论联系实际不紧。学归学、做归做，学用脱节。\n"
        "三是学习笔记抄得多、想得少。\n二、整改措施\n（一）抓紧理论学习。每周三晚上读原著，一年读完六本。\n（二）理论联系实际。每季度带着难题学一个专题，学用结合写一篇报告。\n"
        "（三）«补齐防汛值班»。汛期水库夜里两人值守，我每周抽查一次。",
    ),
    good=examples(
        "对照检查材料\n一、存在的问题\n（一）学习方面\n一是理论学习不经常。只看标题和摘要，原著没有读完过一本。\n二是理论联系实际不紧。学归学、做归做，学用脱节。\n"
        "（二）管理方面\n一是防汛值班缺岗。去年汛期水库夜里无人值守。\n二、整改措施\n（一）抓紧理论学习。每周三晚上读原著，理论联系实际，一年写六篇报告。\n（二）补齐防汛值班。汛期水库夜里两人值守，我每周抽查一次。",
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual", "team"}),
)
