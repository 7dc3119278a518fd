"""Does a personal problem tell of work that lags and not of the author's thought or doing?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.aspects import title_of
from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.errors import _
from duizhao.text.regex import regex

_WORK: Final = regex(
    r"(?:项目|工程|工期|指标|任务|招商|征收|征迁|建设|改造|进度|产业|设施|管网|资金|投资|拨付|办结|整治|创建)[^，。；]{0,8}"
    r"(?:推进|进展|进度|完成|建设|到位|落地)?[^，。；]{0,4}(?:缓慢|滞后|偏慢|较慢|不快|不理想|未完成|没有完成|不达标|靠后|落后)$"
)
_SELF: Final = regex(
    r"我|本人|自己|思想|认识|担当|总想|总觉得|怕|满足于|心里|嫌|侥幸|畏难|没有(?:去|问|盯|抓|到)"
)


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield titles about work that lags where the text behind them says nothing of the author."""
    for problem in paper.material.problems:
        if problem.title and _WORK.search(problem.title) and not _SELF.search(problem.text):
            yield Finding(title_of(paper, problem))


check = Check(
    id="SPE007",
    slug="work-for-thought",
    category="specificity",
    title=_("以工作问题代替思想问题"),
    why=_("写的是工作进度，没有写本人在思想上、作风上差在哪里，对照检查就成了工作总结。"),
    source=_("主题教育专题民主生活会要求：不得以工作问题代替思想问题"),
    severity="question",
    message=_("本条说的是工作进展；请核对是否写明了本人思想和作风上的原因"),
    find=find,
    bad=examples(
        "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是«重点项目推进缓慢»。三条道路只修了一条，管网还没有进场。\n二是走得少。全年只下去四次。\n二、整改措施\n一是多走。\n二是多问。",
    ),
    good=examples(
        "某局副局长2024年度民主生活会个人对照检查材料\n一、存在的问题\n一是重点项目推进缓慢。三条道路只修了一条，总想等资金到位再说。\n二是走得少。全年只下去四次。\n二、整改措施\n一是多走。\n二是多问。",
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual"}),
)
