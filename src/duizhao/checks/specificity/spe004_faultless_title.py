"""Does the title of a problem name no fault?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.aspects import title_of
from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.errors import _
from duizhao.material.roles import is_aspect_title, is_nominal, names_fault
from duizhao.text.regex import regex

_SLOGAN: Final = regex(
    r"需|要|须|加强|强化|提高|提升|坚持|树牢|增强|深化|筑牢|扛牢|推动|做到|抓好|深耕|挖除|根除|彻底|持续|永远|始终|必须"
)
_HEDGED: Final = regex("[还仍尚有亟][需待须]要?(?:进一步)?(?:加强|提高|提升|强化|改进|增强)")
_MORE_FAULTS: Final = regex(
    r"多|轻|重|空|老|旧|浅|粗|宽|乱|躁|急|惰|骄|傲|疲|钝|冷|硬|狭|窄|断|脱|漏|死角|温差|落差|时差|毛病|问题|现象|思想|习惯|代替|当成|绕|推|躲|拖|靠|怨|私|贪|占|吃老本|一言堂|一刀切|形式|应付|打折|折扣|空转|悬空|架空|反弹|回潮|滑坡|下降|停留|偏食|断档|失守|失之|失"
)


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield titles that demand or promise something and name no fault."""
    for problem in paper.material.problems:
        title = problem.title
        if not title or names_fault(title) or is_aspect_title(title) or is_nominal(title):
            continue
        if _SLOGAN.search(title) and not (_MORE_FAULTS.search(title) or _HEDGED.search(title)):
            yield Finding(title_of(paper, problem))


check = Check(
    id="SPE004",
    slug="faultless-title",
    category="specificity",
    title=_("标题不是问题"),
    why=_("问题的标题写成了要求或者口号，看不出错在哪里。"),
    source=_("审阅通例：不得以讲道理、谈体会代替查摆问题"),
    severity="question",
    message=_("这个标题说的是要求，看不出问题；请核对标题是否点明了不足"),
    find=find,
    bad=examples(
        "对照检查材料\n一、存在的问题\n（一）学习方面\n一是«理论学习需深耕细作»。读书停在摘要上。\n二是记得少。笔记只有三页。",
    ),
    good=examples(
        "对照检查材料\n一、存在的问题\n（一）学习方面\n一是理论学习有待加强。读书停在摘要上。\n二是记得少。笔记只有三页。",
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual", "team"}),
)
