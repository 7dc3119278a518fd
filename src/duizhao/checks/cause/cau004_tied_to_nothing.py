"""Does a cause explain none of the problems?"""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.aspects import title_of
from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.checks.links import answering
from duizhao.errors import _

_ENOUGH = 3  # problems from which a cause can be expected to explain one


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield the causes that no link leads to."""
    material = paper.material
    if len(material.problems) < _ENOUGH:
        return
    linked = answering(paper, "cause")
    for cause in material.causes:
        if linked and cause.id not in linked:
            yield Finding(title_of(paper, cause))


check = Check(
    id="CAU004",
    slug="tied-to-nothing",
    category="cause",
    title=_("原因没有对应的问题"),
    why=_("前面没有查摆这方面的问题，后面却分析了它的原因，多是套用的通用原因。"),
    source=_("审阅通例：问题、原因、措施一一对应"),
    severity="question",
    message=_("前面查摆的问题中没有看到与此对应的；请核对是漏写了问题，还是这一条不针对本人"),
    find=find,
    bad=examples(
        "对照检查材料\n一、存在的问题\n一是理论学习不经常。只看标题和摘要，原著没有读完过一本。\n二是理论联系实际不紧。学归学、做归做，学用脱节。\n三是学习笔记抄得多、想得少。\n"
        "二、原因分析\n（一）理论学习自觉性不强。把学习当成软任务，原著没有读完。归根结底是没有认识到理论学习的重要。\n"
        "（二）«廉洁自律的弦绷得不紧»。总认为吃顿饭、收点土特产是人情往来。根本原因是对腐蚀缺少警惕。",
    ),
    good=examples(
        "对照检查材料\n一、存在的问题\n一是理论学习不经常。只看标题和摘要，原著没有读完过一本。\n二是廉洁自律不严。收过服务对象的土特产，吃过两顿饭。\n三是学习笔记抄得多、想得少。\n"
        "二、原因分析\n（一）理论学习自觉性不强。把学习当成软任务，原著没有读完。归根结底是没有认识到理论学习的重要。\n"
        "（二）廉洁自律的弦绷得不紧。总认为吃顿饭、收点土特产是人情往来。根本原因是对腐蚀缺少警惕。",
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual", "team"}),
)
