"""Is a problem about another matter than its title, or about two?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from duizhao.checks.aspects import title_of
from duizhao.checks.base import Check, Finding, Options, Paper, examples
from duizhao.errors import _
from duizhao.material.roles import names_fault
from duizhao.record import Problem, Related
from duizhao.text import sentences
from duizhao.text.regex import regex

_STOCK: Final = regex(
    r"不够|不足|不强|不深|不实|不严|不高|不到位|有待|加强|欠缺|有所|存在|差距|问题|方面|工作|意识|能力|作用|发挥|落实|推进|力度|还|的|了|有|进一步"
)
_OPENS: Final = regex(r"(?:作为|对于?|关于|针对|在)[^，。；]{2,24}(?:，|方面|工作|上)")
_MARKS: Final = regex("[^\u4e00-\u9fff]")
_END: Final = regex("[。！？]")
_LONG: Final = 40  # characters of what goes before in the text


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield titles whose words come up only in a later sentence that opens another matter."""
    for problem in paper.material.problems:
        if problem.title and _OPENS.match(problem.text) and names_fault(problem.title):
            span = _later(paper, problem)
            if span is not None:
                yield Finding(title_of(paper, problem), related=(span,))


def _later(paper: Paper, problem: Problem) -> Related | None:
    if not any(_OPENS.match(problem.text, match.end()) for match in _END.finditer(problem.text)):
        return None
    grams = _grams(problem.title or "")
    pieces = list(sentences(problem.text))
    if len(grams) < 3 or len(pieces) < 2:
        return None
    shared = [len(grams & _grams(problem.text[a:b])) for a, b in pieces]
    at = next((i for i, count in enumerate(shared) if count), 0)
    start, end = pieces[at]
    if at == 0 or shared[at] < 2 or start < _LONG or not _OPENS.match(problem.text, start):
        return None
    place = paper.text.find(problem.text, *problem.span)
    span = type(problem.span)(place + start, place + end) if place >= 0 else problem.span
    return Related(paper.path, span)


def _grams(words: str) -> set[str]:
    parts = _MARKS.sub(" ", _STOCK.sub(" ", words)).split()
    return {part[i : i + 2] for part in parts for i in range(len(part) - 1)}


check = Check(
    id="SPE005",
    slug="two-matters",
    category="specificity",
    title=_("标题与正文说的不是一件事"),
    why=_("正文先说别的事，标题所指的事到后面才出现，一条里装了两件事，认领和整改都会漏一件。"),
    source=_("审阅通例：一条一事"),
    severity="question",
    message=_("正文先说的是另一件事，与标题对应的话在后面；请核对是否应当分为两条"),
    find=find,
    bad=examples(
        "对照检查材料\n一、存在的问题\n（一）为民方面\n一是«代表履职尽责不够»。对于信访工作，平日接待上访群众，多是转给有关部门去办，自己很少跟到底，"
        "过后也没有问过一次办得怎么样。作为县人大代表，视察、接待日活动履职不够。\n二是走得少。全年只下去四次。",
    ),
    good=examples(
        "对照检查材料\n一、存在的问题\n（一）为民方面\n一是代表履职尽责不够。作为县人大代表，视察、接待日活动履职不够，提出的建议少。\n二是走得少。全年只下去四次。",
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual", "team"}),
)
