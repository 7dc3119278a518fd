"""Is a measure only the problem turned round?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from duizhao.checks.aspects import title_of
from duizhao.checks.base import Check, Finding, Options, Paper, examples, words
from duizhao.checks.likeness import bare
from duizhao.checks.measure.actions import judged
from duizhao.errors import _
from duizhao.material.roles import names_fault
from duizhao.record import Measure, Problem, Related
from duizhao.text.regex import regex

_CLAUSES: Final = regex("[^，。；：\n]+")
_FAULT: Final = regex(
    r"(?:还|仍|仍然|依然|还是)?(?:不够|不太|不|欠|缺乏|缺少|没有|未能|有待|存在|有所)(?:进一步)?(?:到位|深入|扎实|紧密|密切|经常|及时|深|实|严|高|强|紧|足|多|牢|力|够|透|主动|坚定|加强|提高|提升|差距|不足)?"
    r"|不足|薄弱|滞后|松懈|弱化|淡化|差距|问题|较|方面"
)
_PUSH: Final = regex(
    r"进一步|切实|着力|大力|不断|持续|深入|扎实|全面|积极|主动|努力|加快|加大|加强|强化|提高|提升|推动|推进|促进|深化|增强|坚持|注重|抓好|抓实|做好|做到|实现|确保|深度|紧密|更加|更|要|把|以|的|力度|意识|水平"
)
_LEAST: Final = 4
_SHARED: Final = 2  # runs of three characters that a clause must share with a title to be looked at
_ALIKE: Final = 0.8


def find(paper: Paper, options: Options) -> Iterator[Finding]:
    """Yield measures that name no deed and of which a clause has the same words as a problem's title."""
    open_ones = [one.measure for one in judged(paper) if not one.verifiable]
    if not open_ones:
        return
    titles = [(one, bare(one.title or one.text.split("。")[0])) for one in paper.material.problems]
    index: dict[str, set[int]] = {}
    for at, (_problem, title) in enumerate(titles):
        for place in range(len(title) - 2):
            index.setdefault(title[place : place + 3], set()).add(at)
    for measure in open_ones:
        found = _reversed(measure, titles, index)
        if found is not None:
            line = paper.text.count("\n", 0, found.span.start) + 1
            related = (Related(paper.path, found.span),)
            yield Finding(title_of(paper, measure), words(line=line), related)


def _reversed(
    measure: Measure, titles: list[tuple[Problem, str]], index: dict[str, set[int]]
) -> Problem | None:
    """Return the problem that a clause of the measure turns round."""
    said = f"{measure.title or ''}。{measure.text}"
    done = -1
    for place in range(len(said) - 2):
        if place < done or said[place : place + 3] not in index:
            continue
        begin = max(said.rfind(mark, 0, place) for mark in "，。；：\n") + 1
        match = _CLAUSES.match(said, begin)
        if match is None:
            continue
        done = match.end()
        shared = Counter(at for i in range(begin, done - 2) for at in index.get(said[i : i + 3], ()))
        for at in sorted(at for at, count in shared.items() if count >= _SHARED):
            problem, title = titles[at]
            if names_fault(match[0]):
                break
            core, own = _core(match[0], _PUSH), _core(title, _FAULT)
            if len(own) >= _LEAST and _alike(own, core):
                return problem
    return None


def _core(words_: str, pattern: re.Pattern[str]) -> str:
    return _PUSH.sub("", bare(pattern.sub("", words_)))


def _alike(one: str, other: str) -> bool:
    if len(other) < _LEAST:
        return False
    a = {one[i : i + 2] for i in range(len(one) - 1)}
    b = {other[i : i + 2] for i in range(len(other) - 1)}
    return len(a & b) >= _ALIKE * max(len(a), len(b))


check = Check(
    id="MEA003",
    slug="turned-round",
    category="measure",
    title=_("措施是问题的反面"),
    why=_("问题写“融合不深”，措施写“推动深度融合”，没有说用什么办法。"),
    source=_("审阅通例：整改不得文字整改"),
    severity="question",
    message=_("这条措施与第 %(line)s 行的问题只是说法相反；请核对是否写明了用什么办法改"),
    find=find,
    bad=examples(
        "对照检查材料\n一、存在的问题\n一是党建与业务融合不深。各干各的。\n二是走得少。只下去四次。\n二、整改措施\n一是«推动党建与业务深度融合»。更好地服务中心工作。\n二是多走。每月下去两次。",
    ),
    good=examples(
        "对照检查材料\n一、存在的问题\n一是党建与业务融合不深。各干各的。\n二是走得少。只下去四次。\n二、整改措施\n一是推动党建与业务深度融合。每季度支部和科室合开一次会。\n二是多走。每月下去两次。",
    ),
    needs=frozenset({"material"}),
    kinds=frozenset({"individual", "team", "plan", "ledger"}),
)
